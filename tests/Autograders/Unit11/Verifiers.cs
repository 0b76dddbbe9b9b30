using Course;
using CsCheck;
using FromScratch.Complexity;

namespace Autograders;

/// <summary>Exercise 11.3: check what somebody claims to have found.</summary>
[Exercise("11.3", "Verifiers", Difficulty = 2, Minutes = 30, Core = true, Theory = "4. P and NP: finding and checking")]
public sealed class Verifiers : Exercise<Verifiers, Verifiers.Contract>
{
    public delegate bool SatVerifier(Cnf f, bool[] assignment);

    public delegate bool CliqueVerifier(UGraph g, int[] set, int k);

    public delegate bool TourVerifier(double[,] distances, int[] tour, double bound);

    public delegate bool SubsetSumVerifier(long[] numbers, int[] places, long target);

    public sealed record Contract(SatVerifier VerifySat, CliqueVerifier VerifyClique, TourVerifier VerifyTour, SubsetSumVerifier VerifySubsetSum);

    public static Verdict Check(SatVerifier verifySat, CliqueVerifier verifyClique, TourVerifier verifyTour, SubsetSumVerifier verifySubsetSum) => Grade(new Contract(verifySat, verifyClique, verifyTour, verifySubsetSum));

    protected override Contract Reference => new(Certificates.Satisfies, Certificates.IsClique, Certificates.IsTour, Certificates.SumsTo);

    private static readonly (int A, int B)[] _kite = [(0, 1), (2, 0), (1, 2), (2, 3), (4, 3)];   // a triangle 0, 1, 2 with a tail 3, 4

    private static readonly double[,] _oneWay = { { 0, 1, 9, 9 }, { 9, 0, 2, 9 }, { 9, 9, 0, 3 }, { 4, 9, 9, 0 } };   // 0 → 1 → 2 → 3 → 0 costs 10; the other way round 36

    [Fact]
    public void Each_clause_needs_one_true_literal()
    {
        var f = new Cnf(3, [[1, -2], [2, 3]]);
        Expect.Equal(true, Subject.VerifySat(f, [true, false, true]), because: "x1 is true, and so is x3.");
        Expect.Equal(true, Subject.VerifySat(f, [false, false, true]), because: "x2 is false, so ¬x2 is true; x3 is true.");
        Expect.Equal(false, Subject.VerifySat(f, [false, true, true]), because: "x1 is false, and ¬x2 is, too: the first clause fails.");
        Expect.Equal(false, Subject.VerifySat(f, [true, false, false]), because: "x2 and x3 are false: the second clause fails, though the first holds.");
    }

    [Fact]
    public void Formulas_are_judged_as_one_reads_them() => Property.Holds(
        Gen.Select(Formulas.Small(4, 5), Gen.Bool.Array[4]), sample =>
            Expect.Equal(Formulas.Holds(sample.Item1, sample.Item2), Subject.VerifySat(sample.Item1, sample.Item2), because: $"The formula is {sample.Item1.InWords()}."), samples: 60);

    [Fact]
    public void Formulas_without_clauses_hold_and_empty_clauses_do_not()
    {
        Expect.Equal(true, Subject.VerifySat(new Cnf(2, []), [true, false]), because: "No clause fails.");
        Expect.Equal(false, Subject.VerifySat(new Cnf(2, [[1], []]), [true, false]), because: "The second clause has no literal that could be true.");
    }

    [Fact]
    public void An_assignment_has_a_value_for_each_variable()
    {
        Expect.Equal(false, Subject.VerifySat(new Cnf(3, [[1]]), [true]), because: "Three variables, one value: no assignment. A certificate comes from somebody you do not trust: answer false, do not throw.");
        Expect.Equal(false, Subject.VerifySat(new Cnf(2, [[1]]), [true, true, true]), because: "Two variables, three values.");
        Expect.Equal(false, Subject.VerifySat(new Cnf(3, [[3]]), [true]), because: "There is no value for x3.");
    }

    [Fact]
    public void A_clique_has_all_its_edges()
    {
        var kite = new UGraph(5, _kite);
        Expect.Equal(true, Subject.VerifyClique(kite, [2, 0, 1], 3), because: "0, 1 and 2 are a triangle: {0, 1}, {2, 0}, {1, 2}. An edge has no direction.");
        Expect.Equal(false, Subject.VerifyClique(kite, [1, 2, 3], 3), because: "1 and 3 are not joined.");
        Expect.Equal(true, Subject.VerifyClique(kite, [3, 4], 2), because: "3 and 4 are joined.");
        Expect.Equal(true, Subject.VerifyClique(kite, [0, 1, 2], 2), because: "At least 2: three are more.");
        Expect.Equal(false, Subject.VerifyClique(kite, [0, 1], 3), because: "Three are asked for.");
        Expect.Equal(true, Subject.VerifyClique(kite, [], 0), because: "None are asked for, and no edge is missing.");
    }

    [Fact]
    public void A_vertex_counts_once()
    {
        var kite = new UGraph(5, _kite);
        Expect.Equal(false, Subject.VerifyClique(kite, [3, 3, 3], 3), because: "{3, 3, 3} is one vertex, not a 3-clique.");
        Expect.Equal(false, Subject.VerifyClique(new UGraph(5, [.. _kite, (3, 3)]), [3, 3], 2), because: "One vertex, twice; that it is joined to itself makes it no two.");
        Expect.Equal(false, Subject.VerifyClique(kite, [3, 4, 4], 2), because: "4 comes twice.");
    }

    [Fact]
    public void An_edge_counts_once() =>
        Expect.Equal(false, Subject.VerifyClique(new UGraph(4, [(0, 1), (1, 0), (1, 2), (2, 2)]), [0, 1, 2], 3), because: "0 and 2 are not joined. {0, 1} comes twice, and 2 is joined to itself: counting edges alone gives three, or more.");

    [Fact]
    public void Vertices_outside_of_the_graph_are_no_clique()
    {
        Expect.Equal(false, Subject.VerifyClique(new UGraph(3, [(0, 1)]), [3], 1), because: "There are the vertices 0, 1 and 2.");
        Expect.Equal(false, Subject.VerifyClique(new UGraph(3, [(0, 1)]), [-1], 1), because: "There are the vertices 0, 1 and 2.");
    }

    [Fact]
    public void Each_edge_is_read_a_few_times()
    {
        const int N = 60;
        (int A, int B)[] edges = [.. from a in Enumerable.Range(0, N) from b in Enumerable.Range(a + 1, N - a - 1) select (b, a)];
        var counting = new CountingList<(int A, int B)>(edges, 3 * edges.Length, "Whoever searches all edges for each pair of vertices takes k²·m steps. Put the edges into a set, once.");
        Expect.Equal(true, Subject.VerifyClique(new UGraph(N, counting), [.. Enumerable.Range(0, N)], N), because: "All 60 vertices are joined with one another.");
    }

    [Fact]
    public void A_tour_comes_home()
    {
        Expect.Equal(true, Subject.VerifyTour(_oneWay, [0, 1, 2, 3], 10), because: "1 + 2 + 3, and 4 to come home: 10.");
        Expect.Equal(false, Subject.VerifyTour(_oneWay, [0, 1, 2, 3], 9.5), because: "1 + 2 + 3, and 4 to come home: 10, which is more than 9.5.");
        Expect.Equal(true, Subject.VerifyTour(_oneWay, [2, 3, 0, 1], 10), because: "The same tour, from another city.");
        Expect.Equal(false, Subject.VerifyTour(_oneWay, [3, 2, 1, 0], 35), because: "The other way round each step costs 9: the way back may have another length.");
    }

    [Fact]
    public void A_tour_visits_each_city_once()
    {
        Expect.Equal(false, Subject.VerifyTour(_oneWay, [0, 1, 2], 100), because: "It visits 3 of 4 cities.");
        Expect.Equal(false, Subject.VerifyTour(_oneWay, [0, 1, 1, 3], 100), because: "City 1 comes twice, city 2 never.");
        Expect.Equal(false, Subject.VerifyTour(_oneWay, [0, 1, 2, 3, 0], 100), because: "Home is not named a second time.");
        Expect.Equal(false, Subject.VerifyTour(_oneWay, [0, 1, 2, 4], 100), because: "There is no city 4.");
        Expect.Equal(false, Subject.VerifyTour(_oneWay, [0, 1, 2, -1], 100), because: "There is no city −1.");
    }

    [Fact]
    public void Chosen_numbers_add_up()
    {
        Expect.Equal(true, Subject.VerifySubsetSum([4, -3, 9, 5], [3, 0], 9), because: "5 + 4 = 9.");
        Expect.Equal(false, Subject.VerifySubsetSum([4, -3, 9, 5], [3, 1], 9), because: "5 − 3 = 2.");
        Expect.Equal(true, Subject.VerifySubsetSum([4, -3, 9, 5], [], 0), because: "Nothing adds up to 0.");
        Expect.Equal(true, Subject.VerifySubsetSum([4, 4, 9], [0, 1], 8), because: "Two places that hold the same number are two places.");
    }

    [Fact]
    public void A_place_is_used_once()
    {
        Expect.Equal(false, Subject.VerifySubsetSum([4, 3, 9], [1, 1, 1], 9), because: "x[1] is used three times.");
        Expect.Equal(false, Subject.VerifySubsetSum([4, 3, 9], [3], 9), because: "There are the places 0, 1 and 2.");
        Expect.Equal(false, Subject.VerifySubsetSum([4, 3, 9], [-1], 9), because: "There are the places 0, 1 and 2.");
    }

    [Fact]
    public void Sums_do_not_wrap_around() =>
        Expect.Equal(false, Subject.VerifySubsetSum([long.MaxValue, 5, long.MaxValue], [0, 2], -2), because: "2⁶³ − 1 twice is no small negative number: in 64 bits the sum wraps around to −2. A forger would use that. Add in Int128.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("One true clause is not enough: all of them must hold.", Reference with { VerifySat = (f, a) => a.Length == f.Vars && (f.Clauses.Length == 0 || f.Clauses.Any(clause => clause.Any(literal => a[Math.Abs(literal) - 1] == literal > 0))) }),
        new("{3, 3, 3} is not a 3-clique: a vertex that comes twice counts once.", Reference with { VerifyClique = (g, set, k) => set.Length >= k && (set.Length < 2 || set.Distinct().Count() == 1 || set.Length == 3 && set[1] == set[2] || Certificates.IsClique(g, set, k)) && set.All(v => v >= 0 && v < g.Count) }),
        new("You counted edges. Count the different pairs that are joined: an edge may come twice, or join a vertex to itself.", Reference with { VerifyClique = (g, set, k) => set.Distinct().Count() == set.Length && set.Length >= k && set.All(v => v >= 0 && v < g.Count) && g.Edges.Count(edge => set.Contains(edge.A) && set.Contains(edge.B)) >= set.Length * (set.Length - 1) / 2 }),
        new("Your tour does not come home: the last city leads back to the first.", Reference with { VerifyTour = (d, tour, bound) => Certificates.IsTour(d, tour, double.PositiveInfinity) && tour.Zip(tour.Skip(1), (a, b) => d[a, b]).Sum() <= bound }),
        new("You did not ask whether every city is visited. A short tour that leaves one out is no tour.", Reference with { VerifyTour = (d, tour, bound) => tour.All(city => city >= 0 && city < d.GetLength(0)) && Formulas.Length(d, tour) <= bound }),
        new("A place may be used once: x[1] was added three times.", Reference with { VerifySubsetSum = (x, places, target) => places.All(place => place >= 0 && place < x.Length) && places.Aggregate((Int128)0, (sum, place) => sum + x[place]) == target }),
        new("Your sum wraps around in 64 bits, and a forger can hit any target with that. Add in Int128.", Reference with { VerifySubsetSum = (x, places, target) => Certificates.SumsTo(x, places, target) || (places.Distinct().Count() == places.Length && places.All(place => place >= 0 && place < x.Length) && places.Aggregate(0L, (sum, place) => unchecked(sum + x[place])) == target) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("loops and flags", new(LoopSat, MatrixClique, LoopTour, SortedSum)),
        new("sets of what is missing", new(
            (f, a) => a.Length == f.Vars && !f.Clauses.Any(clause => clause.All(literal => a[Math.Abs(literal) - 1] != literal > 0)),
            (g, set, k) =>
            {
                if (set.Length < k || set.Distinct().Count() < set.Length || set.Any(v => v < 0 || v >= g.Count)) return false;
                HashSet<(int A, int B)> missing = [.. from a in set from b in set where a < b select (a, b)];
                foreach ((int a, int b) in g.Edges) missing.Remove(a < b ? (a, b) : (b, a));
                return missing.Count == 0;
            },
            (d, tour, bound) => tour.ToHashSet().SetEquals(Enumerable.Range(0, d.GetLength(0))) && tour.Length == d.GetLength(0) && Formulas.Length(d, tour) <= bound,
            (x, places, target) => places.ToHashSet() is var once && once.Count == places.Length && once.All(place => place >= 0 && place < x.Length) && once.Aggregate(System.Numerics.BigInteger.Zero, (sum, place) => sum + x[place]) == target)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "For each of the four: what could a cheat send that passes a careless check? Too few, too many, one thing twice, something that is not there.",
        "First the form of the certificate (its length, every entry in range, none twice), then its claim. A clique of k vertices has k·(k − 1)/2 joined pairs; a tour has as many steps as cities.",
        "Sat: the length, then every clause has a literal whose sign is that of its variable's value. Clique: a HashSet of the vertices as large as the list, then one pass over the edges that collects (smaller, larger) in a set. Tour: sorted, it is 0, 1, …, n − 1; step i goes to (i + 1) mod n. Sum: in Int128.",
    ];

    private static bool LoopSat(Cnf f, bool[] a)
    {
        if (a.Length != f.Vars) return false;
        foreach (int[] clause in f.Clauses)
        {
            bool holds = false;
            foreach (int literal in clause) holds |= literal > 0 ? a[literal - 1] : !a[-literal - 1];
            if (!holds) return false;
        }

        return true;
    }

    private static bool MatrixClique(UGraph g, int[] set, int k)
    {
        if (set.Length < k) return false;
        bool[] isIn = new bool[g.Count];
        foreach (int v in set)
        {
            if (v < 0 || v >= g.Count || isIn[v]) return false;
            isIn[v] = true;
        }

        bool[,] joined = new bool[g.Count, g.Count];
        foreach ((int a, int b) in g.Edges) joined[a, b] = joined[b, a] = true;
        for (int i = 0; i < set.Length; i++)
            for (int j = 0; j < i; j++)
                if (!joined[set[i], set[j]]) return false;
        return true;
    }

    private static bool LoopTour(double[,] d, int[] tour, double bound)
    {
        int n = d.GetLength(0);
        if (tour.Length != n) return false;
        bool[] seen = new bool[n];
        double length = 0;
        int before = tour[^1];
        foreach (int city in tour)
        {
            if (city < 0 || city >= n || seen[city] || before < 0 || before >= n) return false;
            seen[city] = true;
            length += d[before, city];
            before = city;
        }

        return length <= bound;
    }

    private static bool SortedSum(long[] x, int[] places, long target)
    {
        int[] sorted = [.. places.Order()];
        Int128 sum = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (sorted[i] < 0 || sorted[i] >= x.Length || (i > 0 && sorted[i] == sorted[i - 1])) return false;
            sum += x[sorted[i]];
        }

        return sum == target;
    }
}
