using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.4: many right-hand sides, one factorisation.</summary>
/// <remarks>The factorisation is passed in: the grader counts its calls. The syllabus said an inverse leaves a residual 1e4 times larger on Hilbert(8); measured it is 1e7 times (6.6e-9 against 4.4e-16).</remarks>
[Exercise("2.4", "Solve many systems", Difficulty = 3, Minutes = 30, Core = true, Theory = "2. LU stores the elimination, so it is paid once")]
public sealed class SolveMany : Exercise<SolveMany, SolveMany.Contract>
{
    public delegate double[,] Solver(double[,] a, double[,] rhs, Factorization factor);

    public sealed record Contract(Solver Solve);

    public static Verdict Check(Solver solve) => Grade(new Contract(solve));

    /// <summary>Holds your solver, with the factorisation you pass, against the reference's and a library's, on random systems with 20 right-hand sides.</summary>
    public static Comparison Compare(Solver solve, Factorization factor, Func<double[,], double[,], double[,]> library) => Compared(
        Part<Solver, double[,]>("Solve", (a, rhs, _) => solve(a, rhs, factor), contract => contract.Solve, (a, rhs, _) => library(a, rhs), "MathNet", [.. new[] { 30, 100, 300 }.Select(n => (n, Call(n)))]));

    private static Func<Solver, double[,]> Call(int n)
    {
        double[,] a = LinearSystems.Gaussian(n, n, 1), rhs = LinearSystems.Gaussian(n, 20, 2);
        return solve => solve(a, rhs, GaussianElimination.Factor);
    }

    protected override Contract Reference => new(LinearSystem.Solve);

    [Fact]
    public void Three_rows_and_two_right_hand_sides_are_as_by_hand() => Expect.Close(
        new double[,] { { 1, 2 }, { 1, -3 }, { 1, 2 } },
        Subject.Solve(LinearSystems.LateSwap, new double[,] { { 7, 4 }, { 16, -8 }, { 11, -8 } }, GaussianElimination.Factor),
        because: "A·(1, 1, 1) = (7, 16, 11) and A·(2, −3, 2) = (4, −8, −8). The rows' order here is (1, 2, 0): P acts on the right-hand side, entry i of P·b is b[Perm[i]].");

    [Fact]
    public void Fifty_unknowns_and_20_right_hand_sides_leave_only_rounding()
    {
        double[,] a = LinearSystems.Gaussian(50, 50, 5), rhs = LinearSystems.Gaussian(50, 20, 6);
        RequireSmallResidual(a, rhs, Subject.Solve(a, rhs, GaussianElimination.Factor), "With pivoting, what remains of A·X − B is rounding.");
    }

    [Fact]
    public void One_factorisation_serves_all_right_hand_sides()
    {
        int calls = 0;
        Subject.Solve(LinearSystems.Gaussian(10, 10, 7), LinearSystems.Gaussian(10, 20, 8), a =>
        {
            calls++;
            return GaussianElimination.Factor(a);
        });
        if (calls != 1) throw new ExpectationFailedException("1 factorisation", $"{calls} factorisations", "You have 20 right-hand sides and one matrix: factor it once with the function you are given (n³/3), then substitute for each column (n²).");
    }

    [Fact]
    public void The_given_factorisation_is_the_one_used()
    {
        double[,] rhs = { { 4, 6 }, { 8, 2 }, { 2, 2 } };
        Expect.Close(new[,] { { 2, 0.5 }, { 2, 3 }, { 0.5, 0.5 } }, Subject.Solve(Mat.Identity(3).ToArray(), rhs, _ => (Mat.Identity(3).ToArray(), LinearSystems.Diagonal(4, 2, 4), [1, 0, 2], -1)),
            because: "The function you are given may know something of the matrix that a general one does not. Here it hands out L = I, U = diag(4, 2, 4) and the order (1, 0, 2), to see whether you use them.");
    }

    [Fact]
    public void A_badly_conditioned_matrix_still_leaves_a_small_residual()
    {
        double[,] a = LinearSystems.Hilbert(8), ones = LinearSystems.Filled(8, 1, (_, _) => 1);
        double[,] rhs = MatrixMultiplication.Multiply(a, ones);
        RequireSmallResidual(a, rhs, Subject.Solve(a, rhs, GaussianElimination.Factor), "Substitution leaves 4e-16 on this Hilbert matrix, A⁻¹ times b leaves 7e-9. Do not go by way of the inverse.");
    }

    [Fact]
    public void A_times_the_solution_is_the_right_hand_side() => Property.Holds(
        Gen.Int[2, 5].SelectMany(n => Gen.Select(LinearSystems.Square(n), Draw.Matrix(n, 3))), sample =>
            RequireSmallResidual(sample.Item1, sample.Item2, Subject.Solve(sample.Item1, sample.Item2, GaussianElimination.Factor), "A·X = B, each column for itself."));

    [Fact]
    public void Without_right_hand_sides_there_are_no_solutions() =>
        Expect.Close(new double[3, 0], Subject.Solve(LinearSystems.LateSwap, new double[3, 0], GaussianElimination.Factor), because: "No columns in, no columns out, each of 3 entries.");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_singular_matrix_is_refused_with_its_pivot(int pivot)
    {
        double[,] singular = pivot == 1 ? new double[,] { { 1, 2, 3 }, { 2, 4, 7 }, { 3, 6, 1 } } : new double[,] { { 4, 8, 4 }, { 2, 6, 3 }, { 2, 8, 4 } };
        LinearSystems.ThrowsNaming<InvalidOperationException>(() => Subject.Solve(singular, new double[,] { { 5, 5 }, { 5, 5 }, { 5, 5 } }, GaussianElimination.Factor), [pivot],
            because: $"U[{pivot}, {pivot}] is 0: there is no single solution, and dividing would spread ∞ and NaN. Name the pivot (from 0).");
    }

    [Theory]
    [InlineData(2, 3, 2)]
    [InlineData(3, 3, 2)]
    [InlineData(3, 3, 4)]
    public void Shapes_that_do_not_meet_are_refused(int rows, int columns, int rightRows) => Expect.Throws<ArgumentException>(
        () => Subject.Solve(LinearSystems.Filled(rows, columns, (i, j) => i == j ? 1 : 0), new double[rightRows, 2], GaussianElimination.Factor),
        because: $"A is {rows}×{columns}, B has {rightRows} rows. A must be square, and each of its rows needs a right-hand side.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("20 factorisations counted, 1 needed: the factors do not depend on the right-hand side. Call factor before the loop over the columns.", new((a, rhs, factor) =>
        {
            LinearSystem.Solve(a, new double[rhs.GetLength(0), 0], factor);
            return Columns(rhs, b => Substituted(factor(a), b));
        })),
        new("The residual is 1e7 times larger on the Hilbert matrix of 8 rows: you multiplied by the inverse. Substitute each right-hand side instead.", new((a, rhs, factor) =>
            MatrixMultiplication.Multiply(LinearSystem.Solve(a, Mat.Identity(rhs.GetLength(0)).ToArray(), factor), rhs))),
        new("P acts on the right-hand side, before the two substitutions: L·U·x = P·b. You left it out, or put the solution into another order instead.", new((a, rhs, factor) =>
        {
            LinearSystem.Solve(a, new double[rhs.GetLength(0), 0], GaussianElimination.Factor);
            (double[,] L, double[,] U, int[] perm, _) = factor(a);
            return Columns(rhs, b =>
            {
                double[] x = TriangularSystem.Backward(U, TriangularSystem.Forward(L, b));
                return Array.ConvertAll(perm, row => x[row]);
            });
        })),
        new("Entry i of P·b is b[Perm[i]]. You wrote b[i] to the place Perm[i]: that is the inverse order.", new((a, rhs, factor) =>
        {
            LinearSystem.Solve(a, new double[rhs.GetLength(0), 0], GaussianElimination.Factor);
            (double[,] L, double[,] U, int[] perm, _) = factor(a);
            return Columns(rhs, b => TriangularSystem.Backward(U, TriangularSystem.Forward(L, [.. Enumerable.Range(0, b.Length).Select(i => b[Array.IndexOf(perm, i)])])));
        })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("one column after another, as vectors", new((a, rhs, factor) =>
        {
            if (a.GetLength(0) != a.GetLength(1) || a.GetLength(0) != rhs.GetLength(0)) throw new ArgumentException("The shapes do not match.");
            var factors = factor(a);
            return Columns(rhs, b => Substituted(factors, b));
        })),
        new("all right-hand sides at once, row by row", new(RowByRow)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Which part of the work depends on A alone, and which on a right-hand side? Only the second belongs into the loop over the columns.",
        "A·x = b is the same as PA·x = P·b, and PA = LU. With y = U·x there are two triangular systems: L·y = P·b, then U·x = y. You have solved both kinds in 2.1.",
        "Check the shapes. Call factor once. For each column of the right-hand sides: a new array whose entry i is the column's entry Perm[i]; Forward with L; Backward with U; write the result into the same column. Backward names the row when a pivot is 0.",
    ];

    private static void RequireSmallResidual(double[,] a, double[,] rhs, double[,]? x, string because)
    {
        int n = a.GetLength(0), m = rhs.GetLength(1);
        Expect.That(x?.GetLength(0) == n && x.GetLength(1) == m, $"{n} × {m} entries", x, because: "One solution a column, one unknown a row.");
        double[,] product = MatrixMultiplication.Multiply(a, x!);
        double residual = LinearSystems.Largest(LinearSystems.Filled(n, m, (i, j) => product[i, j] - rhs[i, j]));
        double allowed = 50 * n * Math.Pow(2, -52) * LinearSystems.NormInfinity(a) * LinearSystems.Largest(x!);
        if (!(residual <= allowed)) throw new ExpectationFailedException(FormattableString.Invariant($"an X with A·X within {allowed:0.0e0} of B"), FormattableString.Invariant($"an X with A·X off by {residual:0.0e0}"), because);
    }

    private static double[,] Columns(double[,] rhs, Func<double[], double[]> solve)
    {
        double[][] solved = [.. Enumerable.Range(0, rhs.GetLength(1)).Select(c => solve(Draw.Column(rhs, c)))];
        return LinearSystems.Filled(rhs.GetLength(0), rhs.GetLength(1), (i, c) => solved[c][i]);
    }

    private static double[] Substituted((double[,] L, double[,] U, int[] Perm, int Sign) factors, double[] b) =>
        TriangularSystem.Backward(factors.U, TriangularSystem.Forward(factors.L, Array.ConvertAll(factors.Perm, row => b[row])));

    private static double[,] RowByRow(double[,] a, double[,] rhs, Factorization factor)
    {
        int n = a.GetLength(0), m = rhs.GetLength(1);
        if (a.GetLength(1) != n || rhs.GetLength(0) != n) throw new ArgumentException("The shapes do not match.");
        (double[,] L, double[,] U, int[] perm, _) = factor(a);
        double[,] x = new double[n, m];
        for (int i = 0; i < n; i++)
            for (int c = 0; c < m; c++)
            {
                x[i, c] = rhs[perm[i], c];
                for (int k = 0; k < i; k++) x[i, c] -= L[i, k] * x[k, c];
            }

        for (int i = n - 1; i >= 0; i--)
        {
            if (U[i, i] == 0) throw new InvalidOperationException($"Pivot {i} is zero.");
            for (int c = 0; c < m; c++)
            {
                for (int k = i + 1; k < n; k++) x[i, c] -= U[i, k] * x[k, c];
                x[i, c] /= U[i, i];
            }
        }

        return x;
    }
}
