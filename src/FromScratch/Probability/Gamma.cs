using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>The gamma distribution; for a whole shape n the time until the n-th event.</summary>
public sealed class Gamma : IDistribution
{
    private readonly double _shape, _rate;

    /// <summary>With the given shape and rate; the mean is shape/rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
    public Gamma(double shape, double rate = 1) => (_shape, _rate) = (Require.Positive(shape, "The shape counts events, so it is above 0."), Require.Positive(rate, "Events come at a positive rate."));

    /// <inheritdoc/>
    public double Mean => _shape / _rate;

    /// <inheritdoc/>
    public double Variance => _shape / (_rate * _rate);

    /// <inheritdoc/>
    /// <remarks>xᵃ⁻¹e⁻ˣ/Γ(a) is the Poisson term of a, times a/x.</remarks>
    public double Density(double x) => x switch
    {
        < 0 => 0,
        0 => _shape < 1 ? double.PositiveInfinity : _shape == 1 ? _rate : 0,
        _ => Saddlepoint.PoissonTerm(_shape, _rate * x) * _shape / x,
    };

    /// <inheritdoc/>
    public double Cdf(double x) => x <= 0 ? 0 : SpecialFunctions.GammaP(_shape, _rate * x);

    /// <inheritdoc/>
    public double Survival(double x) => x <= 0 ? 1 : SpecialFunctions.GammaQ(_shape, _rate * x);

    /// <inheritdoc/>
    public double Quantile(double p) => QuantileSearch.Quantile(this, p, 0, double.PositiveInfinity);

    /// <inheritdoc/>
    /// <remarks>
    /// d(1 + cZ)³ for a normal Z is nearly a gamma variable; what is too much is rejected, about 1 draw in 25. A shape below 1 is drawn as shape + 1 and shrunk by a power of a uniform number.
    /// <para>Source: Marsaglia and Tsang, ACM TOMS 26 (2000) 363-372.</para>
    /// </remarks>
    public double Sample(Rng r)
    {
        if (_shape < 1) return new Gamma(_shape + 1, _rate).Sample(r) * Math.Pow(1 - r.NextDouble(), 1 / _shape);
        double d = _shape - 1 / 3.0, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double z = r.NextGaussian(), u = 1 - r.NextDouble();
            double v = Math.Pow(1 + c * z, 3);
            if (v > 0 && Math.Log(u) < z * z / 2 + d * (1 - v + Math.Log(v))) return d * v / _rate;
        }
    }
}
