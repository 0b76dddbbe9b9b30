using FromScratch.Algorithms;

namespace FromScratch.Complexity;

/// <summary>Answers to NP-hard questions that are quick, and provably not far from the best.</summary>
/// <remarks>Source: Vazirani, Approximation Algorithms, ch. 1-3; Nemhauser, Wolsey and Fisher, Mathematical Programming 14 (1978) 265-294 for the cover.</remarks>
public static class Approximation
{
    /// <summary>Vertices that touch every edge: at most twice as many as the fewest possible.</summary>
    /// <param name="g">The graph.</param>
    /// <remarks>Take both ends of an edge that nothing touches yet. No two of those edges share a vertex, so any cover needs one vertex for each of them: at least half of what is taken.</remarks>
    /// <returns>The vertices, ascending.</returns>
    public static int[] VertexCover(UGraph g)
    {
        HashSet<int> cover = [];
        foreach ((int a, int b) in g.Edges)
        {
            if (cover.Contains(a) || cover.Contains(b)) continue;
            cover.Add(a);
            cover.Add(b);
        }

        return [.. cover.Order()];
    }

    /// <summary>A round tour at most twice as long as the shortest, where no detour is shorter than the straight way.</summary>
    /// <param name="metric">Distances [n, n], the same both ways, n ≥ 1.</param>
    /// <remarks>A tour without one of its steps is a tree, so the cheapest tree costs at most as much as the shortest tour. Walking round the tree uses each edge twice; skipping cities that were visited already only shortens the way.</remarks>
    /// <returns>The cities in the order in which a walk round the tree, from city 0, meets them [n].</returns>
    /// <exception cref="ArgumentException">The table is not square, a way back has another length, or a detour is shorter than the straight way.</exception>
    public static int[] DoubleTreeTour(double[,] metric)
    {
        int n = metric.GetLength(0);
        RequireMetric(metric);
        List<int>[] joined = [.. Enumerable.Range(0, n).Select(_ => new List<int>())];
        WeightedEdge[] edges = [.. from a in Enumerable.Range(0, n) from b in Enumerable.Range(a + 1, n - a - 1) select new WeightedEdge(a, b, metric[a, b])];
        foreach (WeightedEdge edge in SpanningTree.Kruskal(n, edges))
        {
            joined[edge.From].Add(edge.To);
            joined[edge.To].Add(edge.From);
        }

        List<int> tour = [];
        bool[] seen = new bool[n];
        Stack<int> open = new([0]);
        while (open.TryPop(out int city))
        {
            if (seen[city]) continue;
            seen[city] = true;
            tour.Add(city);
            foreach (int next in joined[city]) open.Push(next);
        }

        return [.. tour];
    }

    /// <summary>k sets that together cover at least 1 − 1/e = 63 % of the most that any k sets cover.</summary>
    /// <param name="sets">The sets; an element may come twice in one.</param>
    /// <param name="k">How many may be chosen; at least 0.</param>
    /// <remarks>Always the set that adds most. What the best k sets cover and we do not yet is spread over k sets, so one of them adds a k-th of it: what is missing shrinks by (1 − 1/k) a step, to (1 − 1/k)ᵏ &lt; 1/e.</remarks>
    /// <returns>The chosen sets in the order of their choice, of equals the first; fewer than k where nothing is left to add.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is negative.</exception>
    public static int[] MaxCover(int[][] sets, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        HashSet<int> covered = [];
        List<int> chosen = [];
        while (chosen.Count < k)
        {
            int[] added = [.. sets.Select(set => set.Distinct().Count(element => !covered.Contains(element)))];
            int most = added.DefaultIfEmpty(0).Max();
            if (most == 0) break;
            chosen.Add(Array.IndexOf(added, most));
            covered.UnionWith(sets[chosen[^1]]);
        }

        return [.. chosen];
    }

    private static void RequireMetric(double[,] metric)
    {
        int n = metric.GetLength(0);
        if (n != metric.GetLength(1) || n == 0) throw new ArgumentException($"DoubleTreeTour: {n} × {metric.GetLength(1)} distances. There is one row and one column a city.", nameof(metric));
        const double Rounding = 1e-9;
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
            {
                if (metric[a, b] != metric[b, a]) throw new ArgumentException($"DoubleTreeTour: from {a} to {b} it is {metric[a, b]}, back {metric[b, a]}. The guarantee needs the same both ways.", nameof(metric));
                for (int c = 0; c < n; c++)
                    if (metric[a, b] > (metric[a, c] + metric[c, b]) * (1 + Rounding)) throw new ArgumentException($"DoubleTreeTour: from {a} to {b} it is {metric[a, b]}, over {c} only {metric[a, c] + metric[c, b]}. Skipping cities must not lengthen the way.", nameof(metric));
            }
    }
}
