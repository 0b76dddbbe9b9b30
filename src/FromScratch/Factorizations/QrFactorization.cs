using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>A = Q·R: columns that stand at right angles to each other, and an upper triangle, by reflections.</summary>
/// <remarks>
/// <para>H = I − τ·v·vᵀ reflects a column onto the first axis; v₁ = 1. The sign is chosen so that nothing cancels, so the diagonal of R may be negative, as LAPACK's may.</para>
/// <para>Source: Golub and Van Loan, "Matrix Computations", 4th ed., algorithms 5.1.1 and 5.2.1.</para>
/// </remarks>
public static partial class QrFactorization
{
    /// <summary>Factors a matrix with at least as many rows as columns.</summary>
    /// <param name="a">A [rows, columns]; unchanged.</param>
    /// <returns>Q [rows, columns] and R [columns, columns].</returns>
    /// <exception cref="ArgumentException">The matrix is wider than high.</exception>
    public static (Tensor<T> Q, Tensor<T> R) Of<T>(Tensor<T> a) where T : unmanaged, IFloatingPointIeee754<T> => Factored(a, BlockColumns);

    /// <summary>One reflection after the other: the textbook form.</summary>
    internal static (Tensor<T> Q, Tensor<T> R) Textbook<T>(Tensor<T> a) where T : unmanaged, IFloatingPointIeee754<T> => Factored(a, blockColumns: 1);

    private static (Tensor<T> Q, Tensor<T> R) Factored<T>(Tensor<T> a, int blockColumns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Rank != 2 || a.Shape[0] < a.Shape[1]) throw new ArgumentException($"QR: the matrix has shape {a.Shape}; it needs at least as many rows as columns.", nameof(a));
        (int rows, int columns) = (a.Shape[0], a.Shape[1]);
        Tensor<T> work = Tensor<T>.Uninitialized(a.Shape), q = Tensor<T>.Zeros(rows, columns), r = Tensor<T>.Zeros(columns, columns);
        work.Copy(a);
        for (int i = 0; i < columns; i++) q.Data[i * columns + i] = T.One;
        int blocks = (columns + blockColumns - 1) / blockColumns;
        Tensor<T> mixes = Tensor<T>.Zeros(blocks, blockColumns, blockColumns), scratch = Tensor<T>.Uninitialized([2, blockColumns, columns]), reflectors = Tensor<T>.Uninitialized([rows, blockColumns]);
        for (int block = 0; block < blocks; block++)
        {
            (int first, int count) = (block * blockColumns, Math.Min(blockColumns, columns - block * blockColumns));
            MatrixView<T> mix = mixes.Select(0, block).Matrix();
            Panel(work.Matrix().From(first, first), rows - first, count, mix, scratch.Data);
            if (first + count == columns) continue;
            CopyReflectors(work.Matrix().From(first, first), reflectors.Matrix(), rows - first, count);
            Apply(reflectors.Matrix(), mix.Transposed, work.Matrix().From(first, first + count), rows - first, count, columns - first - count, scratch);
        }

        for (int block = blocks - 1; block >= 0; block--)
        {
            (int first, int count) = (block * blockColumns, Math.Min(blockColumns, columns - block * blockColumns));
            CopyReflectors(work.Matrix().From(first, first), reflectors.Matrix(), rows - first, count);
            Apply(reflectors.Matrix(), mixes.Select(0, block).Matrix(), q.Matrix().From(first, first), rows - first, count, columns - first, scratch);
        }

        for (int i = 0; i < columns; i++) work.Data.Slice(i * columns + i, columns - i).CopyTo(r.Data[(i * columns + i)..]);
        return (q, r);
    }

    /// <summary>Reflects column after column of a panel: R above, the vectors v below the diagonal, and the numbers τ on the diagonal of the mix.</summary>
    private static void Panel<T>(MatrixView<T> a, int rows, int count, MatrixView<T> mix, Span<T> scratch) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int j = 0; j < count; j++)
        {
            T tau = Reflector(a.From(j, j), rows - j);
            mix.Array[mix.From(j, j).Offset] = tau;
            int rest = count - j - 1;
            if (rest > 0)
            {
                // w = vᵀA, then A −= τ·v·w: row by row, as they lie in memory.
                Span<T> w = scratch[..rest];
                a.Array.AsSpan(a.From(j, j + 1).Offset, rest).CopyTo(w);
                for (int i = j + 1; i < rows; i++) RowUpdate.Add(a.Array[a.From(i, j).Offset], a.Array.AsSpan(a.From(i, j + 1).Offset, rest), w);
                RowUpdate.Subtract(tau, w, a.Array.AsSpan(a.From(j, j + 1).Offset, rest));
                for (int i = j + 1; i < rows; i++) RowUpdate.Subtract(tau * a.Array[a.From(i, j).Offset], w, a.Array.AsSpan(a.From(i, j + 1).Offset, rest));
            }

            Mix(a, rows, j, mix, scratch);
        }
    }

    /// <summary>Makes of a column its reflection, with v below; gives τ.</summary>
    private static T Reflector<T>(MatrixView<T> column, int rows) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = column.Array;
        T largest = T.Zero;
        for (int i = 1; i < rows; i++) largest = T.Max(largest, T.Abs(x[column.From(i, 0).Offset]));
        if (largest == T.Zero) return T.Zero;                                    // nothing below the diagonal
        largest = T.Max(largest, T.Abs(x[column.Offset]));
        T squares = T.Zero;                                                      // of the numbers divided by the largest: nothing overflows
        for (int i = 0; i < rows; i++)
        {
            T scaled = x[column.From(i, 0).Offset] / largest;
            squares += scaled * scaled;
        }

        T alpha = x[column.Offset], beta = -T.CopySign(largest * T.Sqrt(squares), alpha);
        T factor = T.One / (alpha - beta);
        for (int i = 1; i < rows; i++) x[column.From(i, 0).Offset] *= factor;
        x[column.Offset] = beta;
        return (beta - alpha) / beta;
    }

    /// <summary>Column j of the triangle T with H₁H₂…Hₖ = I − V·T·Vᵀ: t = −τ·T·(Vᵀv).</summary>
    private static void Mix<T>(MatrixView<T> a, int rows, int j, MatrixView<T> mix, Span<T> scratch) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (j == 0) return;
        T tau = mix.Array[mix.From(j, j).Offset];
        Span<T> products = scratch[..j];
        a.Array.AsSpan(a.From(j, 0).Offset, j).CopyTo(products);                 // row j of V meets v's 1
        for (int i = j + 1; i < rows; i++) RowUpdate.Add(a.Array[a.From(i, j).Offset], a.Array.AsSpan(a.From(i, 0).Offset, j), products);
        for (int i = 0; i < j; i++)
        {
            T sum = T.Zero;
            for (int p = i; p < j; p++) sum += mix.Array[mix.From(i, p).Offset] * products[p];
            mix.Array[mix.From(i, j).Offset] = -tau * sum;
        }
    }
}
