using CsCheck;
using FromScratch.Complexity;
using FromScratch.Data;

namespace Autograders;

/// <summary>Formulas and graphs for the tests of Unit 11, and the slow judges that try everything.</summary>
internal static class Formulas
{
    /// <summary>A random formula whose clauses have three different variables each.</summary>
    public static Cnf Random(ulong seed, int vars, int clauses)
    {
        var rng = new Rng(seed);
        int[] all = [.. Enumerable.Range(1, vars)];
        return new(vars, [.. Enumerable.Range(0, clauses).Select(_ =>
        {
            rng.Shuffle(all);
            return all[..3].Select(v => rng.NextInt(2) == 0 ? v : -v).ToArray();
        })]);
    }

    /// <summary>Small formulas, clauses of one to three literals; a variable may come twice in a clause.</summary>
    public static Gen<Cnf> Small(int vars, int mostClauses) =>
        Gen.Select(Gen.Int[1, vars], Gen.Bool).Select(pair => pair.Item2 ? pair.Item1 : -pair.Item1).Array[1, 3].Array[0, mostClauses].Select(clauses => new Cnf(vars, clauses));

    /// <summary>Whether an assignment satisfies the formula.</summary>
    public static bool Holds(Cnf f, bool[]? assignment) =>
        assignment is not null && assignment.Length == f.Vars && f.Clauses.All(clause => clause.Any(literal => assignment[Math.Abs(literal) - 1] == literal > 0));

    /// <summary>Whether any of all assignments satisfies the formula.</summary>
    public static bool AnyHolds(Cnf f) => Enumerable.Range(0, 1 << f.Vars).Any(bits => Holds(f, [.. Enumerable.Range(0, f.Vars).Select(v => (bits >> v & 1) == 1)]));

    /// <summary>n pigeons in n − 1 holes: variable p·(n − 1) + h + 1 says that pigeon p sits in hole h. No assignment holds.</summary>
    public static Cnf Pigeons(int n)
    {
        int At(int pigeon, int hole) => pigeon * (n - 1) + hole + 1;
        List<int[]> clauses = [.. Enumerable.Range(0, n).Select(p => Enumerable.Range(0, n - 1).Select(h => At(p, h)).ToArray())];
        for (int h = 0; h < n - 1; h++)
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++) clauses.Add([-At(p, h), -At(q, h)]);
        return new(n * (n - 1), [.. clauses]);
    }

    /// <summary>The largest independent set of a graph of 64 vertices at most: a vertex with one open neighbour or none is in; else the one with most is in, or out.</summary>
    public static int[] LargestIndependentSet(UGraph g)
    {
        ulong[] neighbors = new ulong[g.Count];
        foreach ((int a, int b) in g.Edges)
        {
            neighbors[a] |= 1UL << b;
            neighbors[b] |= 1UL << a;
        }

        ulong best = 0;
        Try(0, g.Count == 64 ? ulong.MaxValue : (1UL << g.Count) - 1);
        return [.. Enumerable.Range(0, g.Count).Where(v => (best >> v & 1) == 1)];

        void Try(ulong chosen, ulong open)
        {
            while (open != 0)
            {
                if (ulong.PopCount(chosen) + ulong.PopCount(open) <= ulong.PopCount(best)) return;
                int fewest = -1, most = -1;
                for (int v = 0; v < g.Count; v++)
                {
                    if ((open >> v & 1) == 0) continue;
                    if (fewest < 0 || Degree(v) < Degree(fewest)) fewest = v;
                    if (most < 0 || Degree(v) > Degree(most)) most = v;
                }

                if (Degree(fewest) <= 1)
                {
                    chosen |= 1UL << fewest;
                    open &= ~(neighbors[fewest] | 1UL << fewest);
                    continue;
                }

                Try(chosen | 1UL << most, open & ~(neighbors[most] | 1UL << most));
                open &= ~(1UL << most);
            }

            if (ulong.PopCount(chosen) > ulong.PopCount(best)) best = chosen;

            ulong Degree(int v) => ulong.PopCount(neighbors[v] & open);
        }
    }

    /// <summary>A random graph: each two vertices are joined with the given probability.</summary>
    public static UGraph Graph(ulong seed, int count, double density)
    {
        var rng = new Rng(seed);
        return new(count, [.. from a in Enumerable.Range(0, count) from b in Enumerable.Range(a + 1, count - a - 1) where rng.NextDouble() < density select rng.NextInt(2) == 0 ? (a, b) : (b, a)]);
    }

    /// <summary>Points in the unit square, and the distance of each two [n, n].</summary>
    public static double[,] Plane(ulong seed, int count)
    {
        var rng = new Rng(seed);
        (double X, double Y)[] points = [.. Enumerable.Range(0, count).Select(_ => (rng.NextDouble(), rng.NextDouble()))];
        double[,] distances = new double[count, count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++) distances[i, j] = Math.Sqrt(Math.Pow(points[i].X - points[j].X, 2) + Math.Pow(points[i].Y - points[j].Y, 2));
        return distances;
    }

    /// <summary>The length of a round tour.</summary>
    public static double Length(double[,] distances, int[] tour) => tour.Select((city, i) => distances[city, tour[(i + 1) % tour.Length]]).Sum();

    /// <summary>The length of the shortest tour, by trying all of them.</summary>
    public static double ShortestByTrying(double[,] distances)
    {
        int n = distances.GetLength(0);
        bool[] visited = new bool[n];
        visited[0] = true;
        return From(0, 1);

        double From(int city, int seen)
        {
            if (seen == n) return distances[city, 0];
            double best = double.PositiveInfinity;
            for (int next = 1; next < n; next++)
            {
                if (visited[next]) continue;
                visited[next] = true;
                best = Math.Min(best, distances[city, next] + From(next, seen + 1));
                visited[next] = false;
            }

            return best;
        }
    }
}
