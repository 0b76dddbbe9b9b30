using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>Many tests at once: which findings stand, when chance had many tries?</summary>
public static class Multiple
{
    /// <summary>Findings of which on average at most a share q is false (the false discovery rate).</summary>
    /// <param name="p">The p-values [m], in any order.</param>
    /// <param name="q">The share, between 0 and 1.</param>
    /// <returns>For each p-value, in the order given, whether it stands. With the sorted values p₍₁₎ ≤ … ≤ p₍ₘ₎: the largest k with p₍ₖ₎ ≤ qk/m, and all up to that.</returns>
    /// <remarks>Source: Benjamini and Hochberg, JRSS B 57 (1995) 289-300. For independent tests.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A p is no probability, or q does not lie between 0 and 1.</exception>
    public static bool[] BenjaminiHochberg(double[] p, double q)
    {
        Sample.RequireShare(q);
        int[] order = Ascending(p);
        int standing = p.Length;
        while (standing > 0 && !(p[order[standing - 1]] <= q * standing / p.Length)) standing--;
        return InOrderGiven(order, standing);
    }

    /// <summary>Findings of which with probability 1 − alpha none is false, whatever depends on whatever.</summary>
    /// <param name="p">The p-values [m], in any order.</param>
    /// <param name="alpha">The probability of one false finding or more, between 0 and 1.</param>
    /// <returns>For each p-value, in the order given, whether it stands: from the smallest on as long as p₍ₖ₎ ≤ alpha/(m − k + 1).</returns>
    /// <remarks>Bonferroni's alpha/m for all is never more powerful. Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A p is no probability, or alpha does not lie between 0 and 1.</exception>
    public static bool[] Holm(double[] p, double alpha)
    {
        Sample.RequireShare(alpha);
        int[] order = Ascending(p);
        int standing = 0;
        while (standing < p.Length && p[order[standing]] <= alpha / (p.Length - standing)) standing++;
        return InOrderGiven(order, standing);
    }

    /// <summary>The places of the p-values, the smallest value's first.</summary>
    private static int[] Ascending(double[] p)
    {
        foreach (double value in p) Require.Probability(value, nameof(p));
        return [.. Enumerable.Range(0, p.Length).OrderBy(i => p[i])];
    }

    private static bool[] InOrderGiven(int[] order, int standing)
    {
        bool[] stands = new bool[order.Length];
        foreach (int i in order[..standing]) stands[i] = true;
        return stands;
    }
}
