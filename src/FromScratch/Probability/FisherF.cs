using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>The ratio of two independent mean squares: of normal variables with the same variance, each chi-square over its degrees of freedom.</summary>
public sealed class FisherF : IDistribution
{
    private readonly double _upper, _lower;

    /// <summary>With the degrees of freedom of the numerator and of the denominator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not above 0.</exception>
    public FisherF(double numerator, double denominator) => (_upper, _lower) = (Require.Positive(numerator, "It counts squares, so it is above 0."), Require.Positive(denominator, "It counts squares, so it is above 0."));

    /// <inheritdoc/>
    public double Mean => _lower > 2 ? _lower / (_lower - 2) : double.PositiveInfinity;

    /// <inheritdoc/>
    public double Variance => _lower > 4 ? 2 * _lower * _lower * (_upper + _lower - 2) / (_upper * (_lower - 2) * (_lower - 2) * (_lower - 4)) : _lower > 2 ? double.PositiveInfinity : double.NaN;

    /// <inheritdoc/>
    /// <remarks>The binomial term of d₁/2 and d₂/2 at the shares of the two sums of squares, times d₁d₂/(2(d₁ + d₂)x).</remarks>
    public double Density(double x)
    {
        if (x < 0 || double.IsPositiveInfinity(x)) return 0;
        if (x == 0) return _upper < 2 ? double.PositiveInfinity : _upper == 2 ? 1 : 0;
        (double share, double rest) = Shares(x);
        return Saddlepoint.BinomialTerm(_upper / 2, _lower / 2, share, rest) * _upper * _lower / (2 * (_upper + _lower) * x);
    }

    /// <inheritdoc/>
    /// <remarks>I(d₁/2, d₂/2) at d₁x/(d₁x + d₂), the numerator's share of both sums of squares.</remarks>
    public double Cdf(double x)
    {
        (double share, double rest) = Shares(Math.Max(x, 0));
        return IncompleteBeta.I(_upper / 2, _lower / 2, share, rest);
    }

    /// <inheritdoc/>
    public double Survival(double x)
    {
        (double share, double rest) = Shares(Math.Max(x, 0));
        return IncompleteBeta.I(_lower / 2, _upper / 2, rest, share);
    }

    /// <inheritdoc/>
    public double Quantile(double p) => QuantileSearch.Quantile(this, p, 0, double.PositiveInfinity);

    /// <inheritdoc/>
    public double Sample(Rng r) => new ChiSquare(_upper).Sample(r) / _upper / (new ChiSquare(_lower).Sample(r) / _lower);

    private (double Share, double Remainder) Shares(double x)
    {
        double ratio = _upper / _lower * x;
        return double.IsPositiveInfinity(ratio) ? (1, 0) : (ratio / (1 + ratio), 1 / (1 + ratio));
    }
}
