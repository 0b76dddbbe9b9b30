namespace FromScratch.LinearAlgebra;

/// <summary>S = VΛVᵀ: the eigenvalues of a symmetric matrix with orthonormal eigenvectors.</summary>
/// <param name="Values">The eigenvalues [n], the largest first.</param>
/// <param name="Vectors">V [n, n]: column j belongs to eigenvalue j.</param>
public sealed record SymEigen(double[] Values, Mat Vectors)
{
    /// <summary>By plane rotations; see <see cref="JacobiMethod.SymmetricEigen"/>.</summary>
    /// <exception cref="ArgumentException">The matrix is not symmetric.</exception>
    public static SymEigen Jacobi(Mat s)
    {
        (double[] values, double[,] vectors) = JacobiMethod.SymmetricEigen(s.ToArray());
        return new(values, Mat.Of(vectors));
    }
}
