using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <content>
/// <para>Fast form of <see cref="TextbookValues"/>: values within n·ε·‖A‖.</para>
/// <para>Three parts. Reflections from the left and from the right make the matrix bidiagonal, two passes over memory for a pair of them. The singular values of the bidiagonal matrix come by implicit QR sweeps, whose
/// rotations are gathered and applied together. Then the reflections are applied to both sets of vectors, 32 at a time, by matrix products. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Golub and Kahan, "Calculating the singular values and pseudo-inverse of a matrix", SIAM J. Numer. Anal. 2 (1965) 205-224; the sweep without a shift: Demmel and Kahan,
/// "Accurate singular values of bidiagonal matrices", SIAM J. Sci. Stat. Comput. 11 (1990) 873-912.</para>
/// </content>
public static partial class SingularValues
{
    private static (Tensor<T> U, Tensor<T> Values, Tensor<T> Vt) Bidiagonal<T>(Tensor<T> matrix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int rows, int columns) = (matrix.Shape[0], matrix.Shape[1]);
        Tensor<T> a = Tensor<T>.Uninitialized(matrix.Shape), left = Tensor<T>.Zeros(columns, rows), right = Tensor<T>.Zeros(columns, columns);
        a.Copy(matrix);
        T scale = SymmetricEigen.Scaled(a.Data);
        T[] d = new T[columns], e = new T[columns], leftTaus = new T[columns], rightTaus = new T[Math.Max(0, columns - 1)];
        Reduce(a.Data, rows, columns, d, e, left.Data, leftTaus, right.Data, rightTaus);
        Tensor<T> ut = Tensor<T>.Zeros(columns, rows), vt = Tensor<T>.Eye(columns);   // left and right vectors as rows
        for (int i = 0; i < columns; i++) ut.Data[i * rows + i] = T.One;
        Rotations<T> leftRotations = new(ut.Matrix(), columns), rightRotations = new(vt.Matrix(), columns);
        Iterate(d, e, leftRotations, rightRotations);
        leftRotations.Apply();
        rightRotations.Apply();
        Reflections.ApplyFromRight(ut.Matrix(), columns, left, leftTaus, shift: 0);
        Reflections.ApplyFromRight(vt.Matrix(), columns, right, rightTaus, shift: 1);
        return Sorted(d, scale, ut, vt);
    }

    private static (Tensor<T> U, Tensor<T> Values, Tensor<T> Vt) Sorted<T>(T[] d, T scale, Tensor<T> ut, Tensor<T> vt) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int columns, int rows) = (ut.Shape[0], ut.Shape[1]);
        int[] order = [.. Enumerable.Range(0, columns)];
        Array.Sort([.. d.Select(value => -T.Abs(value))], order);
        Tensor<T> values = Tensor<T>.Uninitialized([columns]), sortedU = Tensor<T>.Uninitialized([columns, rows]), sortedV = Tensor<T>.Uninitialized([columns, columns]), u = Tensor<T>.Uninitialized([rows, columns]);
        for (int i = 0; i < columns; i++)
        {
            values.Data[i] = T.Abs(d[order[i]]) * scale;
            ut.Data.Slice(order[i] * rows, rows).CopyTo(sortedU.Data[(i * rows)..]);
            vt.Data.Slice(order[i] * columns, columns).CopyTo(sortedV.Data[(i * columns)..]);
            if (T.IsNegative(d[order[i]])) SoftmaxKernel.Scale(sortedV.Data.Slice(i * columns, columns), -T.One);   // a singular value is not negative: the sign goes to its right vector
        }

        if (columns > 0) Gemm.PackLines(columns, rows, sortedU.Matrix(), u.Array, u.Offset);   // rows become columns
        return (u, values, sortedV);
    }

    /// <summary>A becomes bidiagonal: the diagonal d, the numbers e above it, and both sides' reflections.</summary>
    private static void Reduce<T>(Span<T> a, int rows, int columns, Span<T> d, Span<T> e, Span<T> left, Span<T> leftTaus, Span<T> right, Span<T> rightTaus) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> products = new T[columns];
        for (int k = 0; k < columns; k++)
        {
            Span<T> u = left.Slice(k * rows + k, rows - k);
            for (int i = k; i < rows; i++) u[i - k] = a[i * columns + k];
            T leftTau = leftTaus[k] = Reflections.Of(u, out d[k]);
            if (k == columns - 1) break;

            // w = τ·uᵀA over the columns to the right; row k is changed first, as the right reflection needs it.
            int rest = columns - k - 1;
            Span<T> w = products[..rest], v = right.Slice(k * columns + k + 1, rest);
            w.Clear();
            for (int i = k; i < rows; i++) RowUpdate.Add(u[i - k], a.Slice(i * columns + k + 1, rest), w);
            SoftmaxKernel.Scale(w, leftTau);
            a.Slice(k * columns + k + 1, rest).CopyTo(v);
            RowUpdate.Subtract(T.One, w, v);
            T rightTau = rightTaus[k] = Reflections.Of(v, out e[k]);
            for (int i = k + 1; i < rows; i++)
            {
                Span<T> row = a.Slice(i * columns + k + 1, rest);
                RowUpdate.Subtract(u[i - k], w, row);
                RowUpdate.Subtract(rightTau * SoftmaxKernel.Dot<T>(row, v), v, row);
            }
        }
    }

    /// <summary>The singular values of an upper bidiagonal matrix, with signs, in d; the rotations are gathered.</summary>
    private static void Iterate<T>(Span<T> d, Span<T> e, Rotations<T> left, Rotations<T> right) where T : unmanaged, IFloatingPointIeee754<T>
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
    private static (T C, T S, T R) Rotation<T>(T f, T g) where T : unmanaged, IFloatingPointIeee754<T>
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
