namespace FromScratch.Complexity;

/// <summary>Checks what somebody claims to have found. A claim that makes no sense is false, never an exception: whoever sends it is not trusted.</summary>
/// <remarks>A problem lies in NP when a "yes" has a certificate that is checked in polynomial time. Source: Sipser, Introduction to the Theory of Computation, 3rd ed., §7.3.</remarks>
public static class Certificates
{
    /// <summary>Whether the assignment satisfies every clause. One pass over the literals.</summary>
    /// <param name="f">The formula.</param>
    /// <param name="assignment">The value of each variable [f.Vars].</param>
    public static bool Satisfies(Cnf f, bool[] assignment) =>
        assignment.Length == f.Vars && f.Clauses.All(clause => clause.Any(literal => assignment[Math.Abs(literal) - 1] == literal > 0));

    /// <summary>Whether the set has at least k different vertices, each two of them joined. One pass over the edges.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="set">The claimed vertices.</param>
    /// <param name="k">How many are asked for.</param>
    public static bool IsClique(UGraph g, int[] set, int k)
    {
        HashSet<int> chosen = [.. set];
        if (chosen.Count != set.Length || set.Length < k || set.Any(v => v < 0 || v >= g.Count)) return false;
        HashSet<(int A, int B)> joined = [];
        foreach ((int a, int b) in g.Edges)
            if (a != b && chosen.Contains(a) && chosen.Contains(b)) joined.Add((Math.Min(a, b), Math.Max(a, b)));
        return joined.Count == set.Length * (set.Length - 1L) / 2;
    }

    /// <summary>Whether the tour visits each city once and comes home within the bound.</summary>
    /// <param name="distances">From each city to each [n, n]; the way back may have another length.</param>
    /// <param name="tour">The cities in their order.</param>
    /// <param name="bound">The greatest length allowed.</param>
    public static bool IsTour(double[,] distances, int[] tour, double bound)
    {
        if (tour.Length != distances.GetLength(0) || !tour.Order().SequenceEqual(Enumerable.Range(0, tour.Length))) return false;
        double length = 0;
        for (int i = 0; i < tour.Length; i++) length += distances[tour[i], tour[(i + 1) % tour.Length]];
        return length <= bound;
    }

    /// <summary>Whether the numbers at the given places, each place once, add up to the target.</summary>
    /// <param name="numbers">All numbers.</param>
    /// <param name="places">The places of the chosen ones.</param>
    /// <param name="target">The sum asked for.</param>
    /// <remarks>Added in 128 bits: a sum that wraps around could be any target.</remarks>
    public static bool SumsTo(long[] numbers, int[] places, long target)
    {
        if (places.Distinct().Count() != places.Length || places.Any(place => place < 0 || place >= numbers.Length)) return false;
        Int128 sum = 0;
        foreach (int place in places) sum += numbers[place];
        return sum == target;
    }
}
