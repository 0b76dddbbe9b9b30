namespace FromScratch.Complexity;

/// <summary>Translates "can all clauses hold?" into "are there that many vertices, no two of them joined?".</summary>
/// <remarks>
/// <para>A vertex for each literal of each clause. The vertices of a clause are joined, so that one of them at most is chosen; x and ¬x are joined wherever they stand, so that no choice contradicts another.
/// An independent set with a vertex for each clause then says which literal makes the clause true, and every satisfying assignment gives such a set.</para>
/// <para>Source: Kleinberg and Tardos, Algorithm Design, (8.8); Karp 1972.</para>
/// </remarks>
public static class IndependentSetReduction
{
    /// <summary>The graph, and how large an independent set must be: the formula can be satisfied exactly if there is one.</summary>
    /// <param name="f">Clauses of 3 literals at most.</param>
    /// <exception cref="ArgumentException">A clause is longer.</exception>
    public static (UGraph G, int K) Reduce(Cnf f)
    {
        if (f.Clauses.FirstOrDefault(clause => clause.Length > 3) is { } tooLong) throw new ArgumentException($"Reduce: a clause has {tooLong.Length} literals, at most 3 are allowed.", nameof(f));
        (int Clause, int Literal)[] vertices = Vertices(f);
        List<(int A, int B)> edges = [];
        for (int a = 0; a < vertices.Length; a++)
            for (int b = a + 1; b < vertices.Length; b++)
                if (vertices[a].Clause == vertices[b].Clause || vertices[a].Literal == -vertices[b].Literal) edges.Add((a, b));
        return (new UGraph(vertices.Length, edges), f.Clauses.Length);
    }

    /// <summary>The assignment that a large enough independent set stands for [f.Vars]: its literals are true. A variable of which none is chosen is false.</summary>
    /// <param name="f">The formula that was reduced.</param>
    /// <param name="independentSet">Vertices of its graph, no two of them joined.</param>
    public static bool[] MapBack(Cnf f, int[] independentSet)
    {
        (int Clause, int Literal)[] vertices = Vertices(f);
        bool[] assignment = new bool[f.Vars];
        foreach (int v in independentSet)
            if (vertices[v].Literal > 0) assignment[vertices[v].Literal - 1] = true;
        return assignment;
    }

    private static (int Clause, int Literal)[] Vertices(Cnf f) => [.. f.Clauses.SelectMany((clause, i) => clause.Select(literal => (i, literal)))];
}
