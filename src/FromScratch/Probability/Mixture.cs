using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>A draw from one of several distributions, which one being a matter of chance too.</summary>
public sealed class Mixture : IDistribution
{
    private readonly double[] _weights;
    private readonly IDistribution[] _parts;

    /// <summary>With the given probabilities of the parts.</summary>
    /// <exception cref="ArgumentException">A weight is negative, they do not sum to 1, or there are not as many as parts.</exception>
    public Mixture(double[] weights, IDistribution[] parts)
    {
        if (weights.Length != parts.Length || parts.Length == 0) throw new ArgumentException($"Mixture: {weights.Length} weights for {parts.Length} parts. Each part has a weight, and there is one at least.", nameof(weights));
        if (weights.Any(weight => !(weight >= 0)) || !(Math.Abs(weights.Sum() - 1) <= 1e-9)) throw new ArgumentException("Mixture: the weights are probabilities: not negative, with the sum 1.", nameof(weights));
        (_weights, _parts) = ([.. weights], [.. parts]);
    }

    /// <inheritdoc/>
    public double Mean => Total(part => part.Mean);

    /// <inheritdoc/>
    public double Variance => Moments.TotalVariance(_weights, Array.ConvertAll(_parts, part => part.Mean), Array.ConvertAll(_parts, part => part.Variance));

    /// <inheritdoc/>
    public double Density(double x) => Total(part => part.Density(x));

    /// <inheritdoc/>
    public double Cdf(double x) => Total(part => part.Cdf(x));

    /// <inheritdoc/>
    public double Survival(double x) => Total(part => part.Survival(x));

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        QuantileSearch.RequireProbability(p);
        return QuantileSearch.Quantile(this, p, _parts.Min(part => part.Quantile(p)), _parts.Max(part => part.Quantile(p)));
    }

    /// <inheritdoc/>
    public double Sample(Rng r) => _parts[Sampling.Categorical(r, _weights)].Sample(r);

    private double Total(Func<IDistribution, double> of) => _weights.Zip(_parts, (weight, part) => weight == 0 ? 0 : weight * of(part)).Sum();
}
