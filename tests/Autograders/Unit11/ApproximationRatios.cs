using Course;
using CsCheck;
using FromScratch.Algorithms;
using FromScratch.Complexity;

namespace Autograders;

/// <summary>Exercise 11.7: three answers that are quick, and provably near the best.</summary>
[Exercise("11.7", "Near the best, with a proof", Difficulty = 3, Minutes = 40, Core = true, Theory = "8. Living with hardness")]
public sealed class ApproximationRatios : Exercise<ApproximationRatios, ApproximationRatios.Contract>
{
    public delegate int[] Cover(UGraph g);

    public delegate int[] TourOrder(double[,] metric);

    public delegate int[] Choice(int[][] sets, int k);

    public sealed record Contract(Cover VertexCover, TourOrder DoubleTreeTour, Choice MaxCover);

    public static Verdict Check(Cover vertexCover, TourOrder doubleTreeTour, Choice maxCover) => Grade(new Contract(vertexCover, doubleTreeTour, maxCover));

    protected override Contract Reference => new(Approximation.VertexCover, Approximation.DoubleTreeTour, Approximation.MaxCover);

    private int[] Covering(UGraph g)
    {
        int[] cover = Subject.VertexCover(g);
        Expect.That(cover is not null && cover.Distinct().Count() == cover.Length && cover.All(v => v >= 0 && v < g.Count), FormattableString.Invariant($"different vertices of 0 to {g.Count - 1}"), cover, because: "A cover is a set of vertices.");
        foreach ((int a, int b) in g.Edges) Expect.That(cover!.Contains(a) || cover.Contains(b), FormattableString.Invariant($"{a} or {b} in the cover"), cover, because: FormattableString.Invariant($"The edge {{{a}, {b}}} must be touched."));
        return cover!;
    }

    [Fact]
    public void A_star_needs_its_centre_alone()
    {
        int[] cover = Covering(new UGraph(9, [.. Enumerable.Range(0, 8).Select(leaf => (leaf, 8))]));
        Expect.That(cover.Length <= 2, "at most 2 vertices", cover, because: "The centre 8 touches every edge. One end of each edge, badly chosen, takes all eight leaves: take both ends, and every edge you take is paid for by a vertex of the best cover.");
    }

    [Fact]
    public void No_edges_need_no_vertices() => Expect.SequenceEqual([], Subject.VertexCover(new UGraph(4, [])), because: "There is nothing to touch.");

    [Fact]
    public void A_cover_is_at_most_twice_the_smallest() => Property.Holds(
        Gen.Select(Gen.Int[1, 10], Gen.Int[1, 9], Gen.Int[0, 10_000]), sample =>
        {
            UGraph g = Formulas.Graph((ulong)sample.Item3, sample.Item1, sample.Item2 / 10.0);
            int smallest = g.Count - Formulas.LargestIndependentSet(g).Length;
            int[] cover = Covering(g);
            Expect.That(cover.Length <= 2 * smallest, FormattableString.Invariant($"at most {2 * smallest} vertices"), cover, because: $"The smallest cover has {smallest}: what is left out of it is a largest independent set.");
        }, samples: 50);

    [Fact]
    public void Where_many_edges_meet_is_not_always_right()
    {
        // k vertices on the left; on the right for each i = 2 … k as many vertices as fit, each joined to i of the left. The one with most open edges always lies on the right.
        const int K = 20;
        List<(int A, int B)> edges = [];
        int next = K;
        for (int i = K; i >= 2; i--)
            for (int group = 0; group < K / i; group++, next++)
                edges.AddRange(Enumerable.Range(0, i).Select(j => (group * i + j, next)));
        int[] cover = Covering(new UGraph(next, edges));
        Expect.That(cover.Length <= 2 * K, "at most 40 vertices", cover, because: "The vertices 0 to 19 touch every edge. Taking the vertex with most open edges first takes all 46 others: that ratio grows like log n.");
    }

    private static double TreeWeight(double[,] metric)
    {
        int n = metric.GetLength(0);
        return SpanningTree.Kruskal(n, [.. from a in Enumerable.Range(0, n) from b in Enumerable.Range(a + 1, n - a - 1) select new WeightedEdge(a, b, metric[a, b])]).Sum(edge => edge.Weight);
    }

    private double TourLength(double[,] metric)
    {
        int[] tour = Subject.DoubleTreeTour(metric);
        int n = metric.GetLength(0);
        Expect.That(tour is not null && tour.Order().SequenceEqual(Enumerable.Range(0, n)), FormattableString.Invariant($"each of the cities 0 to {n - 1} once"), tour, because: "A tour visits every city once; a walk round the tree comes by some twice: skip those.");
        return Formulas.Length(metric, tour!);
    }

    private static double[,] OnALine(params double[] places)
    {
        double[,] metric = new double[places.Length, places.Length];
        for (int i = 0; i < places.Length; i++)
            for (int j = 0; j < places.Length; j++) metric[i, j] = Math.Abs(places[i] - places[j]);
        return metric;
    }

    [Fact]
    public void Cities_on_a_line_are_walked_there_and_back()
    {
        double length = TourLength(OnALine([.. Enumerable.Range(0, 21).Select(i => (double)(i % 2 == 0 ? i / 2 : -(i + 1) / 2))]));
        Expect.That(length <= 40, "at most 40", length, because: "The cities lie from −10 to 10, city 0 in the middle: the tree is the line, 20 long. Finish one arm before you begin the other: who visits the near ones first crosses the middle each time.", part: "length of the tour");
    }

    [Fact]
    public void A_tour_is_at_most_twice_the_tree() => Property.Holds(
        Gen.Select(Gen.Int[2, 25], Gen.Int[0, 10_000]), sample =>
        {
            double[,] metric = Formulas.Plane((ulong)sample.Item2, sample.Item1);
            double tree = TreeWeight(metric), length = TourLength(metric);
            Expect.That(length <= 2 * tree * (1 + 1e-9), $"at most {2 * tree:0.0000}", length, because: "Twice the cheapest tree, which itself costs no more than the shortest tour.", part: "length of the tour");
        }, samples: 30);

    [Fact]
    public void One_city_is_a_tour() => Expect.SequenceEqual([0], Subject.DoubleTreeTour(new double[1, 1]), because: "There is one city.");

    [Fact]
    public void Shorter_detours_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.DoubleTreeTour(new double[,] { { 0, 1, 5 }, { 1, 0, 1 }, { 5, 1, 0 } }), because: "From 0 to 2 it is 5, over 1 only 2. Skipping a city could lengthen the way, and the guarantee is gone.");
        Expect.Throws<ArgumentException>(() => Subject.DoubleTreeTour(new double[,] { { 0, 2, 2 }, { 2, 0, 3 }, { 2, 2, 0 } }), because: "From 1 to 2 it is 3, back 2: no tree has such edges.");
        Expect.That(TourLength(new double[,] { { 0, 2, 3 }, { 2, 0, 1 }, { 3, 1, 0 } }) == 6, "6", "another length", because: "From 0 to 2 it is 3, over 1 also 3: no detour is shorter.");
    }

    private int Covered(int[][] sets, int k)
    {
        int[] chosen = Subject.MaxCover(sets, k);
        Expect.That(chosen is not null && chosen.Length <= k && chosen.Distinct().Count() == chosen.Length && chosen.All(i => i >= 0 && i < sets.Length), FormattableString.Invariant($"at most {k} different places of 0 to {sets.Length - 1}"), chosen, because: "The answer says which sets to take.");
        return chosen!.SelectMany(i => sets[i]).Distinct().Count();
    }

    [Fact]
    public void What_is_covered_already_adds_nothing()
    {
        int covered = Covered([[7], [1, 2, 3, 4], [1, 2, 3, 5], [5, 6]], 2);
        Expect.Equal(6, covered, because: "{1, 2, 3, 4} and {5, 6} cover six. {1, 2, 3, 5} is larger than {5, 6}, but adds 5 only.", part: "covered");
        Expect.Equal(4, Covered([[9, 9, 9, 9, 9], [1, 2, 3, 4]], 1), because: "9 five times is one element.", part: "covered");
    }

    [Fact]
    public void The_first_of_equals_is_taken() => Expect.SequenceEqual([1, 2], Subject.MaxCover([[1], [1, 2, 3], [4, 5], [6, 7], [3, 4, 5]], 2), because: "{1, 2, 3} comes before {3, 4, 5}. Then {4, 5} and {6, 7} and {3, 4, 5} add two each.");

    [Fact]
    public void Nothing_is_taken_for_nothing()
    {
        Expect.SequenceEqual([1], Subject.MaxCover([[2], [1, 2], [1]], 3), because: "After {1, 2} no set adds anything.");
        Expect.SequenceEqual([], Subject.MaxCover([[2], [1, 2]], 0), because: "k is 0.");
        Expect.SequenceEqual([], Subject.MaxCover([], 2), because: "There is no set.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.MaxCover([[2]], -1), because: "k is how many sets to take.");
    }

    [Fact]
    public void Greed_reaches_63_percent() => Property.Holds(
        Gen.Select(Gen.Int[0, 14].Array[0, 6].Array[1, 8], Gen.Int[1, 4]), sample =>
        {
            (int[][] sets, int k) = sample;
            int best = Enumerable.Range(0, 1 << sets.Length).Where(bits => int.PopCount(bits) <= k).Max(bits => Enumerable.Range(0, sets.Length).Where(i => (bits >> i & 1) == 1).SelectMany(i => sets[i]).Distinct().Count());
            int covered = Covered(sets, k);
            Expect.That(covered >= (1 - 1 / Math.E) * best, FormattableString.Invariant($"at least {(1 - 1 / Math.E) * best:0.00} covered"), covered, because: $"The best {k} sets cover {best}; always the set that adds most reaches 1 − 1/e of that.", part: "covered");
        }, samples: 50);

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You took one end of each edge. That covers, but nothing bounds it: take both ends of an edge that nothing touches yet.", Reference with { VertexCover = OneEnd }),
        new("You took the vertex with most open edges first. It looks better, but its ratio grows like log n: 46 instead of 20 here.", Reference with { VertexCover = MostEdgesFirst }),
        new("You took both ends of every edge: skip the edges that are touched already.", Reference with { VertexCover = g => [.. g.Edges.SelectMany(edge => new[] { edge.A, edge.B }).Distinct().Order()] }),
        new("You walked the tree in breadth: the way jumps from arm to arm. Walk in depth, as one walks round a tree.", Reference with { DoubleTreeTour = InBreadth }),
        new("You did not look whether a detour is shorter than the straight way. There the guarantee is gone: say so.", Reference with { DoubleTreeTour = metric => Approximation.DoubleTreeTour(Completed(metric)) }),
        new("You took the k largest sets. What counts is what a set adds to those taken before.", Reference with { MaxCover = (sets, k) => k < 0 ? throw new ArgumentOutOfRangeException(nameof(k)) : [.. Enumerable.Range(0, sets.Length).OrderByDescending(i => sets[i].Distinct().Count()).Take(k).Order()] }),
        new("You counted an element as often as it stands in a set. It is covered once.", Reference with { MaxCover = (sets, k) => Greedy(sets, k, (set, covered) => set.Count(element => !covered.Contains(element))) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("edges taken until none is open; the tree by Prim, walked by recursion; sets shrunk", new(
            g =>
            {
                List<int> cover = [];
                List<(int A, int B)> open = [.. g.Edges];
                while (open.Count > 0)
                {
                    (int a, int b) = open[^1];
                    cover.AddRange([a, b]);
                    open.RemoveAll(edge => edge.A == a || edge.A == b || edge.B == a || edge.B == b);
                }

                return [.. cover];
            },
            Prim,
            (sets, k) => Greedy(sets, k, (set, covered) => set.ToHashSet().Except(covered).Count()))),
        new("neighbours matched vertex by vertex", new(
            g =>
            {
                bool[] isIn = new bool[g.Count];
                for (int v = 0; v < g.Count; v++)
                    foreach ((int a, int b) in g.Edges.Where(edge => edge.A == v || edge.B == v))
                        if (!isIn[a] && !isIn[b]) isIn[a] = isIn[b] = true;
                return [.. Enumerable.Range(0, g.Count).Where(v => isIn[v])];
            },
            metric => [.. Approximation.DoubleTreeTour(metric).Reverse()],
            (sets, k) => Greedy(sets, k, (set, covered) => set.Distinct().Sum(element => covered.Contains(element) ? 0 : 1)))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Each guarantee compares with something the best answer cannot avoid: an edge needs one of its ends, a tour contains a tree, k sets share what they cover.",
        "Cover: go through the edges; if neither end is in, take both. Tour: the tree by SpanningTree.Kruskal of Unit 10, then the cities in the order in which a walk in depth first meets them. Sets: always the one with most elements that are not covered yet.",
        "For the tour first check d[a, b] = d[b, a] and d[a, b] ≤ d[a, c] + d[c, b] for all three (with 1e-9 for rounding), else ArgumentException. Neighbours of each city from the tree's edges, a stack from city 0: pop, skip if seen, append, push its neighbours. Sets: stop after k, or when the best adds 0.",
    ];

    private static int[] OneEnd(UGraph g)
    {
        HashSet<int> cover = [];
        foreach ((int a, int b) in g.Edges)
            if (!cover.Contains(a) && !cover.Contains(b)) cover.Add(a);
        return [.. cover];
    }

    private static int[] MostEdgesFirst(UGraph g)
    {
        List<(int A, int B)> open = [.. g.Edges];
        List<int> cover = [];
        while (open.Count > 0)
        {
            int most = open.SelectMany(edge => new[] { edge.A, edge.B }).CountBy(v => v).MaxBy(pair => pair.Value).Key;
            cover.Add(most);
            open.RemoveAll(edge => edge.A == most || edge.B == most);
        }

        return [.. cover];
    }

    private static int[] Greedy(int[][] sets, int k, Func<int[], HashSet<int>, int> gain)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        HashSet<int> covered = [];
        List<int> chosen = [];
        for (; k > 0 && sets.Length > 0; k--)
        {
            int best = Enumerable.Range(0, sets.Length).MaxBy(i => gain(sets[i], covered));
            if (gain(sets[best], covered) == 0) break;
            chosen.Add(best);
            covered.UnionWith(sets[best]);
        }

        return [.. chosen];
    }

    /// <summary>The shortest ways, detours included: a metric made of any table.</summary>
    private static double[,] Completed(double[,] metric)
    {
        double[,] ways = (double[,])metric.Clone();
        int n = ways.GetLength(0);
        for (int a = 0; a < n; a++)
            for (int b = 0; b < a; b++) ways[a, b] = ways[b, a] = Math.Min(ways[a, b], ways[b, a]);
        for (int c = 0; c < n; c++)
            for (int a = 0; a < n; a++)
                for (int b = 0; b < n; b++) ways[a, b] = ways[b, a] = Math.Min(ways[a, b], ways[a, c] + ways[c, b]);
        return ways;
    }

    private static int[] InBreadth(double[,] metric)
    {
        int n = Approximation.DoubleTreeTour(metric).Length;   // for its exceptions
        List<int>[] joined = [.. Enumerable.Range(0, n).Select(_ => new List<int>())];
        foreach (WeightedEdge edge in SpanningTree.Kruskal(n, [.. from a in Enumerable.Range(0, n) from b in Enumerable.Range(a + 1, n - a - 1) select new WeightedEdge(a, b, metric[a, b])]))
        {
            joined[edge.From].Add(edge.To);
            joined[edge.To].Add(edge.From);
        }

        List<int> tour = [0];
        for (int next = 0; next < tour.Count; next++) tour.AddRange(joined[tour[next]].Where(city => !tour.Contains(city)));
        return [.. tour];
    }

    private static int[] Prim(double[,] metric)
    {
        int n = metric.GetLength(0);
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                for (int c = 0; c < n; c++)
                    if (metric[a, b] != metric[b, a] || metric[a, b] > metric[a, c] + metric[c, b] + 1e-9) throw new ArgumentException("No metric.");
        int[] parent = new int[n];
        List<int> inTree = [0];
        while (inTree.Count < n)
        {
            (int from, int to) = (from a in inTree from b in Enumerable.Range(0, n).Except(inTree) select (a, b)).MinBy(pair => metric[pair.a, pair.b]);
            parent[to] = from;
            inTree.Add(to);
        }

        List<int> tour = [];
        Visit(0);
        return [.. tour];

        void Visit(int city)
        {
            tour.Add(city);
            for (int child = 1; child < n; child++)
                if (parent[child] == city) Visit(child);
        }
    }
}
