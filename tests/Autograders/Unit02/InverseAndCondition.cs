using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.7: the inverse, and the condition number.</summary>
[Exercise("2.7", "Inverse and condition number", Difficulty = 3, Minutes = 30, Core = true, Theory = "6. Conditioning is the problem, stability is the algorithm")]
public sealed class InverseAndCondition : Exercise<InverseAndCondition, InverseAndCondition.Contract>
{
    public delegate double[,] MatrixInverse(double[,] a);

    public delegate double Condition(double[,] a);

    public sealed record Contract(MatrixInverse Inverse, Condition ConditionNumber1);

    public static Verdict Check(MatrixInverse inverse, Condition conditionNumber1) => Grade(new Contract(inverse, conditionNumber1));

    /// <summary>Holds your inverse against the reference's and a library's, on random matrices.</summary>
    public static Comparison Compare(MatrixInverse inverse, MatrixInverse library) => Compared(
        Part("Inverse", inverse, contract => contract.Inverse, library, "MathNet", [.. new[] { 10, 40, 120 }.Select(n => (n, Call(n)))]));

    private static Func<MatrixInverse, double[,]> Call(int n)
    {
        double[,] a = LinearSystems.Gaussian(n, n, 1);
        return inverse => inverse(a);
    }

    protected override Contract Reference => new(Inversion.Inverse, Inversion.ConditionNumber1);

    [Fact]
    public void Two_rows_are_inverted_as_by_hand() =>
        Expect.Close(new[,] { { -2, 1 }, { 1.5, -0.5 } }, Subject.Inverse(new double[,] { { 1, 2 }, { 3, 4 } }), because: "The determinant is −2: (4, −2; −3, 1) divided by −2. Entry by entry, 1/1, 1/2, …, is no inverse.");

    [Fact]
    public void The_inverse_of_a_cycle_of_rows_is_its_transpose() =>
        Expect.Close(new double[,] { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } }, Subject.Inverse(new double[,] { { 0, 1, 0 }, { 0, 0, 1 }, { 1, 0, 0 } }), because: "What sends each entry one place on is undone by sending it one place back. Solutions of A·x = e_j are columns of the inverse.");

    [Fact]
    public void The_Hilbert_matrix_of_3_rows_has_a_whole_inverse() =>
        Expect.Close(new double[,] { { 9, -36, 30 }, { -36, 192, -180 }, { 30, -180, 180 } }, Subject.Inverse(LinearSystems.Hilbert(3)), because: "The inverses of Hilbert matrices are whole numbers.", tolerance: 1e-12);

    [Fact]
    public void The_inverse_undoes_its_matrix_from_both_sides() => Property.Holds(
        Gen.Int[2, 5].SelectMany(n => LinearSystems.Square(n)).Where(a => Inversion.ConditionNumber1(a) < 1e4), a =>
        {
            int n = a.GetLength(0);
            double[,] inverse = Subject.Inverse(a);
            Expect.That(inverse?.GetLength(0) == n && inverse.GetLength(1) == n, $"{n} × {n} entries", inverse, because: "The inverse has the shape of its matrix.");
            Expect.Close(Mat.Identity(n).ToArray(), MatrixMultiplication.Multiply(a, inverse!), because: $"This is A·A⁻¹ for A = {ValueText.Of(a)}.", tolerance: 1e-9);
            Expect.Close(Mat.Identity(n).ToArray(), MatrixMultiplication.Multiply(inverse!, a), because: $"This is A⁻¹·A for A = {ValueText.Of(a)}.", tolerance: 1e-9);
        });

    [Fact]
    public void A_small_unit_makes_no_matrix_singular() =>
        Expect.Close(LinearSystems.Diagonal(5e199, 2.5e199), Subject.Inverse(LinearSystems.Diagonal(2e-200, 4e-200)), because: "The determinant, 8e-400, is 0 in double; the inverse is well in range. Do not ask the determinant.");

    [Fact]
    public void A_singular_matrix_has_no_inverse()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.Inverse(new double[,] { { 1, 2 }, { 2, 4 } }), because: "The second row is twice the first: the map flattens the plane to a line, and nothing brings it back.");
        Expect.Throws<InvalidOperationException>(() => Subject.Inverse(new double[3, 3]), because: "Everything goes to zero.");
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Only_square_matrices_have_an_inverse(int rows, int columns)
    {
        Expect.Throws<ArgumentException>(() => Subject.Inverse(LinearSystems.Filled(rows, columns, (i, j) => i + j)), because: "Between spaces of different dimension no map can be undone from both sides.");
        Expect.Throws<ArgumentException>(() => Subject.ConditionNumber1(LinearSystems.Filled(rows, columns, (i, j) => i + j)), because: "κ₁ needs an inverse, so a square matrix.");
    }

    [Fact]
    public void The_identity_magnifies_nothing() => Expect.Close(1, Subject.ConditionNumber1(Mat.Identity(3).ToArray()), because: "‖I‖₁ = 1 = ‖I⁻¹‖₁.");

    [Fact]
    public void Stretching_one_axis_a_million_times_less_costs_six_digits() =>
        Expect.Close(1e6, Subject.ConditionNumber1(LinearSystems.Diagonal(1, 1e-6)), because: "‖A‖₁ = 1, and A⁻¹ = diag(1, 1e6).");

    [Fact]
    public void The_1_norm_takes_the_largest_column_sum() =>
        Expect.Close(40, Subject.ConditionNumber1(new double[,] { { 1, 2, 0 }, { 0, 1, 3 }, { 0, 0, 1 } }), because: "The columns of A sum to 1, 3, 4; those of the inverse (1, −2, 6; 0, 1, −3; 0, 0, 1), in absolute values, to 1, 3, 10: 4 · 10. Row sums give the ∞-norm, 4 · 9.");

    [Fact]
    public void The_Hilbert_matrix_of_3_rows_has_condition_748() =>
        Expect.Close(748, Subject.ConditionNumber1(LinearSystems.Hilbert(3)), because: "11/6 times 408: the first column of the matrix, the second of its inverse.", tolerance: 1e-11);

    [Fact]
    public void The_Hilbert_matrix_of_8_rows_costs_ten_digits() =>
        Expect.Close(3.3872791e10, Subject.ConditionNumber1(LinearSystems.Hilbert(8)), because: "ln κ grows by about 3.5 a row: by row 12 all 16 digits of double are gone.", tolerance: 1e-5);

    [Fact]
    public void A_small_determinant_does_not_make_a_bad_condition() =>
        Expect.Close(1, Subject.ConditionNumber1(LinearSystems.Diagonal([.. Enumerable.Repeat(0.1, 30)])), because: "0.1·I has κ = 1, though its determinant is 1e-30. κ is not 1/det.");

    [Fact]
    public void Another_unit_does_not_change_the_condition() => Property.Holds(
        Gen.Select(LinearSystems.Square(4), Draw.OneOf(-3, 0.01, 1e8, 1e-150)).Where(sample => Inversion.ConditionNumber1(sample.Item1) < 1e4), sample =>
        {
            (double[,] a, double s) = sample;
            double kappa = Subject.ConditionNumber1(a);
            Expect.That(kappa >= 1, "at least 1", kappa, because: "‖A‖·‖A⁻¹‖ ≥ ‖A·A⁻¹‖ = ‖I‖ = 1.");
            Expect.Close(kappa, Subject.ConditionNumber1(LinearSystems.Filled(4, 4, (i, j) => s * a[i, j])), because: $"κ(s·A) = κ(A): the matrix here is {ValueText.Of(s)} times one you were asked about before.", tolerance: 1e-9);
        });

    [Fact]
    public void A_singular_matrix_has_infinite_condition()
    {
        Expect.Equal(double.PositiveInfinity, Answered(new double[,] { { 1, 2 }, { 2, 4 } }), because: "An error in b may be magnified without bound. Here ∞ is the answer, not an exception.");
        Expect.Equal(double.PositiveInfinity, Answered(new double[2, 2]), because: "Zero times ∞ would be NaN; a matrix of zeros is as singular as can be.");

        double Answered(double[,] singular)
        {
            try
            {
                return Subject.ConditionNumber1(singular);
            }
            catch (InvalidOperationException exception)
            {
                throw new ExpectationFailedException("∞", $"InvalidOperationException: {exception.Message}", "There is no inverse, and your Inverse says so by an exception. Catch it: the condition of a singular matrix is a number too, ∞.");
            }
        }
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Column sums: you computed the ∞-norm, by rows. The 1-norm of a matrix is its largest column sum of absolute values.", Reference with { ConditionNumber1 = a => Kappa(a, LinearSystems.NormInfinity) }),
        new("0.1·I has κ = 1, though its determinant is tiny. κ is ‖A‖·‖A⁻¹‖, not 1/|det|.", Reference with { ConditionNumber1 = a => 1 / Math.Abs(Lu.Factor(Mat.Of(a)).Determinant()) }),
        new("The solution of A·x = e_j is column j of the inverse. You put it into row j.", new(a => Draw.Transpose(Inversion.Inverse(a)), Inversion.ConditionNumber1)),
        new("Absolute values before you sum: entries of opposite signs must not cancel in a norm.", Reference with { ConditionNumber1 = a => Kappa(a, m => Enumerable.Range(0, m.GetLength(1)).Max(j => Math.Abs(Draw.Column(m, j).Sum()))) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("Gauss-Jordan on [A | I]", new(GaussJordan, a => Kappa(a, Norm1, GaussJordan))),
        new("one column after another from one factorisation; norms with LINQ", new(
            a =>
            {
                var lu = Lu.Factor(Mat.Of(a));
                double[][] columns = [.. Enumerable.Range(0, a.GetLength(0)).Select(j => lu.Solve(Vec.Of(Draw.Basis(a.GetLength(0), j))).ToArray())];
                return LinearSystems.Filled(columns.Length, columns.Length, (i, j) => columns[j][i]);
            },
            a => Lu.Factor(Mat.Of(a)) is var lu && Enumerable.Range(0, a.GetLength(0)).Any(i => lu.U[i, i] == 0) ? double.PositiveInfinity : Norm1(a) * Norm1(lu.Inverse().ToArray()))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A·A⁻¹ = I, column by column: what must the first column of A⁻¹ be multiplied with to give e₀? You have written a solver for many right-hand sides.",
        "The 1-norm of a matrix: sum the absolute values of each column, take the largest sum. For κ you need it twice, of A and of its inverse. What should κ be when there is no inverse?",
        "Inverse: refuse what is not square, then solve with the identity as right-hand sides; a singular matrix throws by itself. ConditionNumber1: try the inverse; where it throws InvalidOperationException the answer is infinity; else multiply the two largest column sums.",
    ];

    private static double Norm1(double[,] m) => Enumerable.Range(0, m.GetLength(1)).Select(j => Draw.Column(m, j).Sum(Math.Abs)).DefaultIfEmpty(0).Max();

    private static double Kappa(double[,] a, Func<double[,], double> norm, Func<double[,], double[,]>? inverse = null)
    {
        try
        {
            return norm(a) * norm((inverse ?? Inversion.Inverse)(a));
        }
        catch (InvalidOperationException)
        {
            return double.PositiveInfinity;
        }
    }

    private static double[,] GaussJordan(double[,] a)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException("Not square.");
        double[][] rows = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, 2 * n).Select(j => j < n ? a[i, j] : j - n == i ? 1 : 0).ToArray())];
        for (int k = 0; k < n; k++)
        {
            int p = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(rows[i][k]));
            if (rows[p][k] == 0) throw new InvalidOperationException("Singular.");
            (rows[k], rows[p]) = (rows[p], rows[k]);
            double pivot = rows[k][k];
            for (int j = 0; j < 2 * n; j++) rows[k][j] /= pivot;
            for (int i = 0; i < n; i++)
            {
                double factor = rows[i][k];
                if (i == k) continue;
                for (int j = 0; j < 2 * n; j++) rows[i][j] -= factor * rows[k][j];
            }
        }

        return LinearSystems.Filled(n, n, (i, j) => rows[i][n + j]);
    }
}
