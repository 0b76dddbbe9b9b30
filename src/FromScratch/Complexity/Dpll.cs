namespace FromScratch.Complexity;

/// <summary>A small solver: guess a value, follow what it forces, take back what fails.</summary>
/// <remarks>Source: Davis, Logemann and Loveland, CACM 5 (1962) 394-397; Knuth, TAOCP vol. 4B, §7.2.2.2.</remarks>
public static class Dpll
{
    /// <summary>Whether the formula can be satisfied, and how; "unknown" where that takes more guesses than allowed.</summary>
    /// <param name="f">The formula; clauses of any length.</param>
    /// <param name="maxDecisions">How many guesses are allowed; the opposite value after a guess that failed is forced, so it does not count.</param>
    /// <exception cref="ArgumentException">A literal stands for no variable.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of guesses is negative.</exception>
    public static SatResult Solve(Cnf f, long maxDecisions)
    {
        f.Require();
        if (maxDecisions < 0) throw new ArgumentOutOfRangeException(nameof(maxDecisions), maxDecisions, $"Solve: {maxDecisions} decisions are allowed. A number of guesses is at least 0.");
        long decisions = 0;
        bool?[] values = new bool?[f.Vars + 1];   // of x₁, x₂, …; null while nothing is known
        bool? answer = Search(f, values, maxDecisions, ref decisions);
        return new(answer, answer == true ? [.. values.Skip(1).Select(value => value ?? false)] : null, decisions);
    }

    private static bool? Search(Cnf f, bool?[] values, long maxDecisions, ref long decisions)
    {
        if (!Propagate(f, values)) return false;
        SetPureLiterals(f, values);
        if (Branch(f, values) is not { } guess) return true;   // no clause is open
        if (decisions == maxDecisions) return null;
        decisions++;
        foreach (int literal in new[] { guess, -guess })
        {
            bool?[] tried = [.. values];   // a copy: what is forced from here on is forgotten with it
            Set(tried, literal);
            bool? answer = Search(f, tried, maxDecisions, ref decisions);
            if (answer == false) continue;
            tried.CopyTo(values, 0);
            return answer;
        }

        return false;
    }

    /// <summary>Sets the last free literal of a clause in which all others are false, as long as there is one. False where a clause has no literal left.</summary>
    private static bool Propagate(Cnf f, bool?[] values)
    {
        bool again = true;
        while (again)
        {
            again = false;
            foreach (int[] clause in f.Clauses)
            {
                if (IsSatisfied(clause, values)) continue;
                int[] free = [.. Free(clause, values)];
                if (free.Length == 0) return false;
                if (free.Length > 1) continue;
                Set(values, free[0]);
                again = true;
            }
        }

        return true;
    }

    /// <summary>Sets variables that the open clauses have with one sign only: that sign hurts nobody.</summary>
    private static void SetPureLiterals(Cnf f, bool?[] values)
    {
        int[] pure;
        do
        {
            HashSet<int> seen = [.. f.Clauses.Where(clause => !IsSatisfied(clause, values)).SelectMany(clause => Free(clause, values))];
            pure = [.. seen.Where(literal => !seen.Contains(-literal))];
            foreach (int literal in pure) Set(values, literal);
        }
        while (pure.Length > 0);   // what they satisfy leaves other literals alone
    }

    /// <summary>The literal that the shortest open clauses have most often; null where no clause is open.</summary>
    private static int? Branch(Cnf f, bool?[] values)
    {
        int[][] open = [.. f.Clauses.Where(clause => !IsSatisfied(clause, values)).Select(clause => Free(clause, values).ToArray())];
        if (open.Length == 0) return null;
        int shortest = open.Min(clause => clause.Length);
        return open.Where(clause => clause.Length == shortest).SelectMany(clause => clause).GroupBy(literal => literal).MaxBy(same => same.Count())!.Key;
    }

    private static bool IsSatisfied(int[] clause, bool?[] values)
    {
        foreach (int literal in clause)
            if (values[Math.Abs(literal)] == literal > 0) return true;
        return false;
    }

    private static IEnumerable<int> Free(int[] clause, bool?[] values) => clause.Where(literal => values[Math.Abs(literal)] is null).Distinct();

    private static void Set(bool?[] values, int literal) => values[Math.Abs(literal)] = literal > 0;
}
