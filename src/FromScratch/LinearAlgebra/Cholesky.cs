namespace FromScratch.LinearAlgebra;

/// <summary>A = LLᵀ for symmetric positive definite A: half the work of LU, no pivots, and the test of definiteness itself.</summary>
public static class Cholesky
{
    /// <summary>The lower triangular L with positive diagonal and LLᵀ = A, or null when A is not positive definite.</summary>
    /// <param name="spd">A symmetric matrix [n, n]. Only its lower triangle is read.</param>
    /// <returns>L [n, n], or null.</returns>
    /// <remarks>
    /// Lⱼⱼ = √(aⱼⱼ − Σ_{k&lt;j} Lⱼₖ²) and Lᵢⱼ = (aᵢⱼ − Σ_{k&lt;j} LᵢₖLⱼₖ)/Lⱼⱼ. Under each root stands a pivot of elimination: A is positive definite exactly when all are above 0.
    /// <para>n³/6 multiplications. Source: Golub and Van Loan, Matrix Computations, 4th ed., §4.2.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static Mat? TryFactor(Mat spd)
    {
        int n = spd.Rows;
        if (spd.Cols != n) throw new ArgumentException($"Cholesky: the matrix is {n}×{spd.Cols}. Only a square one can be symmetric.", nameof(spd));
        double[,] l = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = spd[i, j];
                for (int k = 0; k < j; k++) rest -= l[i, k] * l[j, k];
                if (i > j) l[i, j] = rest / l[j, j];
                else if (rest > 0) l[i, i] = Math.Sqrt(rest);
                else return null;
            }
        }

        return Mat.Of(l);
    }

    /// <summary>The x [n] with LLᵀx = b: L·y = b, then Lᵀ·x = y. n² multiplications.</summary>
    /// <param name="l">The factor L [n, n].</param>
    /// <param name="b">The right-hand side [n].</param>
    /// <exception cref="ArgumentException">L is not square, or b does not have n entries.</exception>
    public static Vec Solve(Mat l, Vec b) => Vec.Of(TriangularSystem.Backward(l.T().ToArray(), TriangularSystem.Forward(l.ToArray(), b.ToArray())));
}
