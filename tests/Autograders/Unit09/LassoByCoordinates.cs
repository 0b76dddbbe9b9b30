using Course;
using CsCheck;
using FromScratch.ClassicalMl;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 9.2: the lasso by coordinate descent.</summary>
[Exercise("9.2", "Lasso by coordinate descent", Difficulty = 4, Minutes = 45, Theory = "2. Least squares is a projection, ridge a shrunken one")]
public sealed class LassoByCoordinates : Exercise<LassoByCoordinates, LassoByCoordinates.Contract>
{
    public delegate double[] LassoFit(double[,] x, double[] y, double lambda, double tol);

    public sealed record Contract(LassoFit Lasso);

    public static Verdict Check(LassoFit lasso) => Grade(new Contract(lasso));

    protected override Contract Reference => new(LassoRegression.Fit);

    private static readonly Planted<(double[,] X, double[] Y), double[]> _planted = Generators.SparseLinear(9);

    [Theory]
    [InlineData(1, 2, -1.25, 0)]
    [InlineData(3, 0, -0.75, 0)]
    [InlineData(0, 3, -1.5, -0.125)]
    public void Orthogonal_columns_by_hand(double lambda, double first, double second, double third)
    {
        double[,] x = { { 1, 2, 2 }, { 1, -2, 2 }, { -1, 2, 2 }, { -1, -2, 2 } };
        double[] y = [-0.25, 5.75, -6.25, -0.25];
        Expect.Close([first, second, third], Subject.Lasso(x, y, lambda, 1e-12), because: $"‖xⱼ‖²/n is 1, 4 and 4; xⱼ·y/n is 3, −6 and −0.5. Each is moved by λ = {ValueText.Of(lambda)} towards 0 and stops there, then divided by ‖xⱼ‖²/n. Negative ones keep their sign.", tolerance: 1e-10);
    }

    [Fact]
    public void From_the_largest_correlation_on_every_weight_is_exactly_0()
    {
        (double[,] x, double[] y) = _planted.Data;
        double most = Enumerable.Range(0, 50).Max(j => Math.Abs(InnerProduct.Dot(Draw.Column(x, j), y)) / 300);
        double[]? above = Subject.Lasso(x, y, most * 1.0001, 1e-9), below = Subject.Lasso(x, y, most * 0.99, 1e-9);
        Expect.That(above?.Length == 50 && above.All(weight => weight == 0), "50 exact zeros", above, because: "λ is above max|Xᵀy|/n: at w = 0 no weight is worth its price. Exactly 0, not 1e−17.");
        Expect.Equal(1, below?.Count(weight => weight != 0) ?? 0, because: "Just below max|Xᵀy|/n the column with the largest correlation comes in, and no other.");
    }

    [Fact]
    public void Every_optimality_condition_holds_at_the_answer() => Property.Holds(
        Gen.Select(Draw.Matrix(9, 4), Draw.Vector(9), Draw.OneOf(0.3, 2, 8)), sample =>
        {
            (double[,] x, double[] y, double lambda) = sample;
            Optimal(x, y, lambda, 1e-9);
        });

    [Fact]
    public void Correlated_columns_need_many_rounds()
    {
        double[,] x = Lessons.Table(3, 40, 3), twins = Lessons.WithColumn(x, i => x[i, 0] + 0.1 * x[i, 1]);
        Optimal(twins, Lessons.Numbers(4, 40), 0.01, 1e-9);
    }

    [Fact]
    public void More_columns_than_rows_are_no_trouble() => Optimal(Lessons.Table(5, 6, 11), Lessons.Numbers(6, 6), 0.1, 1e-8);

    [Fact]
    public void The_columns_that_matter_are_found_among_fifty()
    {
        double[]? w = Subject.Lasso(_planted.Data.X, _planted.Data.Y, 0.3, 1e-8);
        Expect.That(w?.Length == 50, "50 weights", w, because: "One a column.");
        // Measured over the seeds 1 to 40: at λ = 0.3 the five were found each time, and no other in all of them but for one column in two.
        int[] planted = [.. Enumerable.Range(0, 50).Where(j => _planted.Truth[j] != 0)], found = [.. Enumerable.Range(0, 50).Where(j => w![j] != 0)];
        Expect.SequenceEqual(planted, found, because: "Five of the 50 columns were planted. A penalty on |w| sets the others to exactly 0; one on w² only makes them small.");
        foreach (int j in planted) Expect.Equal(Math.Sign(_planted.Truth[j]), Math.Sign(w![j]), because: $"Column {j} has the weight {ValueText.Of(Math.Round(_planted.Truth[j], 2))}: shrinking keeps the sign.");
    }

    [Fact]
    public void Without_a_penalty_it_is_least_squares()
    {
        double[,] x = Lessons.Table(7, 12, 3);
        double[] y = Lessons.Numbers(8, 12);
        Expect.Close(Householder.SolveLeastSquares(x, y), Subject.Lasso(x, y, 0, 1e-12), because: "λ = 0. There is no intercept in this exercise.", tolerance: 1e-8);
    }

    [Fact]
    public void A_column_of_zeros_gets_no_weight()
    {
        double[]? w = Subject.Lasso(new double[,] { { 1, 0 }, { 2, 0 }, { -3, 0 } }, [2, 4, -6], 0, 1e-12);
        Expect.Close([2, 0], w, because: "The second column is zeros, and 0/0 is NaN.", tolerance: 1e-9);
    }

    [Fact]
    public void A_looser_tolerance_may_stop_earlier_but_is_kept() => Optimal(Lessons.Table(9, 30, 5), Lessons.Numbers(10, 30), 0.05, 1e-3);

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Lasso(new double[3, 2], [1, 2], 1, 1e-9), because: "3 rows, 2 answers.");
        Expect.Throws<ArgumentException>(() => Subject.Lasso(new double[2, 3], [1, 2, 3], 1, 1e-9), because: "2 rows, 3 answers.");
        Expect.Throws<ArgumentException>(() => Subject.Lasso(new double[0, 3], [], 1, 1e-9), because: "There is no row.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Lasso(new double[2, 1], [1, 2], -1, 1e-9), because: "A negative λ rewards large weights.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Lasso(new double[2, 1], [1, 2], double.NaN, 1e-9), because: "λ is no number.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Lasso(new double[2, 1], [1, 2], 1, 0), because: "Rounding lets no search end at a violation of exactly 0.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Negative coefficients vanished: the soft threshold is sign(z)·max(|z| − λ, 0), not max(z − λ, 0).", new((x, y, lambda, tol) => Descend(x, y, lambda, tol, (z, a) => Math.Max(z - lambda, 0) / a))),
        new("No exact zeros: you divide by ‖xⱼ‖²/n + λ, which is the ridge. The lasso moves by λ towards 0 and stops there.", new((x, y, lambda, tol) => Descend(x, y, lambda, tol, (z, a) => z / (a + lambda)))),
        new("The soft threshold comes before the division by ‖xⱼ‖²/n, not after it.", new((x, y, lambda, tol) => Descend(x, y, lambda, tol, (z, a) => LassoRegression.SoftThreshold(z / a, lambda)))),
        new("The objective has ‖y − Xw‖²/(2n): your λ is off by the factor n.", new((x, y, lambda, tol) => LassoRegression.Fit(x, y, lambda / Math.Max(1, y.Length), tol))),
        new("The residual went stale: every weight that moves changes r = y − Xw, and the next column must see it.", new(Stale)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the Gram matrix XᵀX/n instead of residuals", new(ByGram)),
        new("proximal gradient steps with momentum (FISTA)", new(Proximal)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Hold all weights but one. What is left is a parabola plus λ|w|, in one unknown. Where is its lowest point when the parabola's own lowest point is near 0?",
        "With r = y − Xw: z = xⱼ·r/n + (‖xⱼ‖²/n)·wⱼ is what column j would explain alone. Move z by λ towards 0, stop there, divide by ‖xⱼ‖²/n. Then take the change of wⱼ out of r.",
        "Start at w = 0 and r = y. Round after round over all columns, skipping zeros. Stop when for every column |xⱼ·r/n| ≤ λ + tol where wⱼ = 0, and |xⱼ·r/n − λ·sign(wⱼ)| ≤ tol where not.",
    ];

    private void Optimal(double[,] x, double[] y, double lambda, double tol)
    {
        int n = y.Length, d = x.GetLength(1);
        double[]? w = Subject.Lasso(x, y, lambda, tol);
        Expect.That(w?.Length == d, $"{d} weights", w, because: "One a column.");
        double[] r = [.. y.Zip(Lessons.Fitted(x, w!, 0), (seen, fitted) => seen - fitted)];
        for (int j = 0; j < d; j++)
        {
            double pull = InnerProduct.Dot(Draw.Column(x, j), r) / n;
            if (w![j] == 0) Expect.That(Math.Abs(pull) <= lambda + tol + 1e-10, $"|xⱼ·r|/n at most λ = {ValueText.Of(lambda)} for column {j}, whose weight is 0", Math.Abs(pull), because: "A weight may be 0 only where moving it would cost more than it gains.");
            else Expect.That(Math.Abs(pull - lambda * Math.Sign(w[j])) <= tol + 1e-10, $"xⱼ·r/n = {ValueText.Of(lambda * Math.Sign(w[j]))} within {ValueText.Of(tol)} for column {j}, whose weight is {ValueText.Of(w[j])}", pull, because: "Where a weight is not 0, what it gains and what it costs are in balance: xⱼ·r/n = λ·sign(wⱼ).");
        }
    }

    private static void Guard(double[,] x, double[] y, double lambda, double tol)
    {
        if (x.GetLength(0) != y.Length || y.Length == 0) throw new ArgumentException("They do not fit.");
        if (!(lambda >= 0)) throw new ArgumentOutOfRangeException(nameof(lambda));
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    }

    private static double[] Descend(double[,] x, double[] y, double lambda, double tol, Func<double, double, double> update)
    {
        Guard(x, y, lambda, tol);
        double[][] columns = Columns.Of(x);
        double[] w = new double[columns.Length], r = [.. y];
        for (int sweep = 0; sweep < 500; sweep++)
        {
            for (int j = 0; j < w.Length; j++)
            {
                double a = InnerProduct.Dot(columns[j], columns[j]) / y.Length, before = w[j];
                if (a == 0) continue;
                w[j] = update(InnerProduct.Dot(columns[j], r) / y.Length + a * before, a);
                for (int i = 0; i < r.Length; i++) r[i] -= (w[j] - before) * columns[j][i];
            }
        }

        return w;
    }

    private static double[] Stale(double[,] x, double[] y, double lambda, double tol)
    {
        Guard(x, y, lambda, tol);
        double[][] columns = Columns.Of(x);
        double[] w = new double[columns.Length];
        for (int sweep = 0; sweep < 100; sweep++)
        {
            double[] r = [.. y.Zip(Lessons.Fitted(x, w, 0), (seen, fitted) => seen - fitted)];
            double[] next = [.. w];
            for (int j = 0; j < w.Length; j++)
            {
                double a = InnerProduct.Dot(columns[j], columns[j]) / y.Length;
                if (a > 0) next[j] = Math.Clamp(LassoRegression.SoftThreshold(InnerProduct.Dot(columns[j], r) / y.Length + a * w[j], lambda) / a, -1e6, 1e6);
            }

            w = next;
        }

        return w;
    }

    private static double[] ByGram(double[,] x, double[] y, double lambda, double tol)
    {
        Guard(x, y, lambda, tol);
        int d = x.GetLength(1), n = y.Length;
        double[,] gram = (Mat.Of(x).T() * Mat.Of(x)).ToArray();
        double[] moments = MatrixMultiplication.TransposeTimes(x, y), w = new double[d];
        while (true)
        {
            double moved = 0;
            for (int j = 0; j < d; j++)
            {
                if (gram[j, j] == 0) continue;
                double pull = moments[j];
                for (int k = 0; k < d; k++)
                    if (k != j) pull -= gram[j, k] * w[k];
                double next = Math.Sign(pull) * Math.Max(Math.Abs(pull) / n - lambda, 0) / (gram[j, j] / n);
                moved = Math.Max(moved, Math.Abs(next - w[j]) * gram[j, j] / n);
                w[j] = next;
            }

            if (moved < tol * 1e-3) return w;
        }
    }

    private static double[] Proximal(double[,] x, double[] y, double lambda, double tol)
    {
        Guard(x, y, lambda, tol);
        int n = y.Length;
        double step = n / Math.Max(1e-300, Columns.Of(x).Sum(column => InnerProduct.Dot(column, column)));
        double[] w = new double[x.GetLength(1)], look = w;
        double momentum = 1;
        for (int t = 0; t < 200_000; t++)
        {
            double[] r = [.. y.Zip(Lessons.Fitted(x, look, 0), (seen, fitted) => seen - fitted)], pull = Draw.Times(1.0 / n, MatrixMultiplication.TransposeTimes(x, r));
            double[] next = [.. look.Zip(pull, (weight, p) => LassoRegression.SoftThreshold(weight + step * p, step * lambda))];
            double moved = next.Zip(look, (a, b) => Math.Abs(a - b)).Max() / step;
            if (moved < tol / 10) return next;
            double before = momentum;
            bool uphill = next.Zip(w, (a, b) => a - b).Zip(look.Zip(next, (a, b) => a - b), (a, b) => a * b).Sum() > 0;   // start the momentum afresh
            momentum = uphill ? 1 : (1 + Math.Sqrt(1 + 4 * before * before)) / 2;
            double carry = uphill ? 0 : (before - 1) / momentum;
            double[] last = w;
            look = [.. next.Select((weight, j) => weight + carry * (weight - last[j]))];
            w = next;
        }

        return w;
    }
}
