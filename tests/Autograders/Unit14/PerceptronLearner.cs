using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Neural;

namespace Autograders;

/// <summary>Exercise 14.2: the perceptron, and the bound on its mistakes.</summary>
[Exercise("14.2", "Perceptron", Difficulty = 2, Minutes = 30, Core = true, Theory = "2. The perceptron's guarantee")]
public sealed class PerceptronLearner : Exercise<PerceptronLearner, PerceptronLearner.Contract>
{
    public delegate PerceptronFit Training(double[][] x, int[] y, int maxEpochs);

    public sealed record Contract(Training FitPerceptron);

    public static Verdict Check(Training fitPerceptron) => Grade(new Contract(fitPerceptron));

    protected override Contract Reference => new(Perceptron.Fit);

    private static readonly double[][] _corners = [[0, 0], [0, 1], [1, 0], [1, 1]];

    [Fact]
    public void OR_is_learned_with_9_mistakes()
    {
        PerceptronFit fit = Fitted(_corners, [-1, 1, 1, 1], 100);
        Expect.Close([2.0, 2], fit.W, because: "From zeros, sample after sample: in passes 1 to 5 there are 3, 1, 2, 2 and 1 mistakes, in pass 6 none. A score of exactly 0 is a mistake too.");
        Expect.Close(-1, fit.B, because: "b moves by y at each mistake, as w moves by y·x.", part: "B");
        Expect.Equal(9, fit.Mistakes, because: "3 + 1 + 2 + 2 + 1.", part: "Mistakes");
        Expect.Equal(true, fit.Converged, because: "Pass 6 has no mistake.", part: "Converged");
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Converged_means_a_whole_pass_without_a_mistake(int maxEpochs, bool converged)
    {
        PerceptronFit fit = Fitted(_corners, [-1, 1, 1, 1], maxEpochs);
        Expect.Equal(converged, fit.Converged, because: "On OR pass 5 still has a mistake, at its first sample; pass 6 has none. After the last allowed pass nothing more is looked at.", part: "Converged");
        Expect.Equal(9, fit.Mistakes, because: "All 9 mistakes fall into the first 5 passes.", part: "Mistakes");
    }

    [Fact]
    public void AND_is_learned()
    {
        PerceptronFit fit = Fitted(_corners, [-1, -1, -1, 1], 100);
        RequireAllRight(fit, _corners, [-1, -1, -1, 1], "AND is separable: x + y − 1.5 does it.");
        Expect.Equal(true, fit.Converged, because: "A pass without a mistake ends the search.", part: "Converged");
    }

    [Fact]
    public void XOR_is_not_learned()
    {
        PerceptronFit fit = Fitted(_corners, [-1, 1, 1, -1], 200);
        Expect.Equal(false, fit.Converged, because: "No line has (0, 1) and (1, 0) on one side and (0, 0) and (1, 1) on the other: each pass has a mistake.", part: "Converged");
        Expect.That(fit.Mistakes >= 200, "at least one mistake in each of 200 passes", fit.Mistakes, because: "Every pass over XOR has a mistake, whatever the weights.", part: "Mistakes");
    }

    [Fact]
    public void Separable_points_are_all_learned_within_the_bound() => Property.Holds(
        Gen.Select(Gen.Int[1, 1000], Gen.Int[2, 4], Draw.OneOf(0.3, 0.6, 1)), sample =>
        {
            (int seed, int dim, double margin) = sample;
            (LabeledPoints points, SeparatorTruth truth) = Generators.SeparableCloud((ulong)seed, 30, dim, margin, 3);
            PerceptronFit fit = Fitted(points.X, points.Y, 2000);
            Expect.That(fit.Mistakes <= truth.MistakeBound, $"at most {Math.Floor(truth.MistakeBound)} mistakes", fit.Mistakes, because: "Novikoff's bound: (R/γ)², whatever the order of the samples. Only a mistake changes the weights.", part: "Mistakes");
            Expect.Equal(true, fit.Converged, because: "The points are separable, so a pass without a mistake comes.", part: "Converged");
            RequireAllRight(fit, points.X, points.Y, "The points are separable, and after a pass without a mistake all are right.");
        });

    [Fact]
    public void A_single_sample_takes_one_mistake()
    {
        PerceptronFit fit = Fitted([[3, -2, 5]], [-1], 10);
        Expect.Close([-3.0, 2, -5], fit.W, because: "The score of zeros is 0, which counts as a mistake; then w is y·x.");
        Expect.Close(-1, fit.B, because: "b is y after the one mistake.", part: "B");
        Expect.Equal(1, fit.Mistakes, because: "−(−3·3 − 2·2 − 5·5 − 1) is above 0: the second pass has none.", part: "Mistakes");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-2)]
    public void Labels_are_minus_1_or_1(int label) =>
        Expect.Throws<ArgumentException>(() => Subject.FitPerceptron([[1, 2], [3, 4]], [1, label], 10), because: "y·score tells right from wrong only for −1 and +1. With a label of 0, every score would be a mistake for ever.");

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.FitPerceptron([], [], 10), because: "Without samples nothing is learned.");
        Expect.Throws<ArgumentException>(() => Subject.FitPerceptron([[1, 2], [3, 4]], [1, -1, 1], 10), because: "There are 2 samples and 3 labels.");
        Expect.Throws<ArgumentException>(() => Subject.FitPerceptron([[1, 2], [3, 4, 5]], [1, -1], 10), because: "The second sample has a feature more.");
        Expect.Throws<ArgumentException>(() => Subject.FitPerceptron([[1, 2], [3]], [1, -1], 10), because: "The second sample has a feature less.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FitPerceptron([[1, 2]], [1], 0), because: "Without a pass nothing is learned.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You updated at every sample. The perceptron moves at mistakes only: y·(w·x + b) ≤ 0.", Reference with { FitPerceptron = (x, y, n) => Careless(x, y, n, mistake: _ => true) }),
        new("Your weights stay 0: a score of exactly 0 is a mistake. Ask for y·score ≤ 0, not < 0.", Reference with { FitPerceptron = (x, y, n) => Careless(x, y, n, mistake: s => s < 0) }),
        new("The bias never moves, so the line passes through the origin for ever. At a mistake add y to b.", Reference with { FitPerceptron = (x, y, n) => Careless(x, y, n, bias: false) }),
        new("You call it converged when the last sample of a pass is right. It is when the whole pass had no mistake.", Reference with { FitPerceptron = (x, y, n) => Careless(x, y, n, lastOnly: true) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("counts of mistakes a sample, weights made at the end", Reference with { FitPerceptron = Dual }),
        new("the bias as one more weight", Reference with { FitPerceptron = Folded }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Two loops: passes outside, samples inside. What tells a right answer from a wrong one, in one sign?",
        "y·(w·x + b) is positive exactly where the sample is right. Count the mistakes of each pass apart from those of all passes: when is the search over?",
        "Check the arguments. Then for each pass: remember the count; for each sample with y·score at most 0 add y·x to w, y to b, and 1 to the count; if the count is as before, return with true. After the last pass return with false.",
    ];

    private PerceptronFit Fitted(double[][] x, int[] y, int maxEpochs)
    {
        PerceptronFit fit = Subject.FitPerceptron(x, y, maxEpochs);
        Expect.That(fit?.W?.Length == x[0].Length, $"{x[0].Length} weights", fit, because: "One weight a feature; the bias is apart.");
        return fit!;
    }

    private static void RequireAllRight(PerceptronFit fit, double[][] x, int[] y, string because)
    {
        int wrong = Enumerable.Range(0, x.Length).Count(i => y[i] * (fit.B + x[i].Zip(fit.W, (entry, weight) => entry * weight).Sum()) <= 0);
        Expect.Equal(0, wrong, because, part: "wrong answers");
    }

    private static void Guard(double[][] x, int[] y, int maxEpochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEpochs, 1);
        if (x.Length == 0 || x.Length != y.Length || x.Any(sample => sample.Length != x[0].Length) || y.Any(label => Math.Abs(label) != 1)) throw new ArgumentException("The samples and labels do not fit.");
    }

    private static PerceptronFit Careless(double[][] x, int[] y, int maxEpochs, Func<double, bool>? mistake = null, bool bias = true, bool lastOnly = false)
    {
        Guard(x, y, maxEpochs);
        mistake ??= s => s <= 0;
        double[] w = new double[x[0].Length];
        double b = 0;
        int mistakes = 0;
        for (int epoch = 0; epoch < maxEpochs; epoch++)
        {
            bool clean = true;
            for (int i = 0; i < x.Length; i++)
            {
                bool wrong = mistake(y[i] * (b + x[i].Zip(w, (entry, weight) => entry * weight).Sum()));
                clean = lastOnly ? !wrong : clean && !wrong;
                if (!wrong) continue;
                mistakes++;
                w = [.. w.Zip(x[i], (weight, entry) => weight + y[i] * entry)];
                if (bias) b += y[i];
            }

            if (clean) return new(w, b, mistakes, true);
        }

        return new(w, b, mistakes, false);
    }

    private static PerceptronFit Dual(double[][] x, int[] y, int maxEpochs)
    {
        Guard(x, y, maxEpochs);
        int[] count = new int[x.Length];
        double[] Weights() => [.. Enumerable.Range(0, x[0].Length).Select(j => Enumerable.Range(0, x.Length).Sum(i => count[i] * y[i] * x[i][j]))];
        double Bias() => Enumerable.Range(0, x.Length).Sum(i => count[i] * y[i]);
        for (int epoch = 0; epoch < maxEpochs; epoch++)
        {
            int before = count.Sum();
            for (int i = 0; i < x.Length; i++)
            {
                double score = 0;
                for (int k = 0; k < x.Length; k++)
                    if (count[k] > 0) score += count[k] * y[k] * (1 + x[k].Zip(x[i], (a, b) => a * b).Sum());
                if (y[i] * score <= 0) count[i]++;
            }

            if (count.Sum() == before) return new(Weights(), Bias(), before, true);
        }

        return new(Weights(), Bias(), count.Sum(), false);
    }

    private static PerceptronFit Folded(double[][] x, int[] y, int maxEpochs)
    {
        Guard(x, y, maxEpochs);
        double[][] signed = [.. x.Select((sample, i) => sample.Append(1).Select(entry => entry * y[i]).ToArray())];
        double[] v = new double[x[0].Length + 1];
        int mistakes = 0;
        bool moved = true;
        for (int epoch = 0; epoch < maxEpochs && moved; epoch++)
        {
            moved = false;
            foreach (double[] sample in signed)
            {
                if (sample.Zip(v, (entry, weight) => entry * weight).Sum() > 0) continue;
                for (int j = 0; j < v.Length; j++) v[j] += sample[j];
                (moved, mistakes) = (true, mistakes + 1);
            }
        }

        return new(v[..^1], v[^1], mistakes, !moved);
    }
}
