using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.3: QR by reflections, and least squares that keep their digits.</summary>
[Exercise("3.3", "Householder QR", Difficulty = 4, Minutes = 50, Theory = "3. The textbook's Gram-Schmidt fails")]
public sealed class HouseholderQr : Exercise<HouseholderQr, HouseholderQr.Contract>
{
    public delegate (double[,] Q, double[,] R) QrFactors(double[,] a);

    public delegate double[] LeastSquaresSolution(double[,] a, double[] b);

    public sealed record Contract(QrFactors FactorQr, LeastSquaresSolution SolveLeastSquares);

    public static Verdict Check(QrFactors factorQr, LeastSquaresSolution solveLeastSquares) => Grade(new Contract(factorQr, solveLeastSquares));

    /// <summary>Holds your least squares against the reference's and a library's.</summary>
    public static Comparison Compare(LeastSquaresSolution solveLeastSquares, LeastSquaresSolution library) => Compared(
        Part("SolveLeastSquares", solveLeastSquares, contract => contract.SolveLeastSquares, library, "MathNet", (20, f => f(Unit03Samples.Tall20, Unit03Samples.Right20)), (100, f => f(Unit03Samples.Tall100, Unit03Samples.Right100))));

    protected override Contract Reference => new(Householder.FactorQr, Householder.SolveLeastSquares);

    [Fact]
    public void Two_columns_are_factored()
    {
        double[,] a = { { 3, 5 }, { 0, 2 }, { 4, 0 } };
        (double[,]? q, double[,]? r) = Subject.FactorQr(a);
        RequireFactors(a, q, r);
        Expect.Close(5, Math.Abs(r![0, 0]), because: "The first column has the length 5. Its sign is yours to choose.");
        Expect.Close(Math.Sqrt(20), Math.Abs(r[1, 1]), because: "Of the second, (3.2, 2, −2.4) is new: its length is √20.");
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(-1e-8)]
    [InlineData(1e-5)]
    public void A_column_that_nearly_points_along_its_axis_is_no_trap(double small)
    {
        double[,] a = { { 1, 2 }, { small, 1 }, { 0, 3 } };
        RequireFactors(a, "x₁ − ‖x‖ cancels when x is nearly (‖x‖, 0, …): add with the sign of x₁, and nothing cancels.");
    }

    [Fact]
    public void A_column_on_its_axis_is_no_trap()
    {
        RequireFactors(new double[,] { { 2, 1 }, { 0, 3 }, { 0, 4 } }, "x₁ − ‖x‖ is 0 here, and 0/0 is NaN: add with the sign of x₁.");
        RequireFactors(new double[,] { { -2, 1 }, { 0, -3 }, { 0, 0 } }, "x₁ + ‖x‖ is 0 here, and 0/0 is NaN: the sign to add with is that of x₁.");
    }

    [Fact]
    public void A_square_matrix_is_factored() => RequireFactors(new double[,] { { 0, 2, 1 }, { 0, 0, 5 }, { 3, 1, 1 } }, "Q may be square.");

    [Fact]
    public void Dependent_columns_still_give_orthonormal_ones()
    {
        RequireFactors(new double[,] { { 1, 2, 0 }, { 2, 4, 1 }, { 3, 6, 1 }, { 4, 8, 5 } }, "Column 1 is twice column 0: R has a zero on its diagonal, but Q = H₁H₂H₃ is a product of mirrors, orthonormal whatever A is.");
        RequireFactors(new double[,] { { 0, 1 }, { 0, 2 }, { 0, 3 } }, "A column of zeros has nothing to mirror: leave its mirror out, or 0/0 makes NaN.");
    }

    [Fact]
    public void Fewer_rows_than_columns_are_refused() =>
        Expect.Throws<ArgumentException>(() => Subject.FactorQr(new double[2, 3]), because: "Three columns in two dimensions cannot be made orthonormal.");

    [Fact]
    public void Random_matrices_are_factored() => Property.Holds(Draw.Matrix(5, 3), a =>
    {
        (double[,]? q, double[,]? r) = Subject.FactorQr(a);
        RequireFactors(a, q, r);
    });

    [Fact]
    public void A_line_through_three_points_by_hand() =>
        Expect.Close([5 / 3.0, -1.5], Subject.SolveLeastSquares(new double[,] { { 1, -1 }, { 1, 0 }, { 1, 1 } }, [3, 2, 0]), because: "Intercept: the mean 5/3. Slope: (0 − 3)/2.", tolerance: 1e-14);

    [Fact]
    public void The_remainder_is_at_a_right_angle_to_every_column() => Property.Holds(
        Gen.Select(Draw.Matrix(5, 3), Draw.Vector(5)).Where(sample => Matrices.ExactRank(sample.Item1) == 3), sample =>
        {
            (double[,] a, double[] b) = sample;
            double[]? x = Subject.SolveLeastSquares(a, b);
            Expect.That(x is [_, _, _], "3 entries", x, because: "One unknown a column.");
            double[] rest = LinearCombination.Combine([1, -1], [b, MatrixMultiplication.ByRows(a, x!)]);
            double[] shadows = MatrixMultiplication.TransposeTimes(a, rest);
            Expect.That(shadows.All(shadow => Math.Abs(shadow) <= 1e-10 * 81), "Aᵀ(b − Ax) = 0", x, because: $"It is {ValueText.Of(shadows)}: a shadow of the remainder on a column could still be taken off, so ‖b − Ax‖ is not yet least.");
        });

    [Theory]
    [InlineData("Longley", 9.5)]
    [InlineData("Wampler1", 8.5)]
    [InlineData("Wampler2", 11)]
    // Measured with reflections, rotations and whole mirror matrices: 10.6 to 10.9 digits on Longley; normal equations have 7.4 there.
    public void Certified_coefficients_are_met_to_many_digits(string name, double digits)
    {
        CertifiedFit fit = name == "Longley" ? Nist.Longley() : Nist.Wampler(name == "Wampler1" ? 1 : 2);
        double[]? coefficients = Subject.SolveLeastSquares(fit.X, fit.Y);
        Expect.That(coefficients?.Length == fit.Coefficients.Length, $"{fit.Coefficients.Length} coefficients", coefficients, because: "One a column.");
        double least = coefficients!.Zip(fit.Coefficients, Lre.Of).Min();
        Expect.That(least >= digits, $"{ValueText.Of(fit.Coefficients)}, each to {ValueText.Of(digits)} digits", coefficients, because: $"The worst of yours has {ValueText.Of(Math.Round(least, 1))} digits. Normal equations square the condition number: 7 digits on Longley, where QR keeps 11. Solve Rx = Qᵀb.");
    }

    [Fact]
    public void Dependent_columns_have_no_single_best_x()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.SolveLeastSquares(new double[,] { { 1, 2 }, { 2, 4 }, { 3, 6 } }, [1, 1, 1]), because: "Column 1 is twice column 0: many x are equally good. R's last diagonal entry is 0 up to rounding.");
        Expect.Throws<InvalidOperationException>(() => Subject.SolveLeastSquares(new double[,] { { 0.1, 0.3 }, { 0.2, 0.6 }, { 0.7, 2.1 }, { 0.3, 0.9 } }, [1, 2, 1, 1]), because: "Column 1 is 3 times column 0, up to rounding of about 1e-17. Hold R's diagonal entry against 1e-12 of the length of its column.");
        Expect.Throws<InvalidOperationException>(() => Subject.SolveLeastSquares(new double[,] { { 1, 0 }, { 1, 0 }, { 2, 0 } }, [1, 2, 3]), because: "The second column is zero: its coefficient may be anything.");
        Expect.Throws<InvalidOperationException>(() => Subject.SolveLeastSquares(new double[,] { { 0, 1 }, { 0, 1 }, { 0, 2 } }, [1, 2, 3]), because: "The first column is zero: its coefficient may be anything.");
    }

    [Fact]
    public void The_line_is_drawn_at_1e_minus_12_of_the_length()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.SolveLeastSquares(SumOfFour(1.8e-12), [1, 2, 3, 4, 5, 6]), because: "The last column has the length 2, of which 1.8e-12 is new: less than 1e-12 of it.");
        double[]? x = Subject.SolveLeastSquares(SumOfFour(3e-12), [1, 2, 3, 4, 3e-12, 6]);
        Expect.Close([0, 1, 2, 3, 1], x, because: "The last column has the length √(4 + …) = 2, of which 3e-12 is new: more than 1e-12 of it. The length is the root of the sum of squares, not the sum of the entries.", tolerance: 1e-10);
    }

    [Theory]
    [InlineData(1e-13)]
    [InlineData(1e13)]
    public void A_column_in_another_unit_is_not_dependent(double s) =>
        Expect.Close([5 / 3.0, -1.5], Rescaled(Subject.SolveLeastSquares(new double[,] { { 1, -s }, { 1, 0 }, { 1, s } }, [3, 2, 0]), s), because: "Columns of different units are independent all the same: hold R's diagonal entry against the length of its own column.", tolerance: 1e-13);

    [Fact]
    public void Shapes_must_fit()
    {
        Expect.Throws<ArgumentException>(() => Subject.SolveLeastSquares(new double[,] { { 1 }, { 2 }, { 3 } }, [1, 2]), because: "Three equations, two right sides.");
        Expect.Throws<ArgumentException>(() => Subject.SolveLeastSquares(new double[,] { { 1 }, { 2 } }, [1, 2, 3]), because: "Two equations, three right sides.");
        Expect.Throws<ArgumentException>(() => Subject.SolveLeastSquares(new double[1, 2], [1]), because: "One equation does not determine two unknowns.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("x₁ − ‖x‖ cancels when the column nearly points along its axis: add with the sign of x₁.", Reference with { FactorQr = a => Written(a, cancels: true) }),
        new("Longley: 7 digits by the normal equations, QR keeps 11. AᵀA squares the condition number: solve Rx = Qᵀb.", Reference with { SolveLeastSquares = ByNormalEquations }),
        new("A zero on R's diagonal, up to rounding, means dependent columns. You divide by it, and the coefficients are noise.", Reference with { SolveLeastSquares = (a, b) => ByQ(a, b, 0) }),
        new("You hold R's diagonal entry against a fixed number. In another unit a good column is refused: hold it against the length of its own column.", Reference with { SolveLeastSquares = (a, b) => ByQ(a, b, 1e-12, isAbsolute: true) }),
        new("You mirror the columns that come later but not R's own rows above: A = QR does not hold. Reflect every column from j on, each as a whole.", Reference with { FactorQr = a => { (double[,] q, double[,] r) = Householder.FactorQr(a); return (q, OnlyDiagonal(r)); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("Givens: plane rotations, one entry at a time", new(Givens, (a, b) => ByQ(a, b, 1e-12, Givens))),
        new("whole mirror matrices I − 2uuᵀ, multiplied up", new(a => Written(a), (a, b) => ByQ(a, b, 1e-12, x => Written(x)))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A mirror can turn any vector onto any other of the same length. Which mirror turns a column onto the first axis, and what does it do to the others? Then the same, one dimension smaller.",
        "u is x with ±‖x‖ added to its first entry, made a unit vector; the mirror takes 2(u·y)u off each column y. Keep the mirrors. Q's columns are the basis vectors, sent through the mirrors in reverse order. For least squares send b through them in their order, and solve with R from below.",
        "For column j: copy it, clear the entries above j, take its length (0: no mirror), add the length to entry j with that entry's sign, normalise; reflect the columns from j on. R is the upper triangle of what results. SolveLeastSquares: before dividing by R's diagonal entry, compare it with 1e-12 of the length of that column of R.",
    ];

    /// <summary>Four axes of six dimensions, and as the last column their sum with a part along the fifth.</summary>
    private static double[,] SumOfFour(double along) => Columns.Join([.. Columns.Basis(4, 6), [1, 1, 1, 1, along, 0]], 6);

    private void RequireFactors(double[,] a, string because)
    {
        (double[,]? q, double[,]? r) = Subject.FactorQr(a);
        RequireFactors(a, q, r, because);
    }

    private static void RequireFactors(double[,] a, double[,]? q, double[,]? r, string because = "Q is a product of mirrors, and R what they made of A.")
    {
        int m = a.GetLength(0), n = a.GetLength(1);
        Expect.That(Matrices.HasShape(q, m, n) && Matrices.HasShape(r, n, n), $"Q with {m} × {n} and R with {n} × {n} entries", (q, r), because: "Of Q only the columns that A needs are returned.");
        Expect.That(Matrices.OffOrthonormal(q!) <= 1e-14 * m, "orthonormal columns in Q", q, because);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                Expect.That(Math.Abs(r![i, j]) <= 1e-13 * Matrices.Largest(a), $"R[{i}, {j}] = 0", r, because: "R is upper triangular.");
        double[,] product = Matrices.Times(q!, r!);
        Expect.That(Matrices.Distance(product, a) <= 1e-14 * m * Math.Max(1e-300, Matrices.Largest(a)), $"A = QR, with A = {ValueText.Of(a)}", (q, r), because: $"Your QR is {ValueText.Of(product)}. {because}");
    }

    private static double[]? Rescaled(double[]? x, double s) => x is [double intercept, double slope] ? [intercept, slope * s] : x;

    private static (double[,] Q, double[,] R) Written(double[,] a, bool cancels = false)
    {
        int m = a.GetLength(0), n = a.GetLength(1);
        if (m < n) throw new ArgumentException("Fewer rows than columns.");
        double[,] r = (double[,])a.Clone(), q = Matrices.Identity(m);
        for (int j = 0; j < n; j++)
        {
            double[] u = new double[m];
            for (int i = j; i < m; i++) u[i] = r[i, j];
            double length = InnerProduct.Norm(u, 2);
            if (length == 0) continue;
            u[j] += cancels || u[j] < 0 ? -length : length;
            double square = InnerProduct.Dot(u, u);
            if (square == 0) continue;
            double[,] mirror = Matrices.Identity(m);
            for (int i = 0; i < m; i++)
                for (int k = 0; k < m; k++)
                    mirror[i, k] -= 2 / square * u[i] * u[k];
            r = Matrices.Times(mirror, r);
            q = Matrices.Times(q, mirror);
        }

        return (Columns.Join(Columns.Of(q)[..n], m), Upper(r, n));
    }

    private static double[,] Upper(double[,] r, int n)
    {
        double[,] upper = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = i; j < n; j++)
                upper[i, j] = r[i, j];
        return upper;
    }

    private static double[,] OnlyDiagonal(double[,] r)
    {
        double[,] diagonal = new double[r.GetLength(0), r.GetLength(0)];
        for (int i = 0; i < r.GetLength(0); i++) diagonal[i, i] = r[i, i];
        return diagonal;
    }

    private static (double[,] Q, double[,] R) Givens(double[,] a)
    {
        int m = a.GetLength(0), n = a.GetLength(1);
        if (m < n) throw new ArgumentException("Fewer rows than columns.");
        double[,] r = (double[,])a.Clone(), q = Matrices.Identity(m);
        for (int j = 0; j < n; j++)
            for (int i = m - 1; i > j; i--)
            {
                if (r[i, j] == 0) continue;
                double length = double.Hypot(r[j, j], r[i, j]), c = r[j, j] / length, s = r[i, j] / length;
                for (int k = 0; k < n; k++) (r[j, k], r[i, k]) = (c * r[j, k] + s * r[i, k], c * r[i, k] - s * r[j, k]);
                for (int k = 0; k < m; k++) (q[k, j], q[k, i]) = (c * q[k, j] + s * q[k, i], c * q[k, i] - s * q[k, j]);
            }

        return (Columns.Join(Columns.Of(q)[..n], m), Upper(r, n));
    }

    private static double[] ByQ(double[,] a, double[] b, double dependent, QrFactors? factor = null, bool isAbsolute = false)
    {
        (double[,] q, double[,] r) = (factor ?? Householder.FactorQr)(a);
        double[] c = MatrixMultiplication.TransposeTimes(q, b);
        double[][] columns = Columns.Of(r);
        for (int j = 0; j < columns.Length; j++)
            if (Math.Abs(r[j, j]) <= dependent * (isAbsolute ? 1 : InnerProduct.Norm(columns[j], 2))) throw new InvalidOperationException("The columns are dependent.");
        double[] x = new double[c.Length];
        for (int i = c.Length - 1; i >= 0; i--)
        {
            x[i] = c[i] / r[i, i];
            for (int k = 0; k < i; k++) c[k] -= r[k, i] * x[i];
        }

        return x;
    }

    private static double[] ByNormalEquations(double[,] a, double[] b)
    {
        Householder.SolveLeastSquares(a, b);   // throws where it must
        double[,] gram = Matrices.Times(Draw.Transpose(a), a);
        int n = gram.GetLength(0);
        double[] x = MatrixMultiplication.TransposeTimes(a, b);
        for (int j = 0; j < n; j++)   // positive definite: no pivoting is needed
            for (int i = j + 1; i < n; i++)
            {
                double factor = gram[i, j] / gram[j, j];
                for (int k = j; k < n; k++) gram[i, k] -= factor * gram[j, k];
                x[i] -= factor * x[j];
            }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) x[i] -= gram[i, k] * x[k];
            x[i] /= gram[i, i];
        }

        return x;
    }
}
