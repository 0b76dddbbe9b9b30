namespace FromScratch.Probability;

/// <summary>Quantiles of any distribution, from its distribution function alone.</summary>
internal static class QuantileSearch
{
    /// <summary>The least x between two bounds with Cdf(x) ≥ p.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="p">From 0 to 1.</param>
    /// <param name="low">Where the distribution begins; may be −∞.</param>
    /// <param name="high">Where it ends; may be ∞.</param>
    /// <returns>Right to the last digit that the distribution function can tell apart.</returns>
    /// <remarks>
    /// Halves not the numbers between the bounds but the doubles between them, of which there are fewer than 2⁶⁴: after 64 calls one is left, at 1e-300 as well as at 1e300, and there is no start to guess.
    /// Above ½ it asks for P(X &gt; x) ≤ 1 − p, as the distribution function itself crowds against 1 there.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">p is no probability.</exception>
    public static double Quantile(IDistribution distribution, double p, double low, double high)
    {
        RequireProbability(p);
        if (p == 0) return low;
        if (p == 1) return high;
        Func<double, bool> reached = p <= 0.5 ? x => distribution.Cdf(x) >= p : x => distribution.Survival(x) <= 1 - p;
        return Least(low, high, reached);
    }

    /// <summary>The least double above one bound of which a condition holds that holds from some point on; the other bound when it holds of none below.</summary>
    public static double Least(double low, double high, Func<double, bool> holds) => FromRank(Least(Rank(low), Rank(high), rank => holds(FromRank(rank))));

    /// <summary>The least whole number k ≥ 0 with Cdf(k) ≥ p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is no probability.</exception>
    public static double WholeQuantile(IDistribution distribution, double p, double high)
    {
        RequireProbability(p);
        if (p == 1) return high;
        long bound = 1;
        while (bound < high && distribution.Cdf(bound) < p) bound *= 2;
        return Least(-1, (long)Math.Min(bound, high), k => distribution.Cdf(k) >= p);
    }

    /// <summary>The least number above <paramref name="low"/> of which the condition holds; <paramref name="high"/> when it holds of none before.</summary>
    private static long Least(long low, long high, Func<long, bool> holds)
    {
        while (high - 1 > low)
        {
            long middle = low + (long)((ulong)(high - low) / 2);   // the distance itself may exceed a long
            if (holds(middle)) high = middle;
            else low = middle;
        }

        return high;
    }

    // The bits of positive doubles, read as whole numbers, are in the order of the doubles; those of negative ones in the opposite order.
    private static long Rank(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        return bits >= 0 ? bits : long.MinValue - bits;
    }

    private static double FromRank(long rank) => BitConverter.Int64BitsToDouble(rank >= 0 ? rank : long.MinValue - rank);

    public static void RequireProbability(double p)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, $"Quantile: p is {p}. A probability lies between 0 and 1.");
    }
}
