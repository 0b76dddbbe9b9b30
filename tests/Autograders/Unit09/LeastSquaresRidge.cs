using Course;
using CsCheck;
using FromScratch.ClassicalMl;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 9.1: least squares with a price on large weights.</summary>
[Exercise("9.1", "Least squares and ridge", Difficulty = 2, Minutes = 35, Core = true, Theory = "2. Least squares is a projection, ridge a shrunken one")]
public sealed class LeastSquaresRidge : Exercise<LeastSquaresRidge, LeastSquaresRidge.Contract>
{
    public delegate LinearModel RidgeFit(double[,] x, double[] y, double lambda);

    public sealed record Contract(RidgeFit Ridge);

    public static Verdict Check(RidgeFit ridge) => Grade(new Contract(ridge));

    /// <summary>Holds the weights against the reference's and a library's.</summary>
    public static Comparison Compare(RidgeFit ridge, RidgeFit libraryRidge) => Compared(
        Part("Ridge, λ = 0", ridge, contract => contract.Ridge, libraryRidge, "MathNet", ("Longley", f => f(Features(Nist.Longley()), Nist.Longley().Y, 0).W), ("Norris", f => f(Features(Nist.Norris()), Nist.Norris().Y, 0).W), ("2,000 × 10", f => f(_wide, _wideY, 0).W)));

    protected override Contract Reference => new(RidgeRegression.Fit);

    private static readonly double[,] _wide = Lessons.Table(1, 2000, 10);
    private static readonly double[] _wideY = Lessons.Numbers(2, 2000);

    [Theory]
    [InlineData(0, 23.0 / 14)]
    [InlineData(14, 23.0 / 28)]
    public void A_line_through_four_points_by_hand(double lambda, double slope)
    {
        LinearModel model = Lessons.Model(Subject.Ridge(new double[,] { { 1 }, { 2 }, { 3 }, { 6 } }, [1, 2, 4, 9], lambda), 1);
        Expect.Close([slope], model.W, because: $"The means are 3 and 4. Around them Σ x² is 14 and Σ xy is 23, so the slope is 23/(14 + λ), with λ = {ValueText.Of(lambda)}. The objective is ‖y − Xw − b‖² + λ‖w‖²: check the scale of λ.", tolerance: 1e-10);
        Expect.Close(4 - 3 * slope, model.B, because: "The line passes through the means: b = 4 − 3·slope.", tolerance: 1e-10);
    }

    [Fact]
    public void Each_weight_of_orthogonal_columns_shrinks_by_its_own_factor()
    {
        LinearModel model = Lessons.Model(Subject.Ridge(new double[,] { { 1, 2 }, { 1, -2 }, { -1, 2 }, { -1, -2 } }, [9, -2, 4, -3], 4), 2);
        Expect.Close([6.0 / 8, 36.0 / 20], model.W, because: "Both columns have mean 0 and are at a right angle. xⱼ·y is 6 and 36, ‖xⱼ‖² is 4 and 16: each weight is xⱼ·y/(‖xⱼ‖² + 4). The short column is shrunk to a half, the long one to four fifths.", tolerance: 1e-10);
        Expect.Close(2, model.B, because: "The columns have mean 0, so b is the mean of y, whatever λ is.", tolerance: 1e-10);
    }

    [Fact]
    public void Without_a_penalty_it_meets_Longleys_certified_values() => Certified(Nist.Longley());

    [Fact]
    public void Without_a_penalty_it_meets_Wamplers_polynomial() => Certified(Nist.Wampler(2));

    [Fact]
    public void The_gradient_is_0_at_the_answer() => Property.Holds(
        Gen.Select(Draw.Matrix(7, 3), Draw.Vector(7), Draw.OneOf(0.5, 3, 40)), sample =>
        {
            (double[,] x, double[] y, double lambda) = sample;
            LinearModel model = Lessons.Model(Subject.Ridge(x, y, lambda), 3);
            double[] r = [.. y.Zip(Lessons.Fitted(x, model.W, model.B), (seen, fitted) => seen - fitted)];
            Expect.That(Math.Abs(r.Sum()) <= 1e-8, "residuals with the sum 0", r.Sum(), because: "The derivative by b: the intercept costs nothing, so the residuals sum to 0.");
            double[] slope = [.. Enumerable.Range(0, 3).Select(j => InnerProduct.Dot(Draw.Column(x, j), r) - lambda * model.W[j])];
            Expect.That(slope.All(entry => Math.Abs(entry) <= 1e-7), $"Xᵀr − λw = 0 with λ = {ValueText.Of(lambda)}", slope, because: "The derivative by w of ‖y − Xw − b‖² + λ‖w‖² is −2(Xᵀr − λw), with the residuals r.");
        });

    [Fact]
    public void More_columns_than_rows_are_no_trouble_with_a_penalty()
    {
        double[,] x = Lessons.Table(3, 4, 7);
        double[] y = [1, -2, 5, 3];
        LinearModel model = Lessons.Model(Subject.Ridge(x, y, 0.5), 7);
        double[] r = [.. y.Zip(Lessons.Fitted(x, model.W, model.B), (seen, fitted) => seen - fitted)];
        Expect.Close([.. Enumerable.Range(0, 7).Select(j => InnerProduct.Dot(Draw.Column(x, j), r) / 0.5)], model.W, because: "4 rows, 7 columns: the penalty makes the answer unique, and Xᵀr = λw holds there.", tolerance: 1e-8);
    }

    [Fact]
    public void Adding_a_number_to_y_moves_the_intercept_alone()
    {
        double[,] x = Lessons.Table(4, 9, 3);
        double[] y = Lessons.Numbers(5, 9);
        LinearModel before = Lessons.Model(Subject.Ridge(x, y, 2), 3), after = Lessons.Model(Subject.Ridge(x, Array.ConvertAll(y, value => value + 100), 2), 3);
        Expect.Close(before.W, after.W, because: "y + 100 must not change the slopes. The intercept is no weight: leave it out of the penalty.", tolerance: 1e-9);
        Expect.Close(before.B + 100, after.B, because: "y + 100 moves b by 100.", tolerance: 1e-9);
    }

    [Fact]
    public void Moving_a_column_moves_the_intercept_alone()
    {
        double[,] x = Lessons.Table(6, 9, 3);
        double[] y = Lessons.Numbers(7, 9);
        LinearModel before = Lessons.Model(Subject.Ridge(x, y, 2), 3), after = Lessons.Model(Subject.Ridge(Lessons.Mapped(x, (v, j) => j == 1 ? v - 50 : v), y, 2), 3);
        Expect.Close(before.W, after.W, because: "A column measured from another zero has the same slope.", tolerance: 1e-9);
        Expect.Close(before.B + 50 * before.W[1], after.B, because: "b takes it up: 50 times the weight of that column.", tolerance: 1e-9);
    }

    [Fact]
    public void A_huge_penalty_leaves_the_mean()
    {
        LinearModel model = Lessons.Model(Subject.Ridge(Lessons.Table(8, 6, 2), [3, 4, 5, 9, 1, 2], 1e12), 2);
        Expect.That(model.W.All(weight => Math.Abs(weight) < 1e-10), "weights of about 0", model.W, because: "λ = 10¹²: any weight is too dear.");
        Expect.Close(4, model.B, because: "What is left is the best constant, the mean of y.", tolerance: 1e-9);
    }

    [Fact]
    public void Every_row_twice_and_twice_the_penalty_is_the_same_problem()
    {
        double[,] x = Lessons.Table(9, 8, 3);
        double[] y = Lessons.Numbers(10, 8);
        int[] twice = [.. Enumerable.Range(0, 16).Select(i => i % 8)];
        LinearModel once = Lessons.Model(Subject.Ridge(x, y, 3), 3), doubled = Lessons.Model(Subject.Ridge(Lessons.Take(x, twice), [.. twice.Select(i => y[i])], 6), 3);
        Expect.Close(once.W, doubled.W, because: "Every term of ‖y − Xw − b‖² + λ‖w‖² is doubled. It would not be if λ were multiplied by the number of rows.", tolerance: 1e-9);
    }

    [Fact]
    public void Two_equal_columns_share_the_weight()
    {
        double[,] x = Lessons.Table(11, 9, 2), withTwin = Lessons.WithColumn(x, i => x[i, 0]);
        LinearModel model = Lessons.Model(Subject.Ridge(withTwin, Lessons.Numbers(12, 9), 1), 3);
        Expect.Close(model.W[0], model.W[2], because: "Columns 0 and 2 are equal. a² + b² with a given sum is least where a = b.", tolerance: 1e-9, scale: 0.1);
    }

    [Fact]
    public void A_constant_column_gets_no_weight()
    {
        double[,] x = Lessons.Table(13, 9, 2), y = Lessons.WithColumn(x, _ => 0.1);
        LinearModel model = Lessons.Model(Subject.Ridge(y, Lessons.Numbers(14, 9), 1), 3);
        Expect.Close(0, model.W[2], because: "The intercept does what a constant column could do, and costs nothing.", tolerance: 1e-9, scale: 1);
    }

    [Fact]
    public void Dependent_columns_have_no_single_answer_without_a_penalty()
    {
        double[] y = [1, 3, 2, 6, 4];
        Expect.Throws<InvalidOperationException>(() => Subject.Ridge(new double[,] { { 0, 1 }, { 1, 3 }, { 2, 5 }, { 4, 9 }, { 7, 15 } }, y, 0), because: "The second column is 1 plus twice the first: many answers are equally good.");
        Expect.Throws<InvalidOperationException>(() => Subject.Ridge(Lessons.WithColumn(Lessons.Table(15, 5, 1), _ => 0.1), y, 0), because: "The second column is constant, as the intercept is.");
        Expect.Throws<InvalidOperationException>(() => Subject.Ridge(Lessons.Table(16, 5, 5), y, 0), because: "5 rows for 5 weights and an intercept: 6 unknowns.");
        Expect.Throws<InvalidOperationException>(() => Subject.Ridge(Lessons.Table(17, 5, 8), y, 0), because: "5 rows for 8 weights and an intercept.");
    }

    [Fact]
    public void As_many_rows_as_unknowns_are_fitted_exactly()
    {
        LinearModel model = Lessons.Model(Subject.Ridge(new double[,] { { 0, 1 }, { 1, 0 }, { 2, 5 } }, [4, 5, 18], 0), 2);
        Expect.Close([3, 2], model.W, because: "3 rows, 2 weights and an intercept: y = 3x₀ + 2x₁ + 2 fits all three.", tolerance: 1e-9);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Ridge(new double[3, 2], [1, 2], 1), because: "3 rows, 2 answers.");
        Expect.Throws<ArgumentException>(() => Subject.Ridge(new double[2, 3], [1, 2, 3], 1), because: "2 rows, 3 answers.");
        Expect.Throws<ArgumentException>(() => Subject.Ridge(new double[0, 2], [], 1), because: "There is no row, so there is no mean.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Ridge(new double[,] { { 1 }, { 2 }, { 4 } }, [1, 2, 3], -1), because: "A negative λ rewards large weights without end.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Ridge(new double[,] { { 1 }, { 2 }, { 4 } }, [1, 2, 3], double.NaN), because: "λ is no number. NaN < 0 is false, so ask whether λ ≥ 0.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Ridge(new double[,] { { 1 }, { 2 }, { 4 } }, [1, 2, 3], double.PositiveInfinity), because: "λ is a finite number.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("y + 100 changed your slopes: you made the intercept pay. Leave it out of the penalty, by taking the means away first.", new((x, y, lambda) => WithOnes(x, y, lambda, penalizeIntercept: true))),
        new("The objective is ‖y − Xw − b‖² + λ‖w‖²: check the scale. You multiplied λ by the number of rows.", new((x, y, lambda) => RidgeRegression.Fit(x, y, lambda * y.Length))),
        new("The rows below X are √λ·I: they are squared in the sum. You put λ there.", new((x, y, lambda) => RidgeRegression.Fit(x, y, lambda * lambda))),
        new("XᵀX squares the condition number: on Longley's data you lose half the digits. Use QR of X itself, with √λ·I below it.", new(ByNormalEquations)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("one QR with a column of ones that has no row of penalty", new((x, y, lambda) => WithOnes(x, y, lambda, penalizeIntercept: false))),
        new("along the singular directions: each coefficient is σ/(σ² + λ) of the shadow", new(BySvd)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Whatever w is, which b is best? Put it in, and no intercept is left in the problem.",
        "λ‖w‖² is a sum of d squares, (0 − √λ·wⱼ)². So the whole objective is a sum of squares: a least-squares problem with d rows more, which Unit 3's Householder.SolveLeastSquares solves.",
        "Guard lengths, λ, and n ≤ d at λ = 0. Subtract the mean of every column and of y. Stack the columns over √λ times the identity, y over zeros; solve; b = mean(y) − w·means. A column that was constant is zeros, not rounding.",
    ];

    /// <summary>NIST's design without its column of ones.</summary>
    private static double[,] Features(CertifiedFit fit)
    {
        double[,] x = new double[fit.X.GetLength(0), fit.X.GetLength(1) - 1];
        for (int i = 0; i < x.GetLength(0); i++)
            for (int j = 0; j < x.GetLength(1); j++)
                x[i, j] = fit.X[i, j + 1];
        return x;
    }

    private void Certified(CertifiedFit certified)
    {
        LinearModel model = Lessons.Model(Subject.Ridge(Features(certified), certified.Y, 0), certified.Coefficients.Length - 1);
        for (int j = 0; j < model.W.Length; j++)
            Expect.Close(certified.Coefficients[j + 1], model.W[j], because: $"NIST certifies W[{j}] of its set {certified.Name}; nine digits are asked. Normal equations square the condition number and lose half the digits. QR of X does not.", tolerance: 1e-9);
        Expect.Close(certified.Coefficients[0], model.B, because: $"NIST certifies the intercept of its set {certified.Name}; nine digits are asked.", tolerance: 1e-9);
    }

    private static void Guard(double[,] x, double[] y, double lambda)
    {
        if (x.GetLength(0) != y.Length || y.Length == 0) throw new ArgumentException("They do not fit.");
        if (!(lambda >= 0) || double.IsInfinity(lambda)) throw new ArgumentOutOfRangeException(nameof(lambda));
        if (lambda == 0 && y.Length <= x.GetLength(1)) throw new InvalidOperationException("Dependent.");
    }

    private static LinearModel WithOnes(double[,] x, double[] y, double lambda, bool penalizeIntercept)
    {
        Guard(x, y, lambda);
        int n = y.Length, d = x.GetLength(1);
        double[,] stacked = new double[n + d + 1, d + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < d; j++) stacked[i, j] = x[i, j];
            stacked[i, d] = 1;
        }

        for (int j = 0; j < d; j++) stacked[n + j, j] = Math.Sqrt(lambda);
        stacked[n + d, d] = penalizeIntercept ? Math.Sqrt(lambda) : 0;
        double[] solved = Householder.SolveLeastSquares(stacked, [.. y, .. new double[d + 1]]);
        return new(solved[..d], solved[d]);
    }

    private static LinearModel ByNormalEquations(double[,] x, double[] y, double lambda)
    {
        Guard(x, y, lambda);
        RidgeRegression.Fit(x, y, lambda);   // refuses what is dependent
        double[,] design = Lessons.WithColumn(x, _ => 1), gram = (Mat.Of(design).T() * Mat.Of(design)).ToArray();
        for (int j = 0; j < x.GetLength(1); j++) gram[j, j] += lambda;
        double[] solved = Lu.Factor(Mat.Of(gram)).Solve(Vec.Of(MatrixMultiplication.TransposeTimes(design, y))).ToArray();
        return new(solved[..^1], solved[^1]);
    }

    private static LinearModel BySvd(double[,] x, double[] y, double lambda)
    {
        Guard(x, y, lambda);
        int d = x.GetLength(1);
        double[] means = [.. Enumerable.Range(0, d).Select(j => Draw.Column(x, j).Average())], scale = new double[d];
        double[,] centred = Lessons.Mapped(x, (v, j) => v - means[j]);
        for (int j = 0; j < d; j++)
        {
            // Without a penalty the unit of a column is free: one in which all are equally long keeps the digits.
            scale[j] = lambda == 0 ? InnerProduct.Norm(Draw.Column(centred, j), 2) : 1;
            if (scale[j] <= 1e-12 * Math.Abs(means[j])) throw new InvalidOperationException("Dependent.");
        }

        var svd = Svd.OneSidedJacobi(Mat.Of(Lessons.Mapped(centred, (v, j) => v / scale[j])));
        if (lambda == 0 && svd.S[^1] < 1e-12 * svd.S[0]) throw new InvalidOperationException("Dependent.");
        double mean = y.Average();
        Vec rest = Vec.Of(Array.ConvertAll(y, value => value - mean));
        Vec w = Vec.Of(new double[d]);
        for (int k = 0; k < svd.S.Length; k++) w += svd.S[k] / (svd.S[k] * svd.S[k] + lambda) * svd.U.Col(k).Dot(rest) * svd.V.Col(k);
        double[] weights = [.. w.ToArray().Select((weight, j) => weight / scale[j])];
        return new(weights, mean - InnerProduct.Dot(weights, means));
    }
}
