namespace FromScratch.LinearAlgebra;

/// <summary>Finding similar items by the angle between vectors.</summary>
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
        Vec direction = Direction.Of(query);
        double[] cosines = Array.ConvertAll(items, item => item.Length == query.Length && item.All(entry => entry == 0)
            ? double.NegativeInfinity
            : Direction.Of(item).Dot(direction));
        return Enumerable.Range(0, items.Length).OrderByDescending(i => cosines[i]).Take(k).ToArray();   // the sort is stable: ties keep their order
    }
}
