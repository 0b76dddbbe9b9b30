namespace FromScratch.LinearAlgebra;

/// <summary>Determinants that leave the range of double, as a sign and a logarithm.</summary>
public static class LogDeterminant
{
    /// <summary>The sign of det A, and ln |det A|.</summary>
    /// <param name="a">A matrix [n, n].</param>
    /// <returns>−1, 0 or 1, and the natural logarithm; (0, −∞) for a singular matrix, (1, 0) for n = 0.</returns>
    /// <remarks>
    /// With PA = LU: |det A| is the product of |Uᵢᵢ|, so its logarithm is the sum of theirs. det(0.1·I₄₀₀) = 1e-400 is no double, its logarithm is −921.03.
    /// <para>n³/3 multiplications.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static (int Sign, double LogAbs) SignLogDet(double[,] a)
    {
        (_, double[,] u, _, int sign) = GaussianElimination.Factor(a);
        return OfTriangle(u, sign);
    }

    internal static (int Sign, double LogAbs) OfTriangle(double[,] u, int sign)
    {
        double logAbs = 0;
        for (int i = 0; i < u.GetLength(0); i++)
        {
            sign *= Math.Sign(u[i, i]);
            logAbs += Math.Log(Math.Abs(u[i, i]));   // ln 0 is −∞, and stays so in the sum
        }

        return (sign, logAbs);
    }
}
