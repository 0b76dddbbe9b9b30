namespace FromScratch.Calculus;

/// <summary>What the ratio of curvatures does to descent, and the cheapest cure.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., §3.3 and §5.1; Boyd and Vandenberghe, Convex Optimization, §9.3.</remarks>
public static class Conditioning
{
    /// <summary>How many steps of plain gradient descent, at the best fixed rate, bring the error down to a share tol of what it was.</summary>
    /// <param name="kappa">κ, the largest curvature over the smallest, at least 1.</param>
    /// <param name="tol">The share, between 0 and 1.</param>
    /// <returns>At least 1; not rounded.</returns>
    /// <remarks>
    /// At the rate 2/(L + μ) a step multiplies the error by (κ − 1)/(κ + 1), so k steps are needed with ((κ − 1)/(κ + 1))ᵏ = tol: about κ/2·ln(1/tol).
    /// The logarithm of (κ − 1)/(κ + 1) is −2·artanh(1/κ): in that form it keeps its digits where the quotient itself rounds to 1.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">κ is below 1, or tol is not between 0 and 1.</exception>
    public static double PredictedSteps(double kappa, double tol)
    {
        if (!(kappa >= 1)) throw new ArgumentOutOfRangeException(nameof(kappa), kappa, $"PredictedSteps: kappa is {kappa}. The largest curvature is at least the smallest, so κ is at least 1.");
        if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"PredictedSteps: tol is {tol}. It is the share of the error that may be left, between 0 and 1.");
        return Math.Max(1, -Math.Log(tol) / (2 * Math.Atanh(1 / kappa)));
    }

    /// <summary>D^(−½)·H·D^(−½) with the diagonal D of H: the Hessian in units in which every axis has the curvature 1.</summary>
    /// <param name="h">A symmetric matrix [n, n] with a diagonal above 0.</param>
    /// <returns>A symmetric matrix [n, n] with ones on its diagonal.</returns>
    /// <remarks>It cures bad units, and is itself independent of units. A narrow valley that runs across the axes it does not cure: that takes Newton's step.</remarks>
    /// <exception cref="ArgumentException">The matrix is not square, or a diagonal entry is not above 0.</exception>
    public static double[,] Precondition(double[,] h)
    {
        int n = h.GetLength(0);
        if (h.GetLength(1) != n) throw new ArgumentException($"Precondition: the matrix is {n}×{h.GetLength(1)}. A Hessian is square.", nameof(h));
        double[,] scaled = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            if (!(h[i, i] > 0)) throw new ArgumentException($"Precondition: the curvature along axis {i} is {h[i, i]}. Only a curvature above 0 can be made 1.", nameof(h));
            for (int j = 0; j <= i; j++) scaled[i, j] = scaled[j, i] = h[i, j] / Math.Sqrt(h[i, i]) / Math.Sqrt(h[j, j]);
        }

        return scaled;
    }
}
