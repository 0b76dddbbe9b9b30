using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <content>
/// <para>Fast form of <see cref="Textbook"/>: the same pivots wherever no two candidates are within rounding of each other, and factors within n·ε of each other.</para>
/// <para>Fast because nearly all the arithmetic becomes matrix products: the left half of the columns is factored, its effect on the right half is one triangular solve and one product, then the right half is factored,
/// each half in the same way. A panel of few columns is copied so that each of its columns lies in order: then whole vectors of a column are searched, divided and changed, by 8 columns to its left at a time. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Toledo, "Locality of reference in LU decomposition with partial pivoting", SIAM J. Matrix Anal. Appl. 18 (1997) 1065-1081.</para>
/// </content>
public static partial class LuFactorization
{
    private const int PanelColumns = 16, ShortColumns = 64, SmallTriangle = 16, Together = 8;
    private const long ThreadedFrom = 8_000_000;   // multiply-adds: between smaller products the panels leave a second thread asleep, and waking it costs more than it brings

    private static void Recursive<T>(MatrixView<T> a, int[] exchanges, int first, int count, Span<T> panel) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (count <= PanelColumns || (count <= ShortColumns && exchanges.Length - first <= ShortColumns))
        {
            Panel(a, exchanges, first, count, panel);
            return;
        }

        int left = Split(count), right = count - left, middle = first + left, below = exchanges.Length - middle;
        Recursive(a, exchanges, first, left, panel);
        SolveUnitLower(a.From(first, first), a.From(first, middle), left, right);                                                       // U₁₂ = L₁₁⁻¹A₁₂
        bool threaded = (long)below * right * left >= ThreadedFrom;
        Gemm.Multiply(below, right, left, a.From(middle, first), a.From(first, middle), a.From(middle, middle), accumulate: true, threaded, subtract: true);   // A₂₂ −= L₂₁U₁₂
        Recursive(a, exchanges, middle, right, panel);
    }

    /// <summary>How many numbers the columns of a panel take.</summary>
    private static int PanelLength(int n) => Math.Max(n * PanelColumns, Math.Min(n, ShortColumns) * Math.Min(n, ShortColumns));

    /// <summary>Eliminates the columns from first on, over all rows from there; rows are exchanged whole.</summary>
    private static void Panel<T>(MatrixView<T> a, int[] exchanges, int first, int count, Span<T> panel) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rows = exchanges.Length - first;
        ref T corner = ref a.Array[a.From(first, first).Offset];
        Turn(rows, count, ref corner, a.RowStep, ref panel[0], rows);
        for (int j = 0; j < count; j++)
        {
            Span<T> column = panel.Slice(j * rows, rows);
            ChangeByColumnsBefore(panel, rows, j, column);
            int pivot = j + IndexOfLargest<T>(column[j..]);
            exchanges[first + j] = first + pivot;
            if (pivot != j) ExchangeAcross(ref panel[j], ref panel[pivot], rows, count);
            Divide(column[(j + 1)..], column[j]);
        }

        for (int j = 0; j < count; j++) Exchange(a, exchanges.Length, first + j, exchanges[first + j]);
        Turn(count, rows, ref panel[0], rows, ref corner, a.RowStep);
    }

    private static void ExchangeAcross<T>(ref T x, ref T y, nint step, int count) where T : unmanaged
    {
        for (int c = 0; c < count; c++)
        {
            (x, y) = (y, x);
            x = ref Unsafe.Add(ref x, step);
            y = ref Unsafe.Add(ref y, step);
        }
    }

    /// <summary>What the elimination of the columns to its left does to column j: 8 of them at a time, first among their own rows, one by one, then all together in the rows below.</summary>
    private static void ChangeByColumnsBefore<T>(ReadOnlySpan<T> panel, int rows, int j, Span<T> column) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> factors = stackalloc T[Together];
        for (int p = 0; p < j; p += Together)
        {
            int width = Math.Min(Together, j - p);
            for (int q = 0; q < width; q++)
            {
                T factor = factors[q] = -column[p + q];
                ref T before = ref Unsafe.Add(ref MemoryMarshal.GetReference(panel), (p + q) * rows + p);
                ref T change = ref Unsafe.Add(ref MemoryMarshal.GetReference(column), p);
                for (int i = q + 1; i < width; i++) Unsafe.Add(ref change, i) = T.FusedMultiplyAdd(factor, Unsafe.Add(ref before, i), Unsafe.Add(ref change, i));
            }

            RowUpdate.AddRows(factors[..width], ref Unsafe.Add(ref MemoryMarshal.GetReference(panel), p * rows + p + width), rows, column[(p + width)..]);
        }
    }

    /// <summary>The first place of the number of the largest magnitude.</summary>
    private static int IndexOfLargest<T>(ReadOnlySpan<T> column) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = T.Abs(column[0]);
        var most = new Vector<T>(largest);
        int i = 0;
        for (; i <= column.Length - Vector<T>.Count; i += Vector<T>.Count) most = Vector.MaxNative(Vector.Abs(Vector.LoadUnsafe(in column[i])), most);   // of two that do not compare, the second
        for (int lane = 0; lane < Vector<T>.Count; lane++) largest = most[lane] > largest ? most[lane] : largest;
        for (; i < column.Length; i++) largest = T.Abs(column[i]) > largest ? T.Abs(column[i]) : largest;
        var sought = new Vector<T>(largest);
        for (i = 0; i <= column.Length - Vector<T>.Count; i += Vector<T>.Count)
            if (Vector.EqualsAny(Vector.Abs(Vector.LoadUnsafe(in column[i])), sought)) break;
        for (; i < column.Length; i++)
            if (T.Abs(column[i]) == largest) return i;
        return 0;   // the first is NaN, with which nothing compares
    }

    private static void Divide<T>(Span<T> column, T divisor) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (divisor == T.Zero) return;   // the column is 0: nothing to eliminate
        var divisors = new Vector<T>(divisor);
        int i = 0;
        for (; i <= column.Length - Vector<T>.Count; i += Vector<T>.Count) (Vector.LoadUnsafe(in column[i]) / divisors).StoreUnsafe(ref column[i]);
        for (; i < column.Length; i++) column[i] /= divisor;
    }

    /// <summary>to[p, i] = from[i, p]: rows become columns.</summary>
    private static void Turn<T>(int rows, int columns, ref T from, nint fromStep, ref T to, nint toStep) where T : unmanaged
    {
        int i = 0;
        if (Transpose4.IsFast<T>())
            for (; i <= rows - 4; i += 4) Transpose4.Lines(columns, ref Unsafe.Add(ref from, i * fromStep), fromStep, ref Unsafe.Add(ref to, i), toStep);
        for (; i < rows; i++)
            for (int p = 0; p < columns; p++) Unsafe.Add(ref to, p * toStep + i) = Unsafe.Add(ref from, i * fromStep + p);
    }

    /// <summary>About half, whole tiles of the product where there are any.</summary>
    private static int Split(int count) => count >= 32 ? (count / 2 + 15) / 16 * 16 : count / 2;

    /// <summary>B = L⁻¹B for a lower triangle L with ones on its diagonal, halved in the same way.</summary>
    private static void SolveUnitLower<T>(MatrixView<T> l, MatrixView<T> b, int n, int columns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (n <= SmallTriangle)
        {
            for (int i = 1; i < n; i++)
                for (int p = 0; p < i; p++)
                    RowUpdate.Subtract(l.Array[l.From(i, p).Offset], b.Array.AsSpan(b.From(p, 0).Offset, columns), b.Array.AsSpan(b.From(i, 0).Offset, columns));
            return;
        }

        int half = Split(n);
        SolveUnitLower(l, b, half, columns);
        Gemm.Multiply(n - half, columns, half, l.From(half, 0), b, b.From(half, 0), accumulate: true, (long)(n - half) * columns * half >= ThreadedFrom, subtract: true);
        SolveUnitLower(l.From(half, half), b.From(half, 0), n - half, columns);
    }
}
