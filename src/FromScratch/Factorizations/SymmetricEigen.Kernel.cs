using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <content>
/// <para>Fast form of <see cref="Textbook"/>: values within n·ε·‖A‖.</para>
/// <para>Three parts. Reflections make the matrix tridiagonal; each row of the triangle is changed and multiplied by the next reflection's vector in one pass, so memory is read once a reflection. The eigenvalues of
/// the tridiagonal matrix come by the implicit QL method, whose rotations are gathered and applied together. Then the reflections are applied to the eigenvectors, 32 at a time, by matrix products. Measured in Benchmarks/Tensors.</para>
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
        var rotations = new Rotations<T>(rows.Matrix(), n);
        Iterate(diagonal, beside, rotations);
        rotations.Apply();
        Reflections.ApplyFromRight(rows.Matrix(), n, reflectors, taus, shift: 1);

        int[] order = [.. Enumerable.Range(0, n)];
        Array.Sort((T[])diagonal.Clone(), order);
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
    /// <remarks>A ← H·A·H = A − v·wᵀ − w·vᵀ with p = τ·A·v and w = p − (τ/2)(pᵀv)·v. The change is made in the pass that multiplies by the next v.</remarks>
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
            for (int i = k + 1; i < n; i++)
            {
                int at = i - k - 1;
                q[at] += ChangeAndMultiply(a.Slice(i * n + i, n - i), v[i..], w[i..], v[i], w[i], next[at..], q[at..]);
            }

            SoftmaxKernel.Scale(q, tau);
            T half = T.CreateTruncating(0.5) * tau * SoftmaxKernel.Dot<T>(q, next);
            next.CopyTo(v[(k + 1)..]);
            q.CopyTo(w[(k + 1)..]);
            RowUpdate.Subtract(half, next, w[(k + 1)..]);
        }
    }

    /// <summary>row −= vᵢ·w + wᵢ·v; then p[1..] += nextᵢ·row[1..] for the part below the diagonal, which is not kept; gives row·next.</summary>
    private static T ChangeAndMultiply<T>(Span<T> row, ReadOnlySpan<T> v, ReadOnlySpan<T> w, T vi, T wi, ReadOnlySpan<T> next, Span<T> p) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T ni = next[0];
        row[0] -= vi * w[0] + wi * v[0];
        T sum = row[0] * ni;
        ref T r = ref MemoryMarshal.GetReference(row);
        ref T pv = ref MemoryMarshal.GetReference(v);
        ref T pw = ref MemoryMarshal.GetReference(w);
        ref T pn = ref MemoryMarshal.GetReference(next);
        ref T pp = ref MemoryMarshal.GetReference(p);
        Vector<T> vis = new(-vi), wis = new(-wi), nis = new(ni), s0 = default, s1 = default;
        int j = 1, width = Vector<T>.Count;
        for (; j <= row.Length - 2 * width; j += 2 * width)
        {
            Vector<T> x0 = VectorMath.MultiplyAdd(wis, Vector.LoadUnsafe(ref pv, (nuint)j), VectorMath.MultiplyAdd(vis, Vector.LoadUnsafe(ref pw, (nuint)j), Vector.LoadUnsafe(ref r, (nuint)j)));
            Vector<T> x1 = VectorMath.MultiplyAdd(wis, Vector.LoadUnsafe(ref pv, (nuint)(j + width)), VectorMath.MultiplyAdd(vis, Vector.LoadUnsafe(ref pw, (nuint)(j + width)), Vector.LoadUnsafe(ref r, (nuint)(j + width))));
            x0.StoreUnsafe(ref r, (nuint)j);
            x1.StoreUnsafe(ref r, (nuint)(j + width));
            s0 = VectorMath.MultiplyAdd(x0, Vector.LoadUnsafe(ref pn, (nuint)j), s0);
            s1 = VectorMath.MultiplyAdd(x1, Vector.LoadUnsafe(ref pn, (nuint)(j + width)), s1);
            VectorMath.MultiplyAdd(nis, x0, Vector.LoadUnsafe(ref pp, (nuint)j)).StoreUnsafe(ref pp, (nuint)j);
            VectorMath.MultiplyAdd(nis, x1, Vector.LoadUnsafe(ref pp, (nuint)(j + width))).StoreUnsafe(ref pp, (nuint)(j + width));
        }

        sum += Vector.Sum(s0 + s1);
        for (; j < row.Length; j++)
        {
            row[j] -= vi * w[j] + wi * v[j];
            sum += row[j] * next[j];
            p[j] += ni * row[j];
        }

        return sum;
    }

    /// <summary>The eigenvalues of a tridiagonal matrix, in d; the rotations are gathered.</summary>
    private static void Iterate<T>(Span<T> d, Span<T> e, Rotations<T> rotations) where T : unmanaged, IFloatingPointIeee754<T>
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
