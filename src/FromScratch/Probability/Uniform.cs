using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>Every number between two bounds is as likely as any other.</summary>
public sealed class Uniform : IDistribution
{
    private readonly double _low, _width;

    /// <summary>From low to high.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or high is not above low.</exception>
    public Uniform(double low = 0, double high = 1) => (_low, _width) = (Require.Finite(low), Require.Positive(high - low, "The upper bound lies above the lower one."));

    /// <inheritdoc/>
    public double Mean => _low + _width / 2;

    /// <inheritdoc/>
    public double Variance => _width * _width / 12;

    /// <inheritdoc/>
    public double Density(double x) => x >= _low && x <= _low + _width ? 1 / _width : 0;

    /// <inheritdoc/>
    public double Cdf(double x) => Math.Clamp((x - _low) / _width, 0, 1);

    /// <inheritdoc/>
    public double Survival(double x) => Math.Clamp((_low + _width - x) / _width, 0, 1);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        QuantileSearch.RequireProbability(p);
        return _low + p * _width;
    }

    /// <inheritdoc/>
    public double Sample(Rng r) => _low + _width * r.NextDouble();
}
