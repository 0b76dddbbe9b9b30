using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Neural;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 14.9: the weights of the best classifier of Gaussian classes, without training.</summary>
[Exercise("14.9", "Bayes head", Difficulty = 3, Minutes = 35, Core = true, Theory = "7. Softmax is a posterior")]
public sealed class BayesHead : Exercise<BayesHead, BayesHead.Contract>
{
    public delegate (double[,] W, double[] B) Derivation(double[][] means, double sigma, double[] priors);

    public sealed record Contract(Derivation FromMeans);

    public static Verdict Check(Derivation fromMeans) => Grade(new Contract(fromMeans));

    protected override Contract Reference => new(GaussianHead.FromMeans);

    [Fact]
    public void Two_classes_on_a_line_by_hand()
    {
        double[] p = Posterior([[0], [1]], 0.5, [0.5, 0.5], [1]);
        Expect.Close([1 / (1 + Math.Exp(2)), 1 / (1 + Math.Exp(-2))], p, because: "Centres 0 and 1, σ = 0.5: at x = 1 the squared distances are 1 and 0, and ln p₁/p₀ = 1/(2·0.25) = 2. So p₁ = 0.881.", part: "p(1)");
    }

    [Fact]
    public void In_the_middle_the_prior_decides()
    {
        double[] p = Posterior([[-1, 2], [3, -2]], 1.5, [0.1, 0.9], [1, 0]);
        Expect.Close([0.1, 0.9], p, because: "(1, 0) is as far from one centre as from the other: it says nothing, and what was known before stays.", part: "p(1, 0)");
    }

    [Fact]
    public void Centres_at_different_radii_are_weighed_by_their_length()
    {
        double[] p = Posterior([[0, 0], [4, 0], [0, 1]], 1, [1 / 3.0, 1 / 3.0, 1 / 3.0], [2, 0.5]);
        double far = Math.Exp(-(4 + 0.25) / 2), low = Math.Exp(-(4 + 0.25) / 2);
        Expect.Close([far / (far + low + low), low / (far + low + low), low / (far + low + low)], p, because: "(2, ½) is as far from (0, 0) as from (4, 0) and (0, 1). Without −‖μ‖²/(2σ²) the far centre would win.", part: "p(2, ½)");
    }

    [Fact]
    public void Softmax_of_the_scores_is_the_exact_posterior() => Property.Holds(
        Gen.Select(Draw.Vectors(4, 3), Draw.OneOf(2, 3.5, 7), Draw.Vector(3), Gen.Int[1, 5].Array[4]), sample =>
        {
            (double[][] means, double sigma, double[] x, int[] weights) = sample;
            double[] priors = [.. weights.Select(weight => (double)weight / weights.Sum())];
            Expect.Close(new GaussianTruth(means, sigma, priors).Posterior(x), Posterior(means, sigma, priors, x), because: $"Bayes' rule on the four densities, at x = {ValueText.Of(x)}.", tolerance: 1e-11, part: "p(x)");
        });

    [Fact]
    public void Unequal_priors_move_the_boundary_by_their_log_odds()
    {
        // Equal posterior where (2x·Δ − Δ²)/(2σ²) + ln(π₁/π₀) = 0 for centres 0 and Δ.
        double boundary = 1 - 0.25 * Math.Log(3) / 2;
        double[] p = Posterior([[0], [2]], 0.5, [0.25, 0.75], [boundary]);
        Expect.Close([0.5, 0.5], p, because: "Centres 0 and 2, σ = ½, three times as many of class 1: the boundary moves from 1 by σ²·ln 3/2 towards class 0, to 0.8627.", part: "p(0.8627)");
    }

    [Fact]
    public void Two_classes_two_spreads_apart_are_told_apart_84_times_in_100()
    {
        const int N = 20_000;
        double[][] means = [[0, 0, 0], [2, -2, 1]];   // a distance of 3, σ = 1.5
        (LabeledPoints points, _) = Generators.GaussianClasses(14, means, 1.5, n: N);
        (double[,] w, double[] b) = Derived(means, 1.5, [0.5, 0.5]);
        int right = Enumerable.Range(0, N).Count(i => Largest(Scores(w, b, points.X[i])) == points.Y[i]);
        double expected = Normal.StandardCdf(1), error = Math.Sqrt(expected * (1 - expected) / N);
        Expect.That(Math.Abs((double)right / N - expected) <= 4 * error, $"{expected:0.0000} ± {4 * error:0.0000} right", (double)right / N, because: "Centres 2σ apart: no classifier is right more often than Φ(1) = 0.8413, and this one is.", part: "the share of right answers");
    }

    [Fact]
    public void What_is_no_mixture_is_refused()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FromMeans([[0], [1]], 0, [0.5, 0.5]), because: "Without spread there is nothing to weigh.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FromMeans([[0], [1]], double.NaN, [0.5, 0.5]), because: "NaN ≤ 0 is false: ask whether sigma > 0.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([], 1, []), because: "There is no class.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0], [1]], 1, [1]), because: "Two centres, one prior.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0], [1]], 1, [0.5, 0.25, 0.25]), because: "Two centres, three priors.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0, 1], [1]], 1, [0.5, 0.5]), because: "The second centre lacks a feature.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0], [1, 2]], 1, [0.5, 0.5]), because: "The second centre has a feature more.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0], [1]], 1, [0.5, 0.4]), because: "Priors are shares of 1.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0], [1]], 1, [0.7, 0.5]), because: "Priors are shares of 1.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0], [1]], 1, [1, 0]), because: "ln 0 is −∞: a class that never occurs is no class.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0], [1]], 1, [1.5, -0.5]), because: "No class occurs less often than never.");
        Expect.Throws<ArgumentException>(() => Subject.FromMeans([[0], [1]], 1, [double.NaN, 0.5]), because: "A prior is no number.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You ignored the priors: in the middle the posterior must be the prior, 0.1 and 0.9, not ½. Add ln πₖ to the bias.", Reference with { FromMeans = (means, sigma, priors) => Careless(means, sigma, priors, prior: false) }),
        new("−‖μₖ‖²/(2σ²) is missing in the bias, so far centres win too often. It comes from multiplying out ‖x − μₖ‖².", Reference with { FromMeans = (means, sigma, priors) => Careless(means, sigma, priors, square: false) }),
        new("You divide by σ instead of σ²: with σ = 0.5 you get 0.73 at x = 1, expected 0.88.", Reference with { FromMeans = (means, sigma, priors) => Careless(means, Math.Sqrt(Positive(sigma)), priors) }),
        new("The ½ is missing in −‖μₖ‖²/(2σ²): the density's exponent is −‖x − μₖ‖²/(2σ²), so x·μₖ keeps a factor 1/σ², and ‖μₖ‖² one of 1/(2σ²).", Reference with { FromMeans = (means, sigma, priors) => Careless(means, sigma, priors, half: 1) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("scores relative to class 0", Reference with { FromMeans = Relative }),
        new("by probing the log densities", Reference with { FromMeans = Probed }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write ln(πₖ·density) for class k and multiply out ‖x − μₖ‖². Which term is the same for all classes?",
        "What all scores share does not change a softmax. So −‖x‖²/(2σ²) and the density's factor may go. What remains is linear in x.",
        "Row k of W is μₖ divided by σ². bₖ is ln πₖ minus ‖μₖ‖² divided by 2σ². Before that: σ above 0; as many priors as means, all above 0, with the sum 1 up to rounding; means of one length.",
    ];

    private (double[,] W, double[] B) Derived(double[][] means, double sigma, double[] priors)
    {
        (double[,] w, double[] b) = Subject.FromMeans(means, sigma, priors);
        Expect.That(w?.GetLength(0) == means.Length && w.GetLength(1) == means[0].Length && b?.Length == means.Length, $"W with {means.Length} × {means[0].Length} entries and {means.Length} biases", (w, b), because: "A row and a bias for each class, a column for each feature.");
        return (w!, b!);
    }

    private double[] Posterior(double[][] means, double sigma, double[] priors, double[] x)
    {
        (double[,] w, double[] b) = Derived(means, sigma, priors);
        double[] scores = Scores(w, b, x);
        Expect.That(scores.All(double.IsFinite), "finite scores", scores, because: "A softmax of infinite scores is NaN.", part: "W·x + b");
        return Logits.Softmax(scores);
    }

    private static double[] Scores(double[,] w, double[] b, double[] x) => [.. b.Select((bias, k) => bias + x.Select((entry, j) => w[k, j] * entry).Sum())];

    private static int Largest(double[] scores) => Array.IndexOf(scores, scores.Max());

    private static double Positive(double sigma) => sigma > 0 ? sigma : throw new ArgumentOutOfRangeException(nameof(sigma));

    private static void Guard(double[][] means, double sigma, double[] priors)
    {
        Positive(sigma);
        if (means.Length == 0 || means.Length != priors.Length || means.Any(mean => mean.Length != means[0].Length) || !priors.All(prior => prior > 0) || Math.Abs(priors.Sum() - 1) > 1e-6) throw new ArgumentException("No mixture.");
    }

    private static (double[,] W, double[] B) Careless(double[][] means, double sigma, double[] priors, bool prior = true, bool square = true, double half = 0.5)
    {
        Guard(means, sigma, priors);
        double[,] w = new double[means.Length, means[0].Length];
        for (int k = 0; k < means.Length; k++)
            for (int j = 0; j < means[k].Length; j++)
                w[k, j] = means[k][j] / (sigma * sigma);
        return (w, [.. means.Select((mean, k) => (prior ? Math.Log(priors[k]) : 0) - (square ? half * mean.Sum(entry => entry * entry) / (sigma * sigma) : 0))]);
    }

    private static (double[,] W, double[] B) Relative(double[][] means, double sigma, double[] priors)
    {
        Guard(means, sigma, priors);
        double[,] w = new double[means.Length, means[0].Length];
        double[] b = new double[means.Length];
        for (int k = 1; k < means.Length; k++)
        {
            b[k] = Math.Log(priors[k] / priors[0]);
            for (int j = 0; j < means[k].Length; j++)
            {
                w[k, j] = (means[k][j] - means[0][j]) / sigma / sigma;
                b[k] -= (means[k][j] - means[0][j]) * (means[k][j] + means[0][j]) / 2 / sigma / sigma;
            }
        }

        return (w, b);
    }

    private static (double[,] W, double[] B) Probed(double[][] means, double sigma, double[] priors)
    {
        Guard(means, sigma, priors);
        int features = means[0].Length;
        double Score(int k, double[] x) => Math.Log(priors[k]) - means[k].Zip(x, (m, entry) => (entry - m) * (entry - m) - entry * entry).Sum() / (2 * sigma * sigma);
        double[,] w = new double[means.Length, features];
        double[] b = [.. means.Select((_, k) => Score(k, new double[features]))];
        for (int k = 0; k < means.Length; k++)
            for (int j = 0; j < features; j++)
                w[k, j] = Score(k, Draw.Basis(features, j)) - b[k];
        return (w, b);
    }
}
