using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FromScratch.Threading;

namespace FromScratch.Tensors;

/// <content>
/// <para>Fast form of <see cref="Textbook"/>: the same within k·ε·Σ|aᵢₖbₖⱼ|, as only the order of the sum and the roundings differ.</para>
/// <para>Fast for three reasons. The innermost loop keeps a tile of C, 6 rows by 2 vectors, in 12 registers: a step loads 2 vectors of B and 6 numbers of A and does 12 multiply-adds,
/// so that arithmetic, not loading, is the limit. (Processors with 32 registers of 512 bits hold 12 rows: the same loop, twice as long.) A and B are first copied ("packed") into the order in which that loop reads them, whatever their strides. And the blocks are cut so that
/// the panel of B being read stays in the first cache, the block of A in the second, the block of B in the third. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", ACM TOMS 34 (2008) 12.</para>
/// </content>
internal static partial class Gemm
{
    private const int BlockK = 256;      // depth of a panel
    private const int BlockM = 144;      // rows of A in the second cache; a multiple of TileRows
    private const int BlockN = 2048;     // columns of B in the third cache
    private const long ParallelFrom = 8_000_000;   // bytes multiplied from which a second thread pays: some 40 µs of work, as waking a thread takes up to 100
    private const int LeastTilesOfBand = 10;       // each band packs B for itself

    internal static int TileRows => Vector512.IsHardwareAccelerated ? 12 : 6;

    internal static int TileColumns<T>() where T : unmanaged => 2 * (Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector<T>.Count);

    /// <summary>C = A·B, or C += A·B. C lies row by row.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A [m, k], with any steps.</param>
    /// <param name="b">B [k, n], with any steps.</param>
    /// <param name="c">C [m, n]; its column step is 1.</param>
    /// <param name="accumulate">Whether the product is added to what C holds.</param>
    /// <param name="parallel">Whether the threads share the work.</param>
    /// <param name="subtract">Whether C −= A·B is computed: −A is packed.</param>
    /// <param name="bias">A row [n] that is added to each row of C; each block gets it just before its product, while it lies in the cache.</param>
    public static void Multiply<T>(int m, int n, int k, MatrixView<T> a, MatrixView<T> b, MatrixView<T> c, bool accumulate, bool parallel = true, bool subtract = false, MatrixView<T>? bias = null) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (m == 0 || n == 0) return;
        if (k == 0)
        {
            if (bias is { } row) SetRows(m, n, row, c, accumulate);
            if (accumulate || bias is not null) return;
            for (int i = 0; i < m; i++) c.Array.AsSpan(c.Offset + i * c.RowStep, n).Clear();
            return;
        }

        if (!parallel || (long)m * n * k * Unsafe.SizeOf<T>() < ParallelFrom || Threads.Count == 1)
        {
            Serial(m, n, k, a, b, c, accumulate, subtract, bias);
            return;
        }

        // Each thread takes a band of C, cut where tiles end: the sums are the same however many threads there are.
        int tileColumns = TileColumns<T>();
        bool byRows = m >= n;
        int tiles = byRows ? (m + TileRows - 1) / TileRows : (n + tileColumns - 1) / tileColumns;
        Threads.For(tiles, Math.Clamp(tiles / Threads.Count, 1, LeastTilesOfBand), new Band<T>(m, n, k, a, b, c, accumulate, subtract, bias, byRows));
    }

    private readonly struct Band<T>(int m, int n, int k, MatrixView<T> a, MatrixView<T> b, MatrixView<T> c, bool accumulate, bool subtract, MatrixView<T>? bias, bool byRows) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            int tile = byRows ? TileRows : TileColumns<T>();
            int first = from * tile, end = Math.Min(to * tile, byRows ? m : n);
            if (byRows) Serial(end - first, n, k, a.From(first, 0), b, c.From(first, 0), accumulate, subtract, bias);
            else Serial(m, end - first, k, a, b.From(0, first), c.From(0, first), accumulate, subtract, bias?.From(0, first));
        }
    }

    private static void Serial<T>(int m, int n, int k, MatrixView<T> a, MatrixView<T> b, MatrixView<T> c, bool accumulate, bool subtract, MatrixView<T>? bias) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (m <= 2 && !subtract && bias is null && b.ColumnStep == 1 && n >= Vector<T>.Count)
        {
            for (int i = 0; i < m; i++) RowTimesMatrix(n, k, a.From(i, 0), b, c.From(i, 0), accumulate);
            return;
        }

        Packing<T> packing = Packing<T>.OfThread();
        int tileColumns = TileColumns<T>();
        for (int j = 0; j < n; j += BlockN)
        {
            int columns = Math.Min(BlockN, n - j);
            for (int p = 0; p < k; p += BlockK)
            {
                int depth = Math.Min(BlockK, k - p);
                PackColumns(depth, columns, b.From(p, j), packing.B, packing.BStart);
                for (int i = 0; i < m; i += BlockM)
                {
                    int rows = Math.Min(BlockM, m - i);
                    PackRows(rows, depth, a.From(i, p), packing.A, packing.AStart);
                    if (subtract) Negate(packing.A.AsSpan(packing.AStart, (rows + TileRows - 1) / TileRows * TileRows * depth));
                    if (p == 0 && bias is { } row) SetRows(rows, columns, row.From(0, j), c.From(i, j), accumulate);
                    Block(rows, columns, depth, packing, c.From(i, j), accumulate || p > 0 || bias is not null, tileColumns);
                }
            }
        }
    }

    /// <summary>Every row of C becomes the bias, or has it added.</summary>
    private static void SetRows<T>(int rows, int columns, MatrixView<T> bias, MatrixView<T> c, bool accumulate) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> row = bias.Array.AsSpan(bias.Offset, columns);
        for (int i = 0; i < rows; i++)
        {
            Span<T> to = c.Array.AsSpan(c.From(i, 0).Offset, columns);
            if (!accumulate) row.CopyTo(to);
            else
                for (int j = 0; j < columns; j++) to[j] += row[j];
        }
    }

    private static void Negate<T>(Span<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) (-Vector.LoadUnsafe(in x[i])).StoreUnsafe(ref x[i]);
        for (; i < x.Length; i++) x[i] = -x[i];
    }

    /// <summary>All tiles of one block of C.</summary>
    private static void Block<T>(int rows, int columns, int depth, Packing<T> packing, MatrixView<T> c, bool accumulate, int tileColumns) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T packedA = ref packing.A[packing.AStart];
        ref T packedB = ref packing.B[packing.BStart];
        ref T corner = ref c.Array[c.Offset];
        ref T edge = ref MemoryMarshal.GetArrayDataReference(packing.Tile);
        for (int j = 0; j < columns; j += tileColumns)
        {
            ref T panel = ref Unsafe.Add(ref packedB, (nint)j * depth);
            int width = Math.Min(tileColumns, columns - j);
            for (int i = 0; i < rows; i += TileRows)
            {
                ref T strip = ref Unsafe.Add(ref packedA, (nint)i * depth);
                ref T tile = ref Unsafe.Add(ref corner, (nint)i * c.RowStep + j);
                int height = Math.Min(TileRows, rows - i);
                bool whole = height == TileRows || (Vector512.IsHardwareAccelerated && height % 4 == 0);
                if (whole && width == tileColumns)
                {
                    Tile<T, Packed>(depth, ref strip, ref panel, ref Unsafe.NullRef<int>(), ref tile, c.RowStep, accumulate, height);
                }
                else
                {
                    Tile<T, Packed>(depth, ref strip, ref panel, ref Unsafe.NullRef<int>(), ref edge, tileColumns, accumulate: false, height);
                    Store(ref edge, tileColumns, ref tile, c.RowStep, height, width, accumulate);
                }
            }
        }
    }

    /// <summary>The inside part of a tile at the edge of C.</summary>
    private static void Store<T>(ref T from, int fromStep, ref T to, int toStep, int rows, int columns, bool accumulate) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i++)
        {
            ref T source = ref Unsafe.Add(ref from, i * fromStep);
            ref T target = ref Unsafe.Add(ref to, (nint)i * toStep);
            for (int j = 0; j < columns; j++)
                Unsafe.Add(ref target, j) = accumulate ? Unsafe.Add(ref target, j) + Unsafe.Add(ref source, j) : Unsafe.Add(ref source, j);
        }
    }

    /// <summary>A tile of C: the sum over p of column p of a strip of A times row p of a panel of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<T, TRows>(int depth, ref T a, ref T b, ref int rows, ref T c, nint step, bool accumulate, int height) where T : unmanaged where TRows : struct, IRowsOfB
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            Tile6<T, TRows>(depth, ref a, ref b, ref rows, ref c, step, accumulate);
            return;
        }

        if (height > 8)
        {
            Tile12<T, TRows>(depth, ref a, ref b, ref rows, ref c, step, accumulate);
            return;
        }

        for (int i = 0; i < height; i += 4) Tile4<T, TRows>(depth, ref Unsafe.Add(ref a, i), ref b, ref rows, ref Unsafe.Add(ref c, i * step), step, accumulate);
    }

    /// <summary>Where the rows of B lie that a tile reads.</summary>
    private interface IRowsOfB
    {
        /// <summary>How far row p lies from the first.</summary>
        static abstract nint Offset<T>(int p, ref int rows) where T : unmanaged;
    }

    /// <summary>One after the other, in a packed panel.</summary>
    private readonly struct Packed : IRowsOfB
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static nint Offset<T>(int p, ref int rows) where T : unmanaged => (nint)p * TileColumns<T>();
    }

    /// <summary>Where a list says.</summary>
    private readonly struct Listed : IRowsOfB
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static nint Offset<T>(int p, ref int rows) where T : unmanaged => Unsafe.Add(ref rows, p);
    }

    /// <summary>C = A·B or C += A·B for an A that is packed already and a B whose rows lie where a list says. Whole tiles are read and written: B's rows and C must go on for a tile's width, C for a tile's height.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="a">A as <see cref="PackRows"/> leaves it, from aStart on.</param>
    /// <param name="aStart">Where A begins.</param>
    /// <param name="b">B's numbers.</param>
    /// <param name="bStart">Where B begins.</param>
    /// <param name="rows">How far each row of B lies from there [depth].</param>
    /// <param name="c">C's numbers, row by row.</param>
    /// <param name="cStart">Where C begins.</param>
    /// <param name="cStep">How far apart the rows of C lie.</param>
    /// <param name="accumulate">Whether the product is added to what C holds.</param>
    internal static void Gathered<T>(int m, int n, int depth, T[] a, int aStart, T[] b, int bStart, int[] rows, T[] c, int cStart, int cStep, bool accumulate) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (m == 0 || n == 0 || depth == 0) return;
        ref T strips = ref a[aStart];
        ref T columns = ref b[bStart];
        ref T corner = ref c[cStart];
        for (int j = 0; j < n; j += TileColumns<T>())
            for (int i = 0; i < m; i += TileRows)
                Tile<T, Listed>(depth, ref Unsafe.Add(ref strips, (nint)i * depth), ref Unsafe.Add(ref columns, j), ref rows[0], ref Unsafe.Add(ref corner, (nint)i * cStep + j), cStep, accumulate, m - i);
    }

    /// <summary>The transpose of a matrix whose rows lie in order, packed: to[p·count + i] = lines(i, p).</summary>
    internal static void PackLines<T>(int count, int depth, MatrixView<T> lines, T[] to, int start) where T : unmanaged =>
        Pack(count, count, depth, ref lines.Array[lines.Offset], lines.RowStep, lines.ColumnStep, ref to[start]);

    /// <summary>6 rows by 2 vectors.</summary>
    private static void Tile6<T, TRows>(int depth, ref T a, ref T b, ref int rows, ref T c, nint step, bool accumulate) where T : unmanaged where TRows : struct, IRowsOfB
    {
        Vector<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector<T> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (int p = 0; p < depth; p++)
        {
            ref T row = ref Unsafe.Add(ref b, TRows.Offset<T>(p, ref rows));
            Vector<T> b0 = Vector.LoadUnsafe(ref row);
            Vector<T> b1 = Vector.LoadUnsafe(ref row, (nuint)Vector<T>.Count);
            Vector<T> ai = new(a);
            c00 = VectorMath.MultiplyAdd(ai, b0, c00);
            c01 = VectorMath.MultiplyAdd(ai, b1, c01);
            ai = new(Unsafe.Add(ref a, 1));
            c10 = VectorMath.MultiplyAdd(ai, b0, c10);
            c11 = VectorMath.MultiplyAdd(ai, b1, c11);
            ai = new(Unsafe.Add(ref a, 2));
            c20 = VectorMath.MultiplyAdd(ai, b0, c20);
            c21 = VectorMath.MultiplyAdd(ai, b1, c21);
            ai = new(Unsafe.Add(ref a, 3));
            c30 = VectorMath.MultiplyAdd(ai, b0, c30);
            c31 = VectorMath.MultiplyAdd(ai, b1, c31);
            ai = new(Unsafe.Add(ref a, 4));
            c40 = VectorMath.MultiplyAdd(ai, b0, c40);
            c41 = VectorMath.MultiplyAdd(ai, b1, c41);
            ai = new(Unsafe.Add(ref a, 5));
            c50 = VectorMath.MultiplyAdd(ai, b0, c50);
            c51 = VectorMath.MultiplyAdd(ai, b1, c51);
            a = ref Unsafe.Add(ref a, 6);
        }

        StoreRow(c00, c01, ref c, accumulate);
        StoreRow(c10, c11, ref Unsafe.Add(ref c, step), accumulate);
        StoreRow(c20, c21, ref Unsafe.Add(ref c, 2 * step), accumulate);
        StoreRow(c30, c31, ref Unsafe.Add(ref c, 3 * step), accumulate);
        StoreRow(c40, c41, ref Unsafe.Add(ref c, 4 * step), accumulate);
        StoreRow(c50, c51, ref Unsafe.Add(ref c, 5 * step), accumulate);
    }

    /// <summary>4 of a strip's 12 rows: what is left below the last whole strip costs no more than it is worth.</summary>
    private static void Tile4<T, TRows>(int depth, ref T a, ref T b, ref int rows, ref T c, nint step, bool accumulate) where T : unmanaged where TRows : struct, IRowsOfB
    {
        Vector512<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        for (int p = 0; p < depth; p++)
        {
            ref T row = ref Unsafe.Add(ref b, TRows.Offset<T>(p, ref rows));
            Vector512<T> b0 = Vector512.LoadUnsafe(ref row);
            Vector512<T> b1 = Vector512.LoadUnsafe(ref row, (nuint)Vector512<T>.Count);
            Vector512<T> ai = Vector512.Create(a);
            c00 = VectorMath.MultiplyAdd(ai, b0, c00);
            c01 = VectorMath.MultiplyAdd(ai, b1, c01);
            ai = Vector512.Create(Unsafe.Add(ref a, 1));
            c10 = VectorMath.MultiplyAdd(ai, b0, c10);
            c11 = VectorMath.MultiplyAdd(ai, b1, c11);
            ai = Vector512.Create(Unsafe.Add(ref a, 2));
            c20 = VectorMath.MultiplyAdd(ai, b0, c20);
            c21 = VectorMath.MultiplyAdd(ai, b1, c21);
            ai = Vector512.Create(Unsafe.Add(ref a, 3));
            c30 = VectorMath.MultiplyAdd(ai, b0, c30);
            c31 = VectorMath.MultiplyAdd(ai, b1, c31);
            a = ref Unsafe.Add(ref a, 12);
        }

        StoreRow(c00, c01, ref c, accumulate);
        StoreRow(c10, c11, ref Unsafe.Add(ref c, step), accumulate);
        StoreRow(c20, c21, ref Unsafe.Add(ref c, 2 * step), accumulate);
        StoreRow(c30, c31, ref Unsafe.Add(ref c, 3 * step), accumulate);
    }

    /// <summary>12 rows by 2 vectors of 512 bits.</summary>
    private static void Tile12<T, TRows>(int depth, ref T a, ref T b, ref int rows, ref T c, nint step, bool accumulate) where T : unmanaged where TRows : struct, IRowsOfB
    {
        Vector512<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector512<T> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        Vector512<T> c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
        Vector512<T> c90 = default, c91 = default, ca0 = default, ca1 = default, cb0 = default, cb1 = default;
        for (int p = 0; p < depth; p++)
        {
            ref T row = ref Unsafe.Add(ref b, TRows.Offset<T>(p, ref rows));
            Vector512<T> b0 = Vector512.LoadUnsafe(ref row);
            Vector512<T> b1 = Vector512.LoadUnsafe(ref row, (nuint)Vector512<T>.Count);
            Vector512<T> ai = Vector512.Create(a);
            c00 = VectorMath.MultiplyAdd(ai, b0, c00);
            c01 = VectorMath.MultiplyAdd(ai, b1, c01);
            ai = Vector512.Create(Unsafe.Add(ref a, 1));
            c10 = VectorMath.MultiplyAdd(ai, b0, c10);
            c11 = VectorMath.MultiplyAdd(ai, b1, c11);
            ai = Vector512.Create(Unsafe.Add(ref a, 2));
            c20 = VectorMath.MultiplyAdd(ai, b0, c20);
            c21 = VectorMath.MultiplyAdd(ai, b1, c21);
            ai = Vector512.Create(Unsafe.Add(ref a, 3));
            c30 = VectorMath.MultiplyAdd(ai, b0, c30);
            c31 = VectorMath.MultiplyAdd(ai, b1, c31);
            ai = Vector512.Create(Unsafe.Add(ref a, 4));
            c40 = VectorMath.MultiplyAdd(ai, b0, c40);
            c41 = VectorMath.MultiplyAdd(ai, b1, c41);
            ai = Vector512.Create(Unsafe.Add(ref a, 5));
            c50 = VectorMath.MultiplyAdd(ai, b0, c50);
            c51 = VectorMath.MultiplyAdd(ai, b1, c51);
            ai = Vector512.Create(Unsafe.Add(ref a, 6));
            c60 = VectorMath.MultiplyAdd(ai, b0, c60);
            c61 = VectorMath.MultiplyAdd(ai, b1, c61);
            ai = Vector512.Create(Unsafe.Add(ref a, 7));
            c70 = VectorMath.MultiplyAdd(ai, b0, c70);
            c71 = VectorMath.MultiplyAdd(ai, b1, c71);
            ai = Vector512.Create(Unsafe.Add(ref a, 8));
            c80 = VectorMath.MultiplyAdd(ai, b0, c80);
            c81 = VectorMath.MultiplyAdd(ai, b1, c81);
            ai = Vector512.Create(Unsafe.Add(ref a, 9));
            c90 = VectorMath.MultiplyAdd(ai, b0, c90);
            c91 = VectorMath.MultiplyAdd(ai, b1, c91);
            ai = Vector512.Create(Unsafe.Add(ref a, 10));
            ca0 = VectorMath.MultiplyAdd(ai, b0, ca0);
            ca1 = VectorMath.MultiplyAdd(ai, b1, ca1);
            ai = Vector512.Create(Unsafe.Add(ref a, 11));
            cb0 = VectorMath.MultiplyAdd(ai, b0, cb0);
            cb1 = VectorMath.MultiplyAdd(ai, b1, cb1);
            a = ref Unsafe.Add(ref a, 12);
        }

        StoreRow(c00, c01, ref c, accumulate);
        StoreRow(c10, c11, ref Unsafe.Add(ref c, step), accumulate);
        StoreRow(c20, c21, ref Unsafe.Add(ref c, 2 * step), accumulate);
        StoreRow(c30, c31, ref Unsafe.Add(ref c, 3 * step), accumulate);
        StoreRow(c40, c41, ref Unsafe.Add(ref c, 4 * step), accumulate);
        StoreRow(c50, c51, ref Unsafe.Add(ref c, 5 * step), accumulate);
        StoreRow(c60, c61, ref Unsafe.Add(ref c, 6 * step), accumulate);
        StoreRow(c70, c71, ref Unsafe.Add(ref c, 7 * step), accumulate);
        StoreRow(c80, c81, ref Unsafe.Add(ref c, 8 * step), accumulate);
        StoreRow(c90, c91, ref Unsafe.Add(ref c, 9 * step), accumulate);
        StoreRow(ca0, ca1, ref Unsafe.Add(ref c, 10 * step), accumulate);
        StoreRow(cb0, cb1, ref Unsafe.Add(ref c, 11 * step), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<T>(Vector512<T> left, Vector512<T> right, ref T c, bool accumulate) where T : unmanaged
    {
        if (accumulate)
        {
            left += Vector512.LoadUnsafe(ref c);
            right += Vector512.LoadUnsafe(ref c, (nuint)Vector512<T>.Count);
        }

        left.StoreUnsafe(ref c);
        right.StoreUnsafe(ref c, (nuint)Vector512<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<T>(Vector<T> left, Vector<T> right, ref T c, bool accumulate) where T : unmanaged
    {
        if (accumulate)
        {
            left += Vector.LoadUnsafe(ref c);
            right += Vector.LoadUnsafe(ref c, (nuint)Vector<T>.Count);
        }

        left.StoreUnsafe(ref c);
        right.StoreUnsafe(ref c, (nuint)Vector<T>.Count);
    }

    /// <summary>Copies a block of A into strips as high as a tile, column after column; missing rows are 0.</summary>
    internal static void PackRows<T>(int rows, int depth, MatrixView<T> a, T[] packed, int start) where T : unmanaged
    {
        int height = TileRows;
        ref T to = ref packed[start];
        for (int i = 0; i < rows; i += height)
        {
            ref T from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a.Array), a.Offset + (nint)i * a.RowStep);
            ref T strip = ref Unsafe.Add(ref to, (nint)i * depth);
            Pack(height, Math.Min(height, rows - i), depth, ref from, a.RowStep, a.ColumnStep, ref strip);
        }
    }

    /// <summary>Copies lines that lie a step apart into to, number after number across the lines: to[p·count + i] is number p of line i, 0 where there is no such line.</summary>
    private static void Pack<T>(int count, int present, int depth, ref T from, nint lineStep, nint step, ref T to) where T : unmanaged
    {
        int i = 0;
        if (lineStep == 1)
        {
            i = present / Vector128<T>.Count * Vector128<T>.Count;
            CopyLines(count, i, depth, ref from, step, ref to);
        }
        else if (step == 1 && Transpose4.IsFast<T>())
        {
            for (; i <= present - 4; i += 4) Transpose4.Lines(depth, ref Unsafe.Add(ref from, i * lineStep), lineStep, ref Unsafe.Add(ref to, i), count);
        }

        for (; i <= present - 2; i += 2)
        {
            ref T line = ref Unsafe.Add(ref from, i * lineStep);
            ref T target = ref Unsafe.Add(ref to, i);
            for (int p = 0; p < depth; p++)
            {
                target = line;
                Unsafe.Add(ref target, 1) = Unsafe.Add(ref line, lineStep);
                line = ref Unsafe.Add(ref line, step);
                target = ref Unsafe.Add(ref target, count);
            }
        }

        if (i == count) return;
        for (int p = 0; p < depth; p++)
            for (int rest = i; rest < count; rest++) Unsafe.Add(ref to, (nint)p * count + rest) = rest < present ? Unsafe.Add(ref from, rest * lineStep + p * step) : default;
    }

    /// <summary>The lines' numbers lie side by side already.</summary>
    private static void CopyLines<T>(int count, int width, int depth, ref T from, nint step, ref T to) where T : unmanaged
    {
        for (int p = 0; p < depth; p++)
        {
            for (int i = 0; i < width; i += Vector128<T>.Count) Vector128.LoadUnsafe(ref from, (nuint)i).StoreUnsafe(ref to, (nuint)i);
            from = ref Unsafe.Add(ref from, step);
            to = ref Unsafe.Add(ref to, count);
        }
    }

    /// <summary>Copies a block of B into panels two vectors wide, row after row; missing columns are 0.</summary>
    private static void PackColumns<T>(int depth, int columns, MatrixView<T> b, T[] packed, int start) where T : unmanaged
    {
        int width = TileColumns<T>();
        ref T to = ref packed[start];
        for (int j = 0; j < columns; j += width)
        {
            ref T from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(b.Array), b.Offset + (nint)j * b.ColumnStep);
            ref T panel = ref Unsafe.Add(ref to, (nint)j * depth);
            int present = Math.Min(width, columns - j);
            if (present == width && b.ColumnStep == 1) CopyPanel(depth, ref from, b.RowStep, ref panel);
            else Pack(width, present, depth, ref from, b.ColumnStep, b.RowStep, ref panel);
        }
    }

    private static void CopyPanel<T>(int depth, ref T from, nint rowStep, ref T to) where T : unmanaged
    {
        int width = TileColumns<T>();
        for (int p = 0; p < depth; p++)
        {
            for (int j = 0; j < width; j += Vector<T>.Count) Vector.LoadUnsafe(ref from, (nuint)j).StoreUnsafe(ref to, (nuint)j);
            from = ref Unsafe.Add(ref from, rowStep);
            to = ref Unsafe.Add(ref to, width);
        }
    }

    /// <summary>One row times a matrix that lies row by row: nothing is used twice, so nothing is packed; memory is the limit.</summary>
    private static void RowTimesMatrix<T>(int n, int k, MatrixView<T> a, MatrixView<T> b, MatrixView<T> c, bool accumulate) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> result = c.Array.AsSpan(c.Offset, n);
        if (!accumulate) result.Clear();
        for (int p = 0; p < k; p++)
        {
            T factor = a.Array[a.Offset + p * a.ColumnStep];
            var factors = new Vector<T>(factor);
            ReadOnlySpan<T> row = b.Array.AsSpan(b.Offset + p * b.RowStep, n);
            int j = 0;
            for (; j <= n - Vector<T>.Count; j += Vector<T>.Count)
                VectorMath.MultiplyAdd(factors, Vector.LoadUnsafe(in row[j]), Vector.LoadUnsafe(in result[j])).StoreUnsafe(ref result[j]);
            for (; j < n; j++) result[j] = T.FusedMultiplyAdd(factor, row[j], result[j]);
        }
    }

    /// <summary>Where one thread keeps its packed blocks.</summary>
    private sealed class Packing<T> where T : unmanaged
    {
        [ThreadStatic] private static Packing<T>? t_packing;

        private readonly Storage<T> _a = new(BlockM * BlockK);
        private readonly Storage<T> _b = new((BlockN + TileColumns<T>()) * BlockK);

        public T[] A => _a.Array;

        public int AStart => _a.Start;

        public T[] B => _b.Array;

        public int BStart => _b.Start;

        /// <summary>A tile at the edge of C, of which only a part is wanted.</summary>
        public T[] Tile { get; } = new T[TileRows * TileColumns<T>()];

        public static Packing<T> OfThread() => t_packing ??= new Packing<T>();
    }
}
