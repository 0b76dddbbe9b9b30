using FromScratch.Data;

namespace FromScratch.LinearAlgebra;

/// <summary>The eigenvalue of largest absolute value: multiply again and again, and its direction wins.</summary>
public static class PowerIteration
{
    /// <summary>The dominant eigenpair of a matrix.</summary>
    /// <param name="a">A square matrix [n, n].</param>
    /// <param name="tol">Done when ‖Av − λv‖ ≤ tol·|λ|.</param>
    /// <param name="maxSteps">How many products A·v are allowed.</param>
    /// <param name="rng">Where the first vector comes from.</param>
    /// <returns>The eigenvalue with its sign, an eigenvector [n] of length 1, and how many products it took.</returns>
    /// <remarks>See <see cref="Run"/>.</remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="InvalidOperationException">It did not settle in time: two eigenvalues of one absolute value, or none that is real.</exception>
    public static (double Value, double[] Vector, int Steps) Dominant(double[,] a, double tol, int maxSteps, Rng rng)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException($"Dominant: the matrix is {n}×{a.GetLength(1)}. Only a square one sends a space into itself, so that a direction can stay.", nameof(a));
        (double value, Vec vector, int steps) = Run(v => Vec.Of(MatrixMultiplication.ByRows(a, v.ToArray())), n, tol, maxSteps, rng);
        return (value, vector.ToArray(), steps);
    }

    /// <summary>The dominant eigenpair of a linear map that is only given as a function: it may be a matrix that is never stored.</summary>
    /// <param name="apply">A linear map from vectors [n] to vectors [n].</param>
    /// <param name="n">How many entries it takes.</param>
    /// <param name="tol">Done when ‖Av − λv‖ ≤ tol·|λ|.</param>
    /// <param name="maxSteps">How often the map may be called.</param>
    /// <param name="rng">Where the first vector comes from: any fixed one may lie at a right angle to the answer.</param>
    /// <returns>The eigenvalue with its sign, an eigenvector [n] of length 1, and how many calls it took.</returns>
    /// <remarks>
    /// v ← Av/‖Av‖, and λ = vᵀAv, the Rayleigh quotient, which keeps the sign. Each step shrinks the wrong part by |λ₂/λ₁|.
    /// The residual Av − λv decides, not the change of v: for a negative λ, v turns round at each step and yet is right.
    /// <para>Source: Trefethen and Bau, Numerical Linear Algebra, algorithm 27.1.</para>
    /// </remarks>
    /// <exception cref="InvalidOperationException">It did not settle in time.</exception>
    public static (double Value, Vec Vector, int Steps) Run(Func<Vec, Vec> apply, int n, double tol, int maxSteps, Rng rng)
    {
        var v = Direction.Of([.. Enumerable.Range(0, n).Select(_ => rng.NextGaussian())]);
        for (int step = 1; step <= maxSteps; step++)
        {
            Vec image = apply(v);
            double value = v.Dot(image);
            if ((image - value * v).Norm() <= tol * Math.Abs(value)) return (value, v, step);
            v = Direction.Of(image.ToArray());
        }

        throw new InvalidOperationException($"PowerIteration: no direction settled in {maxSteps} steps. There is no dominant real eigenvalue, or the next one is nearly as large.");
    }

    /// <summary>The symmetric matrix without one of its eigenpairs: S − λvvᵀ/(vᵀv). The eigenvalue of v becomes 0, all others stay.</summary>
    /// <param name="sym">A symmetric matrix [n, n].</param>
    /// <param name="value">An eigenvalue λ of it.</param>
    /// <param name="vector">An eigenvector v [n] for it, of any length but 0.</param>
    /// <returns>A new matrix [n, n].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the vector is zero.</exception>
    public static double[,] Deflate(double[,] sym, double value, double[] vector)
    {
        int n = vector.Length;
        if (sym.GetLength(0) != n || sym.GetLength(1) != n) throw new ArgumentException($"Deflate: the matrix is {sym.GetLength(0)}×{sym.GetLength(1)}, the vector has {n} entries. Both have the size of the space.", nameof(vector));
        Vec unit = Direction.Of(vector);
        double[,] deflated = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                deflated[i, j] = sym[i, j] - value * unit[i] * unit[j];
        return deflated;
    }
}
