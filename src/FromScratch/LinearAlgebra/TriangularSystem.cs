namespace FromScratch.LinearAlgebra;

/// <summary>Linear systems whose matrix is a triangle: each row brings one new unknown, so they are solved one row at a time.</summary>
public static class TriangularSystem
{
    /// <summary>Solves L·x = b by forward substitution: xᵢ = (bᵢ − Σ_{j&lt;i} Lᵢⱼxⱼ)/Lᵢᵢ, the first row first.</summary>
    /// <param name="L">A matrix [n, n]. Entries above the diagonal are not read.</param>
    /// <param name="b">The right-hand side [n].</param>
    /// <returns>A new vector [n].</returns>
    /// <remarks>n²/2 multiplications. Source: Golub and Van Loan, Matrix Computations, 4th ed., algorithm 3.1.1.</remarks>
    /// <exception cref="ArgumentException">L is not square, or b does not have as many entries as L has rows.</exception>
    /// <exception cref="InvalidOperationException">A diagonal entry is 0; the message names its row.</exception>
    public static double[] Forward(double[,] L, double[] b)
    {
        RequireSystem(nameof(Forward), L, b);
        double[] x = new double[b.Length];
        for (int i = 0; i < b.Length; i++)
        {
            double rest = b[i];
            for (int j = 0; j < i; j++) rest -= L[i, j] * x[j];
            x[i] = rest / Pivot(nameof(Forward), L, i);
        }

        return x;
    }

    /// <summary>Solves U·x = b by back substitution: xᵢ = (bᵢ − Σ_{j&gt;i} Uᵢⱼxⱼ)/Uᵢᵢ, the last row first.</summary>
    /// <param name="U">A matrix [n, n]. Entries below the diagonal are not read.</param>
    /// <param name="b">The right-hand side [n].</param>
    /// <returns>A new vector [n].</returns>
    /// <remarks>n²/2 multiplications. Source: Golub and Van Loan, Matrix Computations, 4th ed., algorithm 3.1.2.</remarks>
    /// <exception cref="ArgumentException">U is not square, or b does not have as many entries as U has rows.</exception>
    /// <exception cref="InvalidOperationException">A diagonal entry is 0; the message names its row.</exception>
    public static double[] Backward(double[,] U, double[] b)
    {
        RequireSystem(nameof(Backward), U, b);
        double[] x = new double[b.Length];
        for (int i = b.Length - 1; i >= 0; i--)
        {
            double rest = b[i];
            for (int j = i + 1; j < b.Length; j++) rest -= U[i, j] * x[j];
            x[i] = rest / Pivot(nameof(Backward), U, i);
        }

        return x;
    }

    private static double Pivot(string caller, double[,] triangle, int i) => triangle[i, i] != 0
        ? triangle[i, i]
        : throw new InvalidOperationException($"{caller}: the diagonal entry of row {i} is 0, so row {i} does not determine its unknown. The matrix is singular.");

    private static void RequireSystem(string caller, double[,] triangle, double[] b)
    {
        if (triangle.GetLength(0) != triangle.GetLength(1) || triangle.GetLength(0) != b.Length)
            throw new ArgumentException($"{caller}: the matrix is {triangle.GetLength(0)}×{triangle.GetLength(1)}, the right-hand side has {b.Length} entries. There must be as many equations as unknowns, and a right-hand side for each.", nameof(b));
    }
}
