using Course;
using CsCheck;
using FromScratch.Complexity;

namespace Autograders;

/// <summary>Exercise 11.5: a small SAT solver.</summary>
[Exercise("11.5", "A small SAT solver", Difficulty = 4, Minutes = 60, Core = true, Theory = "6. The hardness wall")]
public sealed class DpllSolver : Exercise<DpllSolver, DpllSolver.Contract>
{
    public delegate SatResult Solver(Cnf f, long maxDecisions);

    public sealed record Contract(Solver Solve);

    public static Verdict Check(Solver solve) => Grade(new Contract(solve));

    protected override Contract Reference => new(Dpll.Solve);

    /// <summary>Holds your solver against trying every assignment.</summary>
    public static Comparison Compare(Solver solve, Solver everything) => Compared(
        Part("Solve, 4 clauses a variable: can it be satisfied?", solve, contract => contract.Solve, everything, "all assignments", [.. new[] { 8, 12, 16 }.Select(n => (n, (Func<Solver, bool?>)(f => f(Formulas.Random(3, n, 4 * n), 1_000_000).Satisfiable)))]));

    private SatResult Solved(Cnf f, long maxDecisions, bool? expected, string because)
    {
        SatResult result = Subject.Solve(f, maxDecisions);
        Expect.That(result is not null, "a SatResult", result, because: "Return what you found.");
        Expect.Equal(expected, result!.Satisfiable, because: because, part: "Satisfiable");
        Expect.That(result.Decisions >= 0 && result.Decisions <= maxDecisions, $"at most {maxDecisions} decisions", result.Decisions, because: "No more guesses than allowed.", part: "Decisions");
        if (expected == true) Expect.That(Formulas.Holds(f, result.Model), $"an assignment of {f.Vars} variables that satisfies every clause", result.Model, because: f.Clauses.Length < 12 ? $"The formula is {f.InWords()}." : "Check it against each clause before you return it.", part: "Model");
        else Expect.That(result.Model is null, "null", result.Model, because: "There is no assignment to show.", part: "Model");
        return result;
    }

    [Fact]
    public void A_satisfying_assignment_is_found() =>
        Solved(new Cnf(4, [[1, 2], [-1, 3], [-2, -3], [4, -1], [-4, 2, 3]]), 100, true, "x1 false, x2 true, x3 false is one way.");

    [Fact]
    public void A_contradiction_is_found() =>
        Solved(new Cnf(2, [[1, 2], [1, -2], [-1, 2], [-1, -2]]), 100, false, "All four combinations of two variables are forbidden.");

    [Fact]
    public void Empty_formulas_and_empty_clauses()
    {
        Solved(new Cnf(3, []), 0, true, "There is no clause to satisfy.");
        Solved(new Cnf(3, [[1, 2], []]), 100, false, "An empty clause has no literal that could be true.");
        Solved(new Cnf(0, []), 0, true, "No variable, no clause: nothing is wrong.");
    }

    [Fact]
    public void Small_formulas_get_the_answer_of_trying_everything() => Property.Holds(Formulas.Small(5, 12), f =>
        Solved(f, 1000, Formulas.AnyHolds(f), $"So says a search through all 32 assignments of {f.InWords()}."), samples: 80);

    [Fact]
    public void Hard_small_formulas_get_the_answer_of_trying_everything()
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            Cnf f = Formulas.Random(seed, 9, 39);   // 4.3 clauses a variable: about half can be satisfied
            Solved(f, 1000, Formulas.AnyHolds(f), "So says a search through all 512 assignments. A wrong guess must leave nothing behind: what it forced is taken back with it.");
        }
    }

    [Fact]
    public void What_is_forced_is_not_guessed() =>
        Solved(new Cnf(6, [[-5, 6], [1], [-1, 2], [-2, -3], [3, 4], [-4, 5], [-6, -5, 2], [-2, 1, -6]]), 0, true, "x1 alone in its clause is forced, then x2, then ¬x3, and so on. A clause with one free literal, all others false, forces it: no guess is needed.");

    [Fact]
    public void A_contradiction_that_is_forced_is_not_guessed() =>
        Solved(new Cnf(4, [[3, 4], [1], [-1, 2], [-1, -2]]), 0, false, "x1 forces x2 and ¬x2.");

    [Fact]
    public void A_pure_literal_is_not_guessed()
    {
        Solved(new Cnf(4, [[1, 2], [1, -2], [3, 2, 4], [3, -4]]), 0, true, "x1 has no ¬x1, so true hurts nobody; the same holds for x3.");
        Solved(new Cnf(4, [[1, -2, 3], [1, -2], [2, -3, 4], [2, 3, -4]]), 0, true, "x1 is pure. Then ¬x2 is left in satisfied clauses only, so x2 is pure, too: look at the clauses that are still open, again and again.");
    }

    [Fact]
    public void A_long_chain_is_no_problem()
    {
        const int N = 400;
        Cnf chain = new(N, [.. Enumerable.Range(1, N - 1).Select(v => new[] { -v, v + 1 }), [1], [-N, -1, 2]]);
        Solved(chain, 0, true, "x1 forces x2, x2 forces x3, …: 400 of them, and no guess.");
    }

    [Fact]
    public void Five_pigeons_do_not_fit_into_four_holes() => Solved(Formulas.Pigeons(5), 500, false, "Each pigeon sits in one of four holes, no two in the same.");

    [Fact]
    public void Sixty_variables_with_three_clauses_each_are_easy()
    {
        for (ulong seed = 1; seed <= 5; seed++) Solved(Formulas.Random(seed, 60, 180), 500, true, "Three clauses a variable: a solver that follows what is forced needs a few dozen guesses, not 2⁶⁰.");
    }

    [Fact]
    public void Unknown_is_not_unsatisfiable()
    {
        SatResult result = Solved(Formulas.Pigeons(7), 3, null, "Three guesses do not settle seven pigeons. Where the guesses are used up, the answer is null: unknown is not unsatisfiable.");
        Expect.Equal(3L, result.Decisions, because: "All three were used.", part: "Decisions");
        Solved(new Cnf(4, [[1, 2, 3], [-1, -2, -3], [1, -2, 4], [-1, 2, -4], [2, 3, -4], [-2, -3, 4]]), 0, null, "Nothing is forced and nothing pure, so a guess is needed, and none is allowed.");
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Solve(new Cnf(2, [[1], [3]]), 10), because: "There is no x3.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(new Cnf(2, [[1], [-3]]), 10), because: "There is no x3.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(new Cnf(2, [[0, 1]]), 10), because: "0 is no literal.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Solve(new Cnf(2, [[1]]), -1), because: "A number of guesses is at least 0.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The budget was used up, and you said \"unsatisfiable\". Unknown is not unsatisfiable: return null.", new((f, most) => Dpll.Solve(f, most) is { Satisfiable: null } unknown ? unknown with { Satisfiable = false } : Dpll.Solve(f, most))),
        new("After a wrong guess you did not take back what it had forced: your solver claims \"unsatisfiable\" because of it.", new((f, most) => Plain(f, most, takesBack: false, propagates: true, pure: true))),
        new("You do not follow what is forced: a clause with one free literal, all others false, sets it without a guess.", new((f, most) => Plain(f, most, takesBack: true, propagates: false, pure: true))),
        new("You do not look for pure literals: where open clauses have x but no ¬x, true hurts nobody.", new((f, most) => Plain(f, most, takesBack: true, propagates: true, pure: false))),
        new("You tried one value only. If a guess fails, the opposite may hold.", new((f, most) => Plain(f, most, takesBack: true, propagates: true, pure: true, opposite: false))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the first free variable; values copied", new((f, most) => Plain(f, most, takesBack: true, propagates: true, pure: true))),
        new("clauses shortened instead of values kept", new(Shortened)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Three things to do before a guess: a clause without a free literal ends the branch; a clause with one forces it; a variable that has one sign only in the open clauses gets it.",
        "A recursive function on a copy of the values (true, false, unknown): follow what is forced until nothing changes, then set pure literals, then choose a literal of a shortest open clause, try it, and if that fails its opposite. The copy takes back everything by itself.",
        "Search(values): Propagate, false if a clause is empty. Set pure literals until there are none. No open clause: copy the values out, true. If decisions = maxDecisions: null. Count the guess; for the literal and its opposite: Search on a copy; true and null are passed on at once. After both: false. Variables left unknown may be false in the model.",
    ];

    /// <summary>The solver in the plainest form, with parts that can be left out.</summary>
    private static SatResult Plain(Cnf f, long most, bool takesBack, bool propagates, bool pure, bool opposite = true)
    {
        f.Require();
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        long decisions = 0;
        int[]? model = null;
        bool? answer = Search(new int[f.Vars + 1]);
        return new(answer, answer == true ? [.. model!.Skip(1).Select(value => value > 0)] : null, decisions);

        bool? Search(int[] values)
        {
            bool Holds(int literal) => values[Math.Abs(literal)] == Math.Sign(literal);
            bool IsFree(int literal) => values[Math.Abs(literal)] == 0;
            int[][] open;
            while (true)
            {
                open = [.. f.Clauses.Where(clause => !clause.Any(Holds)).Select(clause => clause.Where(IsFree).Distinct().ToArray())];
                if (open.Any(clause => clause.Length == 0)) return false;
                int forced = propagates ? open.FirstOrDefault(clause => clause.Length == 1)?[0] ?? 0 : 0;
                HashSet<int> seen = [.. open.SelectMany(clause => clause)];
                if (forced == 0 && pure) forced = seen.FirstOrDefault(literal => !seen.Contains(-literal));
                if (forced == 0) break;
                values[Math.Abs(forced)] = Math.Sign(forced);
            }

            if (open.Length == 0)
            {
                model = [.. values];
                return true;
            }

            if (decisions == most) return null;
            decisions++;
            int guess = open.MinBy(clause => clause.Length)![0];
            foreach (int literal in opposite ? new[] { guess, -guess } : [guess])
            {
                int[] tried = takesBack ? [.. values] : values;
                tried[Math.Abs(literal)] = Math.Sign(literal);
                bool? answer = Search(tried);
                if (answer != false) return answer;
            }

            return false;
        }
    }

    private static SatResult Shortened(Cnf f, long most)
    {
        f.Require();
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        long used = 0;
        (bool? found, List<int>? trueLiterals) = Solve([.. f.Clauses.Select(clause => clause.ToHashSet())], []);
        return new(found, found == true ? [.. Enumerable.Range(1, f.Vars).Select(trueLiterals!.Contains)] : null, used);

        static List<HashSet<int>> Given(List<HashSet<int>> clauses, int literal) => [.. clauses.Where(clause => !clause.Contains(literal)).Select(clause => clause.Where(other => other != -literal).ToHashSet())];

        (bool? Found, List<int>? True) Solve(List<HashSet<int>> clauses, List<int> known)
        {
            while (true)
            {
                if (clauses.Any(clause => clause.Count == 0)) return (false, null);
                if (clauses.Count == 0) return (true, known);
                HashSet<int> seen = [.. clauses.SelectMany(clause => clause)];
                int next = clauses.FirstOrDefault(clause => clause.Count == 1)?.First() ?? seen.FirstOrDefault(literal => !seen.Contains(-literal));
                if (next == 0) break;
                known = [.. known, next];
                clauses = Given(clauses, next);
            }

            if (used >= most) return (null, null);
            used++;
            int guess = clauses.OrderBy(clause => clause.Count).First().First();
            (bool? Found, List<int>? True) first = Solve(Given(clauses, guess), [.. known, guess]);
            return first.Found == false ? Solve(Given(clauses, -guess), [.. known, -guess]) : first;
        }
    }
}
