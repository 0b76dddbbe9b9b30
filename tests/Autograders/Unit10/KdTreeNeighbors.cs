using Course;
using CsCheck;
using FromScratch.Algorithms;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 10.9: the nearest points without looking at all of them.</summary>
[Exercise("10.9", "Nearest neighbours in a kd-tree", Difficulty = 4, Minutes = 50, Theory = "6. Space partitions, and why they die in many dimensions")]
public sealed class KdTreeNeighbors : Exercise<KdTreeNeighbors, KdTreeNeighbors.Contract>
{
    public delegate INeighbors TreeFactory(CountedPoints points);

    public sealed record Contract(TreeFactory Tree);

    /// <summary>Checks your tree.</summary>
    /// <param name="tree">How to build one: <c>points => new MyTree(points)</c>.</param>
    public static Verdict Check(TreeFactory tree) => Grade(new Contract(tree));

    protected override Contract Reference => new(KdTree.Build);

    private static double[][] Random(ulong seed, int n, int d)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, d).Select(_ => rng.NextDouble()).ToArray())];
    }

    private static int[] Brute(double[][] points, double[] q, int k) =>
        [.. Enumerable.Range(0, points.Length).OrderBy(i => points[i].Zip(q, (x, y) => (x - y) * (x - y)).Sum()).ThenBy(i => i).Take(k)];

    [Fact]
    public void The_three_nearest_of_six_nearest_first()
    {
        double[][] points = [[2, 3], [5, 4], [9, 6], [4, 7], [8, 1], [7, 2]];
        Expect.SequenceEqual([5, 4, 1], Subject.Tree(new(points)).Nearest([8, 3], 3), because: "From (8, 3) the squared distances to (7, 2), (8, 1), (5, 4) are 2, 4 and 10; the next is (9, 6) with 10 too, and has a higher index.");
    }

    [Fact]
    public void A_neighbour_across_the_plane_is_found()
    {
        double[][] points = [[0, 0], [1, 0], [2, 0], [3.9, 0], [4.1, 5], [6, 0], [7, 0]];
        Expect.SequenceEqual([3], Subject.Tree(new(points)).Nearest([4.2, 0], 1), because: "(3.9, 0) lies at a distance of 0.3, on the other side of the plane x = 3.9 or x = 4.1: go there too whenever the plane is nearer than the best point so far. Compare squares with squares: 0.3² is 0.09.");
    }

    [Fact]
    public void It_finds_what_a_search_through_all_finds() => Property.Holds(
        Gen.Select(Gen.Int[0, 6].Select(i => (double)i).Array[3].Array[1, 30], Gen.Int[0, 6].Select(i => i - 0.0).Array[3], Gen.Int[0, 8]), sample =>
        {
            (double[][] points, double[] q, int k) = sample;
            Expect.SequenceEqual(Brute(points, q, k), Subject.Tree(new(points)).Nearest(q, k), because: $"Sorted by distance from {ValueText.Of(q)}, then by index, cut after {k}. The points are {ValueText.Of(points)}.");
        }, samples: 60);

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(2, 2, 7)]
    [InlineData(3, 5, 4)]
    public void Among_300_points_too(int seed, int d, int k)
    {
        double[][] points = Random((ulong)seed, 300, d), queries = Random((ulong)seed + 100, 20, d);
        INeighbors tree = Subject.Tree(new(points));
        foreach (double[] q in queries) Expect.SequenceEqual(Brute(points, q, k), tree.Nearest(q, k), because: $"The {k} nearest of 300 points in {d} dimensions, found one by one.");
    }

    [Fact]
    public void Of_equal_points_the_first_come()
    {
        const int N = 2000;
        INeighbors tree = Subject.Tree(new([.. Enumerable.Range(0, N).Select(_ => new[] { 1.0, 2 })]));
        Expect.SequenceEqual([0, 1, 2, 3], tree.Nearest([1, 2], 4), because: "All 2,000 points are equal: the lowest indices win. A half at the very distance of the worst point kept may hold a lower index.");
        Expect.SequenceEqual([0, 1, 2], tree.Nearest([5, 5], 3), because: "All 2,000 points are equally far.");
    }

    [Fact]
    public void Fewer_than_k_are_all_of_them()
    {
        Expect.SequenceEqual([1, 0], Subject.Tree(new([[0, 0], [3, 0]])).Nearest([2, 0], 5), because: "There are two points.");
        Expect.SequenceEqual([], Subject.Tree(new([])).Nearest([2, 0], 5), because: "There are none.");
        Expect.SequenceEqual([], Subject.Tree(new([[0, 0], [3, 0]])).Nearest([2, 0], 0), because: "None is asked for.");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    public void In_two_dimensions_few_points_are_looked_at(int k, int seed)
    {
        const int N = 4000, Queries = 50;
        var points = new CountedPoints(Random((ulong)seed, N, 2));
        INeighbors tree = Subject.Tree(points);
        RequireFewLooks(points, tree, k, Random((ulong)seed + 200, Queries, 2), 0.02, "Leave out a half whose plane is farther away than the k-th best point so far, and search the near half first: then that point is near soon.");
    }

    [Fact]
    public void Sorted_points_make_no_chain()
    {
        var points = new CountedPoints([.. Enumerable.Range(0, 4000).Select(i => new[] { i / 4000.0, i / 4000.0 })]);
        INeighbors tree = Subject.Tree(points);
        RequireFewLooks(points, tree, 1, [.. Enumerable.Range(0, 50).Select(i => new[] { (i + 0.3) / 50, (i + 0.4) / 50 })], 0.02, "The points come sorted. Put in one after another they make a chain of 4,000; take the middle one as root of each part instead.");
    }

    private static void RequireFewLooks(CountedPoints points, INeighbors tree, int k, double[][] queries, double most, string because)
    {
        long distances = points.Distances, reads = points.Reads;
        foreach (double[] q in queries) tree.Nearest(q, k);
        (distances, reads) = (points.Distances - distances, points.Reads - reads);
        Expect.That(distances + reads > 0, "points that are looked at", "none", because: "Ask the given points for coordinates and distances: they count. Keep no copy of the coordinates.");
        double share = (distances + reads / (double)points.Dimensions) / queries.Length / points.Count;
        Expect.That(share <= most, $"at most {most * 100} % of the points looked at for a query, on average", $"{share * 100:0.0} % of them", because);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_query_has_as_many_coordinates_as_the_points(int length)
    {
        Expect.Throws<ArgumentException>(() => Subject.Tree(new([[0, 0], [3, 0]])).Nearest(new double[length], 1), because: "The points have two.");
        Expect.Throws<ArgumentException>(() => Subject.Tree(new([[0, 0]])).Nearest(new double[length], 1), because: "The point has two. There is nothing to compare here, and still the answer would mean nothing.");
    }

    [Fact]
    public void A_negative_k_is_refused() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Tree(new([[0, 0], [3, 0]])).Nearest([1, 1], -1), because: "k is how many to find.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You missed a neighbour across the plane: the distance to the plane was compared with a squared distance. Square both, or neither.", new(points => new Tree(points, Slip.Unsquared))),
        new("You compared the plane with the nearest point so far. The worst of the k kept ones decides, and until k are found, every half may hold one.", new(points => new Tree(points, Slip.AsksNearest))),
        new("Your search goes down to one leaf and never looks across a plane: the nearest point may lie just behind it.", new(points => new Tree(points, Slip.NeverAcross))),
        new("A half whose plane is exactly as far as the worst point kept was left out. It may hold a point at the same distance with a lower index.", new(points => new Tree(points, Slip.LeavesTies))),
        new("You looked at every point: leave out the halves whose plane is too far away.", new(points => new Tree(points, Slip.PrunesNever))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("nodes, divided along the axis of the widest spread", new(points => new Tree(points, Slip.None))),
        new("leaves of eight points, a stack of boxes", new(points => new Boxes(points))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Build: sort the indices of a part by one coordinate, take the middle one as root, and do the same with the two halves along the next axis. Search: which half first?",
        "The ball around q that reaches to the k-th best point so far must touch a half, or nothing in there can be better. It touches when the distance to the plane is at most its radius.",
        "Search(part): nothing when it is empty; look at the root, keep the k best by (distance, index); go into the half where q lies; then into the other one, unless k points are kept and (q[axis] − root[axis])² is larger than the worst kept squared distance.",
    ];

    private enum Slip
    {
        None,
        Unsquared,
        AsksNearest,
        NeverAcross,
        LeavesTies,
        PrunesNever,
    }

    private sealed class Nearby(int k)
    {
        private readonly List<(double Distance, int Point)> _kept = [];

        public bool IsFull => _kept.Count == k;

        public double Worst => _kept.Count == 0 ? double.PositiveInfinity : _kept[^1].Distance;

        public double First => _kept.Count == 0 ? double.PositiveInfinity : _kept[0].Distance;

        public int[] Points => [.. _kept.Select(entry => entry.Point)];

        public void Add(double distance, int point)
        {
            int place = _kept.BinarySearch((distance, point));
            _kept.Insert(~place, (distance, point));
            if (_kept.Count > k) _kept.RemoveAt(k);
        }
    }

    private sealed class Tree : INeighbors
    {
        private readonly CountedPoints _points;
        private readonly Slip _slip;
        private readonly Node? _root;

        public Tree(CountedPoints points, Slip slip)
        {
            (_points, _slip) = (points, slip);
            _root = Made([.. Enumerable.Range(0, points.Count)]);
        }

        public int[] Nearest(double[] q, int k)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(k);
            if (_root is not null && q.Length != _points.Dimensions) throw new ArgumentException("Another dimension.");
            var best = new Nearby(k);
            if (k > 0) Search(_root, q, best);
            return best.Points;
        }

        private Node? Made(int[] part)
        {
            if (part.Length == 0) return null;
            int axis = Enumerable.Range(0, _points.Dimensions).MaxBy(a => part.Max(i => _points[i, a]) - part.Min(i => _points[i, a]));
            int[] sorted = [.. part.OrderBy(i => _points[i, axis])];
            int middle = sorted.Length / 2;
            return new Node(sorted[middle], axis, Made(sorted[..middle]), Made(sorted[(middle + 1)..]));
        }

        private void Search(Node? node, double[] q, Nearby best)
        {
            if (node is null) return;
            best.Add(_points.SquaredDistance(node.Point, q), node.Point);
            double gap = q[node.Axis] - _points[node.Point, node.Axis];
            Search(gap < 0 ? node.Low : node.High, q, best);
            if (_slip == Slip.NeverAcross) return;
            double far = _slip == Slip.Unsquared ? Math.Abs(gap) : gap * gap;
            bool isTooFar = _slip switch { Slip.LeavesTies => far >= best.Worst, Slip.PrunesNever => false, Slip.AsksNearest => far > best.First, _ => far > best.Worst };
            if (isTooFar && (best.IsFull || _slip == Slip.AsksNearest)) return;
            Search(gap < 0 ? node.High : node.Low, q, best);
        }

        private sealed record Node(int Point, int Axis, Node? Low, Node? High);
    }

    private sealed class Boxes : INeighbors
    {
        private readonly CountedPoints _points;
        private readonly List<(int[] Points, int Axis, double Cut, int Low, int High)> _nodes = [];

        public Boxes(CountedPoints points)
        {
            _points = points;
            Make([.. Enumerable.Range(0, points.Count)], 0);
        }

        public int[] Nearest(double[] q, int k)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(k);
            if (_points.Count > 0 && q.Length != _points.Dimensions) throw new ArgumentException("Another dimension.");
            var best = new Nearby(k);
            var open = new Stack<(int Node, double Far)>([(0, 0)]);
            while (k > 0 && open.TryPop(out (int Node, double Far) at))
            {
                if (best.IsFull && at.Far > best.Worst) continue;
                (int[] points, int axis, double cut, int low, int high) = _nodes[at.Node];
                foreach (int point in points) best.Add(_points.SquaredDistance(point, q), point);
                if (low < 0) continue;
                double gap = q[axis] - cut;
                open.Push((gap < 0 ? high : low, gap * gap));
                open.Push((gap < 0 ? low : high, 0));
            }

            return best.Points;
        }

        private int Make(int[] part, int axis)
        {
            int number = _nodes.Count;
            _nodes.Add((part, 0, 0, -1, -1));
            if (part.Length <= 8) return number;
            int[] sorted = [.. part.OrderBy(i => _points[i, axis])];
            int middle = sorted.Length / 2, next = (axis + 1) % _points.Dimensions;
            double cut = _points[sorted[middle], axis];
            _nodes[number] = ([], axis, cut, Make(sorted[..middle], next), Make(sorted[middle..], next));
            return number;
        }
    }
}
