using System.Numerics;
using System.Runtime.CompilerServices;
using FromScratch.Threading;

namespace FromScratch.Tensors;

/// <summary>A way to make one number of many.</summary>
internal interface IReduction<TSelf, T> where TSelf : IReduction<TSelf, T> where T : unmanaged
{
    static abstract T Start { get; }

    static abstract Vector<T> Combine(Vector<T> a, Vector<T> b);

    static abstract T Combine(T a, T b);

    /// <summary>A vector's numbers combined.</summary>
    static virtual T Across(Vector<T> numbers)
    {
        T result = numbers[0];
        for (int lane = 1; lane < Vector<T>.Count; lane++) result = TSelf.Combine(result, numbers[lane]);
        return result;
    }
}

/// <summary>Sums, products, largest and smallest over some axes.</summary>
internal static class Reduction
{
    private const int Grain = 32768;

    public static Tensor<T> Sum<T>(Tensor<T> x, ReadOnlySpan<int> axes) where T : unmanaged, IFloatingPointIeee754<T> => Over<T, Total<T>>(x, axes);

    /// <summary>Reduces the given axes, which go.</summary>
    public static Tensor<T> Over<T, TOp>(Tensor<T> x, ReadOnlySpan<int> axes) where T : unmanaged, IFloatingPointIeee754<T> where TOp : IReduction<TOp, T>
    {
        Span<bool> reduced = stackalloc bool[x.Rank];
        foreach (int axis in axes) reduced[x.Shape.Axis(axis)] = true;
        Span<int> order = stackalloc int[x.Rank], kept = stackalloc int[x.Rank];
        int keptCount = 0, at = 0;
        for (int axis = 0; axis < x.Rank; axis++)
            if (!reduced[axis]) (order[at++], kept[keptCount++]) = (axis, x.Shape[axis]);
        for (int axis = 0; axis < x.Rank; axis++)
            if (reduced[axis]) order[at++] = axis;

        Tensor<T> y = Tensor<T>.Uninitialized(Shape.Of(kept[..keptCount]));
        int inner = y.NumElements == 0 ? 0 : x.NumElements / y.NumElements;
        if (inner == 0)
        {
            y.Fill(TOp.Start);
            return y;
        }

        if (x.IsContiguous && LeadingOnly(reduced, out int leading))
        {
            Rows<T, TOp>(x, y, leading);
            return y;
        }

        bool inOrder = x.IsContiguous && IsIdentity(order);
        Tensor<T> rows = inOrder ? x : Permuted(x, order);
        Threads.For(y.NumElements, Math.Max(1, Grain / inner), new RowWork<T, TOp>(rows, y, inner));
        return y;
    }

    private static bool IsIdentity(ReadOnlySpan<int> order)
    {
        for (int i = 0; i < order.Length; i++)
            if (order[i] != i) return false;
        return true;
    }

    private static Tensor<T> Permuted<T>(Tensor<T> x, ReadOnlySpan<int> order) where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Autograd.GradMode.Restore restore = Autograd.GradMode.NoGrad();
        return x.Permute(order).Contiguous();
    }

    /// <summary>Whether exactly the outermost axes are reduced, as for the gradient of a bias.</summary>
    private static bool LeadingOnly(ReadOnlySpan<bool> reduced, out int leading)
    {
        leading = 0;
        while (leading < reduced.Length && reduced[leading]) leading++;
        return leading > 0 && leading < reduced.Length && !reduced[leading..].Contains(true);
    }

    /// <summary>Reduces the leading axes: whole rows are combined into the result, so that memory is read in order.</summary>
    private static void Rows<T, TOp>(Tensor<T> x, Tensor<T> y, int leading) where T : unmanaged, IFloatingPointIeee754<T> where TOp : IReduction<TOp, T>
    {
        int rows = 1;
        for (int axis = 0; axis < leading; axis++) rows *= x.Shape[axis];
        Threads.For(y.NumElements, Math.Max(Vector<T>.Count, Grain / rows), new ColumnWork<T, TOp>(x, y, rows));
    }

    /// <summary>Reduces a row in order; four results run side by side, so that no step waits for the one before.</summary>
    public static T Row<T, TOp>(ReadOnlySpan<T> row) where T : unmanaged, IFloatingPointIeee754<T> where TOp : IReduction<TOp, T>
    {
        int width = Vector<T>.Count, i = 0;
        T result = TOp.Start;
        if (row.Length >= 4 * width)
        {
            ref T at = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(row);
            Vector<T> r0 = Vector.LoadUnsafe(ref at), r1 = Vector.LoadUnsafe(ref at, (nuint)width), r2 = Vector.LoadUnsafe(ref at, (nuint)(2 * width)), r3 = Vector.LoadUnsafe(ref at, (nuint)(3 * width));
            for (i = 4 * width; i <= row.Length - 4 * width; i += 4 * width)
            {
                r0 = TOp.Combine(r0, Vector.LoadUnsafe(ref at, (nuint)i));
                r1 = TOp.Combine(r1, Vector.LoadUnsafe(ref at, (nuint)(i + width)));
                r2 = TOp.Combine(r2, Vector.LoadUnsafe(ref at, (nuint)(i + 2 * width)));
                r3 = TOp.Combine(r3, Vector.LoadUnsafe(ref at, (nuint)(i + 3 * width)));
            }

            Vector<T> all = TOp.Combine(TOp.Combine(r0, r1), TOp.Combine(r2, r3));
            result = TOp.Across(all);
        }

        for (; i < row.Length; i++) result = TOp.Combine(result, row[i]);
        return result;
    }

    private readonly struct RowWork<T, TOp>(Tensor<T> x, Tensor<T> y, int inner) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T> where TOp : IReduction<TOp, T>
    {
        private readonly T[] _x = x.Array, _y = y.Array;
        private readonly int _xStart = x.Offset, _yStart = y.Offset, _inner = inner;

        public void Run(int part, int from, int to)
        {
            for (int row = from; row < to; row++) _y[_yStart + row] = Row<T, TOp>(_x.AsSpan(_xStart + row * _inner, _inner));
        }
    }

    private readonly struct ColumnWork<T, TOp>(Tensor<T> x, Tensor<T> y, int rows) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T> where TOp : IReduction<TOp, T>
    {
        private readonly T[] _x = x.Array, _y = y.Array;
        private readonly int _xStart = x.Offset, _yStart = y.Offset, _columns = y.NumElements, _rows = rows;

        public void Run(int part, int from, int to)
        {
            Span<T> result = _y.AsSpan(_yStart + from, to - from);
            result.Fill(TOp.Start);
            for (int row = 0; row < _rows; row++)
            {
                ReadOnlySpan<T> values = _x.AsSpan(_xStart + row * _columns + from, to - from);
                int i = 0;
                for (; i <= result.Length - Vector<T>.Count; i += Vector<T>.Count)
                    TOp.Combine(Vector.LoadUnsafe(in result[i]), Vector.LoadUnsafe(in values[i])).StoreUnsafe(ref result[i]);
                for (; i < result.Length; i++) result[i] = TOp.Combine(result[i], values[i]);
            }
        }
    }

    public readonly struct Total<T> : IReduction<Total<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static T Start => T.Zero;

        public static Vector<T> Combine(Vector<T> a, Vector<T> b) => a + b;

        public static T Combine(T a, T b) => a + b;

        public static T Across(Vector<T> numbers) => Vector.Sum(numbers);
    }

    public readonly struct Product<T> : IReduction<Product<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static T Start => T.One;

        public static Vector<T> Combine(Vector<T> a, Vector<T> b) => a * b;

        public static T Combine(T a, T b) => a * b;
    }

    public readonly struct Largest<T> : IReduction<Largest<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static T Start => T.NegativeInfinity;

        public static Vector<T> Combine(Vector<T> a, Vector<T> b) => Vector.Max(a, b);

        public static T Combine(T a, T b) => T.Max(a, b);
    }

    public readonly struct Smallest<T> : IReduction<Smallest<T>, T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static T Start => T.PositiveInfinity;

        public static Vector<T> Combine(Vector<T> a, Vector<T> b) => Vector.Min(a, b);

        public static T Combine(T a, T b) => T.Min(a, b);
    }
}
