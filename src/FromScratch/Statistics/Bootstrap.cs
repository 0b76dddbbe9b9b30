using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>Confidence intervals of any statistic: the sample stands in for the population it came from, and is sampled again.</summary>
/// <remarks>Source: Efron and Tibshirani, An Introduction to the Bootstrap, ch. 13 and 14.</remarks>
public static class Bootstrap
{
    /// <summary>The middle part of the statistic's values on resamples.</summary>
    /// <param name="x">The sample [n], at least two values.</param>
    /// <param name="stat">The statistic; is asked once for each resample.</param>
    /// <param name="b">How many resamples, at least 2.</param>
    /// <param name="r">Draws them.</param>
    /// <param name="level">As 0.95.</param>
    /// <returns>The quantiles at (1 − level)/2 and (1 + level)/2. The quantile at q of sorted values y₀ … y_{b−1} lies at the position q(b − 1), between two of them in proportion.</returns>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two resamples, or the level does not lie between 0 and 1.</exception>
    public static Interval Percentile(double[] x, Func<double[], double> stat, int b, Rng r, double level)
    {
        double[] replicates = SortedReplicates(x, stat, b, r, level);
        return new(Quantile(replicates, (1 - level) / 2), Quantile(replicates, (1 + level) / 2));
    }

    /// <summary>The percentile interval, with its two shares corrected for bias and for a spread that grows with the value (BCa).</summary>
    /// <param name="x">The sample [n], at least two values.</param>
    /// <param name="stat">The statistic.</param>
    /// <param name="b">How many resamples, at least 2.</param>
    /// <param name="r">Draws them.</param>
    /// <param name="level">As 0.95.</param>
    /// <returns>The quantiles at Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), with z = Φ⁻¹((1 ∓ level)/2).</returns>
    /// <remarks>
    /// z₀ = Φ⁻¹(share of resamples below the estimate, ties half): where the resamples' median lies. a = Σd³/(6(Σd²)^{3/2}) with d = mean of the leave-one-out values less each: how the spread changes; 0 where they are all alike.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two resamples, or the level does not lie between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">All resamples lie on one side of the estimate: no share corrects that.</exception>
    public static Interval Bca(double[] x, Func<double[], double> stat, int b, Rng r, double level)
    {
        double[] replicates = SortedReplicates(x, stat, b, r, level);
        double estimate = stat([.. x]);
        double below = (replicates.Count(y => y < estimate) + 0.5 * replicates.Count(y => y == estimate)) / b;
        if (below is 0 or 1) throw new InvalidOperationException($"Bca: all {b} resamples lie on one side of the estimate {estimate}. Take more of them, or another statistic.");
        double bias = Normal.StandardQuantile(below), acceleration = Acceleration(x, stat);
        double Share(double q)
        {
            double z = bias + Normal.StandardQuantile(q);
            return Normal.StandardCdf(bias + z / (1 - acceleration * z));
        }

        return new(Quantile(replicates, Share((1 - level) / 2)), Quantile(replicates, Share((1 + level) / 2)));
    }

    private static double[] SortedReplicates(double[] x, Func<double[], double> stat, int b, Rng r, double level)
    {
        Sample.RequireSize(x, 2);
        if (b < 2) throw new ArgumentOutOfRangeException(nameof(b), b, $"Bootstrap: {b} resamples. Two at least make a range.");
        Sample.RequireShare(level);
        double[] replicates = new double[b];
        for (int i = 0; i < b; i++)
        {
            double[] resample = new double[x.Length];
            for (int j = 0; j < x.Length; j++) resample[j] = x[r.NextInt(x.Length)];   // with replacement
            replicates[i] = stat(resample);
        }

        Array.Sort(replicates);
        return replicates;
    }

    private static double Acceleration(double[] x, Func<double[], double> stat)
    {
        double[] without = [.. Enumerable.Range(0, x.Length).Select(i => stat([.. x[..i], .. x[(i + 1)..]]))];
        double mean = without.Average();
        double squares = without.Sum(y => (mean - y) * (mean - y)), cubes = without.Sum(y => (mean - y) * (mean - y) * (mean - y));
        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static double Quantile(double[] sorted, double q)
    {
        double position = q * (sorted.Length - 1);
        int below = Math.Min((int)position, sorted.Length - 2);
        return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }
}
