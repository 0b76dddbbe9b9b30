namespace FromScratch.LinearAlgebra;

/// <summary>Recommending items like the one being viewed, and measuring how often the recommendations are right.</summary>
public static class Recommendation
{
    /// <summary>The items with the catalogue's mean subtracted, feature by feature.</summary>
    /// <param name="items">The items [n][dims]; they stay as they are.</param>
    /// <returns>New items [n][dims], whose mean is zero in every feature; none for n = 0.</returns>
    /// <remarks>What all items share makes all of them similar; without it, the cosine sees what tells them apart.</remarks>
    /// <exception cref="ArgumentException">The items' lengths differ.</exception>
    public static double[][] Center(double[][] items)
    {
        if (items.Length == 0) return [];
        double[] share = Array.ConvertAll(items, _ => 1.0 / items.Length);
        double[] mean = LinearCombination.Combine(share, items);   // [dims]
        return Array.ConvertAll(items, item => LinearCombination.Combine([1, -1], [item, mean]));
    }

    /// <summary>Precision@k: of the k items most similar to an item, the share that has its topic; averaged over all items.</summary>
    /// <param name="items">The items [n][dims], n ≥ 2, none zero.</param>
    /// <param name="topic">The topic of each item [n].</param>
    /// <param name="k">How many are recommended, at least 1; all others when k ≥ n.</param>
    /// <returns>From 0 to 1. The item itself is never among its own recommendations.</returns>
    /// <remarks>O(n²·dims). Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval, §8.4.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two items, an item is zero, or the counts or lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public static double PrecisionAtK(double[][] items, int[] topic, int k)
    {
        if (k < 1) throw new ArgumentOutOfRangeException(nameof(k), k, $"PrecisionAtK: k is {k}. The precision of no recommendation is undefined, so k is at least 1.");
        if (topic.Length != items.Length) throw new ArgumentException($"PrecisionAtK: {items.Length} items, but {topic.Length} topics. Each item has exactly one.", nameof(topic));
        if (items.Length < 2) throw new ArgumentException($"PrecisionAtK: {items.Length} items. An item is recommended for another, so there must be at least two.", nameof(items));

        int hits = 0, recommended = 0;
        for (int viewed = 0; viewed < items.Length; viewed++)
        {
            int[] shown = [.. Retrieval.TopK(items, items[viewed], items.Length).Where(i => i != viewed).Take(k)];
            hits += shown.Count(i => topic[i] == topic[viewed]);
            recommended += shown.Length;
        }

        return (double)hits / recommended;
    }
}
