using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.8: the least value of a quadratic under equations, and the price of each.</summary>
[Exercise("5.8", "Lagrange's multipliers", Difficulty = 4, Minutes = 35, Theory = "7. Constraints have a price")]
public sealed class LagrangeQuadratic : Exercise<LagrangeQuadratic, LagrangeQuadratic.Contract>
{
    public delegate (double[] X, double[] Multipliers) ConstrainedMinimum(double[,] Q, double[] c, double[,] A, double[] b);

    public sealed record Contract(ConstrainedMinimum Solve);

    public static Verdict Check(ConstrainedMinimum solve) => Grade(new Contract(solve));

    protected override Contract Reference => new(QuadraticProgram.Solve);

    private static readonly double[,] _round = { { 2, 0 }, { 0, 2 } };

    [Fact]
    public void The_point_of_a_line_nearest_to_the_origin()
    {
        (double[] x, double[] multipliers) = Subject.Solve(_round, [0, 0], new double[,] { { 1, 1 } }, [1]);
        Expect.Close([0.5, 0.5], x, because: "x² + y² on the line x + y = 1: Q = [[2, 0], [0, 2]], because f is ½xᵀQx. By symmetry (½, ½).");
        Expect.Close([-1.0], multipliers, because: "∇f = (1, 1) at (½, ½), and ∇f + Aᵀλ = 0 with A = (1, 1): λ = −1.");
    }

    [Fact]
    public void A_slanted_line_and_a_linear_term_by_hand()
    {
        // x² + 2y² − 2x − 8y on x + 2y = 3: 2x − 2 + λ = 0 and 4y − 8 + 2λ = 0, so x = 1 − λ/2, y = 2 − λ/2; 5 − 3λ/2 = 3.
        (double[] x, double[] multipliers) = Subject.Solve(new double[,] { { 2, 0 }, { 0, 4 } }, [-2, -8], new double[,] { { 1, 2 } }, [3]);
        Expect.Close([1 / 3.0, 4 / 3.0], x, because: "x² + 2y² − 2x − 8y on x + 2y = 3: 2x − 2 + λ = 0 and 4y − 8 + 2λ = 0, so x = 1 − λ/2 and y = 2 − λ/2; put into the line, λ = 4/3.");
        Expect.Close([4 / 3.0], multipliers, because: "From 5 − 3λ/2 = 3. The free minimum (1, 2) has x + 2y = 5: to be held at 3 costs, and each unit more would save 4/3.");
    }

    [Fact]
    public void Without_equations_it_is_the_free_minimum()
    {
        (double[] x, double[] multipliers) = Subject.Solve(new double[,] { { 2, 1 }, { 1, 4 } }, [-3, -5], new double[0, 2], []);
        Expect.Close([1.0, 1], x, because: "Qx = −c: 2x + y = 3 and x + 4y = 5.");
        Expect.That(multipliers?.Length == 0, "no multipliers", multipliers, because: "Without an equation there is no price.");
    }

    [Fact]
    public void The_equations_hold_and_the_gradient_is_a_combination_of_their_rows() => Property.Holds(
        _problems, problem =>
        {
            (double[,] q, double[] c, double[,] a, double[] b) = problem;
            (double[] x, double[] multipliers) = Subject.Solve(q, c, a, b);
            Expect.That(x?.Length == 4 && multipliers?.Length == 2, "x with 4 entries and 2 multipliers", (x, multipliers), because: "4 unknowns, 2 equations.");
            double[] left = MatrixMultiplication.ByRows(a, x!);
            Expect.That(Near(left, b), $"A·x = {ValueText.Of(b)}", left, because: "The equations must hold, whatever that costs.");
            double[] rest = Draw.Plus(Draw.Plus(MatrixMultiplication.ByRows(q, x!), c), MatrixMultiplication.TransposeTimes(a, multipliers!));
            Expect.That(Near(rest, [0, 0, 0, 0]), "Qx + c + Aᵀλ = 0", rest, because: "At the optimum the gradient is perpendicular to every direction that keeps the equations: it is −Aᵀλ.");
        });

    [Fact]
    public void No_other_point_that_keeps_the_equations_is_lower() => Property.Holds(
        Gen.Select(_problems, Draw.Vector(4)), sample =>
        {
            ((double[,] q, double[] c, double[,] a, double[] b), double[] other) = sample;
            (double[] x, _) = Subject.Solve(q, c, a, b);
            // What remains of a direction when the shadows on both rows of A are taken away keeps A·x.
            double[] first = Draw.Column(Draw.Transpose(a), 0), second = Direction.Decompose(Draw.Column(Draw.Transpose(a), 1), first).Perpendicular;
            double[] d = Direction.Decompose(Direction.Decompose(other, first).Perpendicular, second).Perpendicular;
            double here = Cost(q, c, x), there = Cost(q, c, Draw.Plus(x, d));
            Expect.That(there >= here - 1e-8 * (1 + Math.Abs(here)), $"at most {ValueText.Of(there)}, which {ValueText.Of(Draw.Plus(x, d))} has", here, because: "That point keeps the equations too, and costs less than yours.");
        });

    [Fact]
    public void A_multiplier_is_a_price() => Property.Holds(
        _problems, problem =>
        {
            (double[,] q, double[] c, double[,] a, double[] b) = problem;
            (double[] x, double[] multipliers) = Subject.Solve(q, c, a, b);
            const double Delta = 1e-4;
            for (int k = 0; k < 2; k++)
            {
                double[] more = [.. b];
                more[k] += Delta;
                double change = (Cost(q, c, Subject.Solve(q, c, a, more).X) - Cost(q, c, x)) / Delta;
                Expect.That(Math.Abs(change + multipliers[k]) <= 1e-3 * (1 + Math.Abs(change)), $"λ{k} near {ValueText.Of(-change)}", multipliers[k], because: $"When b{k} grows by 0.0001, the least cost changes by {ValueText.Of(change)} a unit: that is −λ.");
            }
        }, samples: 8);

    [Fact]
    public void Equations_that_depend_on_one_another_are_refused()
    {
        double[,] q = Matrices.Identity(3);
        Expect.Throws<InvalidOperationException>(() => Subject.Solve(q, [0, 0, 0], new[,] { { 0.1, 0.2, 0.3 }, { 0.3, 0.6, 0.9 } }, [1, 3]), because: "The second equation is three times the first: how should the price be shared between them? Rounding hides it, since 3·0.1 is not 0.3: ask Elimination.Rref with a tolerance how many pivots A has.");
        Expect.Throws<InvalidOperationException>(() => Subject.Solve(q, [0, 0, 0], new double[,] { { 1, 2, 3 }, { 1, 2, 3 } }, [1, 2]), because: "x + 2y + 3z cannot be 1 and 2.");
        Expect.Throws<InvalidOperationException>(() => Subject.Solve(_round, [0, 0], new double[,] { { 1, 0 }, { 0, 1 }, { 1, 1 } }, [1, 1, 2]), because: "Three equations for two unknowns depend on one another.");
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Solve(_round, [0, 0, 0], new double[,] { { 1, 1, 1 } }, [1]), because: "Q is 2×2, c has 3 entries.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(new double[2, 3], [0, 0], new double[,] { { 1, 1 } }, [1]), because: "Q is 2×3.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(new double[3, 2], [0, 0], new double[,] { { 1, 1 } }, [1]), because: "Q is 3×2.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(_round, [0, 0], new double[,] { { 1, 1, 1 } }, [1]), because: "A has 3 columns for 2 unknowns.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(_round, [0, 0], new double[,] { { 1, 1 } }, [1, 2]), because: "A has 1 row, b 2 entries.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You minimise freely and then project onto the equations: feasible, but not the lowest feasible point, as the nearest one is not the cheapest.", new((q, c, a, b) =>
        {
            (double[] right, double[] multipliers) = QuadraticProgram.Solve(q, c, a, b);
            double[] free = QuadraticProgram.Solve(q, c, new double[0, c.Length], []).X;
            return (b.Length == 0 ? right : QuadraticProgram.Solve(Matrices.Identity(c.Length), Draw.Times(-1, free), a, b).X, multipliers);
        })),
        new("The sign of your multipliers is turned: with ∇f + Aᵀλ = 0 the price of a unit is −λ. Yours says that relaxing the constraint costs money.", new((q, c, a, b) => QuadraticProgram.Solve(q, c, a, b) is var (x, multipliers) ? (x, Draw.Times(-1, multipliers)) : default)),
        new("Your gradient is that of xᵀQx: f is ½xᵀQx + cᵀx, whose gradient is Qx + c.", new((q, c, a, b) =>
        {
            QuadraticProgram.Solve(q, c, a, b);
            return QuadraticProgram.Solve(Matrices.Scaled(2, q), c, a, b);
        })),
        new("You forgot the minus at c: the first n equations are Qx + Aᵀλ = −c.", new((q, c, a, b) => QuadraticProgram.Solve(q, Draw.Times(-1, c), a, b))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the multipliers first: A·Q⁻¹·Aᵀ·λ = −(b + A·Q⁻¹·c)", new((q, c, a, b) =>
        {
            Guard(q, c, a, b);
            Mat rows = Mat.Of(a);
            Mat factor = Cholesky.TryFactor(Mat.Of(q))!;
            Vec free = -1 * Cholesky.Solve(factor, Vec.Of(c));
            if (b.Length == 0) return (free.ToArray(), []);
            Vec[] columns = [.. Enumerable.Range(0, b.Length).Select(k => Cholesky.Solve(factor, rows.Row(k)))];
            double[,] schur = LinearSystems.Filled(b.Length, b.Length, (i, j) => rows.Row(i).Dot(columns[j]));
            Vec multipliers = Lu.Factor(Mat.Of(schur)).Solve(rows * free - Vec.Of(b));
            Vec x = free;
            for (int k = 0; k < b.Length; k++) x -= multipliers[k] * columns[k];
            return (x.ToArray(), multipliers.ToArray());
        })),
        new("a special solution and the directions that keep the equations", new((q, c, a, b) =>
        {
            Guard(q, c, a, b);
            int n = c.Length;
            Mat big = Mat.Of(q);
            (Vec special, Vec[] directions) = b.Length == 0
                ? (Vec.Of(new double[n]), [.. Enumerable.Range(0, n).Select(j => Vec.Of(Draw.Basis(n, j)))])
                : Elimination.Describe(Mat.Of(a), Vec.Of(b)) switch { SolutionSet.Unique(var only) => (only, []), SolutionSet.Family(var particular, var basis) => (particular, basis.ToArray()), _ => throw new InvalidOperationException("None.") };
            Vec x = special;
            if (directions.Length > 0)
            {
                Mat z = Mat.Of(LinearSystems.Filled(n, directions.Length, (i, j) => directions[j][i]));
                x += z * Lu.Factor(z.T() * (big * z)).Solve(-1 * (z.T() * (big * special + Vec.Of(c))));
            }

            Vec gradient = big * x + Vec.Of(c);
            return (x.ToArray(), b.Length == 0 ? [] : LeastSquares.NormalEquations(Draw.Transpose(a), Draw.Times(-1, gradient.ToArray())));
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "At the optimum two things hold: the equations, and that the gradient Qx + c is a combination of the rows of A. How many unknowns are there together, and how many linear equations?",
        "Write them as one system: [[Q, Aᵀ], [A, 0]] times (x, λ) is (−c, b). Unit 2's Lu.Factor(Mat.Of(…)).Solve(Vec.Of(…)) solves it; its first n entries are x.",
        "Check the shapes; ask Elimination.Rref(Mat.Of(A), 1e-12) for the pivots, and refuse when there are fewer than m. Fill an (n + m)×(n + m) array: Q above left, the rows of A below and, as columns, to the right; −c and b on the right-hand side. Solve, and cut the result after n entries.",
    ];

    /// <summary>Four unknowns, two independent equations, a positive definite Q.</summary>
    private static readonly Gen<(double[,] Q, double[] C, double[,] A, double[] B)> _problems =
        Gen.Select(Draw.Matrix(4, 4), Draw.Vector(4), Draw.Matrix(2, 4), Draw.Vector(2)).Where(parts => Independent(parts.Item3)).Select(parts =>
        {
            double[,] q = Matrices.Times(Draw.Transpose(parts.Item1), parts.Item1);
            for (int i = 0; i < 4; i++) q[i, i] += 20;
            return (q, parts.Item2, parts.Item3, parts.Item4);
        });

    private static bool Independent(double[,] a)
    {
        double[] first = Draw.Column(Draw.Transpose(a), 0), second = Draw.Column(Draw.Transpose(a), 1);
        return first.Any(e => e != 0) && second.Any(e => e != 0) && Math.Abs(Direction.Cosine(first, second)) < 0.9;
    }

    private static double Cost(double[,] q, double[] c, double[] x) => 0.5 * InnerProduct.Dot(x, MatrixMultiplication.ByRows(q, x)) + InnerProduct.Dot(c, x);

    private static bool Near(double[] a, double[] b) => a.Length == b.Length && a.Zip(b).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-7);

    private static void Guard(double[,] q, double[] c, double[,] a, double[] b)
    {
        int n = c.Length, m = b.Length;
        if (q.GetLength(0) != n || q.GetLength(1) != n || a.GetLength(0) != m || a.GetLength(1) != n) throw new ArgumentException("Shapes.");
        if (m > 0 && Elimination.Rref(Mat.Of(a), 1e-10).Pivots.Length < m) throw new InvalidOperationException("Dependent.");
    }
}
