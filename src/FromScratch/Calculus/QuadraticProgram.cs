using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>The least value of a quadratic under linear equations.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., §16.1; Boyd and Vandenberghe, Convex Optimization, §5.6 and §10.1.</remarks>
public static class QuadraticProgram
{
    private const double Dependent = 1e-12;   // of the constraints' largest entry

    /// <summary>The x with the least ½xᵀQx + cᵀx among those with A·x = b, and the price of each equation.</summary>
    /// <param name="Q">A symmetric positive definite matrix [n, n].</param>
    /// <param name="c">[n].</param>
    /// <param name="A">The equations' coefficients [m, n], independent rows; m may be 0.</param>
    /// <param name="b">Their right-hand sides [m].</param>
    /// <returns>x [n], and the multipliers λ [m] with ∇f(x) + Aᵀλ = 0. When bᵢ grows by a little δ, the least value changes by −λᵢδ.</returns>
    /// <remarks>
    /// At the optimum no direction within the constraint lowers f: the gradient Qx + c is perpendicular to all of them, so a combination −Aᵀλ of the rows of A. That and A·x = b are n + m linear equations,
    /// [[Q, Aᵀ], [A, 0]]·(x, λ) = (−c, b): the system of Karush, Kuhn and Tucker.
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">The rows of A depend on one another: an equation is said twice, or contradicted.</exception>
    public static (double[] X, double[] Multipliers) Solve(double[,] Q, double[] c, double[,] A, double[] b)
    {
        int n = c.Length, m = b.Length;
        if (Q.GetLength(0) != n || Q.GetLength(1) != n || A.GetLength(0) != m || A.GetLength(1) != n)
            throw new ArgumentException($"Solve: Q is {Q.GetLength(0)}×{Q.GetLength(1)}, c has {n} entries, A is {A.GetLength(0)}×{A.GetLength(1)}, b has {m}. For n unknowns and m equations they are n×n, n, m×n and m.", nameof(A));
        if (Elimination.Rref(Mat.Of(A), Dependent).Pivots.Length < m)
            throw new InvalidOperationException($"Solve: the {m} equations depend on one another. Leave out those that follow from the others; if they contradict each other there is no solution.");

        double[,] system = new double[n + m, n + m];
        double[] right = new double[n + m];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) system[i, j] = Q[i, j];
            right[i] = -c[i];
        }

        for (int k = 0; k < m; k++)
        {
            for (int j = 0; j < n; j++) system[n + k, j] = system[j, n + k] = A[k, j];
            right[n + k] = b[k];
        }

        double[] solution = Lu.Factor(Mat.Of(system)).Solve(Vec.Of(right)).ToArray();
        return (solution[..n], solution[n..]);
    }
}
