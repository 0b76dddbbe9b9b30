namespace FromScratch.Complexity;

/// <summary>Which things to pack, so that they are worth most and not too heavy.</summary>
public static class Knapsack
{
    /// <summary>The most valuable choice, exactly. O(n·Σ values) time and memory, whatever the weights are.</summary>
    /// <param name="weights">Of each thing, at least 0 [n].</param>
    /// <param name="values">Of each thing, at least 0 [n].</param>
    /// <param name="capacity">The greatest weight allowed.</param>
    /// <returns>The places of the chosen things, ascending.</returns>
    /// <remarks>W(v) is the least weight of a choice worth exactly v: thing i turns it into min(W(v), W(v − valueᵢ) + weightᵢ). The largest v with W(v) ≤ capacity is the answer.
    /// A table over weights would have as many columns as the capacity is large, and a capacity of 10¹² is written with 13 digits.
    /// <para>Source: Vazirani, Approximation Algorithms, §8.1.</para></remarks>
    /// <exception cref="ArgumentException">The lengths differ, or a number is negative.</exception>
    public static int[] Exact(long[] weights, long[] values, long capacity)
    {
        Require(weights, values, capacity);
        int total = checked((int)values.Sum());
        Int128[] lightest = new Int128[total + 1];   // W(v) of the things so far
        Array.Fill(lightest, Int128.MaxValue / 2);
        lightest[0] = 0;
        bool[][] takes = new bool[weights.Length][];
        for (int i = 0; i < weights.Length; i++)
        {
            takes[i] = new bool[total + 1];
            for (int v = total; v >= values[i] && values[i] > 0; v--)   // downwards: each thing once
            {
                Int128 with = lightest[v - values[i]] + weights[i];
                if (with >= lightest[v]) continue;
                (lightest[v], takes[i][v]) = (with, true);
            }
        }

        int worth = Array.FindLastIndex(lightest, weight => weight <= capacity);
        List<int> chosen = [];
        for (int i = weights.Length - 1; i >= 0; i--)
        {
            if (!takes[i][worth]) continue;
            chosen.Add(i);
            worth -= (int)values[i];
        }

        chosen.Reverse();
        return [.. chosen];
    }

    /// <summary>A choice worth at least 1 − ε of the best, in time O(n³/ε), however large the numbers are.</summary>
    /// <param name="weights">Of each thing, at least 0 [n].</param>
    /// <param name="values">Of each thing, at least 0 [n].</param>
    /// <param name="capacity">The greatest weight allowed.</param>
    /// <param name="epsilon">The share that may be lost, above 0 and below 1.</param>
    /// <returns>The places of the chosen things, ascending.</returns>
    /// <remarks>Values in units of K = ε·max/n, rounded down: a thing loses less than K, n of them less than ε·max ≤ ε·best. The rounded values add up to at most n²/ε.
    /// Only things that fit count for the maximum: else the best may be far below it.
    /// <para>Source: Ibarra and Kim, JACM 22 (1975) 463-468; Vazirani, Approximation Algorithms, §8.2.</para></remarks>
    /// <exception cref="ArgumentException">The lengths differ, or a number is negative.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is not between 0 and 1.</exception>
    public static int[] Approximate(long[] weights, long[] values, long capacity, double epsilon)
    {
        Require(weights, values, capacity);
        if (!(epsilon > 0 && epsilon < 1)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"Approximate: ε is {epsilon}. It is a share, above 0 and below 1.");
        int[] fitting = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] <= capacity)];
        if (fitting.Length == 0) return [];
        double unit = Math.Max(1, epsilon * fitting.Max(i => values[i]) / fitting.Length);   // below 1 there is nothing to round
        int[] chosen = Exact([.. fitting.Select(i => weights[i])], [.. fitting.Select(i => (long)(values[i] / unit))], capacity);
        return [.. chosen.Select(i => fitting[i])];
    }

    private static void Require(long[] weights, long[] values, long capacity)
    {
        if (weights.Length != values.Length) throw new ArgumentException($"Knapsack: {weights.Length} weights and {values.Length} values. Each thing has both.", nameof(values));
        if (weights.Concat(values).Append(capacity).Any(number => number < 0)) throw new ArgumentException("Knapsack: weights, values and the capacity are at least 0.", nameof(weights));
    }
}
