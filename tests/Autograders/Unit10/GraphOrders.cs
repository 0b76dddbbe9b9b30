using System.Runtime.CompilerServices;
using Course;
using CsCheck;
using FromScratch.Algorithms;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 10.5: an order in which every edge leads forward, and shortest paths.</summary>
[Exercise("10.5", "Topological order and shortest paths", Difficulty = 3, Minutes = 40, Core = true, Theory = "4. Graphs are everywhere")]
public sealed class GraphOrders : Exercise<GraphOrders, GraphOrders.Contract>
{
    public delegate int[] Ordering(int n, IReadOnlyList<(int From, int To)> edges);

    public delegate double[] Distances(int n, IReadOnlyList<WeightedEdge> edges, int source);

    public sealed record Contract(Ordering TopologicalOrder, Distances ShortestPaths);

    public static Verdict Check(Ordering topologicalOrder, Distances shortestPaths) => Grade(new Contract(topologicalOrder, shortestPaths));

    protected override Contract Reference => new(Graphs.TopologicalSort, Graphs.Dijkstra);

    [Fact]
    public void Socks_come_before_shoes()
    {
        (int From, int To)[] edges = [(3, 1), (0, 2), (3, 0), (1, 2), (3, 2)];
        RequireForward(4, edges, Subject.TopologicalOrder(4, edges), "3 leads to 0, 1 and 2; 0 and 1 lead to 2. So 3 is first and 2 last.");
    }

    [Fact]
    public void Vertices_without_edges_are_in_the_order_too()
    {
        RequireForward(3, [], Subject.TopologicalOrder(3, []), "Three vertices, no edge: any order of all three.");
        Expect.SequenceEqual([], Subject.TopologicalOrder(0, []), because: "There is no vertex.");
    }

    [Fact]
    public void Every_edge_leads_forward() => Property.Holds(
        Gen.Select(Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8]).Array[0, 20], Gen.Int[0, 1000]), sample =>
        {
            int[] rank = [.. Enumerable.Range(0, 9)];
            new Rng((ulong)sample.Item2).Shuffle(rank);
            (int From, int To)[] edges = [.. sample.Item1.Where(pair => pair.Item1 != pair.Item2).Select(pair => rank[pair.Item1] < rank[pair.Item2] ? pair : (pair.Item2, pair.Item1))];
            RequireForward(9, edges, Subject.TopologicalOrder(9, edges), $"The edges are {ValueText.Of(edges)}.");
        }, samples: 50);

    [Fact]
    public void A_cycle_is_named() => Property.Holds(
        Gen.Select(Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).Array[0, 9], Gen.Int[1, 4], Gen.Int[0, 1000]), sample =>
        {
            int[] some = [.. Enumerable.Range(0, 7)];
            new Rng((ulong)sample.Item3).Shuffle(some);
            (int From, int To)[] edges = [.. sample.Item1.Where(pair => pair.Item1 < pair.Item2), .. Enumerable.Range(0, sample.Item2).Select(i => (some[i], some[(i + 1) % sample.Item2]))];
            new Rng((ulong)sample.Item3 + 1).Shuffle(edges);
            RequireCycle(7, edges);
        }, samples: 50);

    [Fact]
    public void What_only_follows_a_cycle_is_not_on_it() => RequireCycle(6, [(0, 2), (2, 4), (4, 2), (4, 1), (1, 3), (5, 0)]);

    [Fact]
    public void What_leads_into_a_cycle_is_not_on_it() => RequireCycle(5, [(1, 2), (2, 4), (4, 1), (0, 1), (3, 2)]);

    [Fact]
    public void A_long_tail_behind_a_cycle_is_not_on_it()
    {
        RequireCycle(4, [(3, 3), (3, 2), (2, 1), (1, 0)]);
        RequireCycle(60, [(58, 59), (59, 58), .. Enumerable.Range(0, 58).Select(i => (58 - i, 57 - i))]);
    }

    [Fact]
    public void A_vertex_before_itself_is_a_cycle() => RequireCycle(3, [(0, 1), (1, 1)]);

    [Fact]
    public void A_chain_of_100_000_is_no_problem()
    {
        const int N = 100_000;
        (int From, int To)[] edges = [.. Enumerable.Range(1, N - 1).Select(i => (i - 1, i))];
        int[] order = Subject.TopologicalOrder(N, new CountingList<(int From, int To)>(edges, long.MaxValue, ""));
        Expect.That(order is { Length: N } && order.Select((v, i) => v == i).All(right => right), "0, 1, 2, …, 99,999", order, because: "The edges are i → i + 1: there is one order.");
    }

    [Fact]
    public void Each_edge_is_read_a_few_times()
    {
        const int N = 500;
        (int From, int To)[] edges = [.. Enumerable.Range(1, N - 1).Select(i => (N - i, N - i - 1))];
        var counting = new CountingList<(int From, int To)>(edges, 5 * edges.Length, "Whoever goes through all edges for every vertex takes n·m steps. List for each vertex its own edges first.");
        RequireForward(N, edges, Subject.TopologicalOrder(N, counting), "The edges are i → i − 1.");
    }

    [Fact]
    public void Edges_end_at_vertices()
    {
        foreach ((int from, int to) in new[] { (0, 3), (-1, 2), (3, 0), (2, -1) })
        {
            Expect.Throws<ArgumentException>(() => Subject.TopologicalOrder(3, [(from, to)]), because: "There are the vertices 0, 1 and 2.");
            Expect.Throws<ArgumentException>(() => Subject.TopologicalOrder(3, [(0, 1), (from, to)]), because: "There are the vertices 0, 1 and 2: look at every edge.");
            Expect.Throws<ArgumentException>(() => Subject.ShortestPaths(3, [new(from, to, 1)], 0), because: "There are the vertices 0, 1 and 2.");
            Expect.Throws<ArgumentException>(() => Subject.ShortestPaths(3, [new(0, 1, 1), new(from, to, 1)], 0), because: "There are the vertices 0, 1 and 2: look at every edge.");
        }
    }

    [Fact]
    public void The_detour_is_shorter() => Expect.Close(
        [0, 3, 1, 4], Subject.ShortestPaths(4, [new(0, 1, 5), new(0, 2, 1), new(2, 1, 2), new(1, 3, 1), new(2, 3, 6)], 0),
        because: "From 0 to 1 straight costs 5, over 2 it costs 1 + 2. A vertex that was reached is not settled yet: a shorter way may come.");

    [Fact]
    public void Edges_have_a_direction() => Expect.Close(
        [double.PositiveInfinity, 0, 2, double.PositiveInfinity], Subject.ShortestPaths(4, [new(0, 1, 1), new(1, 2, 2), new(0, 3, 1)], 1),
        because: "From 1 only 2 can be reached: 0 → 1 leads here, not away. What cannot be reached is infinitely far.");

    [Fact]
    public void A_free_edge_costs_nothing() => Expect.Close([0.0, 0, 2], Subject.ShortestPaths(3, [new(0, 1, 0), new(1, 2, 2), new(1, 1, 0), new(0, 2, 3)], 0), because: "0 → 1 costs 0, which is no mistake.");

    [Fact]
    public void Of_two_edges_the_cheaper_counts() => Expect.Close([0.0, 2], Subject.ShortestPaths(2, [new(0, 1, 3), new(0, 1, 2), new(0, 1, 4)], 0), because: "Three edges lead from 0 to 1.");

    [Fact]
    public void Distances_are_those_of_Bellman_and_Ford() => Property.Holds(
        Gen.Select(Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 20]).Array[0, 30], Gen.Int[0, 8]), sample =>
        {
            WeightedEdge[] edges = [.. sample.Item1.Select(entry => new WeightedEdge(entry.Item1, entry.Item2, entry.Item3))];
            double[] expected = [.. Enumerable.Repeat(double.PositiveInfinity, 9)];
            expected[sample.Item2] = 0;
            for (int round = 0; round < 9; round++)
                foreach (WeightedEdge edge in edges) expected[edge.To] = Math.Min(expected[edge.To], expected[edge.From] + edge.Weight);
            Expect.Close(expected, Subject.ShortestPaths(9, edges, sample.Item2), because: "Bellman and Ford's method, which tries every edge again and again, finds these distances.");
        }, samples: 50);

    [Fact]
    public void A_road_of_20_000_towns_is_no_problem()
    {
        const int N = 20_000;
        WeightedEdge[] edges = [.. Enumerable.Range(1, N - 1).Select(i => new WeightedEdge(i - 1, i, 1)), .. Enumerable.Range(2, N - 2).Select(i => new WeightedEdge(i - 2, i, 3))];
        double[] distances = Subject.ShortestPaths(N, new CountingList<WeightedEdge>(edges, 5 * edges.Length, "Whoever goes through all edges for every vertex takes n·m steps. List for each vertex its own edges first."), 0);
        Expect.That(distances is { Length: N } && distances.Select((d, i) => d == i).All(right => right), "0, 1, 2, …, 19,999", distances, because: "Each edge i → i + 1 costs 1, and i → i + 2 costs 3.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Weights_are_not_negative(double weight)
    {
        Expect.Throws<ArgumentException>(() => Subject.ShortestPaths(3, [new(0, 1, 2), new(1, 2, weight)], 0), because: "A vertex is settled when it is the nearest; a negative edge could bring a shorter way later, and the answer would be wrong without a warning.");
        Expect.Throws<ArgumentException>(() => Subject.ShortestPaths(3, [new(0, 1, 2), new(2, 1, weight)], 0), because: "The edge cannot be reached from 0. Still, the graph is none that this method is for.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void The_source_is_a_vertex(int source) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ShortestPaths(3, [new(0, 1, 2)], source), because: "There are the vertices 0, 1 and 2.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The recursion goes as deep as the longest path: at 100,000 vertices the stack is full. Keep your own stack, or count incoming edges.", Reference with { TopologicalOrder = RecursiveOrder }),
        new("Your order is turned round: every edge leads backward. A walk in depth leaves a vertex after all that follow it, so the last one left is first.", Reference with { TopologicalOrder = (n, edges) => [.. Graphs.TopologicalSort(n, edges).Reverse()] }),
        new("You named every vertex that is left over. Some of them only lie behind the cycle: walk from one to a predecessor that is left over, until one comes again.", Reference with { TopologicalOrder = NamesAllLeft }),
        new("A shorter late path was ignored: you settled a vertex when you first reached it. It is settled when it is taken out as the nearest.", Reference with { ShortestPaths = SettlesOnReaching }),
        new("You went along edges against their direction.", Reference with { ShortestPaths = (n, edges, source) => Graphs.Dijkstra(n, [.. edges, .. edges.Select(edge => new WeightedEdge(edge.To, edge.From, edge.Weight))], source) }),
        new("What cannot be reached is infinitely far: double.PositiveInfinity. double.MaxValue is a distance somebody might add to.", Reference with { ShortestPaths = (n, edges, source) => Array.ConvertAll(Graphs.Dijkstra(n, edges, source), d => double.IsInfinity(d) ? double.MaxValue : d) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a walk in depth with its own stack; the library's priority queue, old entries skipped", new(DepthFirstOrder, LazyDijkstra)),
        new("waves of vertices without open edges; distances lowered until none moves", new(WaveOrder, QueueDistances)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "For the order: which vertices may stand first? Take one of them away, and ask again. For the paths: of all vertices reached so far, the nearest one cannot get any nearer.",
        "First list for each vertex the edges that leave it: one pass. For the order count the edges that come in, and keep a queue of vertices with none left. For the paths use your queue of 10.3, or put a vertex into a PriorityQueue again whenever it gets nearer and skip old entries.",
        "If the queue runs dry early, a cycle is among the rest: note for each vertex one predecessor that is left over, walk backward n steps, so that you are on the cycle, then collect until you come round, and turn the list round. Distances: all ∞, the source 0; take out the nearest, lower its neighbours.",
    ];

    private static void RequireForward(int n, IReadOnlyList<(int From, int To)> edges, int[] order, string because)
    {
        Expect.That(order is not null && order.Order().SequenceEqual(Enumerable.Range(0, n)), FormattableString.Invariant($"each of the vertices 0 to {n - 1} once"), order, because);
        int[] place = new int[n];
        for (int i = 0; i < n; i++) place[order![i]] = i;
        foreach ((int from, int to) in edges) Expect.That(place[from] < place[to], FormattableString.Invariant($"an order with {from} before {to}"), order, because);
    }

    private void RequireCycle(int n, (int From, int To)[] edges)
    {
        int[] order;
        try
        {
            order = Subject.TopologicalOrder(n, edges);
        }
        catch (CycleException exception)
        {
            int[] cycle = [.. exception.Cycle];
            bool closes = cycle.Length > 0 && cycle.Select((v, i) => edges.Contains((v, cycle[(i + 1) % cycle.Length]))).All(isEdge => isEdge);
            Expect.That(closes && cycle.Distinct().Count() == cycle.Length, "a CycleException whose vertices have an edge from each to the next, and from the last to the first", cycle, because: $"Who has to break the cycle must see it. The edges are {ValueText.Of(edges)}.");
            return;
        }

        Expect.That(false, "a CycleException", order, because: $"The edges are {ValueText.Of(edges)}: there is a cycle, so some edge leads backward in any order.");
    }

    private static List<int>[] Neighbors(int n, IReadOnlyList<(int From, int To)> edges)
    {
        List<int>[] next = [.. Enumerable.Range(0, n).Select(_ => new List<int>())];
        foreach ((int from, int to) in edges)
        {
            if (from < 0 || to < 0 || from >= n || to >= n) throw new ArgumentException("No such vertex.");
            next[from].Add(to);
        }

        return next;
    }

    private static int[] RecursiveOrder(int n, IReadOnlyList<(int From, int To)> edges)
    {
        List<int>[] next = Neighbors(n, edges);
        int[] state = new int[n];
        var path = new List<int>();
        var left = new List<int>();
        for (int v = 0; v < n; v++) Visit(v, 0);
        left.Reverse();
        return [.. left];

        void Visit(int v, int depth)
        {
            if (depth > 20_000) throw new InsufficientExecutionStackException();   // as in a notebook, whose stack is smaller than a test's
            RuntimeHelpers.EnsureSufficientExecutionStack();
            if (state[v] == 2) return;
            if (state[v] == 1) throw new CycleException([.. path.SkipWhile(u => u != v)]);
            state[v] = 1;
            path.Add(v);
            foreach (int to in next[v]) Visit(to, depth + 1);
            path.RemoveAt(path.Count - 1);
            state[v] = 2;
            left.Add(v);
        }
    }

    private static int[] DepthFirstOrder(int n, IReadOnlyList<(int From, int To)> edges)
    {
        List<int>[] next = Neighbors(n, edges);
        int[] state = new int[n], at = new int[n], order = new int[n];
        int free = n;
        for (int start = 0; start < n; start++)
        {
            if (state[start] != 0) continue;
            List<int> path = [start];
            state[start] = 1;
            while (path.Count > 0)
            {
                int v = path[^1];
                if (at[v] == next[v].Count)
                {
                    path.RemoveAt(path.Count - 1);
                    state[v] = 2;
                    order[--free] = v;
                    continue;
                }

                int to = next[v][at[v]++];
                if (state[to] == 1) throw new CycleException([.. path.SkipWhile(u => u != to)]);
                if (state[to] != 0) continue;
                state[to] = 1;
                path.Add(to);
            }
        }

        return order;
    }

    private static int[] WaveOrder(int n, IReadOnlyList<(int From, int To)> edges) => Waves(n, edges, (left, next) =>
    {
        // Every vertex left over has a predecessor left over.
        Dictionary<int, int> before = [];
        foreach (int v in left)
            foreach (int to in next[v]) before[to] = v;
        List<int> walk = [left[0]];
        while (!walk[..^1].Contains(walk[^1])) walk.Add(before[walk[^1]]);
        int[] cycle = [.. walk[(walk.IndexOf(walk[^1]) + 1)..]];
        Array.Reverse(cycle);
        return cycle;
    });

    private static int[] NamesAllLeft(int n, IReadOnlyList<(int From, int To)> edges) => Waves(n, edges, (left, _) => [.. left]);

    private static int[] Waves(int n, IReadOnlyList<(int From, int To)> edges, Func<List<int>, List<int>[], int[]> cycle)
    {
        List<int>[] next = Neighbors(n, edges);
        int[] open = new int[n];
        foreach (int to in next.SelectMany(some => some)) open[to]++;
        List<int> order = [], wave = [.. Enumerable.Range(0, n).Where(v => open[v] == 0)];
        while (wave.Count > 0)
        {
            order.AddRange(wave);
            List<int> following = [];
            foreach (int v in wave)
                foreach (int to in next[v])
                    if (--open[to] == 0) following.Add(to);
            wave = following;
        }

        return order.Count == n ? [.. order] : throw new CycleException(cycle([.. Enumerable.Range(0, n).Where(v => open[v] > 0)], next));
    }

    private static List<(int To, double Weight)>[] Roads(int n, IReadOnlyList<WeightedEdge> edges, int source)
    {
        if (source < 0 || source >= n) throw new ArgumentOutOfRangeException(nameof(source));
        List<(int To, double Weight)>[] next = [.. Enumerable.Range(0, n).Select(_ => new List<(int, double)>())];
        foreach ((int from, int to, double weight) in edges)
        {
            if (from < 0 || to < 0 || from >= n || to >= n || !(weight >= 0)) throw new ArgumentException("No such edge.");
            next[from].Add((to, weight));
        }

        return next;
    }

    private static double[] LazyDijkstra(int n, IReadOnlyList<WeightedEdge> edges, int source)
    {
        List<(int To, double Weight)>[] next = Roads(n, edges, source);
        double[] distances = [.. Enumerable.Repeat(double.PositiveInfinity, n)];
        var queue = new PriorityQueue<int, double>([(source, 0)]);
        while (queue.TryDequeue(out int v, out double distance))
        {
            if (distance >= distances[v]) continue;
            distances[v] = distance;
            foreach ((int to, double weight) in next[v]) queue.Enqueue(to, distance + weight);
        }

        return distances;
    }

    private static double[] QueueDistances(int n, IReadOnlyList<WeightedEdge> edges, int source)
    {
        List<(int To, double Weight)>[] next = Roads(n, edges, source);
        double[] distances = [.. Enumerable.Repeat(double.PositiveInfinity, n)];
        distances[source] = 0;
        var queue = new Queue<int>([source]);
        while (queue.TryDequeue(out int v))
            foreach ((int to, double weight) in next[v])
            {
                if (distances[v] + weight >= distances[to]) continue;
                distances[to] = distances[v] + weight;
                queue.Enqueue(to);
            }

        return distances;
    }

    private static double[] SettlesOnReaching(int n, IReadOnlyList<WeightedEdge> edges, int source)
    {
        List<(int To, double Weight)>[] next = Roads(n, edges, source);
        double[] distances = [.. Enumerable.Repeat(double.PositiveInfinity, n)];
        distances[source] = 0;
        var queue = new PriorityQueue<int, double>([(source, 0)]);
        while (queue.TryDequeue(out int v, out _))
            foreach ((int to, double weight) in next[v])
            {
                if (!double.IsInfinity(distances[to])) continue;
                distances[to] = distances[v] + weight;
                queue.Enqueue(to, distances[to]);
            }

        return distances;
    }
}
