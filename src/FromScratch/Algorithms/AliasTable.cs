using FromScratch.Data;

namespace FromScratch.Algorithms;

/// <summary>A distribution over n outcomes as n columns of height 1, each shared by at most two outcomes.</summary>
/// <param name="Keep">For each column the share of its own outcome, from 0 to 1 [n].</param>
/// <param name="Alias">For each column the outcome that has the rest [n].</param>
public sealed record AliasTable(double[] Keep, int[] Alias)
{
    /// <summary>The table of weights that need not sum to 1. O(n).</summary>
    /// <param name="weights">How often each outcome comes, relative to the others [n].</param>
    /// <remarks>Scaled to a mean of 1, some weights lie below 1 and some above. A column of a small one is filled up from a large one, which is smaller then; after n − 1 of these steps all are full.
    /// <para>Source: Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE Transactions on Software Engineering 17 (1991) 972-975.</para></remarks>
    /// <exception cref="ArgumentException">There is no weight, one is negative or not finite, or all are 0.</exception>
    public static AliasTable Build(double[] weights)
    {
        double sum = weights.Sum();
        if (!(weights.All(weight => weight >= 0) && sum > 0 && double.IsFinite(sum)))
            throw new ArgumentException($"Build: the weights [{string.Join(", ", weights)}] sum to {sum}. Each is at least 0, and their sum positive and finite.", nameof(weights));
        double[] keep = Array.ConvertAll(weights, weight => weight / sum * weights.Length);   // what is left of each, the mean being 1
        int[] alias = [.. Enumerable.Range(0, weights.Length)];
        var small = new Stack<int>(alias.Where(i => keep[i] < 1));
        var large = new Stack<int>(alias.Where(i => keep[i] >= 1));
        while (small.Count > 0 && large.Count > 0)
        {
            int filled = small.Pop(), giver = large.Peek();
            alias[filled] = giver;
            keep[giver] -= 1 - keep[filled];
            if (keep[giver] < 1) small.Push(large.Pop());
        }

        foreach (int left in small.Concat(large)) keep[left] = 1;   // it is 1 but for rounding
        return new AliasTable(keep, alias);
    }

    /// <summary>An outcome, drawn with two random numbers: a column, and a height in it. O(1).</summary>
    public static int Draw(AliasTable table, Rng rng)
    {
        int column = rng.NextInt(table.Keep.Length);
        return rng.NextDouble() < table.Keep[column] ? column : table.Alias[column];
    }
}
