namespace FromScratch.LinearAlgebra;

/// <summary>Finding similar items by the angle between vectors, and measuring what was found.</summary>
public static class Retrieval
{
    /// <summary>The indices of the k items whose direction is nearest to the query's, best first.</summary>
    /// <param name="items">The items [n][dims].</param>
    /// <param name="query">The query [dims], not zero.</param>
    /// <param name="k">How many; all n when k > n.</param>
    /// <returns>Item indices [min(k, n)]. Equal cosines come in the order of their indices; items of zeros have no direction and come last.</returns>
    /// <remarks>O(n·dims + n·log n): the cosine of an item is computed once, not once a comparison.</remarks>
    /// <exception cref="ArgumentException">An item's length is not the query's, or the query is zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is negative.</exception>
    public static int[] TopK(double[][] items, double[] query, int k)
    {
        if (k < 0) throw new ArgumentOutOfRangeException(nameof(k), k, $"TopK: k is {k}. It counts items, so it is at least 0.");
        if (InnerProduct.Norm(query, 2) == 0) throw new ArgumentException("TopK: the query is a vector of zeros. It has no direction to compare with.", nameof(query));

        double[] cosines = Array.ConvertAll(items, item => InnerProduct.Norm(item, 2) == 0 && item.Length == query.Length ? double.NegativeInfinity : InnerProduct.Cosine(item, query));
        return Enumerable.Range(0, items.Length).OrderByDescending(i => cosines[i]).Take(k).ToArray();   // the sort is stable: ties keep their order
    }

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

        int shown = Math.Min(k, items.Length - 1);
        long hits = 0;
        for (int viewed = 0; viewed < items.Length; viewed++)
            hits += TopK(items, items[viewed], shown + 1).Where(i => i != viewed).Take(shown).Count(i => topic[i] == topic[viewed]);
        return (double)hits / ((long)shown * items.Length);
    }
}
