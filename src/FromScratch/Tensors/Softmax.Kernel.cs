using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FromScratch.Threading;

namespace FromScratch.Tensors;

/// <summary>Fast forms of softmax and the log-sum-exp: the same as <see cref="Tensor{T}.TextbookSoftmax"/> within a few units in the last place.</summary>
/// <remarks>Fast because a row is read while it is in the first cache: its largest, then the exponentials and their sum in one pass, then one multiplication each. Measured in Benchmarks/Tensors.</remarks>
internal static class SoftmaxKernel
{
    private const int Grain = 4096;

    public static Tensor<T> Softmax<T>(Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> y = Tensor<T>.Uninitialized(x.Shape);
        int width = x.Shape[^1];
        if (width > 0) Threads.For(x.NumElements / width, Math.Max(1, Grain / width), new Forward<T>(x, y, width));
        return y;
    }

    /// <summary>dx = y·(g − Σ g·y), row by row, written to x.</summary>
    public static Tensor<T> SoftmaxGradient<T>(Tensor<T> g, Tensor<T> y, Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = y.Shape[^1];
        if (width > 0) Threads.For(y.NumElements / width, Math.Max(1, Grain / width), new Backward<T>(g, y, x, width));
        return x;
    }

    /// <summary>ln Σ eˣ along an axis, which stays with size 1.</summary>
    public static Tensor<T> LogSumExp<T>(Tensor<T> x, int axis) where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Autograd.GradMode.Restore restore = Autograd.GradMode.NoGrad();
        if (axis != x.Rank - 1) return LogSumExp(x.Transpose(axis, -1), x.Rank - 1).Transpose(axis, -1).Contiguous();
        Tensor<T> rows = x.Contiguous();
        Tensor<T> y = Tensor<T>.Uninitialized(x.Shape.With(axis, 1));
        Threads.For(y.NumElements, Math.Max(1, Grain / Math.Max(1, x.Shape[axis])), new Logs<T>(rows, y, x.Shape[axis]));
        return y;
    }

    /// <summary>Writes e^(x − largest) to y, and gives the sum and the largest.</summary>
    public static T Exponentials<T>(ReadOnlySpan<T> x, Span<T> y, out T largest) where T : unmanaged, IFloatingPointIeee754<T>
    {
        largest = Largest(x);
        T shift = T.IsInfinity(largest) && T.IsNegative(largest) ? T.Zero : largest;   // all −∞: their exponentials are 0, not NaN
        var shifts = new Vector<T>(shift);
        ref T from = ref MemoryMarshal.GetReference(x);
        ref T to = ref MemoryMarshal.GetReference(y);
        Vector<T> s0 = default, s1 = default;
        int i = 0;
        for (; i <= x.Length - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            Vector<T> e0 = VectorMath.Exp(Vector.LoadUnsafe(ref from, (nuint)i) - shifts);
            Vector<T> e1 = VectorMath.Exp(Vector.LoadUnsafe(ref from, (nuint)(i + Vector<T>.Count)) - shifts);
            e0.StoreUnsafe(ref to, (nuint)i);
            e1.StoreUnsafe(ref to, (nuint)(i + Vector<T>.Count));
            s0 += e0;
            s1 += e1;
        }

        T sum = Vector.Sum(s0 + s1);
        for (; i < x.Length; i += Vector<T>.Count)
        {
            int count = Math.Min(Vector<T>.Count, x.Length - i);
            Vector<T> e = VectorMath.Exp(Lanes.LoadPart(ref from, i, 1, count) - shifts);
            Lanes.StorePart(e, ref to, i, count);
            for (int lane = 0; lane < count; lane++) sum += e[lane];
        }

        return sum;
    }

    /// <summary>The largest of a row; −∞ for none. NaN is passed over: its exponential makes the row's sum NaN all the same.</summary>
    public static T Largest<T>(ReadOnlySpan<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = T.NegativeInfinity;
        int width = Vector<T>.Count, i = 0;
        ref T at = ref MemoryMarshal.GetReference(x);
        if (x.Length >= 2 * width)
        {
            Vector<T> m0 = new(largest), m1 = m0;
            for (; i <= x.Length - 2 * width; i += 2 * width)
            {
                m0 = Vector.MaxNative(Vector.LoadUnsafe(ref at, (nuint)i), m0);   // of two that do not compare, the second
                m1 = Vector.MaxNative(Vector.LoadUnsafe(ref at, (nuint)(i + width)), m1);
            }

            largest = VectorMath.Largest(Vector.MaxNative(m0, m1));
        }

        for (; i < x.Length; i++) largest = x[i] > largest ? x[i] : largest;
        return largest;
    }

    private readonly struct Forward<T>(Tensor<T> x, Tensor<T> y, int width) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T[] _x = x.Array, _y = y.Array;
        private readonly int _xStart = x.Offset, _yStart = y.Offset, _width = width;

        public void Run(int part, int from, int to)
        {
            for (int row = from; row < to; row++)
            {
                Span<T> y = _y.AsSpan(_yStart + row * _width, _width);
                T sum = Exponentials(_x.AsSpan(_xStart + row * _width, _width), y, out _);
                Scale(y, T.One / sum);
            }
        }
    }

    public static void Scale<T>(Span<T> y, T factor) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var factors = new Vector<T>(factor);
        int i = 0;
        ref T at = ref MemoryMarshal.GetReference(y);
        for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count) (Vector.LoadUnsafe(ref at, (nuint)i) * factors).StoreUnsafe(ref at, (nuint)i);
        for (; i < y.Length; i++) y[i] *= factor;
    }

    private readonly struct Backward<T>(Tensor<T> g, Tensor<T> y, Tensor<T> x, int width) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T[] _g = g.Array, _y = y.Array, _x = x.Array;
        private readonly int _gStart = g.Offset, _yStart = y.Offset, _xStart = x.Offset, _width = width;

        public void Run(int part, int from, int to)
        {
            for (int row = from; row < to; row++)
            {
                ReadOnlySpan<T> g = _g.AsSpan(_gStart + row * _width, _width);
                ReadOnlySpan<T> y = _y.AsSpan(_yStart + row * _width, _width);
                Span<T> x = _x.AsSpan(_xStart + row * _width, _width);
                T dot = Dot(g, y);
                var dots = new Vector<T>(dot);
                ref T px = ref MemoryMarshal.GetReference(x);
                ref T py = ref MemoryMarshal.GetReference(y);
                ref T pg = ref MemoryMarshal.GetReference(g);
                int i = 0;
                for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
                    (Vector.LoadUnsafe(ref py, (nuint)i) * (Vector.LoadUnsafe(ref pg, (nuint)i) - dots)).StoreUnsafe(ref px, (nuint)i);
                for (; i < x.Length; i++) x[i] = y[i] * (g[i] - dot);
            }
        }
    }

    public static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> s0 = default, s1 = default;
        ref T pa = ref MemoryMarshal.GetReference(a);
        ref T pb = ref MemoryMarshal.GetReference(b);
        int i = 0;
        for (; i <= a.Length - 2 * Vector<T>.Count; i += 2 * Vector<T>.Count)
        {
            s0 = VectorMath.MultiplyAdd(Vector.LoadUnsafe(ref pa, (nuint)i), Vector.LoadUnsafe(ref pb, (nuint)i), s0);
            s1 = VectorMath.MultiplyAdd(Vector.LoadUnsafe(ref pa, (nuint)(i + Vector<T>.Count)), Vector.LoadUnsafe(ref pb, (nuint)(i + Vector<T>.Count)), s1);
        }

        T sum = Vector.Sum(s0 + s1);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private readonly struct Logs<T>(Tensor<T> x, Tensor<T> y, int width) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T[] _x = x.Array, _y = y.Array;
        private readonly int _xStart = x.Offset, _yStart = y.Offset, _width = width;

        public void Run(int part, int from, int to)
        {
            T[] scratch = System.Buffers.ArrayPool<T>.Shared.Rent(_width);
            for (int row = from; row < to; row++)
            {
                T sum = Exponentials(_x.AsSpan(_xStart + row * _width, _width), scratch.AsSpan(0, _width), out T largest);
                _y[_yStart + row] = T.IsInfinity(largest) ? largest : largest + T.Log(sum);
            }

            System.Buffers.ArrayPool<T>.Shared.Return(scratch);
        }
    }
}
