using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>How many events happen in a while, when they come at a constant rate and independently: the limit of many coins that rarely show heads.</summary>
public sealed class Poisson : IDistribution
{
    private readonly double _mean;

    /// <summary>With the given expected number of events.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not above 0.</exception>
    public Poisson(double mean) => _mean = Require.Positive(mean, "It counts what is expected, so it is above 0.");

    /// <inheritdoc/>
    public double Mean => _mean;

    /// <inheritdoc/>
    public double Variance => _mean;

    /// <summary>P(K = k) = λᵏe^(−λ)/k!.</summary>
    /// <param name="mean">λ, at least 0.</param>
    /// <param name="k">How many events; below 0 the probability is 0.</param>
    /// <returns>Right to 1e-14 relative, also for λ = 1e6.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The mean is negative or not finite.</exception>
    public static double Mass(double mean, int k)
    {
        if (!(mean >= 0) || double.IsPositiveInfinity(mean)) throw new ArgumentOutOfRangeException(nameof(mean), mean, $"Poisson.Mass: the mean is {mean}. It is a finite number of events, at least 0.");
        return k < 0 ? 0 : Saddlepoint.PoissonTerm(k, mean);
    }

    /// <inheritdoc/>
    public double Density(double x) => x >= 0 && x == Math.Floor(x) && double.IsFinite(x) ? Saddlepoint.PoissonTerm(x, _mean) : 0;

    /// <inheritdoc/>
    /// <remarks>At most k events by a time is a wait for event k + 1 that is longer: Q(k + 1, λ).</remarks>
    public double Cdf(double x) => x < 0 ? 0 : double.IsPositiveInfinity(x) ? 1 : SpecialFunctions.GammaQ(Math.Floor(x) + 1, _mean);

    /// <inheritdoc/>
    public double Survival(double x) => x < 0 ? 1 : double.IsPositiveInfinity(x) ? 0 : SpecialFunctions.GammaP(Math.Floor(x) + 1, _mean);

    /// <inheritdoc/>
    public double Quantile(double p) => QuantileSearch.WholeQuantile(this, p, double.PositiveInfinity);

    /// <inheritdoc/>
    public double Sample(Rng r) => Quantile(r.NextDouble());
}
