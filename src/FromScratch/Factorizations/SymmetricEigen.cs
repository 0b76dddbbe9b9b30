using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>A = V·Λ·Vᵀ for a symmetric matrix: the directions that A only stretches, and by how much.</summary>
public static partial class SymmetricEigen
{
    /// <summary>All eigenvalues and eigenvectors.</summary>
    /// <param name="a">A [n, n]; its upper triangle is read.</param>
    /// <returns>The eigenvalues, the smallest first [n], and the eigenvectors as columns in the same order [n, n].</returns>
    /// <exception cref="ArgumentException">The matrix is not square, or holds NaN or an infinity.</exception>
    public static (Tensor<T> Values, Tensor<T> Vectors) Of<T>(Tensor<T> a) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Rank != 2 || a.Shape[0] != a.Shape[1]) throw new ArgumentException($"SymmetricEigen: the matrix has shape {a.Shape}; it must be square.", nameof(a));
        return Tridiagonal(a);
    }

    /// <summary>Rotates the largest numbers off the diagonal away, pair after pair, until none is left: the textbook form.</summary>
    /// <remarks>Source: Golub and Van Loan, "Matrix Computations", 4th ed., algorithm 8.5.3 (cyclic Jacobi).</remarks>
    internal static (Tensor<T> Values, Tensor<T> Vectors) Textbook<T>(Tensor<T> symmetric) where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int maxSweeps = 40;
        Tensor<T> a = Tensor<T>.Of(symmetric.ToArray(), symmetric.Shape.AsSpan()), vectors = Tensor<T>.Eye(a.Shape[0]);
        int n = a.Shape[0];
        T negligible = (T.BitIncrement(T.One) - T.One) * symmetric.Norm().Item() / T.CreateChecked(Math.Max(1, n));
        for (int sweep = 0; sweep < maxSweeps; sweep++)
        {
            bool rotated = false;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    if (T.Abs(a[p, q]) <= negligible) continue;
                    rotated = true;
                    T theta = (a[q, q] - a[p, p]) / (a[p, q] + a[p, q]);
                    T t = T.CopySign(T.One, theta) / (T.Abs(theta) + T.Sqrt(theta * theta + T.One)), c = T.One / T.Sqrt(t * t + T.One), s = t * c;
                    for (int k = 0; k < n; k++) (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
                    for (int k = 0; k < n; k++) (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
                    for (int k = 0; k < n; k++) (vectors[k, p], vectors[k, q]) = (c * vectors[k, p] - s * vectors[k, q], s * vectors[k, p] + c * vectors[k, q]);
                }
            }

            if (!rotated) break;
        }

        (Tensor<T> values, IndexTensor order) = Tensor<T>.Of([.. Enumerable.Range(0, n).Select(i => a[i, i])], [n]).Sort();
        return (values, vectors.IndexSelect(1, order));
    }
}
