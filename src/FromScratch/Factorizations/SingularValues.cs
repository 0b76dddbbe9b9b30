using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>A = U·Σ·Vᵀ: every matrix turns, stretches along axes, and turns again.</summary>
public static partial class SingularValues
{
    /// <summary>The singular values and vectors.</summary>
    /// <param name="a">A [rows, columns]; unchanged.</param>
    /// <returns>With k = min(rows, columns): U [rows, k], the singular values, the largest first [k], and Vᵀ [k, columns].</returns>
    /// <exception cref="ArgumentException">This is no matrix, or it holds NaN or an infinity.</exception>
    public static (Tensor<T> U, Tensor<T> Values, Tensor<T> Vt) Of<T>(Tensor<T> a) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Rank != 2) throw new ArgumentException($"SingularValues: shape {a.Shape} is no matrix.", nameof(a));
        if (a.Shape[0] >= a.Shape[1]) return Bidiagonal(a);
        (Tensor<T> u, Tensor<T> values, Tensor<T> vt) = Bidiagonal(a.Mt);
        return (vt.Mt.Contiguous(), values, u.Mt.Contiguous());
    }

    /// <summary>Rotates pairs of columns until all stand at right angles; their lengths are the singular values: the textbook form, for matrices of full rank at least as high as wide.</summary>
    /// <remarks>Source: Golub and Van Loan, "Matrix Computations", 4th ed., §8.6.3 (one-sided Jacobi).</remarks>
    internal static Tensor<T> TextbookValues<T>(Tensor<T> matrix) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int maxSweeps = 60;
        Tensor<T> rows = Tensor<T>.Of(matrix.Mt.ToArray(), matrix.Shape[1], matrix.Shape[0]);   // a column of A is a row here
        int n = rows.Shape[0], length = rows.Shape[1];
        T epsilon = (T.BitIncrement(T.One) - T.One) * T.CreateTruncating(4);
        for (int sweep = 0; sweep < maxSweeps; sweep++)
        {
            bool rotated = false;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Span<T> x = rows.Data.Slice(p * length, length), y = rows.Data.Slice(q * length, length);
                    T xx = SoftmaxKernel.Dot<T>(x, x), yy = SoftmaxKernel.Dot<T>(y, y), xy = SoftmaxKernel.Dot<T>(x, y);
                    if (T.Abs(xy) <= epsilon * T.Sqrt(xx * yy)) continue;
                    rotated = true;
                    T theta = (yy - xx) / (xy + xy);
                    T t = T.CopySign(T.One, theta) / (T.Abs(theta) + T.Sqrt(theta * theta + T.One)), c = T.One / T.Sqrt(t * t + T.One), s = t * c;
                    for (int k = 0; k < length; k++) (x[k], y[k]) = (c * x[k] - s * y[k], s * x[k] + c * y[k]);
                }
            }

            if (!rotated) break;
        }

        return rows.Square().Sum(1).Sqrt().Sort(descending: true).Values;
    }
}
