namespace FromScratch.Algorithms;

/// <summary>Orders and distances of directed graphs, given as lists of edges. No recursion: a path of a million vertices is no problem.</summary>
public static class Graphs
{
    /// <summary>The vertices in an order in which every edge leads forward.</summary>
    /// <param name="n">How many vertices there are, 0 to n − 1.</param>
    /// <param name="edges">The edges; one may occur twice.</param>
    /// <remarks>Take a vertex that no edge leads to, strike out its edges, go on. Each vertex and edge is looked at a fixed number of times: O(n + m).
    /// <para>Source: Kahn, CACM 5 (1962) 558-562.</para></remarks>
    /// <exception cref="ArgumentException">An edge ends at no vertex.</exception>
    /// <exception cref="CycleException">There is a cycle; the exception names one.</exception>
    public static int[] TopologicalSort(int n, IReadOnlyList<(int From, int To)> edges)
    {
        (int[] tails, int[] heads) = Ends(n, edges);
        (int[] starts, int[] leaving) = Grouped(n, tails);
        int[] open = new int[n];   // edges to the vertex that are not struck out
        foreach (int head in heads) open[head]++;

        int[] order = new int[n];
        int count = 0;
        for (int v = 0; v < n; v++)
            if (open[v] == 0) order[count++] = v;
        for (int next = 0; next < count; next++)
        {
            int v = order[next];
            for (int i = starts[v]; i < starts[v + 1]; i++)
                if (--open[heads[leaving[i]]] == 0) order[count++] = heads[leaving[i]];
        }

        return count == n ? order : throw new CycleException(Cycle(open, tails, heads));
    }

    /// <summary>The lengths of the shortest paths from one vertex to each [n]; ∞ where no path leads.</summary>
    /// <param name="n">How many vertices there are, 0 to n − 1.</param>
    /// <param name="edges">The edges; no weight is negative.</param>
    /// <param name="source">Where the paths start.</param>
    /// <remarks>The nearest vertex that is not settled yet is settled: every other way to it is at least as long, since edges only add. O((n + m) log n).
    /// <para>Source: Dijkstra, Numerische Mathematik 1 (1959) 269-271.</para></remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such source.</exception>
    /// <exception cref="ArgumentException">An edge ends at no vertex, or its weight is negative or NaN.</exception>
    public static double[] Dijkstra(int n, IReadOnlyList<WeightedEdge> edges, int source)
    {
        if (source < 0 || source >= n) throw new ArgumentOutOfRangeException(nameof(source), source, $"Dijkstra: the source is {source}; there are the vertices 0 to {n - 1}.");
        WeightedEdge[] all = [.. edges];
        (int[] tails, _) = Ends(n, [.. all.Select(edge => (edge.From, edge.To))]);
        (int[] starts, int[] leaving) = Grouped(n, tails);
        foreach (WeightedEdge edge in all)
            if (!(edge.Weight >= 0)) throw new ArgumentException($"Dijkstra: {edge}. A vertex is settled as soon as it is the nearest; a negative edge could still bring a shorter way.", nameof(edges));

        double[] distances = new double[n];
        Array.Fill(distances, double.PositiveInfinity);
        distances[source] = 0;
        var waiting = new IndexedHeap<double>(n);
        waiting.Push(source, 0);
        while (waiting.Count > 0)
        {
            int v = waiting.PopMin();
            for (int i = starts[v]; i < starts[v + 1]; i++)
            {
                (_, int to, double weight) = all[leaving[i]];
                if (distances[v] + weight >= distances[to]) continue;
                distances[to] = distances[v] + weight;
                if (waiting.Contains(to)) waiting.DecreaseKey(to, distances[to]);
                else waiting.Push(to, distances[to]);
            }
        }

        return distances;
    }

    /// <summary>For each vertex the number of its strongly connected component [n]: two vertices share one where paths lead both ways. Edges between components lead from lower to higher numbers.</summary>
    /// <param name="n">How many vertices there are, 0 to n − 1.</param>
    /// <param name="edges">The edges.</param>
    /// <remarks>Two walks in depth: one along the edges notes the order in which vertices are left; the other goes against the edges, from the vertex left last. O(n + m).
    /// <para>Source: Kosaraju and Sharir's method; Cormen et al., Introduction to Algorithms, 4th ed., §20.5.</para></remarks>
    /// <exception cref="ArgumentException">An edge ends at no vertex.</exception>
    public static int[] StronglyConnected(int n, IReadOnlyList<(int From, int To)> edges)
    {
        (int[] tails, int[] heads) = Ends(n, edges);
        List<int> left = [];
        bool[] seen = new bool[n];
        (int[], int[]) forward = Grouped(n, tails), backward = Grouped(n, heads);
        for (int v = 0; v < n; v++) Walk(v, forward, heads, seen, left.Add);

        int[] component = new int[n];
        int number = 0;
        Array.Clear(seen);
        foreach (int v in Enumerable.Reverse(left))
        {
            if (seen[v]) continue;
            Walk(v, backward, tails, seen, u => component[u] = number);
            number++;
        }

        return component;
    }

    /// <summary>Walks in depth from a vertex that was not seen, and tells of each vertex when it is left.</summary>
    private static void Walk(int from, (int[] Starts, int[] Edges) graph, int[] ends, bool[] seen, Action<int> leave)
    {
        if (seen[from]) return;
        seen[from] = true;
        Stack<(int Vertex, int Next)> path = new([(from, graph.Starts[from])]);
        while (path.TryPop(out (int Vertex, int Next) at))
        {
            if (at.Next == graph.Starts[at.Vertex + 1])
            {
                leave(at.Vertex);
                continue;
            }

            path.Push((at.Vertex, at.Next + 1));
            int to = ends[graph.Edges[at.Next]];
            if (seen[to]) continue;
            seen[to] = true;
            path.Push((to, graph.Starts[to]));
        }
    }

    private static (int[] Tails, int[] Heads) Ends(int n, IReadOnlyList<(int From, int To)> edges)
    {
        int[] tails = new int[edges.Count], heads = new int[edges.Count];
        for (int e = 0; e < tails.Length; e++)
        {
            (tails[e], heads[e]) = edges[e];
            if (tails[e] < 0 || tails[e] >= n || heads[e] < 0 || heads[e] >= n) throw new ArgumentException($"Edge {e} is {tails[e]} → {heads[e]}; there are the vertices 0 to {n - 1}.", nameof(edges));
        }

        return (tails, heads);
    }

    /// <summary>The edges sorted by the vertex they are grouped by: those of v stand from Starts[v] on, before Starts[v + 1].</summary>
    private static (int[] Starts, int[] Edges) Grouped(int n, int[] by)
    {
        int[] starts = new int[n + 1], edges = new int[by.Length];
        foreach (int v in by) starts[v + 1]++;
        for (int v = 0; v < n; v++) starts[v + 1] += starts[v];
        int[] free = [.. starts];
        for (int e = 0; e < by.Length; e++) edges[free[by[e]]++] = e;
        return (starts, edges);
    }

    /// <summary>A cycle among the vertices that still have open edges: to each of them an edge leads from another of them, so whoever walks backward comes round.</summary>
    private static int[] Cycle(int[] open, int[] tails, int[] heads)
    {
        int[] before = new int[open.Length];
        for (int e = 0; e < tails.Length; e++)
            if (open[tails[e]] > 0) before[heads[e]] = tails[e];
        int v = Array.FindIndex(open, edges => edges > 0);
        for (int step = 0; step < open.Length; step++) v = before[v];   // by now v lies on the cycle
        List<int> cycle = [v];
        for (int u = before[v]; u != v; u = before[u]) cycle.Add(u);
        cycle.Reverse();
        return [.. cycle];
    }
}
