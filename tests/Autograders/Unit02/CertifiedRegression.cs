using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 2.9: least squares by the normal equations, held against NIST's certified digits.</summary>
/// <remarks>
/// Digits of the worst coefficient, measured on x64 with the reference: Norris 12.1, Longley 7.4, Wampler1 6.6, Wampler2 9.6; with the sums of XᵀX in float: 3.5, 0, 0, 0.6.
/// The thresholds keep a digit of slack for other orders of summation and other processors.
/// </remarks>
[Exercise("2.9", "Certified regression", Difficulty = 4, Minutes = 40, Core = true, Theory = "6. Conditioning is the problem, stability is the algorithm")]
public sealed class CertifiedRegression : Exercise<CertifiedRegression, CertifiedRegression.Contract>
{
    public delegate double[] Regression(double[,] X, double[] y);

    public delegate double Digits(double x, double certified);

    public sealed record Contract(Regression NormalEquations, Digits LogRelativeError);

    public static Verdict Check(Regression normalEquations, Digits logRelativeError) => Grade(new Contract(normalEquations, logRelativeError));

    protected override Contract Reference => new(LeastSquares.NormalEquations, Lre.Of);

    [Fact]
    public void A_line_through_three_points_is_as_by_hand() =>
        Expect.Close([5, -3], Subject.NormalEquations(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 } }, [6, 0, 0]), because: "3b₀ + 3b₁ = 6 and 3b₀ + 5b₁ = 0: XᵀX·β = Xᵀy. The column of ones, the intercept, is in X already.");

    [Fact]
    public void Without_a_column_of_ones_the_line_goes_through_the_origin() =>
        Expect.Close([2], Subject.NormalEquations(new double[,] { { 1 }, { 2 }, { 3 } }, [1, 3, 7]), because: "(1 + 6 + 21)/(1 + 4 + 9) is 2: X is used as it is, nothing is added to it.");

    [Fact]
    public void Exact_data_are_fitted_exactly() => Property.Holds(
        Gen.Select(Draw.Matrix(7, 3), Draw.Vector(3)).Where(sample => IsIndependent(sample.Item1)), sample =>
            Expect.Close(sample.Item2, Subject.NormalEquations(sample.Item1, MatrixMultiplication.ByRows(sample.Item1, sample.Item2)), because: $"y is X times {ValueText.Of(sample.Item2)}, so that is the fit.", tolerance: 1e-9));

    [Fact]
    public void The_remainder_is_perpendicular_to_every_column() => Property.Holds(
        Gen.Select(Draw.Matrix(6, 2), Draw.Vector(6)).Where(sample => IsIndependent(sample.Item1)), sample =>
        {
            (double[,] X, double[] y) = sample;
            double[]? beta = Subject.NormalEquations(X, y);
            Expect.That(beta?.Length == 2, "2 coefficients", beta, because: "One coefficient a column of X.");
            double[] rest = [.. y.Zip(MatrixMultiplication.ByRows(X, beta!), (observed, fitted) => observed - fitted)];
            double[] along = MatrixMultiplication.TransposeTimes(X, rest);
            Expect.That(along.All(entry => Math.Abs(entry) <= 1e-9 * 500), "Xᵀ(y − X·β) = 0", along, because: $"What X can explain is explained: the rest is perpendicular to its columns. Here X = {ValueText.Of(X)}.");
        });

    [Fact]
    public void Norris_has_ten_digits() => RequireDigits(Nist.Norris(), 10, "An easy problem: with double, 12 digits are right. Only 3? Then a float is among your sums.");

    [Fact]
    public void Longley_has_six_digits_and_a_half() => RequireDigits(Nist.Longley(), 6.5, "Its columns are nearly dependent, and XᵀX squares that: with double and pivoting, 7.4 digits are right. No digit? Then a float is among your sums.");

    [Fact]
    public void Wampler1_has_five_digits_and_a_half() => RequireDigits(Nist.Wampler(1), 5.5, "Powers of x up to x⁵: with double and pivoting, 6.6 digits are right.");

    [Fact]
    public void Wampler2_has_eight_digits_and_a_half() => RequireDigits(Nist.Wampler(2), 8.5, "The same X as Wampler1, a gentler y: with double and pivoting, 9.6 digits are right.");

    [Fact]
    public void Dependent_columns_are_refused() =>
        Expect.Throws<InvalidOperationException>(() => Subject.NormalEquations(new double[,] { { 1, 2 }, { 1, 2 }, { 2, 4 } }, [1, 2, 3]), because: "The second column is twice the first: infinitely many coefficients fit equally well.");

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Each_row_needs_an_observation(int observations) =>
        Expect.Throws<ArgumentException>(() => Subject.NormalEquations(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 } }, new double[observations]), because: $"Three rows, {observations} observations.");

    [Theory]
    [InlineData(1001, 1000, 3)]
    [InlineData(-0.999, -1, 3)]
    [InlineData(3.0003e-7, 3e-7, 4)]
    [InlineData(-3482293.45718228, -3482258.63459582, 5)]
    public void The_digits_are_minus_the_logarithm_of_the_relative_error(double x, double certified, double digits) =>
        Expect.Close(digits, Subject.LogRelativeError(x, certified), because: $"The error is a share of 1e-{digits} of the certified value: divide by it. An absolute error of 35 is large or small only against 3,482,258.", tolerance: 1e-6);

    [Fact]
    public void Equal_values_have_15_digits()
    {
        Expect.Close(15, Subject.LogRelativeError(0.1, 0.1), because: "−log₁₀ 0 is ∞; certified values have 15 digits, so more cannot be counted.");
        Expect.Close(15, Subject.LogRelativeError(1 + 4e-16, 1), because: "15.4 is cut to 15: the certified value itself is rounded there.");
    }

    [Fact]
    public void A_certified_zero_is_compared_absolutely()
    {
        Expect.Close(4, Subject.LogRelativeError(-1e-4, 0), because: "There is no relative error to 0: −log₁₀|x|.");
        Expect.Close(15, Subject.LogRelativeError(0, 0), because: "0 is 0, to all digits.");
    }

    [Theory]
    [InlineData(-7, 7)]
    [InlineData(1e9, 1)]
    [InlineData(100, 0)]
    [InlineData(double.NaN, 3)]
    [InlineData(double.NegativeInfinity, 3)]
    public void No_digit_right_is_0_digits(double x, double certified) =>
        Expect.Close(0, Subject.LogRelativeError(x, certified), because: "Where the error is as large as the value, no digit is right. A count of digits is not negative, and not NaN.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Only 3 digits on Norris, none on Longley: a float is among your sums. Use double throughout.", Reference with { NormalEquations = InFloat }),
        new("Certified −3482258.63: divide by it. You took the absolute error.", Reference with { LogRelativeError = (x, certified) => double.IsNaN(x) ? 0 : Math.Clamp(-Math.Log10(Math.Abs(x - certified)), 0, 15) }),
        new("B0 is missing: X has a column of ones already, and each column of X gets a coefficient.", Reference with { NormalEquations = (X, y) => X.GetLength(1) == 1 ? LeastSquares.NormalEquations(X, y) : LeastSquares.NormalEquations(X, y)[1..] }),
        new("Equal values give −log₁₀ 0 = ∞: cut the digits at 15, which is what certified values have.", Reference with { LogRelativeError = (x, certified) => Lre.Of(x, certified) == 15 ? -Math.Log10(certified == 0 ? Math.Abs(x) : Math.Abs(x - certified) / Math.Abs(certified)) : Lre.Of(x, certified) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("sums in loops, Cholesky instead of LU", new(ByCholesky, (x, certified) =>
        {
            double error = Math.Abs(x - certified);
            if (certified != 0) error /= Math.Abs(certified);
            return error >= 1 || double.IsNaN(error) ? 0 : error < 1e-15 ? 15 : -Math.Log10(error);
        })),
        new("LINQ for the products, the inverse of 2.7", new(
            (X, y) =>
            {
                int n = X.GetLength(1);
                if (y.Length != X.GetLength(0)) throw new ArgumentException("The shapes do not match.");
                double[][] columns = [.. Enumerable.Range(0, n).Select(j => Draw.Column(X, j))];
                return LinearSystem.Solve(LinearSystems.Filled(n, n, (i, j) => InnerProduct.Dot(columns[i], columns[j])), LinearSystems.Filled(n, 1, (i, _) => InnerProduct.Dot(columns[i], y)), GaussianElimination.Factor).Cast<double>().ToArray();
            },
            (x, certified) => double.IsFinite(x) ? Math.Min(15, Math.Max(0, -Math.Log10(certified == 0 ? Math.Abs(x) : Math.Abs(x / certified - 1)))) : 0)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "On paper: three points (0, 6), (1, 0), (2, 0) and the columns (1, 1, 1) and (0, 1, 2). What are the four dot products of the columns, and the two of the columns with y?",
        "XᵀX has as many rows as X has columns; entry (i, j) is column i times column j. Xᵀy is TransposeTimes of 1.5. Then one square system, which your Solve of 2.4 takes. For the digits: what is −log₁₀ of 0, of 2, of NaN?",
        "NormalEquations: check that y has an entry for each row; multiply; solve with one right-hand side; a singular matrix throws by itself. LogRelativeError: the distance, divided by the certified value's absolute value unless that is 0; NaN gives 0; else minus the logarithm of base 10, cut to the range from 0 to 15.",
    ];

    private void RequireDigits(CertifiedFit fit, double digits, string because)
    {
        double[]? beta = Subject.NormalEquations(fit.X, fit.Y);
        Expect.That(beta?.Length == fit.Coefficients.Length, $"{fit.Coefficients.Length} coefficients", beta, because: "One coefficient a column of X. B0 missing? The column of ones belongs to it.");
        double worst = beta!.Zip(fit.Coefficients, Lre.Of).Min();
        if (worst < digits) throw new ExpectationFailedException($"the certified {ValueText.Of(fit.Coefficients)}, each to {ValueText.Of(digits)} digits at least", FormattableString.Invariant($"{ValueText.Of(beta)}, the worst to {worst:0.0} digits"), because);
    }

    private static bool IsIndependent(double[,] X) => Inversion.ConditionNumber1(MatrixMultiplication.Multiply(Draw.Transpose(X), X)) < 1e4;

    private static double[] InFloat(double[,] X, double[] y)
    {
        LeastSquares.NormalEquations(X, y);
        int n = X.GetLength(1);
        float Product(Func<int, double> first, Func<int, double> second) => Enumerable.Range(0, y.Length).Aggregate(0f, (sum, row) => sum + (float)first(row) * (float)second(row));
        return Lu.Factor(Mat.Of(LinearSystems.Filled(n, n, (i, j) => Product(row => X[row, i], row => X[row, j])))).Solve(Vec.Of([.. Enumerable.Range(0, n).Select(i => (double)Product(row => X[row, i], row => y[row]))])).ToArray();
    }

    private static double[] ByCholesky(double[,] X, double[] y)
    {
        (int m, int n) = (X.GetLength(0), X.GetLength(1));
        if (y.Length != m) throw new ArgumentException("The shapes do not match.");
        double[,] gram = new double[n, n];
        double[] moments = new double[n];
        for (int row = 0; row < m; row++)
            for (int i = 0; i < n; i++)
            {
                moments[i] += X[row, i] * y[row];
                for (int j = 0; j < n; j++) gram[i, j] += X[row, i] * X[row, j];
            }

        Mat l = Cholesky.TryFactor(Mat.Of(gram)) ?? throw new InvalidOperationException("Dependent columns.");
        return Cholesky.Solve(l, Vec.Of(moments)).ToArray();
    }
}
