using Course;
using CsCheck;
using FromScratch.Complexity;

namespace Autograders;

/// <summary>Exercise 11.4: translate a formula into a graph, and the answer back.</summary>
[Exercise("11.4", "From formulas to independent sets", Difficulty = 4, Minutes = 50, Core = true, Theory = "5. Reductions translate problems")]
public sealed class ReduceToIndependentSet : Exercise<ReduceToIndependentSet, ReduceToIndependentSet.Contract>
{
    public delegate (UGraph G, int K) Reduction(Cnf f);

    public delegate bool[] Translation(Cnf f, int[] independentSet);

    public sealed record Contract(Reduction Reduce, Translation MapBack);

    public static Verdict Check(Reduction reduce, Translation mapBack) => Grade(new Contract(reduce, mapBack));

    protected override Contract Reference => new(IndependentSetReduction.Reduce, IndependentSetReduction.MapBack);

    /// <summary>The graph, after a look at its form: the size is part of what makes it a reduction.</summary>
    private (UGraph G, int K) Reduced(Cnf f)
    {
        (UGraph g, int k) = Subject.Reduce(f);
        int literals = f.Clauses.Sum(clause => clause.Length);
        Expect.That(g is not null, "a graph", g, because: "G is the graph.");
        Expect.Equal(literals, g!.Count, because: $"A vertex for each literal of each clause of {f.InWords()}.", part: "G.Count");
        Expect.Equal(f.Clauses.Length, k, because: "One vertex of each clause is to be chosen.", part: "K");
        Expect.That(g.Edges is not null && g.Edges.All(edge => edge.A >= 0 && edge.B >= 0 && edge.A < literals && edge.B < literals && edge.A != edge.B), FormattableString.Invariant($"edges between two different vertices of 0 to {literals - 1}"), g.Edges, because: "An edge joins two vertices of the graph.");
        return (g, k);
    }

    private void RequireSameAnswer(Cnf f)
    {
        (UGraph g, int k) = Reduced(f);
        bool can = Formulas.AnyHolds(f);
        int largest = Formulas.LargestIndependentSet(g).Length;
        Expect.That(
            can == (largest >= k), can ? $"an independent set of {k} vertices" : $"no independent set of {k} vertices", $"one of {largest} at most", part: "G",
            because: can ? $"{f.InWords()} can be satisfied, so the graph must say yes." : $"{f.InWords()} cannot be satisfied, so the graph must say no. x and x may both be chosen; x and ¬x may not; nor may two literals of one clause.");
    }

    [Fact]
    public void Two_clauses_make_two_groups()
    {
        var f = new Cnf(3, [[1, 2, 3], [-1, 2, -3]]);
        (UGraph g, int k) = Reduced(f);
        Expect.Equal(2, k, because: "Two clauses.", part: "K");
        int edges = g.Edges.Select(edge => (Math.Min(edge.A, edge.B), Math.Max(edge.A, edge.B))).Distinct().Count();
        Expect.Equal(8, edges, because: "Two triangles have 6 edges, and x1 with ¬x1, x3 with ¬x3 make 2 more. x2 and x2 do not contradict each other.", part: "edges of G");
    }

    [Fact]
    public void Choosing_x_twice_is_no_contradiction() => RequireSameAnswer(new Cnf(2, [[1], [1], [1, -1]]));

    [Fact]
    public void A_contradiction_is_seen_across_clauses() => RequireSameAnswer(new Cnf(2, [[1], [2], [-1, -2]]));

    [Fact]
    public void One_vertex_of_a_clause_is_enough() => RequireSameAnswer(new Cnf(3, [[1, 2, 3], [-1], [-2], [-3]]));

    [Fact]
    public void Formulas_and_graphs_have_the_same_answer() => Property.Holds(Formulas.Small(4, 7), RequireSameAnswer, samples: 40);

    [Fact]
    public void Random_formulas_have_the_same_answer()
    {
        for (ulong seed = 1; seed <= 20; seed++) RequireSameAnswer(Formulas.Random(seed, 4, 14));
    }

    [Fact]
    public void No_clauses_are_no_vertices()
    {
        (UGraph g, int k) = Reduced(new Cnf(2, []));
        Expect.Equal((0, 0), (g.Count, k), because: "There is no clause to satisfy.");
        RequireSameAnswer(new Cnf(2, [[1], []]));
    }

    [Fact]
    public void The_set_says_what_is_true() => Property.Holds(Formulas.Small(4, 7).Where(Formulas.AnyHolds), f =>
    {
        (UGraph g, int k) = Reduced(f);
        int[] set = Formulas.LargestIndependentSet(g);
        Expect.Equal(k, set.Length, because: $"{f.InWords()} can be satisfied, so there is a vertex for each clause.", part: "largest independent set of G");
        bool[] assignment = Subject.MapBack(f, set);
        Expect.That(Formulas.Holds(f, assignment), $"an assignment of {f.Vars} variables that satisfies every clause", assignment, because: $"The literals chosen in your graph are to be true, a variable of which none is chosen may be either. The formula is {f.InWords()}.");
    }, samples: 40);

    [Fact]
    public void Chosen_variables_become_true()
    {
        var f = new Cnf(4, [[4], [3], [4, 3]]);
        bool[] assignment = Subject.MapBack(f, Formulas.LargestIndependentSet(Reduced(f).G));
        Expect.That(Formulas.Holds(f, assignment), "x3 and x4 true", assignment, because: "The clauses are x4, x3 and x4 ∨ x3.");
    }

    [Fact]
    public void Chosen_negations_make_variables_false()
    {
        var f = new Cnf(3, [[-2], [3], [-2, 1]]);
        (UGraph g, _) = Reduced(f);
        bool[] assignment = Subject.MapBack(f, Formulas.LargestIndependentSet(g));
        Expect.That(Formulas.Holds(f, assignment), "x2 false and x3 true", assignment, because: "The clauses are ¬x2, x3 and ¬x2 ∨ x1.");
    }

    [Fact]
    public void Longer_clauses_are_refused() => Expect.Throws<ArgumentException>(() => Subject.Reduce(new Cnf(4, [[1, 2], [1, 2, 3, 4]])), because: "The second clause has four literals: this is no 3-SAT formula.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You joined equal literals. x and x may both be chosen; x and ¬x may not.", Reference with { Reduce = f => Joined(f, (a, b) => a.Clause == b.Clause || a.Literal == b.Literal) }),
        new("You joined the literals of a clause only: x may be chosen in one clause and ¬x in another, so that every formula is mapped to yes.", Reference with { Reduce = f => Joined(f, (a, b) => a.Clause == b.Clause) }),
        new("You did not join the literals of a clause: several of one clause may be chosen, and another clause gets none.", Reference with { Reduce = f => Joined(f, (a, b) => a.Literal == -b.Literal) }),
        new("You joined x with every later x or ¬x: a variable may be chosen more than once, if the sign is the same.", Reference with { Reduce = f => Joined(f, (a, b) => a.Clause == b.Clause || Math.Abs(a.Literal) == Math.Abs(b.Literal)) }),
        new("A chosen ¬x makes x false, not true.", Reference with { MapBack = (f, set) => MapByAbs(f, set) }),
        new("You took vertex numbers for variables. Vertex v stands for a literal of a clause: look up which.", Reference with { MapBack = (f, set) => [.. Enumerable.Range(0, f.Vars).Select(set.Contains)] }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("groups first, then conflicts by literal", new(ByGroups, (f, set) =>
        {
            int[] literals = [.. f.Clauses.SelectMany(clause => clause)];
            HashSet<int> chosen = [.. set.Select(v => literals[v])];
            return [.. Enumerable.Range(1, f.Vars).Select(v => !chosen.Contains(-v))];
        })),
        new("vertices numbered from the last clause on", new(
            f => IndependentSetReduction.Reduce(f with { Clauses = [.. f.Clauses.Reverse()] }),
            (f, set) => IndependentSetReduction.MapBack(f with { Clauses = [.. f.Clauses.Reverse()] }, set))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "An independent set of the right size is to choose, in each clause, one literal that is true. Which two choices must never be made together?",
        "A vertex for each literal of each clause. Join two of the same clause, so that one of them at most is chosen; join x with ¬x, wherever they stand. K is the number of clauses.",
        "List the vertices as pairs (clause, literal), clause by clause. Two loops over pairs of vertices: an edge where the clauses are equal or one literal is minus the other. Back: a chosen vertex with a positive literal makes its variable true; all others stay false.",
    ];

    private static (int Clause, int Literal)[] Vertices(Cnf f) => [.. f.Clauses.SelectMany((clause, i) => clause.Select(literal => (i, literal)))];

    private static (UGraph G, int K) Joined(Cnf f, Func<(int Clause, int Literal), (int Clause, int Literal), bool> isEdge)
    {
        if (f.Clauses.Any(clause => clause.Length > 3)) throw new ArgumentException("Too long.");
        (int Clause, int Literal)[] all = Vertices(f);
        return (new(all.Length, [.. from a in Enumerable.Range(0, all.Length) from b in Enumerable.Range(a + 1, all.Length - a - 1) where isEdge(all[a], all[b]) select (a, b)]), f.Clauses.Length);
    }

    private static bool[] MapByAbs(Cnf f, int[] set)
    {
        bool[] assignment = new bool[f.Vars];
        foreach (int v in set) assignment[Math.Abs(Vertices(f)[v].Literal) - 1] = true;
        return assignment;
    }

    private static (UGraph G, int K) ByGroups(Cnf f)
    {
        List<(int A, int B)> edges = [];
        List<int> literals = [];
        foreach (int[] clause in f.Clauses)
        {
            if (clause.Length > 3) throw new ArgumentException("Too long.");
            int first = literals.Count;
            foreach (int literal in clause)
            {
                int own = literals.Count;
                for (int other = 0; other < own; other++)
                    if (other >= first || literals[other] + literal == 0) edges.Add((own, other));
                literals.Add(literal);
            }
        }

        return (new(literals.Count, edges), f.Clauses.Length);
    }
}
