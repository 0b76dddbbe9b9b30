using FromScratch.LinearAlgebra;

namespace FromScratch.Probability;

/// <summary>cov = LLᵀ also where some direction has no spread: a constant, or a variable that is a sum of others.</summary>
/// <remarks><see cref="Cholesky"/> of Unit 2 refuses such matrices: it asks for pivots above 0. Here a pivot that is 0 up to rounding gives a column of zeros. Source: Golub and Van Loan, Matrix Computations, 4th ed., §4.2.8.</remarks>
internal static class SemidefiniteCholesky
{
    private const double Tolerance = 1e-10;   // of a variance that counts as none left

    /// <summary>The lower triangular L [d, d] with LLᵀ = cov.</summary>
    /// <param name="cov">Covariances [d, d], symmetric.</param>
    /// <exception cref="ArgumentException">A direction has a negative variance.</exception>
    public static double[,] Factor(double[,] cov)
    {
        int d = cov.GetLength(0);
        double[,] factor = new double[d, d];
        for (int j = 0; j < d; j++)
        {
            double pivot = Left(cov, factor, j, j), none = Tolerance * cov[j, j];
            if (pivot < -none) throw new ArgumentException($"The covariances have a direction with a negative variance: {pivot} is left of variable {j}. No variables vary like that.", nameof(cov));
            if (pivot > none)
            {
                factor[j, j] = Math.Sqrt(pivot);
                for (int i = j + 1; i < d; i++) factor[i, j] = Left(cov, factor, i, j) / factor[j, j];
            }
            else
            {
                for (int i = j + 1; i < d; i++)
                    if (Math.Abs(Left(cov, factor, i, j)) > Math.Sqrt(none * cov[i, i]))
                        throw new ArgumentException($"The covariances have a direction with a negative variance: variable {j} has no spread of its own left, but still varies with variable {i}.", nameof(cov));
            }
        }

        return factor;
    }

    /// <summary>What is left of a covariance after the columns before j: cov[i, j] − Σ_{k&lt;j} LᵢₖLⱼₖ.</summary>
    private static double Left(double[,] cov, double[,] factor, int i, int j)
    {
        double left = cov[i, j];
        for (int k = 0; k < j; k++) left -= factor[i, k] * factor[j, k];
        return left;
    }
}
