using System.Numerics;
using System.Runtime.CompilerServices;
using FromScratch.Tensors;
using FromScratch.Threading;

namespace FromScratch.Factorizations;

/// <summary>Rotations of neighbouring rows of a matrix, gathered first and then applied together.</summary>
/// <remarks>
/// <para>A rotation of the rows a and b below it: a′ = c·a − s·b, b′ = s·a + c·b. A sweep rotates neighbours one after the other, downwards or upwards.</para>
/// <para>Fast because one of the two rows of a rotation is still in registers from the one before, so that each is loaded and stored once a sweep, and because a narrow band of columns stays in the second cache
/// while all gathered sweeps pass over it. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Van Zee, van de Geijn and Quintana-Ortí, "Restructuring the tridiagonal and bidiagonal QR algorithms for performance", ACM TOMS 40 (2014) 18.</para>
/// </remarks>
internal sealed class Rotations<T>(MatrixView<T> rows, int columns) where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostRotations = 1 << 14, BandVectors = 4;

    private readonly List<(int First, int From, int Count, bool Downwards)> _sweeps = [];
    private readonly List<(T C, T S)> _rotations = [];
    private int _begin;

    /// <summary>The next rotation of the sweep.</summary>
    public void Add(T c, T s) => _rotations.Add((c, s));

    /// <summary>Ends a sweep whose first rotation was of the given row and the one below.</summary>
    public void EndSweep(int row, bool downwards)
    {
        if (_rotations.Count > _begin) _sweeps.Add((row, _begin, _rotations.Count - _begin, downwards));
        _begin = _rotations.Count;
        if (_begin >= MostRotations) Apply();
    }

    /// <summary>Applies what was gathered.</summary>
    public void Apply()
    {
        int band = BandVectors * Vector<T>.Count, bands = (columns + band - 1) / band;
        if (_sweeps.Count > 0) Threads.For(bands, Math.Max(1, 100_000 / Math.Max(1, _rotations.Count * band)), new Work(this, rows, columns));
        _sweeps.Clear();
        _rotations.Clear();
        _begin = 0;
    }

    private readonly struct Work(Rotations<T> all, MatrixView<T> rows, int columns) : IRangeWork
    {
        public void Run(int part, int from, int to)
        {
            ReadOnlySpan<(T C, T S)> rotations = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(all._rotations);
            int band = BandVectors * Vector<T>.Count;
            for (int i = from; i < to; i++)
            {
                int column = i * band, end = Math.Min(columns, column + band);
                foreach ((int first, int begin, int count, bool downwards) in all._sweeps)
                {
                    // Seen from the row that is carried along, an upward sweep is a downward one with s of the other sign.
                    (int start, nint step) = downwards ? (first, (nint)rows.RowStep) : (first + 1, -(nint)rows.RowStep);
                    ReadOnlySpan<(T, T)> sweep = rotations.Slice(begin, count);
                    T sign = downwards ? T.One : -T.One;
                    int at = column;
                    if (end - column == band) Wide(ref rows.Array[rows.From(start, at).Offset], step, sweep, sign);
                    else
                        for (; at < end; at++) Narrow(ref rows.Array[rows.From(start, at).Offset], step, sweep, sign);
                }
            }
        }

        private static void Wide(ref T row, nint step, ReadOnlySpan<(T C, T S)> sweep, T sign)
        {
            int w = Vector<T>.Count;
            Vector<T> a0 = Vector.LoadUnsafe(ref row), a1 = Vector.LoadUnsafe(ref row, (nuint)w), a2 = Vector.LoadUnsafe(ref row, (nuint)(2 * w)), a3 = Vector.LoadUnsafe(ref row, (nuint)(3 * w));
            foreach ((T cosine, T sine) in sweep)
            {
                Vector<T> c = new(cosine), s = new(sine * sign), less = new(-sine * sign);
                ref T next = ref Unsafe.Add(ref row, step);
                Rotate(ref a0, ref row, ref next, c, s, less);
                Rotate(ref a1, ref Unsafe.Add(ref row, w), ref Unsafe.Add(ref next, w), c, s, less);
                Rotate(ref a2, ref Unsafe.Add(ref row, 2 * w), ref Unsafe.Add(ref next, 2 * w), c, s, less);
                Rotate(ref a3, ref Unsafe.Add(ref row, 3 * w), ref Unsafe.Add(ref next, 3 * w), c, s, less);
                row = ref next;
            }

            a0.StoreUnsafe(ref row);
            a1.StoreUnsafe(ref row, (nuint)w);
            a2.StoreUnsafe(ref row, (nuint)(2 * w));
            a3.StoreUnsafe(ref row, (nuint)(3 * w));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Rotate(ref Vector<T> carried, ref T row, ref T next, Vector<T> c, Vector<T> s, Vector<T> less)
        {
            Vector<T> b = Vector.LoadUnsafe(ref next);
            VectorMath.MultiplyAdd(less, b, c * carried).StoreUnsafe(ref row);
            carried = VectorMath.MultiplyAdd(s, carried, c * b);
        }

        private static void Narrow(ref T row, nint step, ReadOnlySpan<(T C, T S)> sweep, T sign)
        {
            T carried = row;
            foreach ((T c, T sine) in sweep)
            {
                T s = sine * sign;
                ref T next = ref Unsafe.Add(ref row, step);
                T b = next;
                row = c * carried - s * b;
                carried = s * carried + c * b;
                row = ref next;
            }

            row = carried;
        }
    }
}
