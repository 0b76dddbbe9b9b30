namespace FromScratch.Algorithms;

/// <summary>The cheapest edges that hold a graph together.</summary>
public static class SpanningTree
{
    /// <summary>A minimum spanning tree of an undirected graph: the cheapest edges that connect what the graph connects; where it is in several parts, a tree for each.</summary>
    /// <param name="n">How many vertices there are, 0 to n − 1.</param>
    /// <param name="edges">The edges, in any order; unchanged.</param>
    /// <returns>The chosen edges, cheapest first.</returns>
    /// <remarks>Take the edges from cheap to dear, and leave out each that would close a cycle. O(m log m).
    /// <para>Source: Kruskal, Proceedings of the AMS 7 (1956) 48-50; Cormen et al., Introduction to Algorithms, 4th ed., §21.2.</para></remarks>
    /// <exception cref="ArgumentException">An edge ends at no vertex, or its weight is NaN.</exception>
    public static WeightedEdge[] Kruskal(int n, WeightedEdge[] edges)
    {
        foreach (WeightedEdge edge in edges)
        {
            if (edge.From < 0 || edge.From >= n || edge.To < 0 || edge.To >= n) throw new ArgumentException($"Kruskal: {edge} ends outside of the vertices 0 to {n - 1}.", nameof(edges));
            if (double.IsNaN(edge.Weight)) throw new ArgumentException($"Kruskal: {edge} cannot be put in order.", nameof(edges));
        }

        IDisjointSets parts = DisjointSet.Of(n);
        return [.. edges.OrderBy(edge => edge.Weight).Where(edge => parts.Union(edge.From, edge.To))];
    }
}
