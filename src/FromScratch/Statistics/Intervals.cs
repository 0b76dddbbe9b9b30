using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>Confidence intervals: ranges made by a procedure that catches the truth in a known share of all samples.</summary>
public static class Intervals
{
    /// <summary>The mean of normal values, whose spread has to be estimated as well.</summary>
    /// <param name="x">The values [n], at least two.</param>
    /// <param name="level">The share of samples whose interval holds the true mean, as 0.95.</param>
    /// <returns>m ± t·s/√n, with the quantile t of n − 1 degrees of freedom at (1 + level)/2.</returns>
    /// <remarks>Source: "Student", Biometrika 6 (1908) 1-25; Casella and Berger, Statistical Inference, 2nd ed., example 9.2.10.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level does not lie between 0 and 1.</exception>
    public static Interval MeanT(double[] x, double level)
    {
        Sample.RequireSize(x, 2);
        Sample.RequireShare(level);
        double mean = Sample.Mean(x), half = TwoSidedT(x.Length - 1, level) * Math.Sqrt(Sample.Variance(x) / x.Length);
        return new(mean - half, mean + half);
    }

    /// <summary>A probability, from k successes in n trials (Wilson's interval).</summary>
    /// <param name="k">Successes, from 0 to n.</param>
    /// <param name="n">Trials, at least 1.</param>
    /// <param name="level">The share of samples whose interval holds the truth, as 0.95; about so, as k is a whole number.</param>
    /// <returns>All p for which k is no surprise: |k/n − p| ≤ z√(p(1 − p)/n). Its ends are the roots of a quadratic equation, (k + z²/2 ± z√(k(n − k)/n + z²/4))/(n + z²).</returns>
    /// <remarks>The obvious p̂ ± z√(p̂(1 − p̂)/n) takes the spread at the estimate instead of at p: for k = 0 it has the width 0. Source: Wilson, JASA 22 (1927) 209-212; Agresti and Coull, The American Statistician 52 (1998) 119-126.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1, k not between 0 and n, or the level not between 0 and 1.</exception>
    public static Interval Wilson(int k, int n, double level)
    {
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, $"Wilson: {n} trials. Without one nothing is known.");
        if (k < 0 || k > n) throw new ArgumentOutOfRangeException(nameof(k), k, $"Wilson: {k} successes in {n} trials. There are between none and all.");
        Sample.RequireShare(level);
        double z = -Normal.StandardQuantile((1 - level) / 2);
        double middle = k + z * z / 2, half = z * Math.Sqrt((double)k * (n - k) / n + z * z / 4);
        return new((middle - half) / (n + z * z), (middle + half) / (n + z * z));
    }

    /// <summary>The difference of two means, b's less a's, with Welch's degrees of freedom.</summary>
    /// <param name="a">The values of one group, at least two.</param>
    /// <param name="b">Those of the other, at least two.</param>
    /// <param name="level">As 0.95.</param>
    /// <exception cref="ArgumentException">A group has fewer than two values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level does not lie between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">Neither group has any spread.</exception>
    public static Interval Difference(double[] a, double[] b, double level)
    {
        Sample.RequireShare(level);
        (double error, double df) = TwoSamples.ErrorOfDifference(a, b);
        double difference = Sample.Mean(b) - Sample.Mean(a), half = TwoSidedT(df, level) * error;
        return new(difference - half, difference + half);
    }

    /// <summary>How many standard errors to both sides: the tail holds (1 − level)/2, which keeps its digits where 1 − that would not.</summary>
    private static double TwoSidedT(double df, double level) => -new StudentT(df).Quantile((1 - level) / 2);
}
