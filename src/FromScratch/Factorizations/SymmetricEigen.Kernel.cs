using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <content>
/// <para>Fast form of <see cref="Textbook"/>: values within n·ε·‖A‖.</para>
/// <para>Three parts. Reflections make the matrix tridiagonal; each row of the triangle is changed and multiplied by the next reflection's vector in one pass, so memory is read once a reflection. The tridiagonal matrix is
/// divided in two again and again (<see cref="TridiagonalEigen{T}"/>); what is left of it, by the implicit QL method. Then the reflections are applied to the eigenvectors, 32 or 64 at a time, by matrix products. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Golub and Van Loan, "Matrix Computations", 4th ed., §8.3; Dubrulle, Martin and Wilkinson, "The implicit QL algorithm", Numerische Mathematik 12 (1968) 377-383.</para>
/// </content>
public static partial class SymmetricEigen
{
    private const int MaxSweeps = 60;

    private static (Tensor<T> Values, Tensor<T> Vectors) Tridiagonal<T>(Tensor<T> matrix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = matrix.Shape[0];
        Tensor<T> a = Tensor<T>.Uninitialized(matrix.Shape), reflectors = Tensor<T>.Zeros(n, n), rows = Tensor<T>.Eye(n);
        a.Copy(matrix);
        T scale = Scaled(a.Data);
        T[] diagonal = new T[n], beside = new T[n], taus = new T[Math.Max(0, n - 1)];
        Reduce(a.Data, n, diagonal, beside, reflectors.Data, taus);
        int[] order = TridiagonalEigen<T>.Solve(diagonal, beside, rows.Matrix());
        Reflections.ApplyFromRight(rows.Matrix(), n, reflectors, taus, shift: 1);
        Tensor<T> values = Tensor<T>.Uninitialized([n]), sorted = Tensor<T>.Uninitialized([n, n]), vectors = Tensor<T>.Uninitialized([n, n]);
        for (int i = 0; i < n; i++)
        {
            values.Data[i] = diagonal[order[i]] * scale;
            rows.Data.Slice(order[i] * n, n).CopyTo(sorted.Data[(i * n)..]);
        }

        if (n > 0) Gemm.PackLines(n, n, sorted.Matrix(), vectors.Array, vectors.Offset);   // rows become columns
        return (values, vectors);
    }

    /// <summary>Divides by the largest number, so that squares neither overflow nor vanish; gives that number.</summary>
    internal static T Scaled<T>(Span<T> numbers) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = T.Zero;
        foreach (T x in numbers)
        {
            if (!T.IsFinite(x)) throw new ArgumentException($"The matrix holds {x}: its directions are not defined.");
            largest = T.Max(largest, T.Abs(x));
        }

        if (largest == T.Zero) return T.One;
        foreach (ref T x in numbers) x /= largest;
        return largest;
    }

    /// <summary>A becomes tridiagonal: the diagonal d, the numbers e beside it, the reflections' vectors as rows and their τ.</summary>
    /// <remarks>A ← H·A·H = A − v·wᵀ − w·vᵀ with p = τ·A·v and w = p − (τ/2)(pᵀv)·v. The change is made in the pass that multiplies by the next v: so memory is read and written once a reflection.
    /// To gather the changes of 32 reflections and make them by one matrix product, as LAPACK does, was measured slower up to n = 512: what lies in the panel then has to be gone through for each product.</remarks>
    private static void Reduce<T>(Span<T> a, int n, Span<T> d, Span<T> e, Span<T> reflectors, Span<T> taus) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> v = new T[n], w = new T[n], p = new T[n];   // zeros: before the first reflection nothing is to be changed
        for (int k = 0; k < n; k++)
        {
            Span<T> row = a.Slice(k * n + k, n - k);
            RowUpdate.Subtract(v[k], w[k..], row);
            RowUpdate.Subtract(w[k], v[k..], row);
            d[k] = row[0];
            if (k == n - 1) break;
            Span<T> next = reflectors.Slice(k * n + k + 1, n - k - 1);
            row[1..].CopyTo(next);
            T tau = taus[k] = Reflections.Of(next, out e[k]);
            p.Clear();
            Span<T> q = p[(k + 1)..];
            int i = k + 1;
            for (; i < n - 1; i += 2) ChangeAndMultiply(a.Slice(i * n + i, n - i), a.Slice((i + 1) * n + i + 1, n - i - 1), v[i..], w[i..], next[(i - k - 1)..], q[(i - k - 1)..]);
            if (i < n)
            {
                ref T corner = ref a[i * n + i];
                corner -= T.CreateTruncating(2) * v[i] * w[i];
                q[^1] += corner * next[^1];
            }

            SoftmaxKernel.Scale(q, tau);
            T half = T.CreateTruncating(0.5) * tau * SoftmaxKernel.Dot<T>(q, next);
            next.CopyTo(v[(k + 1)..]);
            q.CopyTo(w[(k + 1)..]);
            RowUpdate.Subtract(half, next, w[(k + 1)..]);
        }
    }

    /// <summary>For two rows of the triangle, the second one column shorter: row −= vᵢ·w + wᵢ·v, and what both, and the columns below the diagonal that mirror them, give to p = A·next.</summary>
    /// <remarks>Two rows at a time, so that v, w, next and p are read half as often.</remarks>
    private static void ChangeAndMultiply<T>(Span<T> row0, Span<T> row1, ReadOnlySpan<T> v, ReadOnlySpan<T> w, ReadOnlySpan<T> next, Span<T> p) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T v0, T w0, T n0, T v1, T w1, T n1) = (v[0], w[0], next[0], v[1], w[1], next[1]);
        row0[0] -= v0 * w0 + w0 * v0;
        row0[1] -= v0 * w1 + w0 * v1;
        row1[0] -= v1 * w1 + w1 * v1;
        T sum0 = row0[0] * n0 + row0[1] * n1, sum1 = row0[1] * n0 + row1[0] * n1;
        ref T r0 = ref MemoryMarshal.GetReference(row0);
        ref T r1 = ref Unsafe.Add(ref MemoryMarshal.GetReference(row1), -1);   // the same column index for both
        ref T pv = ref MemoryMarshal.GetReference(v);
        ref T pw = ref MemoryMarshal.GetReference(w);
        ref T pn = ref MemoryMarshal.GetReference(next);
        ref T pp = ref MemoryMarshal.GetReference(p);
        Vector<T> v0s = new(-v0), w0s = new(-w0), n0s = new(n0), v1s = new(-v1), w1s = new(-w1), n1s = new(n1), s0 = default, s1 = default;
        int j = 2;
        for (; j <= row0.Length - Vector<T>.Count; j += Vector<T>.Count)
        {
            Vector<T> vj = Vector.LoadUnsafe(ref pv, (nuint)j), wj = Vector.LoadUnsafe(ref pw, (nuint)j), nj = Vector.LoadUnsafe(ref pn, (nuint)j);
            Vector<T> x0 = VectorMath.MultiplyAdd(w0s, vj, VectorMath.MultiplyAdd(v0s, wj, Vector.LoadUnsafe(ref r0, (nuint)j)));
            Vector<T> x1 = VectorMath.MultiplyAdd(w1s, vj, VectorMath.MultiplyAdd(v1s, wj, Vector.LoadUnsafe(ref r1, (nuint)j)));
            x0.StoreUnsafe(ref r0, (nuint)j);
            x1.StoreUnsafe(ref r1, (nuint)j);
            s0 = VectorMath.MultiplyAdd(x0, nj, s0);
            s1 = VectorMath.MultiplyAdd(x1, nj, s1);
            VectorMath.MultiplyAdd(n1s, x1, VectorMath.MultiplyAdd(n0s, x0, Vector.LoadUnsafe(ref pp, (nuint)j))).StoreUnsafe(ref pp, (nuint)j);
        }

        sum0 += Vector.Sum(s0);
        sum1 += Vector.Sum(s1);
        for (; j < row0.Length; j++)
        {
            row0[j] -= v0 * w[j] + w0 * v[j];
            row1[j - 1] -= v1 * w[j] + w1 * v[j];
            sum0 += row0[j] * next[j];
            sum1 += row1[j - 1] * next[j];
            p[j] += n0 * row0[j] + n1 * row1[j - 1];
        }

        p[0] += sum0;
        p[1] += sum1;
    }

    /// <summary>The eigenvalues of a tridiagonal matrix, in d; the rotations are gathered.</summary>
    internal static void Iterate<T>(Span<T> d, Span<T> e, Rotations<T> rotations) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T epsilon = T.BitIncrement(T.One) - T.One;
        for (int first = 0; first < d.Length; first++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int last = first;
                while (last < d.Length - 1 && T.Abs(e[last]) > epsilon * (T.Abs(d[last]) + T.Abs(d[last + 1]))) last++;
                if (last == first) break;
                if (sweep == MaxSweeps) throw new InvalidOperationException($"SymmetricEigen: eigenvalue {first} of {d.Length} did not settle in {MaxSweeps} sweeps.");
                Sweep(d, e, first, last, rotations);
            }
        }
    }

    /// <summary>One QL sweep with Wilkinson's shift over the block from first to last, from below upwards.</summary>
    private static void Sweep<T>(Span<T> d, Span<T> e, int first, int last, Rotations<T> rotations) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T half = (d[first + 1] - d[first]) / (e[first] + e[first]);
        T g = d[last] - d[first] + e[first] / (half + T.CopySign(T.Sqrt(half * half + T.One), half));
        T s = T.One, c = T.One, moved = T.Zero;
        for (int i = last - 1; i >= first; i--)
        {
            T f = s * e[i], b = c * e[i], r = T.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == T.Zero)
            {
                // The block fell in two by itself.
                d[i + 1] -= moved;
                e[last] = T.Zero;
                rotations.EndSweep(last - 1, downwards: false);
                return;
            }

            (s, c) = (f / r, g / r);
            g = d[i + 1] - moved;
            r = (d[i] - g) * s + (c + c) * b;
            moved = s * r;
            d[i + 1] = g + moved;
            g = c * r - b;
            rotations.Add(c, s);
        }

        rotations.EndSweep(last - 1, downwards: false);
        d[first] -= moved;
        e[first] = g;
        e[last] = T.Zero;
    }
}
