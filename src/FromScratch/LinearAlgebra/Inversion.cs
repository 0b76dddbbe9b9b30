namespace FromScratch.LinearAlgebra;

/// <summary>The inverse, and how much a system magnifies errors.</summary>
public static class Inversion
{
    /// <summary>A⁻¹: the X with A·X = I, column by column.</summary>
    /// <param name="a">A matrix [n, n].</param>
    /// <returns>A matrix [n, n].</returns>
    /// <remarks>n³ multiplications and more, three times a factorisation. To solve one system, factor and substitute instead. Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., §14.3.</remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="InvalidOperationException">The matrix is singular.</exception>
    public static double[,] Inverse(double[,] a) => LinearSystem.Solve(a, Mat.Identity(a.GetLength(0)).ToArray(), GaussianElimination.Factor);

    /// <summary>The condition number κ₁(A) = ‖A‖₁·‖A⁻¹‖₁: by how much a relative error in A or b may be magnified in the solution of A·x = b.</summary>
    /// <param name="a">A matrix [n, n].</param>
    /// <returns>At least 1, the same for A and s·A; ∞ for a singular matrix.</returns>
    /// <remarks>Of the 16 digits of double about log₁₀ κ are lost. The determinant says nothing of the kind: det(0.1·I₄₀₀) is 1e-400, κ is 1. Source: Trefethen and Bau, Numerical Linear Algebra, lecture 12.</remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double ConditionNumber1(double[,] a)
    {
        try
        {
            return Norm1(a) * Norm1(Inverse(a));
        }
        catch (InvalidOperationException)   // singular
        {
            return double.PositiveInfinity;
        }
    }

    /// <summary>The largest sum of absolute entries of a column: by how much A lengthens a vector at most, lengths measured by the 1-norm.</summary>
    internal static double Norm1(double[,] a)
    {
        double largest = 0;
        for (int j = 0; j < a.GetLength(1); j++)
        {
            double sum = 0;
            for (int i = 0; i < a.GetLength(0); i++) sum += Math.Abs(a[i, j]);
            largest = Math.Max(largest, sum);
        }

        return largest;
    }
}
