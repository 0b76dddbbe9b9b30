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
    /// <returns>From −∞ to ∞, right to 1e-14 relative for p above 1e-300.</returns>
    /// <remarks>
    /// <para>Newton's steps for ln Φ(x) = ln p. The start lies left of the answer, as Φ(−t) ≤ ½e^(−t²/2); ln Φ is concave, so that a step from the left never goes too far: x grows until rounding stops it.</para>
    /// <para>Left of the middle alone: on the right Φ(x) crowds against 1, and 1 − p is exact for p ≥ ½.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">p is no probability.</exception>
    public static double StandardQuantile(double p)
    {
        Require.Probability(p);
        if (p > 0.5) return -StandardQuantile(1 - p);
        if (p == 0) return double.NegativeInfinity;
        double x = 0 - Math.Sqrt(-2 * Math.Log(2 * p));   // from 0: the negative of a root of 0 would be −0
        while (true)
        {
            double cdf = StandardCdf(x), density = SpecialFunctions.ExpMinusSquare(x / Math.Sqrt(2)) / Math.Sqrt(2 * Math.PI);
            double next = x - SpecialFunctions.Log1p(Excess(x, p) / p) * cdf / density;
            if (!(next > x)) return x;
            x = next;
        }
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

    /// <summary>Φ(x) − p. Near the middle both are nearly ½; there erf tells the distance from ½ itself.</summary>
    private static double Excess(double x, double p) => p > 0.25 ? SpecialFunctions.Erf(x / Math.Sqrt(2)) / 2 - (p - 0.5) : StandardCdf(x) - p;
}
