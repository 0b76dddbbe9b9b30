using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>A distribution of an unknown share: what is known of it after a − 1 successes and b − 1 failures.</summary>
public sealed class Beta : IDistribution
{
    private readonly double _a, _b;

    /// <summary>With the given parameters; the mean is a/(a + b).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
    public Beta(double a, double b) => (_a, _b) = (Require.Positive(a, "It counts successes and one, so it is above 0."), Require.Positive(b, "It counts failures and one, so it is above 0."));

    /// <inheritdoc/>
    public double Mean => _a / (_a + _b);

    /// <inheritdoc/>
    public double Variance => _a * _b / ((_a + _b) * (_a + _b) * (_a + _b + 1));

    /// <inheritdoc/>
    /// <remarks>xᵃ⁻¹(1−x)ᵇ⁻¹/B(a, b) is the binomial term of a and b, times ab/(a + b) and divided by x(1 − x).</remarks>
    public double Density(double x) => x switch
    {
        < 0 or > 1 => 0,
        0 => _a < 1 ? double.PositiveInfinity : _a == 1 ? _b : 0,
        1 => _b < 1 ? double.PositiveInfinity : _b == 1 ? _a : 0,
        _ => Saddlepoint.BinomialTerm(_a, _b, x, 1 - x) * _a / (_a + _b) * _b / (x * (1 - x)),
    };

    /// <inheritdoc/>
    public double Cdf(double x) => SpecialFunctions.BetaI(_a, _b, Math.Clamp(x, 0, 1));

    /// <inheritdoc/>
    public double Survival(double x) => SpecialFunctions.BetaI(_b, _a, 1 - Math.Clamp(x, 0, 1), Math.Clamp(x, 0, 1));

    /// <inheritdoc/>
    public double Quantile(double p) => QuantileSearch.Quantile(this, p, 0, 1);

    /// <inheritdoc/>
    /// <remarks>G/(G + H) for gamma variables G and H of the shapes a and b.</remarks>
    public double Sample(Rng r)
    {
        double g = new Gamma(_a).Sample(r), h = new Gamma(_b).Sample(r);
        return g / (g + h);
    }
}
