using System.Numerics;
using System.Runtime.InteropServices;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <content>
/// <para>Fast form of <see cref="TextbookValues"/>: values within n·ε·‖A‖.</para>
/// <para>Three parts. Reflections from the left and from the right make the matrix bidiagonal, one pass over memory for a pair of them. The bidiagonal matrix is divided in two again and again (<see cref="BidiagonalSvd{T}"/>);
/// what is left of it comes by implicit QR sweeps, whose rotations are gathered and applied together. Then the reflections are applied to both sets of vectors, 32 or 64 at a time, by matrix products. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Golub and Kahan, "Calculating the singular values and pseudo-inverse of a matrix", SIAM J. Numer. Anal. 2 (1965) 205-224; both products in one pass: Howell, Demmel, Fulton, Hammarling and Marmol, "Cache efficient
/// bidiagonalization using BLAS 2.5 operators", ACM TOMS 34 (2008) 14; the sweep without a shift: Demmel and Kahan, "Accurate singular values of bidiagonal matrices", SIAM J. Sci. Stat. Comput. 11 (1990) 873-912.</para>
/// </content>
public static partial class SingularValues
{
    private static (Tensor<T> U, Tensor<T> Values, Tensor<T> Vt) Bidiagonal<T>(Tensor<T> matrix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int columns) = (matrix.Shape[0], matrix.Shape[1]);
        Tensor<T> transposed = Tensor<T>.Uninitialized([columns, rows]), left = Tensor<T>.Zeros(columns, rows), right = Tensor<T>.Zeros(columns, columns);
        transposed.Copy(matrix.Mt);
        T scale = SymmetricEigen.Scaled(transposed.Data);
        T[] d = new T[columns], e = new T[columns], leftTaus = new T[columns], rightTaus = new T[Math.Max(0, columns - 1)];
        Reduce(transposed.Data, rows, columns, d, e, left.Data, leftTaus, right.Data, rightTaus);
        Tensor<T> ut = Tensor<T>.Zeros(columns, rows), vt = Tensor<T>.Eye(columns);   // left and right vectors as rows
        for (int i = 0; i < columns; i++) ut.Data[i * rows + i] = T.One;
        int[] order = BidiagonalSvd<T>.Solve(d, e, ut.Matrix(), vt.Matrix());
        Reflections.ApplyFromRight(ut.Matrix(), columns, left, leftTaus, shift: 0);
        Reflections.ApplyFromRight(vt.Matrix(), columns, right, rightTaus, shift: 1);
        return Sorted(d, order, scale, ut, vt);
    }

    private static (Tensor<T> U, Tensor<T> Values, Tensor<T> Vt) Sorted<T>(T[] d, int[] ascending, T scale, Tensor<T> ut, Tensor<T> vt) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int columns, int rows) = (ut.Shape[0], ut.Shape[1]);
        Tensor<T> values = Tensor<T>.Uninitialized([columns]), sortedU = Tensor<T>.Uninitialized([columns, rows]), sortedV = Tensor<T>.Uninitialized([columns, columns]), u = Tensor<T>.Uninitialized([rows, columns]);
        for (int i = 0; i < columns; i++)
        {
            int from = ascending[columns - 1 - i];
            values.Data[i] = d[from] * scale;
            ut.Data.Slice(from * rows, rows).CopyTo(sortedU.Data[(i * rows)..]);
            vt.Data.Slice(from * columns, columns).CopyTo(sortedV.Data[(i * columns)..]);
        }

        if (columns > 0) Gemm.PackLines(columns, rows, sortedU.Matrix(), u.Array, u.Offset);   // rows become columns
        return (u, values, sortedV);
    }

    /// <summary>A becomes bidiagonal: the diagonal d, the numbers e above it, and both sides' reflections.</summary>
    /// <remarks>
    /// <para>A is held by columns, each a row of Aᵀ. A pair of reflections changes it to A − u·yᵀ − z·vᵀ with y = τ·Aᵀu and z = τ′·(A − u·yᵀ)·v. The next pair needs Aᵀu and A·v, and v comes of row k of A, which Aᵀu changes:
    /// two passes, it seems. But v is that row x times a number, save for its first entry, so that Σ xⱼ·(column j) can be gathered along with the products yⱼ, column by column.</para>
    /// <para>So each column is brought up to date, multiplied by u, and added to that sum while it lies in the first cache: memory is read and written once.</para>
    /// </remarks>
    private static void Reduce<T>(Span<T> a, int rows, int columns, Span<T> d, Span<T> e, Span<T> left, Span<T> leftTaus, Span<T> right, Span<T> rightTaus) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> u = new T[rows], z = new T[rows], sums = new T[rows], zeros = new T[rows], y = new T[columns], v = new T[columns];   // zeros: before the first pair nothing is to be changed
        for (int k = 0; k < columns; k++)
        {
            Span<T> column = a.Slice(k * rows + k, rows - k), nextU = left.Slice(k * rows + k, rows - k);
            RowUpdate.Subtract(y[k], u[k..], column);
            RowUpdate.Subtract(v[k], z[k..], column);
            column.CopyTo(nextU);
            T leftTau = leftTaus[k] = Reflections.Of(nextU, out d[k]);
            if (k == columns - 1) break;

            int rest = columns - k - 1;
            Span<T> x = right.Slice(k * columns + k + 1, rest), sum = sums[(k + 1)..];
            sum.Clear();
            for (int i = 0; i < rest; i += 2)
            {
                int j = k + 1 + i;
                bool pair = i + 1 < rest;   // beside an odd column out stands one of zeros
                Span<T> first = a.Slice(j * rows + k, rows - k), second = pair ? a.Slice((j + 1) * rows + k, rows - k) : zeros[k..];
                (T dot0, T dot1) = ChangeAndMultiply(first, second, y[j], v[j], pair ? y[j + 1] : T.Zero, pair ? v[j + 1] : T.Zero, u[k..], z[k..], nextU);
                (y[j], x[i]) = (leftTau * dot0, first[0] - leftTau * dot0);
                if (pair) (y[j + 1], x[i + 1]) = (leftTau * dot1, second[0] - leftTau * dot1);
                AddBoth(x[i], first[1..], pair ? x[i + 1] : T.Zero, second[1..], sum);
            }

            // z = τ′·(A·v − u·(yᵀv)) with A·v = factor·(Σ xⱼ·aⱼ − x₀·a₀) + a₀.
            T x0 = x[0], rightTau = rightTaus[k] = Reflections.Of(x, out e[k]);
            x.CopyTo(v[(k + 1)..]);
            nextU.CopyTo(u[k..]);
            Span<T> nextZ = z[(k + 1)..];
            nextZ.Clear();
            if (rightTau == T.Zero) continue;
            T factor = T.One / (x0 - e[k]);
            RowUpdate.Add(rightTau * factor, sum, nextZ);
            RowUpdate.Add(rightTau * (T.One - factor * x0), a.Slice((k + 1) * rows + k + 1, rows - k - 1), nextZ);
            RowUpdate.Subtract(rightTau * SoftmaxKernel.Dot<T>(y[(k + 1)..], x), nextU[1..], nextZ);
        }
    }

    /// <summary>For two columns: column −= yⱼ·u + vⱼ·z, and the product of what comes out with the next u.</summary>
    private static (T First, T Second) ChangeAndMultiply<T>(Span<T> first, Span<T> second, T y0, T v0, T y1, T v1, ReadOnlySpan<T> u, ReadOnlySpan<T> z, ReadOnlySpan<T> next) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T p0 = ref MemoryMarshal.GetReference(first);
        ref T p1 = ref MemoryMarshal.GetReference(second);
        ref T pu = ref MemoryMarshal.GetReference(u);
        ref T pz = ref MemoryMarshal.GetReference(z);
        ref T pn = ref MemoryMarshal.GetReference(next);
        Vector<T> y0s = new(-y0), v0s = new(-v0), y1s = new(-y1), v1s = new(-v1), s0 = default, s1 = default;
        int i = 0;
        for (; i <= first.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> ui = Vector.LoadUnsafe(ref pu, (nuint)i), zi = Vector.LoadUnsafe(ref pz, (nuint)i), ni = Vector.LoadUnsafe(ref pn, (nuint)i);
            Vector<T> x0 = VectorMath.MultiplyAdd(v0s, zi, VectorMath.MultiplyAdd(y0s, ui, Vector.LoadUnsafe(ref p0, (nuint)i)));
            Vector<T> x1 = VectorMath.MultiplyAdd(v1s, zi, VectorMath.MultiplyAdd(y1s, ui, Vector.LoadUnsafe(ref p1, (nuint)i)));
            x0.StoreUnsafe(ref p0, (nuint)i);
            x1.StoreUnsafe(ref p1, (nuint)i);
            s0 = VectorMath.MultiplyAdd(x0, ni, s0);
            s1 = VectorMath.MultiplyAdd(x1, ni, s1);
        }

        (T dot0, T dot1) = (Vector.Sum(s0), Vector.Sum(s1));
        for (; i < first.Length; i++)
        {
            first[i] -= y0 * u[i] + v0 * z[i];
            second[i] -= y1 * u[i] + v1 * z[i];
            dot0 += first[i] * next[i];
            dot1 += second[i] * next[i];
        }

        return (dot0, dot1);
    }

    /// <summary>sum += x₀·first + x₁·second.</summary>
    private static void AddBoth<T>(T x0, ReadOnlySpan<T> first, T x1, ReadOnlySpan<T> second, Span<T> sum) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T p0 = ref MemoryMarshal.GetReference(first);
        ref T p1 = ref MemoryMarshal.GetReference(second);
        ref T ps = ref MemoryMarshal.GetReference(sum);
        Vector<T> x0s = new(x0), x1s = new(x1);
        int i = 0;
        for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
            VectorMath.MultiplyAdd(x1s, Vector.LoadUnsafe(ref p1, (nuint)i), VectorMath.MultiplyAdd(x0s, Vector.LoadUnsafe(ref p0, (nuint)i), Vector.LoadUnsafe(ref ps, (nuint)i))).StoreUnsafe(ref ps, (nuint)i);
        for (; i < sum.Length; i++) sum[i] += x0 * first[i] + x1 * second[i];
    }

    /// <summary>The singular values of an upper bidiagonal matrix, with signs, in d; the rotations are gathered.</summary>
    internal static void Iterate<T>(Span<T> d, Span<T> e, Rotations<T> left, Rotations<T> right) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T epsilon = T.BitIncrement(T.One) - T.One, norm = T.Zero;
        for (int i = 0; i < d.Length; i++) norm = T.Max(norm, T.Abs(d[i]) + T.Abs(e[i]));
        T negligible = epsilon * norm;
        int last = d.Length - 1;
        for (int sweep = 0; last > 0; sweep++)
        {
            if (sweep == 60 * d.Length) throw new InvalidOperationException($"SingularValues: {last + 1} of {d.Length} values did not settle in {sweep} sweeps.");
            int first = last;
            while (first > 0 && T.Abs(e[first - 1]) > T.Max(epsilon * (T.Abs(d[first - 1]) + T.Abs(d[first])), negligible * T.CreateTruncating(1e-3))) first--;
            if (first > 0) e[first - 1] = T.Zero;
            if (first == last)
            {
                last--;
                continue;
            }

            bool singular = false;
            for (int i = first; i <= last; i++) singular |= T.Abs(d[i]) <= negligible;
            if (singular) SweepWithoutShift(d, e, first, last, left, right);
            else Sweep(d, e, first, last, left, right);
        }
    }

    /// <summary>The rotation that turns (f, g) onto the first axis.</summary>
    internal static (T C, T S, T R) Rotation<T>(T f, T g) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T r = T.Sqrt(f * f + g * g);
        return r == T.Zero ? (T.One, T.Zero, T.Zero) : (f / r, g / r, r);
    }

    /// <summary>One QR sweep over the block, shifted by the eigenvalue of BᵀB's last two rows and columns that is nearer to its last number.</summary>
    private static void Sweep<T>(Span<T> d, Span<T> e, int first, int last, Rotations<T> left, Rotations<T> right) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T before = last - first > 1 ? e[last - 2] : T.Zero;
        T corner = d[last] * d[last] + e[last - 1] * e[last - 1], above = d[last - 1] * d[last - 1] + before * before, beside = d[last - 1] * e[last - 1];
        T half = (above - corner) * T.CreateTruncating(0.5);
        T shift = corner - beside * beside / (half + T.CopySign(T.Sqrt(half * half + beside * beside), half));
        T y = d[first] * d[first] - shift, z = d[first] * e[first];
        for (int k = first; k < last; k++)
        {
            (T c, T s, T r) = Rotation(y, z);
            if (k > first) e[k - 1] = r;
            right.Add(c, -s);
            y = c * d[k] + s * e[k];
            e[k] = c * e[k] - s * d[k];
            z = s * d[k + 1];
            d[k + 1] *= c;
            (c, s, r) = Rotation(y, z);
            left.Add(c, -s);
            d[k] = r;
            y = c * e[k] + s * d[k + 1];
            d[k + 1] = c * d[k + 1] - s * e[k];
            if (k == last - 1) break;
            z = s * e[k + 1];
            e[k + 1] *= c;
        }

        e[last - 1] = y;
        left.EndSweep(first, downwards: true);
        right.EndSweep(first, downwards: true);
    }

    /// <summary>One QR sweep without a shift: where a singular value is 0, it comes out last and stands alone.</summary>
    private static void SweepWithoutShift<T>(Span<T> d, Span<T> e, int first, int last, Rotations<T> left, Rotations<T> right) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T c, T oldC, T oldS) = (T.One, T.One, T.Zero);
        for (int k = first; k < last; k++)
        {
            (c, T s, T r) = Rotation(d[k] * c, e[k]);
            if (k > first) e[k - 1] = oldS * r;
            right.Add(c, -s);
            (oldC, oldS, d[k]) = Rotation(oldC * r, d[k + 1] * s);
            left.Add(oldC, -oldS);
        }

        T lastNumber = d[last] * c;
        e[last - 1] = lastNumber * oldS;
        d[last] = lastNumber * oldC;
        left.EndSweep(first, downwards: true);
        right.EndSweep(first, downwards: true);
    }
}
