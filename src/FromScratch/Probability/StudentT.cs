using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>Student's t: a normal variable divided by a standard deviation that had to be estimated. One degree of freedom is the Cauchy distribution.</summary>
public sealed class StudentT : IDistribution
{
    private readonly double _freedom;

    /// <summary>With the given degrees of freedom.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public StudentT(double degreesOfFreedom) => _freedom = Require.Positive(degreesOfFreedom, "It counts what the standard deviation was estimated from, so it is above 0.");

    /// <inheritdoc/>
    public double Mean => _freedom > 1 ? 0 : double.NaN;

    /// <inheritdoc/>
    public double Variance => _freedom > 2 ? _freedom / (_freedom - 2) : _freedom > 1 ? double.PositiveInfinity : double.NaN;

    /// <inheritdoc/>
    /// <remarks>(1 + x²/ν)^(−(ν+1)/2) / (√ν·B(½, ν/2)); the binomial term of ½ and ν/2 holds the beta function.</remarks>
    public double Density(double x)
    {
        double half = _freedom / 2;
        double atZero = Math.Exp(SpecialFunctions.StirlingError(half + 0.5) - SpecialFunctions.StirlingError(half) + half * SpecialFunctions.Log1p(0.5 / half) - 0.5) / Math.Sqrt(2 * Math.PI);
        return atZero * Math.Exp(-(half + 0.5) * LogOfOnePlusSquare(x));
    }

    /// <inheritdoc/>
    public double Cdf(double x) => x < 0 ? Tail(x) : 1 - Tail(x);

    /// <inheritdoc/>
    public double Survival(double x) => x < 0 ? 1 - Tail(x) : Tail(x);

    /// <inheritdoc/>
    /// <remarks>Near the middle, where the distribution function is nearly ½, it is the distance from ½ that is inverted.</remarks>
    public double Quantile(double p)
    {
        if (p > 0.5) return -Quantile(1 - p);   // 1 − p is exact here
        if (p == 0.5) return 0;
        return p > 0.25
            ? -QuantileSearch.Least(0, double.PositiveInfinity, x => Middle(x) >= 0.5 - p)
            : QuantileSearch.Quantile(this, p, double.NegativeInfinity, 0);
    }

    /// <inheritdoc/>
    public double Sample(Rng r) => r.NextGaussian() / Math.Sqrt(new ChiSquare(_freedom).Sample(r) / _freedom);

    /// <summary>P(T &gt; |x|) = ½ I(ν/2, ½) at ν/(ν + x²).</summary>
    private double Tail(double x)
    {
        double ratio = x / _freedom * x;   // x²/ν
        return double.IsInfinity(ratio) ? FarTail(Math.Abs(x)) : 0.5 * SpecialFunctions.BetaI(_freedom / 2, 0.5, 1 / (1 + ratio), ratio / (1 + ratio));
    }

    /// <summary>P(0 &lt; T ≤ x) = ½ I(½, ν/2) at x²/(ν + x²), for x ≥ 0.</summary>
    private double Middle(double x)
    {
        double ratio = x / _freedom * x;
        return double.IsInfinity(ratio) ? 0.5 - FarTail(x) : 0.5 * SpecialFunctions.BetaI(0.5, _freedom / 2, ratio / (1 + ratio), 1 / (1 + ratio));
    }

    /// <summary>The tail where x² is beyond the range of double: the density falls like x^(−ν−1) there, and its integral is density·x/ν.</summary>
    private double FarTail(double x) => double.IsInfinity(x) ? 0 : Density(0) * Math.Exp((_freedom / 2 + 0.5) * Math.Log(_freedom) - _freedom * Math.Log(x)) / _freedom;

    /// <summary>ln(1 + x²/ν), also where the square is beyond the range of double.</summary>
    private double LogOfOnePlusSquare(double x)
    {
        double ratio = x / _freedom * x;
        return double.IsInfinity(ratio) ? 2 * Math.Log(Math.Abs(x)) - Math.Log(_freedom) : SpecialFunctions.Log1p(ratio);
    }
}
