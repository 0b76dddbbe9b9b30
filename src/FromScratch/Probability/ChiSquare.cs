using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>The sum of the squares of independent standard normal variables.</summary>
public sealed class ChiSquare : IDistribution
{
    private readonly Gamma _gamma;

    /// <summary>With the given degrees of freedom: as many squares are added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public ChiSquare(double degreesOfFreedom) => _gamma = new Gamma(Require.Positive(degreesOfFreedom, "It counts squares, so it is above 0.") / 2, 0.5);

    /// <inheritdoc/>
    public double Mean => _gamma.Mean;

    /// <inheritdoc/>
    public double Variance => _gamma.Variance;

    /// <inheritdoc/>
    public double Density(double x) => _gamma.Density(x);

    /// <inheritdoc/>
    public double Cdf(double x) => _gamma.Cdf(x);

    /// <inheritdoc/>
    public double Survival(double x) => _gamma.Survival(x);

    /// <inheritdoc/>
    public double Quantile(double p) => _gamma.Quantile(p);

    /// <inheritdoc/>
    public double Sample(Rng r) => _gamma.Sample(r);
}
