namespace FromScratch.Probability;

/// <summary>Mean and variance of sums and of mixtures.</summary>
/// <remarks>Source: Blitzstein and Hwang, Introduction to Probability, 2nd ed., §4.2, §7.3 and §9.5.</remarks>
public static class Moments
{
    private const double SymmetryTolerance = 1e-9;

    /// <summary>Mean and variance of Σ wᵢXᵢ.</summary>
    /// <param name="means">E Xᵢ [n].</param>
    /// <param name="cov">Cov(Xᵢ, Xⱼ) [n, n], symmetric.</param>
    /// <param name="weights">wᵢ [n].</param>
    /// <returns>Σ wᵢ E Xᵢ and Σᵢⱼ wᵢwⱼ Cov(Xᵢ, Xⱼ); the variance is never negative.</returns>
    /// <remarks>The mean asks nothing of dependence; the variance asks of every pair.</remarks>
    /// <exception cref="ArgumentException">The shapes do not match, or the covariances are not symmetric.</exception>
    public static (double Mean, double Variance) OfSum(double[] means, double[,] cov, double[] weights)
    {
        int n = means.Length;
        if (weights.Length != n || cov.GetLength(0) != n || cov.GetLength(1) != n)
            throw new ArgumentException($"OfSum: {n} means, {weights.Length} weights, and {cov.GetLength(0)} × {cov.GetLength(1)} covariances. Each variable has a mean, a weight, and a covariance with each.", nameof(cov));
        double mean = 0, variance = 0;
        for (int i = 0; i < n; i++)
        {
            if (!(cov[i, i] >= 0)) throw new ArgumentException($"OfSum: the variance of {i} is {cov[i, i]}. It is a mean of squares.", nameof(cov));
            mean += weights[i] * means[i];
            for (int j = 0; j < n; j++)
            {
                if (!(Math.Abs(cov[i, j] - cov[j, i]) <= SymmetryTolerance * Math.Sqrt(cov[i, i] * cov[j, j])))
                    throw new ArgumentException($"OfSum: the covariance of {i} and {j} is {cov[i, j]}, that of {j} and {i} is {cov[j, i]}. They are the same number.", nameof(cov));
                variance += weights[i] * weights[j] * cov[i, j];
            }
        }

        return (mean, Math.Max(variance, 0));   // rounding must not make a variance negative
    }

    /// <summary>The variance of a draw from one of several parts: what varies within them, and how far they lie apart.</summary>
    /// <param name="p">The probability of each part [n]; not negative, with the sum 1.</param>
    /// <param name="mean">Each part's mean [n].</param>
    /// <param name="var">Each part's variance [n]; not negative.</param>
    /// <returns>Σ pᵢvᵢ + Σ pᵢ(mᵢ − m)², with m = Σ pᵢmᵢ.</returns>
    /// <remarks>The law of total variance. Σ pᵢ(vᵢ + mᵢ²) − m² is the same on paper, and loses its digits where the means are large.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, p is no distribution, or a variance is negative.</exception>
    public static double TotalVariance(double[] p, double[] mean, double[] var)
    {
        if (mean.Length != p.Length || var.Length != p.Length) throw new ArgumentException($"TotalVariance: {p.Length} probabilities, {mean.Length} means, {var.Length} variances. Each part has one of each.", nameof(mean));
        if (p.Any(probability => !(probability >= 0)) || !(Math.Abs(p.Sum() - 1) <= 1e-9)) throw new ArgumentException("TotalVariance: p is not a distribution: not negative, with the sum 1.", nameof(p));
        if (var.Any(variance => variance < 0)) throw new ArgumentException("TotalVariance: a variance is negative. It is a mean of squares.", nameof(var));
        double whole = 0, total = 0;
        for (int i = 0; i < p.Length; i++) whole += p[i] * mean[i];
        for (int i = 0; i < p.Length; i++) total += p[i] * (var[i] + (mean[i] - whole) * (mean[i] - whole));
        return total;
    }
}
