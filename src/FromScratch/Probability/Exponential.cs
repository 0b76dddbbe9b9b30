using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>The time until the next event, when events come at a constant rate and independently of how long it has been quiet.</summary>
public sealed class Exponential : IDistribution
{
    private readonly double _rate;

    /// <summary>With the given number of events a unit of time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0.</exception>
    public Exponential(double rate) => _rate = Require.Positive(rate, "Events come at a positive rate.");

    /// <inheritdoc/>
    public double Mean => 1 / _rate;

    /// <inheritdoc/>
    public double Variance => 1 / (_rate * _rate);

    /// <inheritdoc/>
    public double Density(double x) => x < 0 ? 0 : _rate * Math.Exp(-_rate * x);

    /// <inheritdoc/>
    public double Cdf(double x) => x < 0 ? 0 : -SpecialFunctions.Expm1(-_rate * x);

    /// <inheritdoc/>
    public double Survival(double x) => x < 0 ? 1 : Math.Exp(-_rate * x);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        QuantileSearch.RequireProbability(p);
        return -SpecialFunctions.Log1p(-p) / _rate;
    }

    /// <inheritdoc/>
    public double Sample(Rng r) => Sampling.Exponential(r, _rate);
}
