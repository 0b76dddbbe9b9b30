using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.6: none, one or infinitely many solutions, and all of them.</summary>
[Exercise("2.6", "Solution sets", Difficulty = 4, Minutes = 45, Theory = "4. Three cases of Ax = b")]
public sealed class SolutionSets : Exercise<SolutionSets, SolutionSets.Contract>
{
    private const double Tol = 1e-9;

    public delegate SolutionSet Description(double[,] a, double[] b, double tol);

    public sealed record Contract(Description Describe);

    public static Verdict Check(Description describe) => Grade(new Contract(describe));

    protected override Contract Reference => new(Elimination.Describe);

    [Fact]
    public void Two_lines_that_cross_have_one_solution() =>
        RequireUnique([1, 2], new double[,] { { 1, 1 }, { 3, -1 } }, [3, 1], "x + y = 3 and 3x − y = 1 meet in (1, 2).");

    [Fact]
    public void Parallel_lines_have_none() => RequireNone(new double[,] { { 1, 1 }, { 2, 2 } }, [1, 3], "x + y = 1 and 2x + 2y = 3: elimination leaves 0 = 1, a contradiction.");

    [Fact]
    public void A_line_given_twice_has_a_family() =>
        RequireFamily(1, new double[,] { { 1, 1 }, { 2, 2 } }, [1, 2], "x + y = 1, said twice: elimination leaves 0 = 0, which is freedom, not contradiction. There are infinitely many solutions: name the direction.");

    [Fact]
    public void An_equation_said_twice_is_no_contradiction()
    {
        SolutionSet? answer = Subject.Describe(new double[,] { { 1, 1 }, { 2, 2 } }, [1, 2], Tol);
        Expect.That(answer is not (null or SolutionSet.None), "a Family", answer, because: "(1, 0) solves both equations. 0 = 0 is freedom; 0 = 5 would be a contradiction.");
    }

    [Fact]
    public void Two_equations_in_four_unknowns_leave_a_plane() =>
        RequireFamily(2, new double[,] { { 1, 2, 0, -1 }, { 0, 0, 1, 4 } }, [3, 5], "x + 2y − w = 3 and z + 4w = 5: y and w may be chosen, so there are two directions.");

    [Fact]
    public void A_pivot_may_be_missing_in_the_first_column() =>
        RequireFamily(1, new double[,] { { 0, 2, 4 }, { 0, 1, 3 } }, [2, 3], "The first unknown occurs nowhere, so it is free: a column without a pivot is skipped, the row waits for the next column.");

    [Fact]
    public void The_first_entry_may_be_zero() => RequireUnique([2, -1, 3], new double[,] { { 0, 2, 1 }, { 1, 1, 1 }, { 4, 0, -1 } }, [1, 4, 5], "A zero where the pivot should be is no verdict: another row has one.");

    [Fact]
    public void More_equations_than_unknowns_may_agree() =>
        RequireUnique([1, 2], new double[,] { { 0, 2 }, { 3, 1 }, { 3, 3 } }, [4, 5, 9], "The third equation is the sum of the first two. 0 = 0 says nothing: two unknowns, two pivots, one solution.");

    [Fact]
    public void More_equations_than_unknowns_may_disagree() =>
        RequireNone(new double[,] { { 0, 2 }, { 3, 1 }, { 3, 3 } }, [4, 5, 8], "The third left side is the sum of the first two, its right side is not. 0 = −1 is a contradiction.");

    [Fact]
    public void Zeros_as_coefficients_demand_zeros_on_the_right()
    {
        RequireFamily(3, new double[2, 3], [0, 0], "0 = 0 twice: every vector is a solution, so three directions.");
        RequireNone(new double[2, 3], [0, 1], "The second equation says 0 = 1.");
    }

    [Fact]
    public void Without_equations_everything_is_a_solution() => RequireFamily(2, new double[0, 2], [], "Nothing is asked of two unknowns.");

    [Fact]
    public void Without_unknowns_the_right_side_decides()
    {
        RequireUnique([], new double[2, 0], [0, 0], "0 = 0: the empty vector is the one solution.");
        RequireNone(new double[2, 0], [0, 3], "0 = 3.");
    }

    [Fact]
    public void Zeros_on_the_right_have_at_least_the_zero_solution()
    {
        RequireUnique([0, 0], new double[,] { { 1, 2 }, { 3, 4 } }, [0, 0], "Two independent equations: only zero.");
        RequireFamily(1, new double[,] { { 1, 2 }, { 3, 6 } }, [0, 0], "Zero, and with it a line of others.");
    }

    [Theory]
    [InlineData(1e8, 1)]
    [InlineData(1e-8, 1)]
    [InlineData(1, 1e8)]
    [InlineData(1, 1e-8)]
    [InlineData(1, 1e-12)]
    [InlineData(1e-100, 1e100)]
    public void Other_units_give_the_same_verdict(double left, double right)
    {
        const string Because = "The same system in other units. Units changed, verdict changed? Then the tolerance is absolute: compare with tol times the largest entry.";
        RequireUnique([right / left, 2 * right / left], new[,] { { left, left }, { 3 * left, -left } }, [3 * right, right], Because);
        RequireNone(new[,] { { left, left }, { 2 * left, 2 * left } }, [right, 3 * right], Because);
        RequireFamily(1, new[,] { { left, left }, { 2 * left, 2 * left } }, [right, 2 * right], Because);
    }

    [Fact]
    public void Rounding_is_no_pivot()
    {
        RequireFamily(1, new[,] { { 0.1, 0.7 }, { 0.3, 2.1 } }, [0.1, 0.3], "The second row is three times the first, but 3 · 0.7 is not 2.1 to the last bit. What is left, 1e-16, counts as 0.");
        RequireNone(new[,] { { 0.1, 0.7 }, { 0.3, 2.1 } }, [0.1, 0.4], "The second row is three times the first, its right side is not.");
        RequireFamily(1, new[,] { { -0.1, -0.7 }, { -0.3, -2.1 } }, [0.1, 0.3], "What is left is measured against the largest absolute entry, here 2.1, and not against the largest with its sign, −0.1.");
    }

    [Fact]
    public void Rounding_is_no_contradiction()
    {
        const string Because = "Elimination leaves 0 = c, where c is 1e-16 of the right sides: rounding, and no contradiction. Compare with tol times the largest of them, which need not be the first or the last.";
        RequireFamily(1, new[,] { { 0.1, 0.7 }, { 0.3, 2.1 }, { 0, 0 } }, [0.7, 2.1, 0], Because);
        RequireFamily(1, new[,] { { 0.1, 0.7 }, { 0.3, 2.1 }, { 0, 0 } }, [0.7e12, 2.1e12, 0], Because);
    }

    [Fact]
    public void A_pivot_may_stand_in_any_row_below()
    {
        RequireUnique([1, 2], new double[,] { { 0, 2 }, { 3, 1 } }, [4, 5], "2y = 4, then 3x + 2 = 5: the pivot of the first column stands in the second row.");
        RequireUnique([2, -1, 3], new double[,] { { 1, 5, 0 }, { 0, 0, 3 }, { 0, 2, 1 } }, [-3, 9, 1], "z = 3, then 2y + 3 = 1, then x − 5 = −3: the pivot of the second column stands in the last row, and the 5 in a row that is done is not to be compared with.");
    }

    [Fact]
    public void Rounding_that_a_small_pivot_magnifies_is_no_pivot()
    {
        // Three rows that begin with next to nothing, one that does not, and a fifth that is made of the first and the fourth; the last column is made of two others.
        double[][] rows = [[1e-7, 3, 1.1, 2], [2e-7, 1.3, -0.6, 0.3], [1.7e-7, 1e-7, 1.7, -0.9], [-1, 2.3, 0.7, 2.9]];
        foreach (int[] order in Orders(5))
        {
            double[,] a = LinearSystems.Filled(5, 5, (i, j) => j < 4 ? Entry(order[i], j) : Entry(order[i], 0) + Entry(order[i], 3));
            RequireFamily(1, a, [.. order.Select(row => Entry(row, 1) + 2 * Entry(row, 3))],
                "One row is made of two others: rank 4, and one direction. Whoever takes the first entry that is not 0 for a pivot divides by 1e-7, and the rounding of what is left looks like a fifth pivot. Take the largest absolute entry of the column.", 1e-12);
        }

        double Entry(int row, int column) => row < 4 ? rows[row][column] : 1.3 * rows[0][column] + 0.7 * rows[3][column];
    }

    [Fact]
    public void What_is_no_pivot_counts_as_zero_from_then_on() => RequireFamily(
        1, new[,] { { 1e8, 2e8, 0, 0 }, { 0, 0.05, 1e8, 0 }, { 0, -0.03, 0, 1e8 } }, [3e8, 1e8, 2e8],
        "0.05 and −0.03 are below tol = 1e-9 times 1e8, so the second unknown is free, and nothing of them belongs into its direction, (−2, 1, 0, 0).");

    [Fact]
    public void The_tolerance_says_what_counts_as_zero()
    {
        double[,] nearly = { { 1, 1 }, { 1, 1 + 1e-7 } };
        RequireUnique([1, 0], nearly, [1, 1], "1e-7 is above tol = 1e-9 times the largest entry: a pivot.");
        RequireFamily(1, nearly, [1, 1], "1e-7 is below tol = 1e-5 times the largest entry: no pivot.", 1e-5);
        RequireNone(new double[,] { { 1, 1 }, { 1, 1 } }, [1, 1 + 1e-7], "0 = 1e-7, and that is above tol = 1e-9 times the largest right side: a contradiction.");
        RequireFamily(1, new double[,] { { 1, 1 }, { 1, 1 } }, [1, 1 + 1e-7], "0 = 1e-7, and that is below tol = 1e-5 times the largest right side: it counts as 0 = 0.", 1e-5);
    }

    [Fact]
    public void Every_member_of_the_family_solves_and_none_is_missing() => Property.Holds(
        Gen.Select(Draw.Matrix(4, 2), Draw.Matrix(2, 5), Draw.Vector(5)), sample =>
        {
            double[,] a = MatrixMultiplication.Multiply(sample.Item1, sample.Item2);   // rank 2 at most, with 5 unknowns
            double[] b = MatrixMultiplication.ByRows(a, sample.Item3);
            RequireFamily(5 - Rank(a), a, b, $"{ValueText.Of(sample.Item3)} is one solution of this system of rank {Rank(a)}: there are 5 − {Rank(a)} directions, and every combination of them may be added.");
        });

    [Fact]
    public void A_wide_system_is_described_whole() => Property.Holds(
        Gen.Select(Draw.Matrix(2, 4), Draw.Vector(4)), sample =>
            RequireFamily(4 - Rank(sample.Item1), sample.Item1, MatrixMultiplication.ByRows(sample.Item1, sample.Item2), $"{ValueText.Of(sample.Item2)} is one solution; unknowns less rank is the number of directions."));

    [Fact]
    public void A_square_system_of_full_rank_has_its_one_solution() => Property.Holds(
        Gen.Select(Draw.Matrix(3, 3), Draw.Vector(3)).Where(sample => LinearSystems.Leibniz(sample.Item1) != 0), sample =>
            RequireUnique(sample.Item2, sample.Item1, MatrixMultiplication.ByRows(sample.Item1, sample.Item2), "The determinant is not 0, so there is one solution."));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Each_equation_needs_a_right_side(int entries) =>
        Expect.Throws<ArgumentException>(() => Subject.Describe(new double[2, 3], new double[entries], Tol), because: $"Two equations, {entries} right sides.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-9)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void The_tolerance_lies_between_0_and_1(double tol) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Describe(new double[,] { { 1, 2 } }, [3], tol), because: "It is a share of the largest entry. At 1 nothing would be a pivot.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("0 = 0 is freedom, 0 = 5 is contradiction: a missing pivot alone does not mean that there is no solution.", new((a, b, tol) => Elimination.Describe(a, b, tol) is SolutionSet.Unique one ? one : new SolutionSet.None())),
        new("There are infinitely many solutions: name the directions. You returned one of them as if it were the only one.", new((a, b, tol) => Elimination.Describe(a, b, tol) is SolutionSet.Family family ? new SolutionSet.Unique(family.Particular) : Elimination.Describe(a, b, tol))),
        new("Units changed, verdict changed: compare with tol times the largest entry, not with tol itself.", new(Absolute)),
        new("A direction d solves A·d = 0. Its pivot entries have the opposite sign of the reduced column.", new((a, b, tol) => Elimination.Describe(a, b, tol) is SolutionSet.Family family
            ? new SolutionSet.Family(family.Particular, [.. family.Directions.Select(direction => Vec.Of([.. direction.ToArray().Select(Math.Abs)]))])
            : Elimination.Describe(a, b, tol))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("reduced form of [A | b] by Rref, read off", new((a, b, tol) =>
        {
            (int rows, int columns) = (a.GetLength(0), a.GetLength(1));
            if (b.Length != rows) throw new ArgumentException("The shapes do not match.");
            if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol));
            double left = LinearSystems.Largest(a), right = b.Select(Math.Abs).DefaultIfEmpty(0).Max();
            if (left == 0) left = 1;
            if (right == 0) right = 1;
            return Scaled(Absolute(LinearSystems.Filled(rows, columns, (i, j) => a[i, j] / left), [.. b.Select(entry => entry / right)], tol), right / left);
        })),
        new("every row cleared by whole-row operations on arrays, free columns sorted out at the end", new(ByRowArrays)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Reduce [A | b] on paper for x + y = 1, 2x + 2y = 3, and again with 2 on the right. Which last row do you get? What does it say?",
        "Look for pivots in the columns of A only. A column without one leaves its unknown free. After the last pivot row, every row says 0 = something: that something decides between none and some.",
        "Gauss-Jordan on [A | b]: in each column of A take the largest entry from the current row down; skip the column when that is at most tol times A's largest entry; else swap, divide, clear above and below. Then: a remaining right side above tol times b's largest: None. As many pivots as unknowns: Unique. Else Family: free unknowns 0 for the particular solution; for each free unknown a direction with 1 there, and minus the entries of its reduced column at the pivots.",
    ];

    /// <summary>Every fourth order of n rows: each row comes to each place.</summary>
    private static IEnumerable<int[]> Orders(int n)
    {
        return Of([]).Where((_, i) => i % 4 == 0);

        IEnumerable<int[]> Of(int[] chosen) => chosen.Length == n ? [chosen] : Enumerable.Range(0, n).Except(chosen).SelectMany(next => Of([.. chosen, next]));
    }

    private void RequireNone(double[,] a, double[] b, string because, double tol = Tol)
    {
        SolutionSet? answer = Subject.Describe(a, b, tol);
        Expect.That(answer is SolutionSet.None, "None", answer, because);
    }

    private void RequireUnique(double[] x, double[,] a, double[] b, string because, double tol = Tol)
    {
        SolutionSet? answer = Subject.Describe(a, b, tol);
        Expect.That(answer is SolutionSet.Unique, $"Unique, with X = {ValueText.Of(x)}", answer, because);
        Expect.Close(x, ((SolutionSet.Unique)answer!).X?.ToArray(), because: because, tolerance: 1e-8);
    }

    private void RequireFamily(int directions, double[,] a, double[] b, string because, double tol = Tol)
    {
        SolutionSet? answer = Subject.Describe(a, b, tol);
        int n = a.GetLength(1);
        if (directions == 0)
        {
            Expect.That(answer is SolutionSet.Unique one && Solves(a, one.X, b, tol), "Unique, with A·X = b", answer, because);
            return;
        }

        Expect.That(answer is SolutionSet.Family { Particular: not null, Directions: not null }, $"a Family with {directions} {(directions == 1 ? "direction" : "directions")}", answer, because);
        (Vec particular, Vec[] found) = (SolutionSet.Family)answer!;
        Expect.That(found.Length == directions, $"{directions} {(directions == 1 ? "direction" : "directions")}", found, because);
        Expect.That(found.Prepend(particular).All(vector => vector?.Count == n), $"vectors of {n} entries", answer, "A solution has an entry for each unknown.");
        Expect.That(Solves(a, particular, b, tol), "A·Particular = b", particular, because);
        foreach (Vec direction in found)
            Expect.That(Solves(a, direction, new double[b.Length], tol), "A·direction = 0", direction, "Adding a direction must not change A·x. " + because);
        Expect.That(Rank(LinearSystems.Filled(n, directions, (i, j) => found[j][i])) == directions, "independent directions", found, "A direction that is zero, or a combination of the others, adds nothing. " + because);
    }

    private static bool Solves(double[,] a, Vec x, double[] b, double tol)
    {
        if (x.Count != a.GetLength(1)) return false;
        double size = LinearSystems.NormInfinity(a) * x.Norm(double.PositiveInfinity) + b.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return MatrixMultiplication.ByRows(a, x.ToArray()).Zip(b).All(pair => Math.Abs(pair.First - pair.Second) <= 2 * tol * size);
    }

    private static int Rank(double[,] a) => Elimination.Rref(Mat.Of(a), 1e-9).Pivots.Length;

    private static SolutionSet Scaled(SolutionSet set, double factor) => set switch
    {
        SolutionSet.Unique one => new SolutionSet.Unique(factor * one.X),
        SolutionSet.Family family => family with { Particular = factor * family.Particular },
        _ => set,
    };

    /// <summary>With an absolute tolerance.</summary>
    private static SolutionSet Absolute(double[,] a, double[] b, double tol)
    {
        (int rows, int columns) = (a.GetLength(0), a.GetLength(1));
        if (b.Length != rows) throw new ArgumentException("The shapes do not match.");
        if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol));
        double[][] lines = [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Select(j => a[i, j]).Append(b[i]).ToArray())];
        return ReadOff(lines, columns, tol, tol);
    }

    private static SolutionSet ByRowArrays(double[,] a, double[] b, double tol)
    {
        (int rows, int columns) = (a.GetLength(0), a.GetLength(1));
        if (b.Length != rows) throw new ArgumentException("The shapes do not match.");
        if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol));
        double[][] lines = [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Select(j => a[i, j]).Append(b[i]).ToArray())];
        return ReadOff(lines, columns, tol * LinearSystems.Largest(a), tol * b.Select(Math.Abs).DefaultIfEmpty(0).Max());
    }

    private static SolutionSet ReadOff(double[][] lines, int columns, double zeroLeft, double zeroRight)
    {
        List<double[]> waiting = [.. lines];
        List<(int Column, double[] Line)> done = [];
        for (int c = 0; c < columns && waiting.Count > 0; c++)
        {
            double[] best = waiting.MaxBy(line => Math.Abs(line[c]))!;
            if (Math.Abs(best[c]) <= zeroLeft) continue;
            waiting.Remove(best);
            double pivot = best[c];
            for (int j = 0; j <= columns; j++) best[j] /= pivot;
            foreach (double[] line in waiting.Concat(done.Select(entry => entry.Line)))
            {
                double factor = line[c];
                for (int j = 0; j <= columns; j++) line[j] -= factor * best[j];
                line[c] = 0;
            }

            done.Add((c, best));
        }

        if (waiting.Any(line => Math.Abs(line[columns]) > zeroRight)) return new SolutionSet.None();
        double[] particular = new double[columns];
        foreach ((int column, double[] line) in done) particular[column] = line[columns];
        int[] free = [.. Enumerable.Range(0, columns).Where(c => done.All(entry => entry.Column != c)).Reverse()];
        return free.Length == 0 ? new SolutionSet.Unique(Vec.Of(particular)) : new SolutionSet.Family(Vec.Of(particular), [.. free.Select(f =>
        {
            double[] direction = new double[columns];
            direction[f] = -2;
            foreach ((int column, double[] line) in done) direction[column] = 2 * line[f];
            return Vec.Of(direction);
        })]);
    }
}
