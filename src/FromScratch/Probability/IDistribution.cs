using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>A distribution of one real variable: how likely what is, and samples of it.</summary>
public interface IDistribution
{
    /// <summary>The density at x; of a discrete distribution the probability of x itself.</summary>
    double Density(double x);

    /// <summary>P(X ≤ x).</summary>
    double Cdf(double x);

    /// <summary>P(X &gt; x) = 1 − Cdf(x), with all its digits where it is tiny.</summary>
    double Survival(double x);

    /// <summary>The least x with Cdf(x) ≥ p.</summary>
    /// <param name="p">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is no probability.</exception>
    double Quantile(double p);

    /// <summary>The expectation; NaN where there is none.</summary>
    double Mean { get; }

    /// <summary>The mean squared distance from the mean; ∞ where it has no bound, NaN where there is no mean.</summary>
    double Variance { get; }

    /// <summary>One draw.</summary>
    double Sample(Rng r);
}
