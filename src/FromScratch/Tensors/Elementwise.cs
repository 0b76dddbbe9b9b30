using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FromScratch.Threading;

namespace FromScratch.Tensors;

/// <summary>A formula of up to three numbers and a parameter, for a whole vector at once.</summary>
internal interface IElementwise<T> where T : unmanaged
{
    static abstract Vector<T> Apply(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> parameter);

    /// <summary>Whether the formula reads b: what it does not read is not loaded.</summary>
    static virtual bool ReadsB => false;

    static virtual bool ReadsC => false;
}

/// <summary>Applies a formula to every element of tensors that broadcast: the one loop behind all elementwise operations and their gradients.</summary>
/// <remarks>Axes that lie behind one another in all operands are merged first, so that tensors in order become one long row. A row runs vector by vector; a stride of 0 repeats a number, any other stride is gathered.</remarks>
internal static class Elementwise
{
    private const int Grain = 16384;   // elements for which a second thread pays

    public static Tensor<T> Map<T, TOp>(Tensor<T> a, T parameter = default) where T : unmanaged, IFloatingPointIeee754<T> where TOp : IElementwise<T>
    {
        Tensor<T> y = Tensor<T>.Uninitialized(a.Shape);
        Run<T, TOp>(y, a, a, a, parameter);
        return y;
    }

    public static Tensor<T> Map<T, TOp>(Tensor<T> a, Tensor<T> b, T parameter = default) where T : unmanaged, IFloatingPointIeee754<T> where TOp : IElementwise<T>
    {
        Tensor<T> y = Tensor<T>.Uninitialized(Broadcasting.Shape(a.Shape, b.Shape));
        Run<T, TOp>(y, a, b, b, parameter);
        return y;
    }

    public static Tensor<T> Map<T, TOp>(Tensor<T> a, Tensor<T> b, Tensor<T> c, T parameter = default) where T : unmanaged, IFloatingPointIeee754<T> where TOp : IElementwise<T>
    {
        Tensor<T> y = Tensor<T>.Uninitialized(Broadcasting.Shape(Broadcasting.Shape(a.Shape, b.Shape), c.Shape));
        Run<T, TOp>(y, a, b, c, parameter);
        return y;
    }

    /// <summary>y += x, where x broadcasts to y.</summary>
    public static void AddInPlace<T>(Tensor<T> y, Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Run<T, Formulas.Add<T>>(y, y, x, x, default);

    public static void CopyInto<T>(Tensor<T> source, Tensor<T> destination) where T : unmanaged, IFloatingPointIeee754<T> => Run<T, Formulas.Identity<T>>(destination, source, source, source, default);

    /// <summary>Writes the formula's values to y, which lies in order and to whose shape the operands broadcast. y may be one of them.</summary>
    public static void Run<T, TOp>(Tensor<T> y, Tensor<T> a, Tensor<T> b, Tensor<T> c, T parameter) where T : unmanaged, IFloatingPointIeee754<T> where TOp : IElementwise<T>
    {
        var work = new Work<T, TOp>(y, a, b, c, parameter);
        if (work.Outer == 1) Threads.For(work.Inner, Grain, new Columns<T, TOp>(work));
        else Threads.For(work.Outer, Math.Max(1, Grain / Math.Max(1, work.Inner)), work);
    }

    /// <summary>Rows of a plan; a part takes some of them.</summary>
    private readonly struct Work<T, TOp> : IRangeWork where T : unmanaged, IFloatingPointIeee754<T> where TOp : IElementwise<T>
    {
        private readonly T[] _y, _a, _b, _c;
        private readonly int _yStart, _aStart, _bStart, _cStart;
        private readonly Shape _sizes, _ys, _as, _bs, _cs;   // merged axes, all but the innermost
        private readonly int _aStep, _bStep, _cStep;
        private readonly T _parameter;

        public Work(Tensor<T> y, Tensor<T> a, Tensor<T> b, Tensor<T> c, T parameter)
        {
            (_y, _a, _b, _c) = (y.Array, a.Array, b.Array, c.Array);
            (_yStart, _aStart, _bStart, _cStart) = (y.Offset, a.Offset, b.Offset, c.Offset);
            _parameter = parameter;
            if (y.IsContiguous && IsRow(a, y) && IsRow(b, y) && IsRow(c, y))
            {
                Inner = y.NumElements;
                Outer = Inner == 0 ? 0 : 1;
                (_aStep, _bStep, _cStep) = (Step(a), Step(b), Step(c));
                return;
            }

            Span<int> sizes = stackalloc int[Shape.MaxRank];
            Span<int> strides = stackalloc int[4 * Shape.MaxRank];
            int axes = Merge(y, a, b, c, sizes, strides);
            Inner = sizes[0];
            Outer = 1;
            for (int axis = 1; axis < axes; axis++) Outer *= sizes[axis];
            if (Inner == 0) Outer = 0;
            (_aStep, _bStep, _cStep) = (strides[1], strides[2], strides[3]);
            _sizes = Outers(sizes, 0, 1, axes);
            (_ys, _as, _bs, _cs) = (Outers(strides, 0, 4, axes), Outers(strides, 1, 4, axes), Outers(strides, 2, 4, axes), Outers(strides, 3, 4, axes));
        }

        public int Inner { get; }

        public int Outer { get; }

        private static bool IsRow(Tensor<T> x, Tensor<T> y) => x.NumElements == 1 || (x.IsContiguous && x.Shape == y.Shape);

        private static int Step(Tensor<T> x) => x.NumElements == 1 ? 0 : 1;

        private static Shape Outers(Span<int> numbers, int first, int step, int axes)
        {
            Span<int> outers = stackalloc int[Math.Max(0, axes - 1)];
            for (int axis = 1; axis < axes; axis++) outers[axes - 1 - axis] = numbers[axis * step + first];
            return Shape.Of(outers);
        }

        /// <summary>Merges axes from the innermost outwards, where every operand's outer stride goes on where its inner axis ends.</summary>
        private static int Merge(Tensor<T> y, Tensor<T> a, Tensor<T> b, Tensor<T> c, Span<int> sizes, Span<int> strides)
        {
            Shape ys = y.Strides;
            Shape sa = Broadcasting.Strides(a.Shape, a.Strides, y.Shape), sb = Broadcasting.Strides(b.Shape, b.Strides, y.Shape), sc = Broadcasting.Strides(c.Shape, c.Strides, y.Shape);
            int axes = 0;
            for (int axis = y.Rank - 1; axis >= 0; axis--)
            {
                int size = y.Shape[axis];
                if (size == 1) continue;
                Span<int> inner = axes == 0 ? default : strides.Slice(4 * (axes - 1), 4);
                if (axes > 0 && inner[0] * sizes[axes - 1] == ys[axis] && inner[1] * sizes[axes - 1] == sa[axis]
                    && inner[2] * sizes[axes - 1] == sb[axis] && inner[3] * sizes[axes - 1] == sc[axis])
                {
                    sizes[axes - 1] *= size;
                    continue;
                }

                sizes[axes] = size;
                strides[4 * axes] = ys[axis];
                strides[4 * axes + 1] = sa[axis];
                strides[4 * axes + 2] = sb[axis];
                strides[4 * axes + 3] = sc[axis];
                axes++;
            }

            if (axes > 0) return axes;
            sizes[0] = y.NumElements;   // all sizes are 1 (or the tensor is empty)
            strides[0] = 1;
            return 1;
        }

        public void Run(int part, int from, int to)
        {
            Span<int> index = stackalloc int[Shape.MaxRank];
            int y = _yStart, a = _aStart, b = _bStart, c = _cStart, left = from;
            for (int axis = _sizes.Rank - 1; axis >= 0; axis--)
            {
                index[axis] = left % _sizes[axis];
                left /= _sizes[axis];
                y += index[axis] * _ys[axis];
                a += index[axis] * _as[axis];
                b += index[axis] * _bs[axis];
                c += index[axis] * _cs[axis];
            }

            for (int row = from; row < to; row++)
            {
                RunRow(y, a, b, c, Inner);
                for (int axis = _sizes.Rank - 1; axis >= 0; axis--)
                {
                    int back = ++index[axis] < _sizes[axis] ? 0 : index[axis];
                    y += _ys[axis] * (1 - back);
                    a += _as[axis] * (1 - back);
                    b += _bs[axis] * (1 - back);
                    c += _cs[axis] * (1 - back);
                    if (back == 0) break;
                    index[axis] = 0;
                }
            }
        }

        public void RunColumns(int from, int to) => RunRow(_yStart + from, _aStart + from * _aStep, _bStart + from * _bStep, _cStart + from * _cStep, to - from);

        private void RunRow(int yAt, int aAt, int bAt, int cAt, int length)
        {
            ref T y = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_y), yAt);
            ref T a = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_a), aAt);
            ref T b = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_b), bAt);
            ref T c = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_c), cAt);
            var parameter = new Vector<T>(_parameter);
            int i = 0;
            if (_aStep == 1 && (!TOp.ReadsB || _bStep == 1) && (!TOp.ReadsC || _cStep == 1))
            {
                for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
                {
                    Vector<T> va = Vector.LoadUnsafe(ref a, (nuint)i);
                    Vector<T> vb = TOp.ReadsB ? Vector.LoadUnsafe(ref b, (nuint)i) : default;
                    Vector<T> vc = TOp.ReadsC ? Vector.LoadUnsafe(ref c, (nuint)i) : default;
                    TOp.Apply(va, vb, vc, parameter).StoreUnsafe(ref y, (nuint)i);
                }
            }
            else
            {
                for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
                {
                    Vector<T> va = Lanes.Load(ref a, i, _aStep);
                    Vector<T> vb = TOp.ReadsB ? Lanes.Load(ref b, i, _bStep) : default;
                    Vector<T> vc = TOp.ReadsC ? Lanes.Load(ref c, i, _cStep) : default;
                    TOp.Apply(va, vb, vc, parameter).StoreUnsafe(ref y, (nuint)i);
                }
            }

            if (i == length) return;
            int rest = length - i;
            Vector<T> ra = Lanes.LoadPart(ref a, i, _aStep, rest);
            Vector<T> rb = TOp.ReadsB ? Lanes.LoadPart(ref b, i, _bStep, rest) : default;
            Vector<T> rc = TOp.ReadsC ? Lanes.LoadPart(ref c, i, _cStep, rest) : default;
            Lanes.StorePart(TOp.Apply(ra, rb, rc, parameter), ref y, i, rest);
        }
    }

    /// <summary>A plan of a single row; a part takes some of its elements.</summary>
    private readonly struct Columns<T, TOp>(Work<T, TOp> work) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T> where TOp : IElementwise<T>
    {
        private readonly Work<T, TOp> _work = work;

        public void Run(int part, int from, int to) => _work.RunColumns(from, to);
    }
}

/// <summary>Vectors from and to places that are not a whole vector in order.</summary>
internal static class Lanes
{
    /// <summary>The vector whose first lane is element i of a row with the given step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ref T row, int i, int step) where T : unmanaged => step == 1
        ? Vector.LoadUnsafe(ref row, (nuint)i)
        : step == 0 ? new Vector<T>(row) : LoadPart(ref row, i, step, Vector<T>.Count);

    /// <summary>The first lanes of a vector from a row; the others are 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector<T> LoadPart<T>(ref T row, int i, int step, int count) where T : unmanaged
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        lanes[count..].Clear();
        for (int lane = 0; lane < count; lane++) lanes[lane] = Unsafe.Add(ref row, (i + lane) * step);
        return new Vector<T>(lanes);
    }

    /// <summary>Writes the first lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StorePart<T>(Vector<T> vector, ref T row, int i, int count) where T : unmanaged
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        vector.CopyTo(lanes);
        lanes[..count].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref row, i), count));
    }
}
