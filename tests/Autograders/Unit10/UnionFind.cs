using Course;
using CsCheck;
using FromScratch.Algorithms;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 10.4: sets that merge, and the cheapest network.</summary>
[Exercise("10.4", "Union and find", Difficulty = 2, Minutes = 30, Core = true, Theory = "1. First the invariant")]
public sealed class UnionFind : Exercise<UnionFind, UnionFind.Contract>
{
    public delegate IDisjointSets SetsFactory(CountedArray<int> parents);

    public delegate WeightedEdge[] MinimumTree(int n, WeightedEdge[] edges);

    public sealed record Contract(SetsFactory Sets, MinimumTree Kruskal);

    /// <summary>Checks your sets and your tree.</summary>
    /// <param name="sets">How to make the sets: <c>parents => new MySets(parents)</c>.</param>
    /// <param name="kruskal">The tree.</param>
    public static Verdict Check(SetsFactory sets, MinimumTree kruskal) => Grade(new Contract(sets, kruskal));

    protected override Contract Reference => new(DisjointSet.Over, SpanningTree.Kruskal);

    private IDisjointSets Of(int n) => Subject.Sets(new CountedArray<int>(n));

    [Fact]
    public void At_first_each_is_alone()
    {
        IDisjointSets sets = Of(3);
        Expect.Equal(3, sets.Components, because: "Three things, three sets.");
        for (int i = 0; i < 3; i++) Expect.Equal(i, sets.Find(i), because: "Each stands for itself.");
    }

    [Fact]
    public void A_union_makes_one_of_two()
    {
        IDisjointSets sets = Of(5);
        Expect.Equal(true, sets.Union(0, 3), because: "They were in two sets.");
        Expect.Equal(true, sets.Union(3, 4), because: "4 was alone.");
        Expect.Equal(false, sets.Union(4, 0), because: "0, 3 and 4 are in one set already: nothing merges.");
        Expect.Equal(3, sets.Components, because: "{0, 3, 4}, {1}, {2}.");
        Expect.That(sets.Find(0) == sets.Find(4), "the same root for 0 and 4", (sets.Find(0), sets.Find(4)), because: "They are in one set.");
        Expect.That(sets.Find(0) != sets.Find(1), "different roots for 0 and 1", (sets.Find(0), sets.Find(1)), because: "They are in two sets.");
    }

    [Fact]
    public void A_thing_is_in_one_set_with_itself() => Expect.Equal(false, Of(2).Union(1, 1), because: "Nothing merges.");

    [Fact]
    public void It_answers_as_paths_in_a_graph_do() => Property.Holds(
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8]).Array[1, 14], pairs =>
        {
            IDisjointSets sets = Of(9);
            int[] label = [.. Enumerable.Range(0, 9)];   // of the set, kept the slow way
            List<string> history = [];
            foreach ((int a, int b) in pairs)
            {
                bool merges = label[a] != label[b];
                Expect.Equal(merges, sets.Union(a, b), because: $"Whether the two sets were two{(history.Count == 0 ? "." : $", after {string.Join(", ", history)}.")}");
                history.Add(FormattableString.Invariant($"Union({a}, {b})"));
                int old = label[b], kept = label[a];
                for (int i = 0; i < 9; i++) label[i] = label[i] == old ? kept : label[i];
            }

            string after = $"after {string.Join(", ", history)}.";
            Expect.Equal(label.Distinct().Count(), sets.Components, because: $"So many sets are left {after}");
            for (int i = 0; i < 9; i++)
                for (int j = 0; j < 9; j++)
                    Expect.Equal(label[i] == label[j], sets.Find(i) == sets.Find(j), because: FormattableString.Invariant($"Whether {i} and {j} are in one set {after}"));
        }, samples: 40);

    [Fact]
    public void The_parents_lie_in_the_array_that_is_given()
    {
        var parents = new CountedArray<int>(6);
        IDisjointSets sets = Subject.Sets(parents);
        sets.Union(0, 1);
        sets.Union(2, 3);
        sets.Union(1, 2);
        int[] lying = parents.ToArray();
        Expect.That(lying.Where((parent, i) => parent == i).Count() == 3, "three entries that are their own parent", lying, because: "The sets are {0, 1, 2, 3}, {4} and {5}, and a root is its own parent. Keep the parents in the array that you are given: it counts your steps.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_way_to_the_root_is_short(int which)
    {
        const int N = 4096;
        var parents = new CountedArray<int>(N);
        IDisjointSets sets = Subject.Sets(parents);
        foreach ((int a, int b) in Merges(which, N)) sets.Union(a, b);
        long start = parents.Reads;
        var rng = new Rng(4);
        for (int i = 0; i < 4 * N; i++) sets.Find(rng.NextInt(N));
        double reads = (parents.Reads - start) / (4.0 * N);
        Expect.That(reads <= 4, "at most 4 reads of a parent for each Find, on average", $"{reads:0.0} reads", because: which switch
        {
            1 => "4,096 things were merged in a row, 0 with 1, 1 with 2, and so on. Hang the smaller tree under the root of the larger one, or the trees become chains.",
            2 => "4,096 things were merged in a row, 1 with 0, 2 with 1, and so on. Hang the smaller tree under the root of the larger one, or the trees become chains.",
            _ => "Sets of equal size were merged, again and again: then even balanced trees get a level deeper each time. Shorten the way while you climb: let what you pass point higher up.",
        });
    }

    /// <summary>Reads of a parent a Find: 2.0 by size (2.3 where pairs come), 8 where the newcomer's root goes on top; with ways shortened in both.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void A_set_that_grows_keeps_its_ways_short(int step, bool isNewFirst)
    {
        const int N = 1024;
        var parents = new CountedArray<int>(N);
        IDisjointSets sets = Subject.Sets(parents);
        var rng = new Rng(5);
        long reads = 0;
        int finds = 0;
        if (step == 2) sets.Union(N - 2, N - 1);
        for (int i = N - 2 * step; i >= 0; i -= step)
        {
            if (step == 2) sets.Union(i, i + 1);
            if (isNewFirst) sets.Union(i, i + step);
            else sets.Union(i + step, i);
            long before = parents.Reads;
            sets.Find(i + rng.NextInt(N - i));
            reads += parents.Reads - before;
            finds++;
        }

        double average = reads / (double)finds;
        Expect.That(average <= 4, "at most 4 reads of a parent for each Find, on average", $"{average:0.0} reads", because: $"A set of 1,024 things grew by {(step == 1 ? "one thing" : "a pair")} at a time, and after each Union({(isNewFirst ? "new, old" : "old, new")}) one thing was looked for. Shortening the way is not enough: where the newcomer's root goes on top, every Union makes every way longer again. Note at each root how many things hang below it, and hang the smaller tree under the larger one.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_thing_that_is_not_there_is_refused(int a)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Of(4).Find(a), because: "There are the things 0 to 3.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Of(4).Union(1, a), because: "There are the things 0 to 3.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Of(4).Union(a, 1), because: "There are the things 0 to 3.");
    }

    [Fact]
    public void The_cheapest_network_of_four_towns() => Expect.SequenceEqual(
        [new(2, 3, 1), new(0, 1, 2), new(3, 0, 3)], Subject.Kruskal(4, [new(0, 1, 2), new(1, 2, 5), new(2, 3, 1), new(3, 0, 3), new(0, 2, 4)]),
        because: "From cheap to dear: 2–3 costs 1, 0–1 costs 2, 3–0 costs 3; 0–2 and 1–2 would close a cycle.");

    [Fact]
    public void Towns_without_roads_need_none()
    {
        Expect.SequenceEqual([], Subject.Kruskal(3, []), because: "There is no edge to choose.");
        Expect.SequenceEqual([], Subject.Kruskal(0, []), because: "There is no town.");
    }

    [Fact]
    public void Two_islands_have_a_tree_each() => Expect.SequenceEqual(
        [new(3, 4, 1), new(1, 0, 6)], Subject.Kruskal(5, [new(1, 0, 6), new(0, 1, 7), new(3, 4, 1), new(2, 2, 0)]),
        because: "0 and 1 are connected, and 3 and 4; 2 has only a road to itself, which connects nothing.");

    [Fact]
    public void The_tree_weighs_as_much_as_Prims() => Property.Holds(
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7], Gen.Int[-5, 9]).Array[0, 24], entries =>
        {
            WeightedEdge[] edges = [.. entries.Select(entry => new WeightedEdge(entry.Item1, entry.Item2, entry.Item3))];
            WeightedEdge[] tree = Subject.Kruskal(8, edges);
            (int count, double weight) = Prim(8, edges);
            Expect.Equal(count, tree.Length, because: "A tree of v towns has v − 1 edges, in each part of the country.");
            Expect.Close(weight, tree.Sum(edge => edge.Weight), because: "Prim's method, which grows one tree from a town, finds this weight. There may be several cheapest trees, of one weight.");
            Expect.That(tree.All(edges.Contains), "edges of the graph", tree, because: "The network is made of given roads.");
            Expect.Equal(count, Prim(8, tree).Edges, because: "The chosen edges connect what the graph connects: none of them closes a cycle.");
            Expect.That(tree.Zip(tree.Skip(1)).All(pair => pair.First.Weight <= pair.Second.Weight), "the cheapest first", tree, because: "They are chosen from cheap to dear.");
        }, samples: 40);

    [Fact]
    public void A_road_that_ends_nowhere_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Kruskal(3, [new(0, 3, 1)]), because: "There are the towns 0, 1 and 2.");
        Expect.Throws<ArgumentException>(() => Subject.Kruskal(3, [new(-1, 2, 1)]), because: "There are the towns 0, 1 and 2.");
        Expect.Throws<ArgumentException>(() => Subject.Kruskal(3, [new(3, 0, 1)]), because: "There are the towns 0, 1 and 2.");
        Expect.Throws<ArgumentException>(() => Subject.Kruskal(3, [new(0, -1, 1)]), because: "There are the towns 0, 1 and 2.");
        Expect.Throws<ArgumentException>(() => Subject.Kruskal(3, [new(0, 1, 1), new(1, 2, double.NaN)]), because: "NaN is neither cheap nor dear.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("One root was hung under the other, whichever is larger: merged in a row, your trees become chains of 4,096, and each Find walks along. Hang the smaller one under the larger one.", Reference with { Sets = parents => new Sets(parents, bySize: false, shorten: false) }),
        new("Your trees are balanced, but nobody shortens the way: let each thing you pass while climbing point to its grandparent, or to the root.", Reference with { Sets = parents => new Sets(parents, bySize: true, shorten: false) }),
        new("Union compared the things themselves, not their roots: two things of one set were merged again, and a set was counted away.", Reference with { Sets = parents => new Sets(parents, bySize: true, shorten: true, comparesIds: true) }),
        new("A cycle closed: an edge whose two ends are in one set already connects nothing. Leave it out.", Reference with { Kruskal = (n, edges) => { SpanningTree.Kruskal(n, edges); return [.. edges.Where(edge => edge.From != edge.To).OrderBy(edge => edge.Weight).Take(Prim(n, edges).Edges)]; } }),
        new("You took the edges in the order they came. Sort them by weight first.", Reference with { Kruskal = (n, edges) => { SpanningTree.Kruskal(n, edges); IDisjointSets sets = DisjointSet.Of(n); return [.. edges.Where(edge => sets.Union(edge.From, edge.To))]; } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("full compression, by size; edges sorted in a copy", new(
            parents => new Sets(parents, bySize: true, shorten: true),
            (n, edges) =>
            {
                if (edges.Any(edge => edge.From < 0 || edge.From >= n || edge.To < 0 || edge.To >= n || double.IsNaN(edge.Weight))) throw new ArgumentException("No such edge.");
                WeightedEdge[] sorted = [.. edges];
                Array.Sort(sorted, (a, b) => a.Weight.CompareTo(b.Weight));
                int[] part = [.. Enumerable.Range(0, n)];
                List<WeightedEdge> tree = [];
                foreach (WeightedEdge edge in sorted)
                {
                    (int kept, int gone) = (part[edge.From], part[edge.To]);
                    if (kept == gone) continue;
                    tree.Add(edge);
                    for (int i = 0; i < n; i++) part[i] = part[i] == gone ? kept : part[i];
                }

                return [.. tree];
            })),
        new("by rank, with a recursive Find", Reference with { Sets = parents => new Ranked(parents) }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A set is a tree, and its root stands for it: climb from parent to parent until one is its own parent. Union needs the two roots, nothing else.",
        "Two habits keep the way short: note at each root how many things it stands for, and hang the smaller tree under the larger one; and while you climb, let what you pass point to its grandparent.",
        "Constructor: each entry its own parent, sizes 1, as many components as entries. Find: check the range; climb, shortening. Union: both roots; equal means false; else hang, add the sizes, one component less. Kruskal: check, sort a copy by weight, keep the edges whose Union says true.",
    ];

    private static IEnumerable<(int A, int B)> Merges(int which, int n)
    {
        if (which == 1) return Enumerable.Range(1, n - 1).Select(i => (i - 1, i));
        if (which == 2) return Enumerable.Range(1, n - 1).Select(i => (i, i - 1));
        return Enumerable.Range(0, 12).SelectMany(level => Enumerable.Range(0, n >> (level + 1)).Select(i => (i << (level + 1), (i << (level + 1)) + (1 << level))));
    }

    private static (int Edges, double Weight) Prim(int n, WeightedEdge[] edges)
    {
        bool[] inTree = new bool[n];
        int count = 0;
        double weight = 0;
        for (int start = 0; start < n; start++)
        {
            if (inTree[start]) continue;
            List<int> tree = [start];
            inTree[start] = true;
            while (true)
            {
                WeightedEdge[] leaving = [.. edges.Where(edge => tree.Contains(edge.From) != tree.Contains(edge.To))];
                if (leaving.Length == 0) break;
                WeightedEdge cheapest = leaving.MinBy(edge => edge.Weight);
                int reached = tree.Contains(cheapest.From) ? cheapest.To : cheapest.From;
                tree.Add(reached);
                inTree[reached] = true;
                count++;
                weight += cheapest.Weight;
            }
        }

        return (count, weight);
    }

    private sealed class Sets : IDisjointSets
    {
        private readonly CountedArray<int> _parents;
        private readonly int[] _sizes;
        private readonly bool _bySize, _shorten, _comparesIds;

        public Sets(CountedArray<int> parents, bool bySize, bool shorten, bool comparesIds = false)
        {
            (_parents, _sizes, _bySize, _shorten, _comparesIds, Components) = (parents, [.. Enumerable.Repeat(1, parents.Length)], bySize, shorten, comparesIds, parents.Length);
            for (int i = 0; i < parents.Length; i++) parents[i] = i;
        }

        public int Components { get; private set; }

        public int Find(int a)
        {
            if (a < 0 || a >= _parents.Length) throw new ArgumentOutOfRangeException(nameof(a));
            int root = a;
            for (int parent = _parents[root]; parent != root; parent = _parents[root]) root = parent;
            while (_shorten && a != root) (a, _parents[a]) = (_parents[a], root);
            return root;
        }

        public bool Union(int a, int b)
        {
            int x = Find(a), y = Find(b);
            if (_comparesIds ? a == b : x == y) return false;
            Components--;
            if (x == y) return true;
            if (_bySize && _sizes[x] > _sizes[y]) (x, y) = (y, x);
            _parents[x] = y;
            _sizes[y] += _sizes[x];
            return true;
        }
    }

    private sealed class Ranked : IDisjointSets
    {
        private readonly CountedArray<int> _parents;
        private readonly byte[] _ranks;

        public Ranked(CountedArray<int> parents)
        {
            (_parents, _ranks, Components) = (parents, new byte[parents.Length], parents.Length);
            for (int i = 0; i < parents.Length; i++) parents[i] = i;
        }

        public int Components { get; private set; }

        public int Find(int a)
        {
            if ((uint)a >= (uint)_ranks.Length) throw new ArgumentOutOfRangeException(nameof(a));
            int parent = _parents[a];
            return parent == a ? a : _parents[a] = Find(parent);
        }

        public bool Union(int a, int b)
        {
            (a, b) = (Find(a), Find(b));
            if (a == b) return false;
            if (_ranks[a] < _ranks[b]) (a, b) = (b, a);
            if (_ranks[a] == _ranks[b]) _ranks[a]++;
            _parents[b] = a;
            Components--;
            return true;
        }
    }
}
