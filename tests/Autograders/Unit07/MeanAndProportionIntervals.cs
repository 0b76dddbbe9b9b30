using Course;
using CsCheck;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.4: confidence intervals of a mean and of a proportion.</summary>
[Exercise("7.4", "Intervals of means and proportions", Difficulty = 2, Minutes = 30, Core = true, Theory = "3. A confidence interval is a procedure")]
public sealed class MeanAndProportionIntervals : Exercise<MeanAndProportionIntervals, MeanAndProportionIntervals.Contract>
{
    public delegate Interval MeanInterval(double[] x, double level);

    public delegate Interval ProportionInterval(int k, int n, double level);

    public sealed record Contract(MeanInterval MeanT, ProportionInterval Wilson);

    public static Verdict Check(MeanInterval meanT, ProportionInterval wilson) => Grade(new Contract(meanT, wilson));

    /// <summary>Holds the interval of a mean against the reference's and a library's.</summary>
    public static Comparison Compare(MeanInterval meanT, MeanInterval libraryMeanT) => Compared(
        Part("MeanT, upper end", meanT, contract => contract.MeanT, libraryMeanT, "MathNet", (10, f => f(Samples07.Normals[..10], 0.95).Hi), (1_000, f => f(Samples07.Normals[..1_000], 0.99).Hi), (100_000, f => f(Samples07.Normals, 0.95).Hi)));

    protected override Contract Reference => new(Intervals.MeanT, Intervals.Wilson);

    [Fact]
    public void Five_values_by_hand()
    {
        double half = 2.7764451051977944 * Math.Sqrt(1.5);
        Is(4 - half, 4 + half, Subject.MeanT([1, 4, 2, 8, 5], 0.95), "Mean 4, squared distances 30, over n − 1 = 4: s² = 7.5, and s²/5 = 1.5. The t quantile of 4 degrees of freedom at 0.975 is 2.776445.");
    }

    [Fact]
    public void Eleven_values_by_hand() =>
        Is(5 - 2.2281388519862747, 5 + 2.2281388519862747, Subject.MeanT([7, 0, 1, 10, 2, 3, 9, 4, 5, 8, 6], 0.95), "Mean 5, s² = 110/10 = 11, so s/√11 = 1: the interval is 5 ± the t quantile of 10 degrees of freedom, 2.228139.");

    [Fact]
    public void Three_values_at_99_percent()
    {
        double half = 9.9248432009182931 * Math.Sqrt(7 / 3.0);
        Is(3 - half, 3 + half, Subject.MeanT([1, 2, 6], 0.99), "s² = 14/2 = 7. At 99 % each tail holds 0.5 %: the quantile of 2 degrees of freedom at 0.995 is 9.924843.");
    }

    [Fact]
    public void The_interval_moves_and_stretches_with_the_values() => Property.Holds(
        Gen.Select(Draw.Direction(6), Draw.OneOf(-3, 0.5, 20), Draw.Whole, Draw.OneOf(0.5, 0.9, 0.99)), sample =>
        {
            (double[] x, double scale, double shift, double level) = sample;
            Interval before = Subject.MeanT(x, level), after = Subject.MeanT(Array.ConvertAll(x, value => scale * value + shift), level);
            (double lo, double hi) = scale > 0 ? (before.Lo, before.Hi) : (before.Hi, before.Lo);
            Is(scale * lo + shift, scale * hi + shift, after, $"Other units, the same knowledge: {ValueText.Of(scale)}·x + {ValueText.Of(shift)}.");
        });

    [Fact]
    public void A_large_mean_does_not_cost_the_digits_of_the_width()
    {
        Interval interval = Subject.MeanT([1e9 + 1, 1e9 + 4, 1e9 + 2, 1e9 + 8, 1e9 + 5], 0.95);
        Expect.Close(2 * 2.7764451051977944 * Math.Sqrt(1.5), interval.Hi - interval.Lo, because: "The width for 1, 4, 2, 8 and 5, moved by a billion.", tolerance: 1e-6);
    }

    [Fact]
    public void Values_that_are_alike_leave_no_doubt() => Is(2, 2, Subject.MeanT([2, 2, 2], 0.9), "No spread: the interval is a point.");

    [Fact]
    public void It_catches_the_mean_as_often_as_it_says()
    {
        // 380 of 400 are expected, with standard deviation 4.4. Measured for 20 blocks of 400 seeds: 372 to 387. With the normal quantile: 341 to 361.
        int caught = Enumerable.Range(1, 400).Count(seed => Subject.MeanT(Samples07.Normal((ulong)seed, 5, mean: 3, deviation: 2), 0.95) is var i && i.Lo <= 3 && 3 <= i.Hi);
        Expect.That(caught is >= 363 and <= 397, "between 363 and 397 of 400 intervals that hold the mean", caught, because: "Samples of 5 normal values, 95 %: 380 are expected, with a deviation of 4.4. The normal quantile 1.96 instead of 2.78 catches 350: the spread was estimated too, and often too small.");
    }

    [Theory]
    [InlineData(8, 10, 0.95, 0.49016247153664170, 0.94331784854562475)]
    [InlineData(3, 7, 0.9, 0.18644319036395600, 0.71052290898640718)]
    [InlineData(1, 1000, 0.99, 0.00011741635361832111, 0.0084605662199816961)]
    public void The_ends_are_the_roots_of_a_quadratic(int k, int n, double level, double lo, double hi) =>
        Is(lo, hi, Subject.Wilson(k, n, level), "The p with (k/n − p)² = z²p(1 − p)/n: two roots. The spread is that at p, not at k/n.", 1e-10);

    [Fact]
    public void No_success_in_20_says_that_it_is_rare() =>
        Is(0, 0.16112515805281939, Subject.Wilson(0, 20, 0.95), "z²/(n + z²) = 3.84/23.84. Nobody of 20 is no proof that nobody ever does.", 1e-10);

    [Fact]
    public void Failures_mirror_successes() => Property.Holds(
        Gen.Select(Gen.Int[0, 13], Draw.OneOf(0.5, 0.9, 0.999)), sample =>
        {
            (int k, double level) = sample;
            Interval successes = Subject.Wilson(k, 13, level), failures = Subject.Wilson(13 - k, 13, level);
            Is(1 - failures.Hi, 1 - failures.Lo, successes, $"{k} successes are {13 - k} failures of 13.", 1e-10);
        });

    [Fact]
    public void Two_million_trials_are_not_too_many() =>
        Is(0.49930704875331076, 0.50069295124668924, Subject.Wilson(1_000_000, 2_000_000, 0.95), "k·(n − k) is 10¹², beyond int: multiply as double.", 1e-10);

    [Fact]
    public void It_catches_a_probability_about_as_often_as_it_says()
    {
        foreach (double p in new[] { 0.05, 0.1, 0.3, 0.5, 0.8, 0.95 })
        {
            double caught = Enumerable.Range(0, 31).Where(k => Subject.Wilson(k, 30, 0.95) is var i && i.Lo <= p && p <= i.Hi).Sum(k => Binomial.Mass(30, p, k));
            Expect.That(caught is >= 0.92 and <= 0.98, "between 0.92 and 0.98", caught, because: $"The probability that your interval from 30 trials holds p = {ValueText.Of(p)}, summed over all k. k is a whole number, so 0.95 is not met exactly.");
        }
    }

    [Fact]
    public void Two_values_are_enough_for_a_mean() =>
        Is(1, 3, Subject.MeanT([1, 3], 0.5), "Mean 2, s² = 2, s/√2 = 1. The t distribution of 1 degree of freedom has its upper quarter above 1.", 1e-10);

    [Fact]
    public void One_trial_is_enough_for_a_proportion() =>
        Is(1 / 4.8414588206941254, 1, Subject.Wilson(1, 1, 0.95), "k = n = 1: (1 + z²/2 ± z·z/2)/(1 + z²), with z² = 3.841. One success of one leaves much open, but not a rate of 0.", 1e-10);

    [Fact]
    public void Two_values_at_least_for_a_mean()
    {
        Expect.Throws<ArgumentException>(() => Subject.MeanT([3], 0.95), because: "One value shows no spread.");
        Expect.Throws<ArgumentException>(() => Subject.MeanT([], 0.95), because: "Nothing is known.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void A_level_lies_between_0_and_1(double level)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.MeanT([1, 2, 4], level), because: "A share of samples, as 0.95. At 1 the interval would be all numbers.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Wilson(1, 3, level), because: "A share of samples, as 0.95.");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(0, -2)]
    public void Successes_are_counted_among_trials(int k, int n) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Wilson(k, n, 0.95), because: $"{k} of {n}.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("0 of 20 gives (0, 0): certainty from 20 users. Your formula takes the spread at k/n; take it at each p that is tried (Wilson).", Reference with
        {
            Wilson = (k, n, level) =>
            {
                Intervals.Wilson(k, n, level);
                double p = (double)k / n, half = Normal.StandardQuantile((1 + level) / 2) * Math.Sqrt(p * (1 - p) / n);
                return new(Math.Max(0, p - half), Math.Min(1, p + half));
            },
        }),
        new("You took the normal quantile. Of five values the spread is known badly: your intervals catch 88 %, not 95 %. Take Student's t with n − 1 degrees of freedom.", Reference with { MeanT = (x, level) => Stretched(x, level, Normal.StandardQuantile((1 + level) / 2) / new StudentT(Math.Max(1, x.Length - 1)).Quantile((1 + level) / 2)) }),
        new("You divided by n for the spread. The mean was fitted to the same values: n − 1.", Reference with { MeanT = (x, level) => Stretched(x, level, Math.Sqrt((x.Length - 1.0) / x.Length)) }),
        new("What is outside lies on both sides: each tail holds (1 − level)/2, so the quantile is the one at (1 + level)/2.", new(
            (x, level) => Intervals.MeanT(x, level) is var _ && 2 * level - 1 > 0 ? Intervals.MeanT(x, 2 * level - 1) : new(x.Average(), x.Average()),
            (k, n, level) => Intervals.Wilson(k, n, level) is var _ && 2 * level - 1 > 0 ? Intervals.Wilson(k, n, 2 * level - 1) : new((double)k / n, (double)k / n))),
        new("That is the spread of one value. The mean of n has 1/√n of it.", Reference with { MeanT = (x, level) => Stretched(x, level, Math.Sqrt(x.Length)) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the t quantile as the root of an F quantile; Wilson by halving", new(
            (x, level) =>
            {
                if (x.Length < 2) throw new ArgumentException("Too few.");
                if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level));
                double mean = x.Average(), variance = x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1.0), half = Math.Sqrt(new FisherF(1, x.Length - 1).Quantile(level) * variance / x.Length);
                return new(mean - half, mean + half);
            },
            Halving)),
        new("Wilson around its middle", new(
            (x, level) =>
            {
                (double mean, double variance) = MaximumLikelihood.NormalMle(x);
                if (x.Length < 2) throw new ArgumentException("Too few.");
                if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level));
                double half = new StudentT(x.Length - 1).Quantile(0.5 + level / 2) * Math.Sqrt(variance / (x.Length - 1));
                return new(mean - half, mean + half);
            },
            (k, n, level) =>
            {
                if (n < 1 || k < 0 || k > n || !(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(n));
                double p = (double)k / n, z = Normal.StandardQuantile((1 + level) / 2), shrink = 1 + z * z / n;
                double middle = (p + z * z / (2 * n)) / shrink, half = z / shrink * Math.Sqrt(p * (1 - p) / n + z * z / n / (4.0 * n));
                return new(Math.Max(0, middle - half), Math.Min(1, middle + half));
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "How far from the truth does the estimate lie in 95 of 100 samples, in units of its standard error? For a mean the unit itself was estimated.",
        "MeanT: m ± t·s/√n, with new StudentT(n − 1).Quantile. Wilson: square |k/n − p| ≤ z√(p(1 − p)/n) and solve for p.",
        "Refuse n < 2, a level outside (0, 1), k outside 0 to n. MeanT: s² over n − 1; the quantile at (1 + level)/2. Wilson: with k + z²/2 in the middle and z√(k(n − k)/n + z²/4) to both sides, all over n + z²; compute k(n − k) as double.",
    ];

    private static void Is(double lo, double hi, Interval? actual, string because, double tolerance = 1e-11)
    {
        double scale = Math.Max(1e-2, Math.Max(Math.Abs(lo), Math.Abs(hi)));
        Expect.That(actual is not null, $"an interval from {ValueText.Of(lo)} to {ValueText.Of(hi)}", actual, because);
        Expect.Close(lo, actual!.Lo, $"That is Lo. {because}", tolerance, scale);
        Expect.Close(hi, actual.Hi, $"That is Hi. {because}", tolerance, scale);
    }

    private static Interval Stretched(double[] x, double level, double factor)
    {
        Interval right = Intervals.MeanT(x, level);
        double middle = (right.Lo + right.Hi) / 2, half = (right.Hi - right.Lo) / 2 * factor;
        return new(middle - half, middle + half);
    }

    private static Interval Halving(int k, int n, double level)
    {
        if (n < 1 || k < 0 || k > n || !(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(n));
        double seen = (double)k / n, z = Normal.StandardQuantile((1 + level) / 2);
        bool Fits(double p) => Math.Pow(seen - p, 2) <= z * z * p * (1 - p) / n;
        double Border(double inside, double outside)
        {
            for (int i = 0; i < 200; i++)
            {
                double middle = (inside + outside) / 2;
                if (Fits(middle)) inside = middle;
                else outside = middle;
            }

            return (inside + outside) / 2;
        }

        return new(Border(seen, 0), Border(seen, 1));
    }
}
