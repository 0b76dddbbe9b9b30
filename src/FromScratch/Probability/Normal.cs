using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>The normal distribution: what sums of many small independent effects look like.</summary>
public sealed class Normal : IDistribution
{
    /// <summary>With the given mean and standard deviation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not finite, or the standard deviation is not above 0.</exception>
    public Normal(double mean = 0, double standardDeviation = 1) =>
        (Mean, StandardDeviation) = (Require.Finite(mean), Require.Positive(standardDeviation, "Without spread there is no density: the standard deviation is above 0."));

    /// <inheritdoc/>
    public double Mean { get; }

    /// <summary>The root of the variance.</summary>
    public double StandardDeviation { get; }

    /// <inheritdoc/>
    public double Variance => StandardDeviation * StandardDeviation;

    /// <summary>Φ(x) = P(Z ≤ x) for the standard normal variable Z.</summary>
    /// <returns>From 0 to 1, right to 1e-13 relative also far left, where it is 1e-300.</returns>
    /// <remarks>Φ(x) = ½ erfc(−x/√2). The form ½(1 + erf(x/√2)) is the same on paper, and 0 from x = −8.3 on in double.</remarks>
    public static double StandardCdf(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));

    /// <summary>The x with Φ(x) = p.</summary>
    /// <param name="p">From 0 to 1.</param>
    /// <returns>From −∞ to ∞, right to 1e-14 relative.</returns>
    /// <remarks>
    /// <para>A rational formula gives three digits; each of Halley's steps x ← x − e/(1 + xe/2), with e = (Φ(x) − p)/φ(x), triples them. Left of the middle alone: Φ(x) crowds against 1 on the right, and 1 − p is exact for p ≥ ½.</para>
    /// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23 (start).</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">p is no probability.</exception>
    public static double StandardQuantile(double p)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, $"StandardQuantile: p is {p}. A probability lies between 0 and 1.");
        if (p > 0.5) return -StandardQuantile(1 - p);
        if (p == 0) return double.NegativeInfinity;
        if (p == 0.5) return 0;   // the steps below would end at 1e-54
        double x = Start(p);
        for (int step = 0; step < 3; step++)
        {
            double e = Excess(x, p) / (SpecialFunctions.ExpMinusSquare(x / Math.Sqrt(2)) / Math.Sqrt(2 * Math.PI));
            x -= e / (1 + x * e / 2);
        }

        return x;
    }

    /// <inheritdoc/>
    public double Density(double x) => SpecialFunctions.ExpMinusSquare(Score(x) / Math.Sqrt(2)) / (Math.Sqrt(2 * Math.PI) * StandardDeviation);

    /// <inheritdoc/>
    public double Cdf(double x) => StandardCdf(Score(x));

    /// <inheritdoc/>
    public double Survival(double x) => StandardCdf(-Score(x));

    /// <inheritdoc/>
    public double Quantile(double p) => Mean + StandardDeviation * StandardQuantile(p);

    /// <inheritdoc/>
    public double Sample(Rng r) => Mean + StandardDeviation * r.NextGaussian();

    private double Score(double x) => (x - Mean) / StandardDeviation;

    // Φ(x) − p. Near the middle both are nearly ½; there erf tells the distance from ½ itself.
    private static double Excess(double x, double p) => p > 0.25 ? SpecialFunctions.Erf(x / Math.Sqrt(2)) / 2 - (p - 0.5) : StandardCdf(x) - p;

    private static double Start(double p)
    {
        double t = Math.Sqrt(-2 * Math.Log(p));
        return (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
    }
}
