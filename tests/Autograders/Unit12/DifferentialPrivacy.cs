using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>Exercise 12.7: noise with a promise, and a budget that keeps it.</summary>
[Exercise("12.7", "Differential privacy", Difficulty = 4, Minutes = 50, Core = true, Theory = "5. Anonymous is not private")]
public sealed class DifferentialPrivacy : Exercise<DifferentialPrivacy, DifferentialPrivacy.Contract>
{
    [Stateful]
    public delegate double LaplaceDraw(double scale, Rng r);

    [Stateful]
    public delegate double CountWithNoise(int count, double epsilon, Rng r);

    [Stateful]
    public delegate double MeanWithNoise(double[] x, double lo, double hi, double epsilon, Rng r);

    [Stateful]
    public delegate bool CoinAnswer(bool truth, Rng r);

    public delegate double ShareOfYes(bool[] answers);

    [Stateful]
    public delegate IBudget OpenBudget(double total);

    public sealed record Contract(LaplaceDraw Laplace, CountWithNoise NoisyCount, MeanWithNoise NoisyMean, CoinAnswer RandomizedResponse, ShareOfYes EstimateShare, OpenBudget Open);

    /// <summary>Checks your functions and your class.</summary>
    /// <param name="laplace">A draw of the Laplace distribution.</param>
    /// <param name="noisyCount">A private count.</param>
    /// <param name="noisyMean">A private mean.</param>
    /// <param name="randomizedResponse">An answer by two coins.</param>
    /// <param name="estimateShare">The share behind such answers.</param>
    /// <param name="openBudget">How to make a budget: <c>total => new Budget(total)</c>.</param>
    public static Verdict Check(LaplaceDraw laplace, CountWithNoise noisyCount, MeanWithNoise noisyMean, CoinAnswer randomizedResponse, ShareOfYes estimateShare, OpenBudget openBudget) =>
        Grade(new Contract(laplace, noisyCount, noisyMean, randomizedResponse, estimateShare, openBudget));

    protected override Contract Reference => new(Privacy.Laplace, Privacy.NoisyCount, Privacy.NoisyMean, Privacy.RandomizedResponse, Privacy.EstimateShare, PrivacyBudget.Open);

    private const int Draws = 8000;   // the mean distance of so many draws has a standard error of b/√8000, 1.1 % of b: bounds at 4.5 %

    [Theory]
    [InlineData(2)]
    [InlineData(0.25)]
    public void Laplace_noise_has_the_mean_distance_b(double b)
    {
        var r = new Rng(1);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => Subject.Laplace(b, r))];
        Near(b, draws.Average(Math.Abs), 0.045 * b, $"The mean of |x| over {Draws} draws is b = {ValueText.Of(b)}; the standard deviation is √2·b.", "the mean distance");
        Near(0, draws.Average(), 0.065 * b, "Both sides are equally likely.", "the mean");
        Near(Math.Exp(-2), draws.Average(x => Math.Abs(x) > 2 * b ? 1.0 : 0), 0.016, "Beyond 2b lie e⁻² = 13.5 % of the draws, of a normal distribution of the same mean distance 11 %.", "the share beyond 2b");
        Near(Math.Exp(-4), draws.Average(x => Math.Abs(x) > 4 * b ? 1.0 : 0), 0.006, "Beyond 4b lie e⁻⁴ = 1.8 %, of a normal distribution 0.14 %: only the Laplace tail keeps the promise e^ε everywhere.", "the share beyond 4b");
    }

    [Fact]
    public void Every_draw_is_a_new_one()
    {
        var r = new Rng(2);
        Expect.That(Enumerable.Range(0, 50).Select(_ => Subject.NoisyCount(10, 1, r)).Distinct().Count() == 50, "50 different answers to one question", "fewer", because: "Noise that depends on the value or on a seed of its own is the same next time: it cancels in a difference.");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    public void A_count_gets_noise_of_the_scale_1_over_epsilon(double epsilon)
    {
        var r = new Rng(3);
        double[] noise = [.. Enumerable.Range(0, Draws).Select(_ => Subject.NoisyCount(70, epsilon, r) - 70)];
        Near(1 / epsilon, noise.Average(Math.Abs), 0.045 / epsilon, $"One person changes a count by 1 at most: the scale is 1/ε = {ValueText.Of(1 / epsilon)}. A smaller ε promises more and costs more noise.", "the mean distance from 70");
        Near(0, noise.Average(), 0.065 / epsilon, "The answer is right on average.", "the mean distance with its sign");
    }

    [Fact]
    public void Neighbours_answers_are_hardly_told_apart()
    {
        // Counts 20 and 21, ε = 1, bins of width 0.5 with at least 400 draws: the ratio's standard error is at most 7 %, so 4 of it are 28 %.
        var r = new Rng(4);
        int[] Histogram(int count)
        {
            int[] bins = new int[12];
            for (int i = 0; i < 2 * Draws; i++)
            {
                int bin = (int)Math.Floor((Subject.NoisyCount(count, 1, r) - 17.5) * 2);
                if (bin is >= 0 and < 12) bins[bin]++;
            }

            return bins;
        }

        double[] ratios = [.. Histogram(20).Zip(Histogram(21)).Where(pair => Math.Min(pair.First, pair.Second) >= 300).Select(pair => Math.Max((double)pair.First / pair.Second, (double)pair.Second / pair.First))];
        Expect.That(ratios.Length >= 6 && ratios.Max() < Math.E * 1.3, "no answer more than e = 2.72 times as likely for one count as for the other, up to chance", ratios, because: "With ε = 1, whoever sees the answer learns no more than a factor e of whether you are among the 21.");
    }

    [Fact]
    public void A_mean_gets_noise_of_the_scale_range_over_n_epsilon()
    {
        var r = new Rng(5);
        double[] x = [20, 60, 40, 80, 30];
        double[] noise = [.. Enumerable.Range(0, Draws).Select(_ => Subject.NoisyMean(x, 10, 90, 2, r) - 46)];
        Near(8, noise.Average(Math.Abs), 0.36, "One of five people moves the mean by (hi − lo)/n = 80/5 = 16 at most; over ε = 2 that is 8.", "the mean distance from 46");
        Near(0, noise.Average(), 0.52, "Five values of mean 46, all within 10 … 90.", "the mean distance with its sign");
    }

    [Fact]
    public void Who_lies_outside_is_moved_to_the_border()
    {
        var r = new Rng(6);
        double mean = Enumerable.Range(0, 2000).Average(_ => Subject.NoisyMean([-500, 20, 40, 1e9], 0, 100, 40, r));
        Near(40, mean, 0.08, "Clipped to 0 … 100 the values are 0, 20, 40 and 100: mean 40. Without clipping one person moves the mean by any amount, and no noise hides that.", "the mean of 2,000 answers");
    }

    [Fact]
    public void The_range_is_not_taken_from_the_data()
    {
        var r = new Rng(7);
        double[] noise = [.. Enumerable.Range(0, Draws).Select(_ => Subject.NoisyMean([50, 50, 50, 50], 0, 100, 5, r) - 50)];
        Near(5, noise.Average(Math.Abs), 0.23, "All four are 50, and the noise is 100/(4·5) = 5 all the same. A scale from the data's own range would tell of the data.", "the mean distance from 50");
    }

    [Theory]
    [InlineData(true, 0.75)]
    [InlineData(false, 0.25)]
    public void Two_coins_answer_the_truth_in_three_of_four(bool truth, double yes)
    {
        var r = new Rng(8);
        Near(yes, Enumerable.Range(0, Draws).Average(_ => Subject.RandomizedResponse(truth, r) ? 1.0 : 0), 0.02, $"Heads, the truth ({(truth ? "yes" : "no")}); tails, a second coin: yes with {yes}. The ratio 3 is e^ε, so ε = ln 3.", "the share of yes");
    }

    [Fact]
    public void The_share_is_found_behind_the_coins()
    {
        Expect.Close(1, Subject.EstimateShare([true, true, true, false]), because: "3/4 say yes: 2·(3/4 − 1/4) = 1.", tolerance: 1e-9);
        Expect.Close(0, Subject.EstimateShare([true, false, false, false]), because: "1/4 say yes by their coins alone.", tolerance: 1e-9, scale: 1);
        Expect.Close(-0.5, Subject.EstimateShare([false, false]), because: "Right on average, so it may be below 0 for a few. Cut off, the average over many such estimates would be too high.", tolerance: 1e-9);
        Expect.Close(0.3, Subject.EstimateShare([.. Enumerable.Range(0, 20).Select(i => i < 8)]), because: "8 of 20 is 0.4: 2·(0.4 − 0.25).", tolerance: 1e-9);
        Expect.Throws<ArgumentException>(() => Subject.EstimateShare([]), because: "Nobody answered.");
    }

    [Fact]
    public void A_budget_is_spent_and_then_it_is_empty()
    {
        IBudget budget = Opened(1);
        Expect.Close(1, budget.Left, because: "Nothing is spent.");
        Expect.Equal(true, budget.TrySpend(0.4), because: "0.4 of 1.");
        Expect.Close(0.6, budget.Left, because: "ε adds up.", tolerance: 1e-9);
        Expect.Equal(false, budget.TrySpend(0.7), because: "0.6 is left: no answer.");
        Expect.Close(0.6, budget.Left, because: "A refused question costs nothing, and gives nothing back.", tolerance: 1e-9);
        Expect.Equal(true, budget.TrySpend(0.6), because: "Exactly what is left.");
        Expect.Close(0, budget.Left, because: "Spent is spent.", scale: 1);
        Expect.Equal(false, budget.TrySpend(0.001), because: "Nothing is left.");
    }

    [Fact]
    public void Ten_tenths_fit_into_one()
    {
        IBudget budget = Opened(1);
        Expect.SequenceEqual([.. Enumerable.Repeat(true, 10), false], [.. Enumerable.Range(0, 11).Select(_ => budget.TrySpend(0.1))], because: "0.1 taken ten times from 1. In double that is 0.9999999999999999 or 1.0000000000000002, as you add or take away: allow for rounding, not for an eleventh.");
    }

    [Fact]
    public void A_tenth_and_two_tenths_are_three_tenths()
    {
        IBudget budget = Opened(0.3);
        Expect.SequenceEqual([true, true, false], [budget.TrySpend(0.1), budget.TrySpend(0.2), budget.TrySpend(0.001)], because: "In double 0.1 + 0.2 is 0.30000000000000004: allow for rounding in the last digits.");
    }

    [Fact]
    public void Two_budgets_are_two()
    {
        IBudget first = Opened(1), second = Opened(2);
        first.TrySpend(1);
        Expect.Equal(true, second.TrySpend(2), because: "Each has its own: keep what is spent in the object, not in a static variable.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void What_is_no_epsilon_is_refused(double epsilon)
    {
        var r = new Rng(9);
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NoisyCount(5, epsilon, r), because: $"ε = {ValueText.Of(epsilon)}. NaN > 0 is false.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NoisyMean([1, 2], 0, 5, epsilon, r), because: $"ε = {ValueText.Of(epsilon)}.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Laplace(epsilon, r), because: $"A scale of {ValueText.Of(epsilon)}.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Open(epsilon), because: $"A budget of {ValueText.Of(epsilon)}.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Opened(1).TrySpend(epsilon), because: "A negative ε would fill the budget up again; NaN would make it useless.");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var r = new Rng(10);
        Expect.Throws<ArgumentException>(() => Subject.NoisyMean([], 0, 5, 1, r), because: "Nobody.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NoisyMean([1, 2], 5, 5, 1, r), because: "An empty range.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NoisyMean([1, 2], double.NaN, 5, 1, r), because: "A range from NaN.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NoisyMean([1, 2], 9, 2, 1, r), because: "A range from 9 to 2.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Open(double.PositiveInfinity), because: "A budget without an end is none.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Opened(1).TrySpend(double.PositiveInfinity), because: "No answer costs that much.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("One person moves a mean of n by (hi − lo)/n, not by hi − lo: you drown the answer.", Reference with { NoisyMean = (x, lo, hi, epsilon, r) => { Privacy.NoisyMean(x, lo, hi, epsilon, r); return x.Average(v => Math.Clamp(v, lo, hi)) + Privacy.Laplace((hi - lo) / epsilon, r); } }),
        new("Clip first: a value beyond the range moves the mean further than the noise hides.", Reference with { NoisyMean = (x, lo, hi, epsilon, r) => { double noise = Privacy.NoisyMean(x, lo, hi, epsilon, r) - x.Average(v => Math.Clamp(v, lo, hi)); return x.Average() + noise; } }),
        new("The scale of Laplace noise is not its standard deviation: that is √2·b.", Reference with { Laplace = (scale, r) => Privacy.Laplace(scale / Math.Sqrt(2), r) }),
        new("Normal noise has thin tails: far out, one person makes an answer more than e^ε times as likely.", Reference with { Laplace = (scale, r) => { Privacy.Laplace(scale, r); return scale * Math.Sqrt(Math.PI / 2) * r.NextGaussian(); } }),
        new("The scale is 1/ε. You took ε: a stronger promise would have less noise.", Reference with { NoisyCount = (count, epsilon, r) => { Privacy.NoisyCount(count, epsilon, r); return count + Privacy.Laplace(epsilon, r); } }),
        new("Noise seeded by the value is the same at every question: ask twice, and it cancels in a difference.", Reference with { NoisyCount = (count, epsilon, _) => Privacy.NoisyCount(count, epsilon, new Rng((ulong)count)) }),
        new("Spent is spent: a budget that is filled up again promises nothing.", Reference with { Open = total => new Refunding(total) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the quantile of one uniform number; what is left instead of what is spent", new(
            (scale, r) => { if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale)); double u = r.NextDouble() - 0.5; return -scale * Math.Sign(u) * Math.Log(1 - 2 * Math.Abs(u)); },
            (count, epsilon, r) => { if (!(epsilon > 0)) throw new ArgumentOutOfRangeException(nameof(epsilon)); return count + (Math.Log(1 - r.NextDouble()) - Math.Log(1 - r.NextDouble())) / epsilon; },
            (x, lo, hi, epsilon, r) =>
            {
                if (!(epsilon > 0) || !(lo < hi)) throw new ArgumentOutOfRangeException(nameof(epsilon));
                if (x.Length == 0) throw new ArgumentException("Nobody.");
                double sum = 0;
                foreach (double v in x) sum += Math.Min(hi, Math.Max(lo, v));
                return (sum + (hi - lo) / epsilon * (Math.Log(1 - r.NextDouble()) - Math.Log(1 - r.NextDouble()))) / x.Length;
            },
            (truth, r) => r.NextInt(4) switch { 0 => true, 1 => false, _ => truth },
            answers => answers.Length == 0 ? throw new ArgumentException("Nobody.") : answers.Average(yes => yes ? 1.5 : -0.5),
            total => new Falling(total))),
        new("the difference of two exponential times", Reference with { Laplace = (scale, r) => scale > 0 ? scale * (Math.Log(1 - r.NextDouble()) - Math.Log(1 - r.NextDouble())) : throw new ArgumentOutOfRangeException(nameof(scale)) }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Hold two data sets side by side that differ in one person. How far apart can the true answers be? That number over ε is the scale of the noise.",
        "Laplace: an exponential time −b·ln(1 − u), and a coin for its side. Count: the answers differ by 1. Mean of n clipped values: by (hi − lo)/n. Coins: work out P(yes) for a true share p, and solve for p.",
        "NoisyMean: refuse what does not fit, clip each value (Math.Clamp), average, add Laplace((hi − lo)/(n·ε)). RandomizedResponse: draw both coins; heads: the truth, else the second coin. EstimateShare: 2·(share − 1/4). Budget: a sum of what was spent; refuse ε that is not a finite number above 0; false when the sum would pass the total times (1 + 1e-9).",
    ];

    private IBudget Opened(double total) => Subject.Open(total) ?? throw new ExpectationFailedException("a budget", "null", "Make an object of your class.");

    private static void Near(double expected, double actual, double tolerance, string because, string part) =>
        Expect.That(Math.Abs(actual - expected) <= tolerance, $"{ValueText.Of(Math.Round(expected, 4))} ± {ValueText.Of(Math.Round(tolerance, 4))} (4 standard errors)", Math.Round(actual, 4), because, part);

    private sealed class Refunding(double total) : IBudget
    {
        private readonly IBudget _right = PrivacyBudget.Open(total);
        private double _refund;

        public double Left => _right.Left + _refund;

        public bool TrySpend(double epsilon)
        {
            if (_right.TrySpend(epsilon)) return true;
            _refund += epsilon;
            return false;
        }
    }

    private sealed class Falling : IBudget
    {
        private readonly double _slack;

        public Falling(double total)
        {
            if (!double.IsFinite(total) || total <= 0) throw new ArgumentOutOfRangeException(nameof(total));
            (Left, _slack) = (total, total * 1e-9);
        }

        public double Left { get; private set; }

        public bool TrySpend(double epsilon)
        {
            if (!double.IsFinite(epsilon) || epsilon <= 0) throw new ArgumentOutOfRangeException(nameof(epsilon));
            if (epsilon > Left + _slack) return false;
            Left = Math.Max(0, Left - epsilon);
            return true;
        }
    }
}
