using FromScratch.Probability;

namespace FromScratch.Data;

/// <summary>Gaussian classes of one spread in all directions, and what the best classifier can reach on them.</summary>
/// <param name="Means">The centre of each class [classes][features].</param>
/// <param name="Sigma">The standard deviation of each feature around it.</param>
/// <param name="Priors">How frequent each class is [classes].</param>
public sealed record GaussianTruth(double[][] Means, double Sigma, double[] Priors)
{
    /// <summary>The exact probability of each class at x, by Bayes' rule on the densities.</summary>
    public double[] Posterior(double[] x) => LogSpace.Softmax([.. Means.Select((mean, k) =>
        Math.Log(Priors[k]) - mean.Zip(x, (m, entry) => (entry - m) * (entry - m)).Sum() / (2 * Sigma * Sigma))]);

    /// <summary>For two classes: the share of cases in which the larger probability is at least a threshold, and the share of errors among them (0 where there is none).</summary>
    /// <param name="threshold">From 0 to 1; up to ½ everything is accepted.</param>
    /// <remarks>The log odds L = ln p₁/p₀ are linear in x, so within a class they are normal: mean ±Δ²/(2σ²) + ln π₁/π₀ and standard deviation Δ/σ, for centres at the distance Δ.
    /// p₁ ≥ t means L ≥ ln t/(1 − t).</remarks>
    /// <exception cref="InvalidOperationException">There are not two classes.</exception>
    public (double Coverage, double ErrorOnAccepted) Accepted(double threshold)
    {
        if (Means.Length != 2) throw new InvalidOperationException($"Accepted: there are {Means.Length} classes. The formula is for 2.");
        double spread = Math.Sqrt(Means[0].Zip(Means[1], (a, b) => (a - b) * (a - b)).Sum()) / Sigma;
        double shift = Math.Log(Priors[1] / Priors[0]), limit = threshold <= 0.5 ? 0 : Math.Log(threshold / (1 - threshold));
        double Above(double mean) => Normal.StandardCdf((mean - limit) / spread);    // P(L ≥ limit)
        double Below(double mean) => Normal.StandardCdf((-limit - mean) / spread);   // P(L ≤ −limit)
        double half = spread * spread / 2, right = Priors[1] * Above(shift + half) + Priors[0] * Below(shift - half), wrong = Priors[0] * Above(shift - half) + Priors[1] * Below(shift + half);
        return right + wrong == 0 ? (0, 0) : (right + wrong, wrong / (right + wrong));
    }
}
