using Course;
using CsCheck;
using FromScratch.ClassicalMl;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 9.3: logistic regression by Newton's method.</summary>
[Exercise("9.3", "Logistic regression", Difficulty = 4, Minutes = 45, Core = true, Theory = "3. Logistic regression: the log-odds are linear", TimeLimitSeconds = 4)]
public sealed class LogisticIrls : Exercise<LogisticIrls, LogisticIrls.Contract>
{
    public delegate LogisticFit Fitting(double[,] x, int[] y, double l2, double tol);

    public delegate double[] Answering(LogisticFit fit, double[,] x);

    public delegate double Losing(double[] logits, int[] y);

    public sealed record Contract(Fitting FitLogistic, Answering LogisticProbabilities, Losing LogLoss);

    public static Verdict Check(Fitting fitLogistic, Answering logisticProbabilities, Losing logLoss) => Grade(new Contract(fitLogistic, logisticProbabilities, logLoss));

    protected override Contract Reference => new(LogisticRegression.Fit, LogisticRegression.Probabilities, LogisticRegression.LogLoss);

    private static readonly Planted<(double[,] X, int[] Y), double[]> _planted = Generators.LogisticData(5, 400, [1.5, -1, 0.5], -0.5);

    [Fact]
    public void Two_groups_give_their_own_odds()
    {
        // x = 0: 1 of 4; x = 1: 2 of 3. Log-odds log(1/3) and log 2.
        LogisticFit fit = Answer(new double[,] { { 0 }, { 1 }, { 0 }, { 1 }, { 0 }, { 1 }, { 0 } }, [1, 1, 0, 1, 0, 0, 0], 0, 1e-10);
        Expect.Close(Math.Log(1.0 / 3), fit.B, because: "Where x = 0, one of four rows has label 1: odds 1 : 3. The intercept is their logarithm.", tolerance: 1e-7);
        Expect.Close([Math.Log(2) - Math.Log(1.0 / 3)], fit.W, because: "Where x = 1 the odds are 2 : 1. The weight is the difference of the log-odds, log 6.", tolerance: 1e-7);
        Expect.That(fit.Converged, "Converged = true", fit.Converged, because: "The minimum is there, and you found it.");
    }

    [Fact]
    public void The_mean_probability_is_the_share_of_ones()
    {
        LogisticFit fit = Answer(_planted.Data.X, _planted.Data.Y, 0, 1e-6);
        double[]? p = Subject.LogisticProbabilities(fit, _planted.Data.X);
        Expect.That(p?.Length == 400, "400 probabilities", p, because: "One a row.");
        Expect.Close(_planted.Data.Y.Average(), p!.Average(), because: "The derivative by the intercept is Σ(p − y), which is 0 at the minimum.", tolerance: 1e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2.5)]
    public void The_gradient_is_0_at_the_answer(double l2)
    {
        LogisticFit fit = Answer(_planted.Data.X, _planted.Data.Y, l2, 1e-6);
        double[] gradient = Gradient(_planted.Data.X, _planted.Data.Y, fit, l2);
        Expect.That(gradient.All(entry => Math.Abs(entry) <= 1.01e-6), "a gradient of at most 1e-6 in each entry (the intercept's last)", gradient, because: $"It is Σ(p − y)·x + l2·w, with l2 = {ValueText.Of(l2)}; the intercept pays nothing. The loss is a sum over rows, not a mean.");
    }

    [Fact]
    public void The_penalty_spares_the_intercept()
    {
        LogisticFit fit = Answer(new double[,] { { 1 }, { -1 }, { 1 }, { -1 }, { 1 }, { -1 }, { 1 }, { -1 } }, [1, 1, 1, 1, 1, 1, 0, 0], 50, 1e-10);
        Expect.Close(Math.Log(3), fit.B, because: "Six of eight, evenly on both sides: the weight is 0 and the intercept log 3, whatever the penalty on weights.", tolerance: 1e-7);
    }

    [Fact]
    public void The_planted_weights_come_back_within_three_standard_errors()
    {
        LogisticFit fit = Answer(_planted.Data.X, _planted.Data.Y, 0, 1e-6);
        double[] truth = [1.5, -1, 0.5, -0.5], found = [.. fit.W, fit.B], errors = StandardErrors(_planted.Data.X, _planted.Truth);
        for (int j = 0; j < 4; j++)
            Expect.That(Math.Abs(found[j] - truth[j]) <= 3 * errors[j], $"{truth[j]} ± {ValueText.Of(Math.Round(3 * errors[j], 2))} in entry {j} (the intercept is entry 3)", found[j], because: "These weights were planted; the bounds are three standard errors, from the inverse Hessian.");
    }

    [Fact]
    public void Separable_rows_have_no_minimum_without_a_penalty()
    {
        double[,] x = { { 1, 0 }, { 2, 5 }, { 3, 1 }, { 4, 2 }, { 6, 0 } };
        int[] y = [0, 0, 0, 1, 1];
        Expect.That(!Answer(x, y, 0, 1e-6).Converged, "Converged = false", "true", because: "A line at x₀ = 3.5 divides the labels. Twice the weights give less loss, and so on without end: whatever you return is no minimum.");
        LogisticFit held = Answer(x, y, 0.1, 1e-6);
        Expect.That(held.Converged, "Converged = true", held.Converged, because: "With a penalty there is a minimum.");
        Expect.That(Gradient(x, y, held, 0.1).All(entry => Math.Abs(entry) <= 1.01e-6), "a gradient of 0", Gradient(x, y, held, 0.1), because: "That is where the minimum is.");
    }

    [Fact]
    public void One_label_alone_has_no_minimum() =>
        Expect.That(!Answer(new double[,] { { 1 }, { 2 }, { 4 } }, [1, 1, 1], 0, 1e-6).Converged, "Converged = false", "true", because: "All labels are 1: the larger the intercept, the less the loss.");

    [Fact]
    public void A_full_step_from_far_out_leaps()
    {
        // Undamped Newton steps run away on these rows: one far row with the wrong label.
        double[,] x = { { 0.01 }, { 0.02 }, { -0.03 }, { 0.2 }, { 40 }, { -0.5 }, { 1 } };
        int[] y = [1, 0, 0, 1, 0, 0, 1];
        LogisticFit fit = Answer(x, y, 1e-3, 1e-6);
        Expect.That(fit.Converged && Gradient(x, y, fit, 1e-3).All(entry => Math.Abs(entry) <= 1.01e-6), "the minimum", fit, because: "A full Newton step can raise the loss, far out where p(1 − p) is nearly 0. Halve it until the loss falls.");
    }

    [Fact]
    public void Probabilities_of_large_logits_are_0_and_1_not_NaN()
    {
        double[]? p = Subject.LogisticProbabilities(new([2, 0], 0, true), new double[,] { { 400, 1 }, { -400, 7 }, { 0, 3 } });
        Expect.Close([1, 0, 0.5], p, because: "The logits are 800, −800 and 0. exp(800) is infinite, and ∞/∞ is NaN: use exp(−|z|).");
        Expect.That(p![1] >= 0 && p[0] <= 1, "probabilities", p, because: "They lie between 0 and 1.");
    }

    [Fact]
    public void Probabilities_use_weights_and_intercept() =>
        Expect.Close([0.75, 0.25, 0.9], Subject.LogisticProbabilities(new([Math.Log(3), Math.Log(9)], -Math.Log(3), true), new double[,] { { 2, 0 }, { 0, 0 }, { 1, 1 } }), because: "The log-odds are log 3, −log 3 and log 9.", tolerance: 1e-12);

    [Fact]
    public void The_loss_of_a_sure_and_wrong_answer_is_its_logit() =>
        Expect.Close(800.0 / 3 + Math.Log(2) / 3, Subject.LogLoss([-800, 800, 0], [1, 1, 0]), because: "−log P: 800 for the sure and wrong one, 0 for the sure and right one, log 2 for the undecided; the mean of the three. log(0) is −∞: use max(m, 0) + log(1 + exp(−|m|)).");

    [Fact]
    public void The_loss_keeps_its_digits_where_it_is_small() =>
        Expect.Close(Math.Exp(-40), Subject.LogLoss([40, -40], [1, 0]), because: "log(1 + e⁻⁴⁰) is e⁻⁴⁰ to 17 digits, but 1 + e⁻⁴⁰ rounds to 1: use SpecialFunctions.Log1p.", tolerance: 1e-9);

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.FitLogistic(new double[3, 2], [1, 0], 1, 1e-8), because: "3 rows, 2 labels.");
        Expect.Throws<ArgumentException>(() => Subject.FitLogistic(new double[2, 3], [1, 0, 1], 1, 1e-8), because: "2 rows, 3 labels.");
        Expect.Throws<ArgumentException>(() => Subject.FitLogistic(new double[0, 2], [], 1, 1e-8), because: "There is no row.");
        Expect.Throws<ArgumentException>(() => Subject.FitLogistic(new double[,] { { 1 }, { 2 }, { 3 } }, [-1, 1, 1], 1, 1e-8), because: "Labels are 0 and 1 here, not −1 and +1.");
        Expect.Throws<ArgumentException>(() => Subject.FitLogistic(new double[,] { { 1 }, { 2 }, { 3 } }, [0, 1, 2], 1, 1e-8), because: "Label 2 is neither 0 nor 1.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitLogistic(new double[,] { { 1 }, { 2 }, { 3 } }, [0, 1, 0], -1, 1e-8), because: "A negative penalty rewards large weights.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitLogistic(new double[,] { { 1 }, { 2 }, { 3 } }, [0, 1, 0], 1, 0), because: "Rounding lets no gradient be exactly 0.");
        Expect.Throws<ArgumentException>(() => Subject.LogLoss([1, 2, 3], [1, 0]), because: "3 logits, 2 labels.");
        Expect.Throws<ArgumentException>(() => Subject.LogLoss([1, 2], [1, 0, 1]), because: "2 logits, 3 labels.");
        Expect.Throws<ArgumentException>(() => Subject.LogLoss([], []), because: "A mean of nothing.");
        Expect.Throws<ArgumentException>(() => Subject.LogLoss([1, 2], [1, -1]), because: "Labels are 0 and 1.");
        Expect.Throws<ArgumentException>(() => Subject.LogisticProbabilities(new([1, 2], 0, true), new double[2, 3]), because: "2 weights, 3 columns.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The loss is ∞ or NaN: the probability underflowed to 0 before you took its logarithm. Use max(m, 0) + log(1 + exp(−|m|)) of the logit.", Reference with { LogLoss = (z, y) => z.Length != y.Length || y.Length == 0 || y.Any(label => label is not (0 or 1)) ? throw new ArgumentException("No.") : z.Zip(y, (logit, label) => -Math.Log(label == 1 ? 1 / (1 + Math.Exp(-logit)) : 1 - 1 / (1 + Math.Exp(-logit)))).Average() }),
        new("Rows that a plane separates have no minimum: the weights only grow, and a small gradient proves nothing. Say Converged = false once every row lies strictly on its own side.", Reference with { FitLogistic = (x, y, l2, tol) => LogisticRegression.Fit(x, y, l2 == 0 ? 1e-12 : l2, tol) with { Converged = true } }),
        new("The loss is a sum over the rows, and l2 stands beside that sum. You took the mean.", Reference with { FitLogistic = (x, y, l2, tol) => LogisticRegression.Fit(x, y, l2 * Math.Max(1, y.Length), tol) }),
        new("You made the intercept pay. Only the weights stand in the penalty.", Reference with { FitLogistic = PenalizedIntercept }),
        new("exp(800) is infinite, and ∞/∞ is NaN: use 1/(1 + exp(−z)) for z ≥ 0 and exp(z)/(1 + exp(z)) below.", Reference with { LogisticProbabilities = (fit, x) => Array.ConvertAll(Rows.Of(x), row => Math.Exp(InnerProduct.Dot(fit.W, row) + fit.B)).Select(odds => odds / (1 + odds)).ToArray() }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("least squares with weights p(1 − p), again and again, by QR", new(Reweighted, (fit, x) => Array.ConvertAll(Lessons.Fitted(x, fit.W, fit.B), z => 0.5 * (1 + Math.Tanh(z / 2))), ByLogSum)),
        new("the Newton method of Unit 5", Reference with { FitLogistic = ByUnitFive }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "One column of ones more, and the intercept is a weight like the others, but for the penalty. What are gradient and Hessian of Σ log(1 + exp(−sz))?",
        "The gradient is Σ(p − y)·x + l2·w, the Hessian Σ p(1 − p)·x·xᵀ + l2·I (not for the intercept). A Newton step solves Hessian·step = gradient (Unit 2's Cholesky); halve it until the loss falls, rounding aside. When do the weights run away for good?",
        "Loop: logits; at l2 = 0 stop with Converged = false once every logit has the sign of its label; gradient small: done; no Cholesky factor: Converged = false; step with halving. The loss of a row is max(m, 0) + Log1p(exp(−|m|)) with m = −z for label 1 and z for label 0.",
    ];

    private LogisticFit Answer(double[,] x, int[] y, double l2, double tol)
    {
        LogisticFit? fit = Subject.FitLogistic(x, y, l2, tol);
        Expect.That(fit?.W is not null && fit.W.Length == x.GetLength(1), $"{x.GetLength(1)} weights", fit, because: "One a column; the intercept is B.");
        return fit!;
    }

    private static double Sigmoid(double z) => 0.5 * (1 + Math.Tanh(z / 2));

    private static double[] Gradient(double[,] x, int[] y, LogisticFit fit, double l2)
    {
        double[] gap = [.. Lessons.Fitted(x, fit.W, fit.B).Zip(y, (z, label) => label == 1 ? -Sigmoid(-z) : Sigmoid(z))];
        return [.. Enumerable.Range(0, fit.W.Length).Select(j => InnerProduct.Dot(Draw.Column(x, j), gap) + l2 * fit.W[j]), gap.Sum()];
    }

    private static double[] StandardErrors(double[,] x, double[] p)
    {
        double[][] rows = Array.ConvertAll(Rows.Of(x), row => (double[])[.. row, 1]);
        int d = rows[0].Length;
        double[,] hessian = new double[d, d];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < d; j++)
                for (int k = 0; k < d; k++)
                    hessian[j, k] += p[i] * (1 - p[i]) * rows[i][j] * rows[i][k];
        Mat factor = Cholesky.TryFactor(Mat.Of(hessian))!;
        return [.. Enumerable.Range(0, d).Select(j => Math.Sqrt(Cholesky.Solve(factor, Vec.Of(Draw.Basis(d, j)))[j]))];
    }

    private static void Guard(double[,] x, int[] y, double l2, double tol)
    {
        if (x.GetLength(0) != y.Length || y.Length == 0 || y.Any(label => label is not (0 or 1))) throw new ArgumentException("They do not fit.");
        if (!(l2 >= 0)) throw new ArgumentOutOfRangeException(nameof(l2));
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    }

    private static double ByLogSum(double[] logits, int[] y)
    {
        if (logits.Length != y.Length || y.Length == 0 || y.Any(label => label is not (0 or 1))) throw new ArgumentException("They do not fit.");
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double m = y[i] == 1 ? -logits[i] : logits[i];
            sum += m < -30 ? Math.Exp(m) : FromScratch.Probability.LogSpace.LogSumExp([0, m]);
        }

        return sum / y.Length;
    }

    private static LogisticFit PenalizedIntercept(double[,] x, int[] y, double l2, double tol)
    {
        Guard(x, y, l2, tol);
        return Descend(x, y, l2, tol, l2);
    }

    private static LogisticFit ByUnitFive(double[,] x, int[] y, double l2, double tol)
    {
        Guard(x, y, l2, tol);
        return Descend(x, y, l2, tol, 0);
    }

    private static LogisticFit Descend(double[,] x, int[] y, double l2, double tol, double onIntercept)
    {
        int d = x.GetLength(1);
        double[] prices = [.. Enumerable.Repeat(l2, d), onIntercept];
        double[][] rows = Array.ConvertAll(Rows.Of(x), row => (double[])[.. row, 1]);
        double[] Logits(double[] w) => Array.ConvertAll(rows, row => InnerProduct.Dot(row, w));
        double Loss(double[] w) => y.Length * ByLogSum(Logits(w), y) + w.Zip(prices, (weight, price) => price * weight * weight / 2).Sum();
        double[] Slope(double[] w) => [.. Gradient(x, y, new(w[..d], w[d], true), l2).Select((entry, j) => j == d ? entry + onIntercept * w[d] : entry)];
        double[,] Curvature(double[] w)
        {
            double[,] h = new double[d + 1, d + 1];
            double[] z = Logits(w);
            for (int i = 0; i < rows.Length; i++)
                for (int j = 0; j <= d; j++)
                    for (int k = 0; k <= d; k++)
                        h[j, k] += Sigmoid(z[i]) * Sigmoid(-z[i]) * rows[i][j] * rows[i][k];
            for (int j = 0; j <= d; j++) h[j, j] += prices[j];
            return h;
        }

        bool Separated(double[] w) => l2 == 0 && Logits(w).Zip(y).All(pair => pair.First * (pair.Second - 0.5) > 0);
        FromScratch.Calculus.MinimumResult found = FromScratch.Calculus.NewtonsMethod.Minimize(Loss, Slope, Curvature, new double[d + 1], tol / 2);
        return new(found.X[..d], found.X[d], found.Converged && !Separated(found.X));
    }

    private static LogisticFit Reweighted(double[,] x, int[] y, double l2, double tol)
    {
        Guard(x, y, l2, tol);
        int n = y.Length, d = x.GetLength(1);
        double[] w = new double[d + 1];
        for (int step = 0; step < 200; step++)
        {
            double[] z = Lessons.Fitted(x, w[..d], w[d]);
            if (l2 == 0 && z.Zip(y).All(pair => pair.First * (pair.Second - 0.5) > 0)) return new(w[..d], w[d], false);
            if (Gradient(x, y, new(w[..d], w[d], true), l2).All(entry => Math.Abs(entry) <= tol)) return new(w[..d], w[d], true);
            double[,] a = new double[n + d, d + 1];
            double[] b = new double[n + d];
            for (int i = 0; i < n; i++)
            {
                double p = Sigmoid(z[i]), root = Math.Sqrt(Math.Max(p * Sigmoid(-z[i]), 1e-300));
                for (int j = 0; j < d; j++) a[i, j] = root * x[i, j];
                a[i, d] = root;
                b[i] = root * z[i] + (y[i] == 1 ? Sigmoid(-z[i]) : -p) / root;
            }

            for (int j = 0; j < d; j++) a[n + j, j] = Math.Sqrt(l2);
            double[] next = Householder.SolveLeastSquares(a, b);
            double Loss(double[] v) => n * ByLogSum(Lessons.Fitted(x, v[..d], v[d]), y) + l2 / 2 * InnerProduct.Dot(v[..d], v[..d]);
            double t = 1, before = Loss(w);
            double[] from = w;
            double[] At(double share) => [.. from.Zip(next, (old, target) => old + share * (target - old))];
            while (Loss(At(t)) > before && t > 1e-9) t /= 2;
            w = At(t);
        }

        return new(w[..d], w[d], false);
    }
}
