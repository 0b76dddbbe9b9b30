namespace FromScratch.LinearAlgebra;

/// <summary>A = QR: orthonormal columns times an upper triangle.</summary>
/// <param name="Q">[m, n], QᵀQ = I.</param>
/// <param name="R">[n, n], upper triangular.</param>
public sealed record Qr(Mat Q, Mat R)
{
    /// <summary>QR by Householder's reflections; see <see cref="LinearAlgebra.Householder.FactorQr"/>.</summary>
    /// <param name="a">A matrix [m, n], m ≥ n.</param>
    /// <exception cref="ArgumentException">A has fewer rows than columns.</exception>
    public static Qr Householder(Mat a)
    {
        (double[,] q, double[,] r) = LinearAlgebra.Householder.FactorQr(a.ToArray());
        return new(Mat.Of(q), Mat.Of(r));
    }

    /// <summary>The x with the least ‖Ax − b‖; see <see cref="LinearAlgebra.Householder.SolveLeastSquares"/>.</summary>
    /// <param name="b">The right side [m].</param>
    /// <returns>x [n].</returns>
    /// <exception cref="ArgumentException">b does not have m entries.</exception>
    /// <exception cref="InvalidOperationException">The columns are dependent.</exception>
    public Vec SolveLeastSquares(Vec b) => Vec.Of(LinearAlgebra.Householder.SolveLeastSquares(R.ToArray(), (Q.T() * b).ToArray()));
}
