using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.5: intervals of any statistic, by sampling the sample.</summary>
[Exercise("7.5", "Bootstrap intervals", Difficulty = 3, Minutes = 45, Theory = "5. The data as its own population")]
public sealed class BootstrapIntervals : Exercise<BootstrapIntervals, BootstrapIntervals.Contract>
{
    public delegate Interval Resampled(double[] x, Func<double[], double> stat, int b, Rng r, double level);

    public sealed record Contract(Resampled Percentile, Resampled Bca);

    public static Verdict Check(Resampled percentile, Resampled bca) => Grade(new Contract(percentile, bca));

    protected override Contract Reference => new(Bootstrap.Percentile, Bootstrap.Bca);

    private static readonly double[] _eight = [3, 1, 4, 15, 9, 2, 6, 5];

    [Theory]
    [InlineData(41, 0.9, 2, 38)]
    [InlineData(5, 0.5, 1, 3)]
    [InlineData(10, 0.8, 0.9, 8.1)]
    [InlineData(21, 0.95, 0.5, 19.5)]
    public void The_middle_part_of_what_the_resamples_gave(int b, double level, double lo, double hi) =>
        Is(lo, hi, Subject.Percentile(_eight, Scripted([.. Enumerable.Range(0, b).Select(i => (double)(i * 11 % b))], 3), b, new Rng(1), level), $"The statistic gave 0, 1, …, {b - 1} in mixed order. Sort; the quantile at q lies at the position q·{b - 1}, here {ValueText.Of(lo)} and {ValueText.Of(hi)}.");

    [Fact]
    public void At_nearly_100_percent_the_ends_are_the_smallest_and_the_largest() =>
        Is(0, 4, Subject.Percentile(_eight, Scripted([2, 4, 0, 3, 1], 2), 5, new Rng(1), 1 - 1.2e-16), "The statistic gave 0 to 4, and the level is the last number below 1: (1 + level)/2 rounds to 1, the position to b − 1. There is no value after the last one to interpolate to.");

    [Fact]
    public void Between_two_values_the_quantile_lies_in_proportion() =>
        Is(0.9, 65.7, Subject.Percentile(_eight, Scripted([9, 64, 0, 25, 81, 1, 49, 4, 36, 16], 3), 10, new Rng(1), 0.8), "The statistic gave 0, 1, 4, …, 81. Position 0.9: 0.9 of the way from 0 to 1. Position 8.1: a tenth of the way from 64 to 81.");

    [Fact]
    public void A_resample_has_as_many_values_drawn_with_replacement()
    {
        List<double[]> resamples = [];
        Subject.Percentile(_eight, y => { resamples.Add([.. y]); return y.Average(); }, 600, new Rng(2), 0.9);
        Expect.Equal(600, resamples.Count, because: "The statistic is asked once for each of the 600 resamples.");
        Expect.That(resamples.TrueForAll(y => y.Length == 8 && y.All(_eight.Contains)), "8 values of the sample each time", resamples.Find(y => y.Length != 8 || !y.All(_eight.Contains)), because: "A resample is as large as the sample, and made of its values.");
        double distinct = resamples.Average(y => y.Distinct().Count());
        // 8·(1 − (7/8)⁸) = 5.251 expected; deviation of one resample 0.95, of the mean 0.039
        Expect.That(Math.Abs(distinct - 5.251) < 0.16, "5.25 different values, within 0.16", distinct, because: "The mean number of different values in a resample of 8. Drawn with replacement, a third is missing and others come twice; without replacement every resample is the sample.");
        foreach (double value in _eight)
        {
            double share = resamples.Average(y => y.Count(entry => entry == value)) / 8;
            Expect.That(Math.Abs(share - 0.125) < 4 * Math.Sqrt(0.125 * 0.875 / 4800), "1/8 within 4 standard errors of 0.0048", share, because: $"How often {ValueText.Of(value)} was drawn. Each value is as likely as any other, each time.");
        }

        double[] sums = [.. resamples.Select(y => y[0] * y[^1])];
        Expect.That(sums.Distinct().Count() > 20, "first and last value that vary by themselves", sums.Distinct().Count(), because: "Draw each place of each resample anew.");
    }

    [Fact]
    public void The_statistic_may_sort_what_it_is_given()
    {
        double SortedMedian(double[] y)
        {
            Array.Sort(y);
            return y[y.Length / 2];
        }

        Interval sorting = Subject.Percentile(_eight, SortedMedian, 50, new Rng(3), 0.9), copying = Subject.Percentile(_eight, y => SortedMedian([.. y]), 50, new Rng(3), 0.9);
        Is(copying.Lo, copying.Hi, sorting, "The same resamples, whatever the statistic does to its array: give it one of its own.");
        sorting = Subject.Bca(_eight, SortedMedian, 50, new Rng(3), 0.9);
        copying = Subject.Bca(_eight, y => SortedMedian([.. y]), 50, new Rng(3), 0.9);
        Is(copying.Lo, copying.Hi, sorting, "The same resamples, whatever the statistic does to its array: give it one of its own, also for the estimate itself.");
    }

    [Fact]
    public void For_a_mean_it_is_about_as_wide_as_the_formula_says()
    {
        double[] x = Samples07.Normal(4, 40, mean: 10, deviation: 3);
        double mean = x.Average(), error = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) / 40);
        Interval interval = Subject.Percentile(x, Enumerable.Average, 1500, new Rng(5), 0.95);
        // Measured over 40 generators: 0.956 to 1.059, mean 0.997, deviation 0.024.
        Expect.That(Math.Abs((interval.Hi - interval.Lo) / (2 * 1.96 * error) - 1) < 0.1, "a width within 10 % of 2·1.96 standard errors", (interval.Hi - interval.Lo) / (2 * 1.96 * error), because: "Your width over 2·1.96·s/√n, for the mean of 40 values and 1,500 resamples.");
    }

    [Fact]
    public void The_median_of_skewed_values_is_caught_as_often_as_promised()
    {
        // Measured for 20 blocks of 100 seeds: 89 to 98, mean 94.
        int caught = Enumerable.Range(1, 100).Count(seed =>
        {
            var rng = new Rng((ulong)seed);
            double[] x = [.. Enumerable.Range(0, 60).Select(_ => Math.Exp(rng.NextGaussian()))];
            return Subject.Percentile(x, Median, 200, rng, 0.95) is var i && i.Lo <= 1 && 1 <= i.Hi;
        });
        Expect.That(caught is >= 85 and <= 99, "between 85 and 99 of 100 intervals that hold the median 1", caught, because: "60 lognormal values, 200 resamples, 95 %. No formula was needed.");
    }

    [Fact]
    public void Bca_as_by_hand()
    {
        // 39 resamples give 0 … 38, the estimate is 12.5: 13 of 39 lie below. Leave-one-out values 5, 5, 5, 5, 5, 5, 5, 13: mean 6, d = 1 seven times and −7.
        const double Acceleration = (7 - 343) / (6 * 56 * 7.4833147735478827);   // Σd³ = −336, Σd² = 56
        double bias = Normal.StandardQuantile(13 / 39.0);
        double Position(double q) => 38 * Normal.StandardCdf(bias + (bias + Normal.StandardQuantile(q)) / (1 - Acceleration * (bias + Normal.StandardQuantile(q))));
        Interval interval = Subject.Bca(_eight, Scripted([.. Enumerable.Range(0, 39).Select(i => (double)(i * 11 % 39))], 12.5, without: i => i == 7 ? 13 : 5), 39, new Rng(1), 0.8);
        Is(Position(0.1), Position(0.9), interval, "Resamples 0, …, 38, estimate 12.5: z₀ = Φ⁻¹(13/39). Leave-one-out values 5 (seven times) and 13: a = Σd³/(6(Σd²)^1.5) with d = mean − value, so −336/(6·56^1.5). Then the quantiles at Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))).", 1e-10);
    }

    [Fact]
    public void Leave_one_out_values_with_a_tail_below_move_no_end_down()
    {
        // The estimate 19 is the middle of 0 … 38: no bias. Leave-one-out values 5 (seven times) and −3: d = −1 seven times and 7, so a = 336/(6·56^1.5) is positive.
        Interval interval = Subject.Bca(_eight, Scripted([.. Enumerable.Range(0, 39).Select(i => (double)(i * 11 % 39))], 19, without: i => i == 2 ? -3 : 5), 39, new Rng(1), 0.8);
        Expect.That(interval is not null && interval.Lo >= 3.8 - 1e-9 && interval.Hi >= 34.2 - 1e-9, "ends of at least 3.8 and 34.2, those of the percentile interval", interval, because: "Without the value that pulls it up the statistic is low: the spread grows with the value, a is positive, and both ends move up.");
    }

    [Fact]
    public void Half_of_the_ties_lie_below()
    {
        double bias = Normal.StandardQuantile((5 + 0.5 * 10) / 25);
        double[] script = [.. Enumerable.Repeat(0.0, 5), .. Enumerable.Repeat(1.0, 10), .. Enumerable.Range(2, 10).Select(i => (double)i)];
        double Position(double q) => 24 * Normal.StandardCdf(2 * bias + Normal.StandardQuantile(q));
        double At(double position)
        {
            int below = (int)position;
            return script[below] + (position - below) * (script[below + 1] - script[below]);
        }

        Interval interval = Subject.Bca(_eight, Scripted(script, 1, without: _ => 4), 25, new Rng(1), 0.6);
        Is(At(Position(0.2)), At(Position(0.8)), interval, "Of 25 resamples 5 lie below the estimate and 10 are equal to it: the share is (5 + 10/2)/25. The leave-one-out values are all alike: a is 0/0 by the formula, and 0 by its meaning.", 1e-10);
    }

    [Fact]
    public void Bca_moves_to_where_the_tail_is()
    {
        double[] x = Chance.Draws(6, 30, r => -Math.Log(1 - r.NextDouble())), mirrored = Array.ConvertAll(x, value => -value);
        Interval plain = Subject.Percentile(x, Enumerable.Average, 1000, new Rng(7), 0.9), moved = Subject.Bca(x, Enumerable.Average, 1000, new Rng(7), 0.9);
        Expect.That(moved.Lo > plain.Lo && moved.Hi > plain.Hi, $"both ends above the percentile interval's {ValueText.Of(plain)}", moved, because: "The mean of 30 exponential values: their tail is on the right, and so a true mean far above is less of a surprise than one far below.");
        Interval other = Subject.Bca(mirrored, Enumerable.Average, 1000, new Rng(7), 0.9);
        Is(-moved.Hi, -moved.Lo, other, "The mirrored values with the same draws give the mirrored interval.", 1e-9);
    }

    [Fact]
    public void Where_all_lie_on_one_side_there_is_no_correction()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.Bca(_eight, Scripted([1, 2, 3, 4, 5], 9, without: i => i), 5, new Rng(1), 0.9), because: "All resamples lie below the estimate: z₀ would be ∞.");
        Expect.Throws<InvalidOperationException>(() => Subject.Bca(_eight, Scripted([1, 2, 3, 4, 5], 0, without: i => i), 5, new Rng(1), 0.9), because: "All resamples lie above the estimate: z₀ would be −∞.");
    }

    [Fact]
    public void Two_values_and_two_resamples_at_least()
    {
        foreach (Resampled interval in new[] { Subject.Percentile, Subject.Bca })
        {
            Expect.Throws<ArgumentException>(() => interval([1], Enumerable.Average, 10, new Rng(1), 0.9), because: "A sample of one value can only be drawn in one way.");
            Expect.Throws<ArgumentException>(() => interval([], Enumerable.Average, 10, new Rng(1), 0.9), because: "There is nothing to draw from.");
            Expect.Throws<ArgumentOutOfRangeException>(() => interval([1, 2], Enumerable.Average, 1, new Rng(1), 0.9), because: "One resample makes no range.");
            Expect.Throws<ArgumentOutOfRangeException>(() => interval([1, 2], Enumerable.Average, 10, new Rng(1), 1), because: "A level lies between 0 and 1.");
            Expect.Throws<ArgumentOutOfRangeException>(() => interval([1, 2], Enumerable.Average, 10, new Rng(1), 0), because: "A level lies between 0 and 1.");
            Expect.Throws<ArgumentOutOfRangeException>(() => interval([1, 2], Enumerable.Average, 10, new Rng(1), double.NaN), because: "NaN is no level.");
        }
    }

    [Fact]
    public void Two_values_and_two_resamples_are_enough() =>
        Is(2.5, 3.5, Subject.Percentile([1, 2], Scripted([4, 2], 0), 2, new Rng(1), 0.5), "The statistic gave 4 and 2: positions 0.25 and 0.75 between them.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You draw without replacement: every resample is the sample in another order, and the interval has the width 0. Draw each place anew, with r.NextInt(n).", new(
            (x, stat, b, r, level) => Percentile(x, stat, b, r, level, y => { double[] copy = [.. y]; r.Shuffle(copy); return copy; }),
            (x, stat, b, r, level) => Bca(x, stat, b, r, level, y => { double[] copy = [.. y]; r.Shuffle(copy); return copy; }))),
        new("Too narrow by √n: the spread of the resamples' statistics is the standard error already. (And the middle part of them needs no normal curve at all.)", Reference with
        {
            Percentile = (x, stat, b, r, level) =>
            {
                Bootstrap.Percentile([1, 2], y => y[0], b, new Rng(1), level);
                if (x.Length < 2) throw new ArgumentException("Too few.");
                double[] replicates = [.. Enumerable.Range(0, b).Select(_ => stat([.. x.Select(_ => x[r.NextInt(x.Length)])]))];
                double mean = replicates.Average(), half = Normal.StandardQuantile((1 + level) / 2) * Math.Sqrt(replicates.Average(y => (y - mean) * (y - mean)) / x.Length);
                return new(mean - half, mean + half);
            },
        }),
        new("Your acceleration has the wrong sign: d is the mean of the leave-one-out values less each of them.", Reference with { Bca = (x, stat, b, r, level) => Bca(x, stat, b, r, level, y => Resample(y, r), acceleration: -1) }),
        new("That corrects for the bias alone. The spread grows with the value too: the acceleration a is missing.", Reference with { Bca = (x, stat, b, r, level) => Bca(x, stat, b, r, level, y => Resample(y, r), acceleration: 0) }),
        new("The quantile at q of b sorted values lies at the position q(b − 1): the first at 0, the last at 1.", Reference with { Percentile = (x, stat, b, r, level) => Percentile(x, stat, b, r, level, y => Resample(y, r), whole: true) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ", new(
            (x, stat, b, r, level) => Percentile(x, stat, b, r, level, y => Resample(y, r)),
            (x, stat, b, r, level) => Bca(x, stat, b, r, level, y => Resample(y, r)))),
        new("all resamples first, from the last place to the first", new(
            (x, stat, b, r, level) =>
            {
                Guard(x, b, level);
                double[][] resamples = AllResamples(x, b, r);
                double[] sorted = [.. resamples.Select(stat).Order()];
                return new(At(sorted, (1 - level) / 2), At(sorted, (1 + level) / 2));
            },
            (x, stat, b, r, level) =>
            {
                Guard(x, b, level);
                double[][] resamples = AllResamples(x, b, r);
                return Bca(x, stat, b, r, level, _ => resamples[--b]);
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "You have one sample. What would another one of the same size look like? The best guess at the population is the sample itself.",
        "b times: n values, each x[r.NextInt(n)]; ask the statistic; sort what it gave. Percentile takes the quantiles at (1 ∓ level)/2. Bca moves these two shares, by where the estimate lies among the resamples and by how skewed the leave-one-out values are.",
        "Write one method for the sorted values and one for the quantile at the position q(b − 1). Bca: share below plus half of the ties; z₀ by NormalQuantile; leave out each value in turn for a (0 where the squares sum to 0); Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))) for both z; refuse a share of 0 or 1. Give the statistic a copy each time.",
    ];

    /// <summary>A statistic whose values are written beforehand: one for the sample itself, one for the sample without a value, the others in a row.</summary>
    private static Func<double[], double> Scripted(double[] resamples, double estimate, Func<int, double>? without = null)
    {
        int next = 0;
        return y => y.SequenceEqual(_eight) ? estimate
            : y.Length == 7 ? without!(Enumerable.Range(0, 8).First(i => i == 7 || y[i] != _eight[i]))
            : resamples[next++ % resamples.Length];
    }

    private static double Median(double[] x)
    {
        double[] sorted = [.. x.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static void Is(double lo, double hi, Interval? actual, string because, double tolerance = 1e-11)
    {
        Expect.That(actual is not null, $"an interval from {ValueText.Of(lo)} to {ValueText.Of(hi)}", actual, because);
        Expect.Close(lo, actual!.Lo, $"That is Lo. {because}", tolerance, scale: 1);
        Expect.Close(hi, actual.Hi, $"That is Hi. {because}", tolerance, scale: 1);
    }

    private static double[] Resample(double[] x, Rng r) => [.. x.Select(_ => x[r.NextInt(x.Length)])];

    private static double[][] AllResamples(double[] x, int b, Rng r)
    {
        double[][] resamples = new double[b][];
        for (int i = b - 1; i >= 0; i--)
        {
            resamples[i] = new double[x.Length];
            for (int j = x.Length - 1; j >= 0; j--) resamples[i][j] = x[r.NextInt(x.Length)];
        }

        return resamples;
    }

    private static void Guard(double[] x, int b, double level)
    {
        if (x.Length < 2) throw new ArgumentException("Too few values.");
        if (b < 2 || !(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(b));
    }

    private static double At(double[] sorted, double q)
    {
        double position = q * (sorted.Length - 1);
        int low = (int)Math.Floor(position), high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] * (1 - (position - low)) + sorted[high] * (position - low);
    }

    private static Interval Percentile(double[] x, Func<double[], double> stat, int b, Rng r, double level, Func<double[], double[]> resample, bool whole = false)
    {
        Guard(x, b, level);
        double[] sorted = [.. Enumerable.Range(0, b).Select(_ => stat(resample(x))).Order()];
        return whole ? new(sorted[(int)((1 - level) / 2 * b)], sorted[Math.Min(b - 1, (int)((1 + level) / 2 * b))]) : new(At(sorted, (1 - level) / 2), At(sorted, (1 + level) / 2));
    }

    private static Interval Bca(double[] x, Func<double[], double> stat, int b, Rng r, double level, Func<double[], double[]> resample, double acceleration = 1)
    {
        Guard(x, b, level);
        double[] sorted = [.. Enumerable.Range(0, b).Select(_ => stat(resample(x))).Order()];
        double estimate = stat([.. x]);
        double below = sorted.Average(y => y < estimate ? 1 : y == estimate ? 0.5 : 0);
        if (below is 0 or 1) throw new InvalidOperationException("One side.");
        double[] without = [.. x.Select((_, left) => stat([.. x.Where((_, i) => i != left)]))];
        double mean = without.Average(), squares = without.Sum(y => Math.Pow(mean - y, 2));
        double a = squares == 0 ? 0 : acceleration * without.Sum(y => Math.Pow(mean - y, 3)) / 6 / (squares * Math.Sqrt(squares));
        double z0 = Normal.StandardQuantile(below);
        double[] ends = [.. new[] { (1 - level) / 2, (1 + level) / 2 }.Select(q => z0 + Normal.StandardQuantile(q)).Select(z => At(sorted, Normal.StandardCdf(z0 + z / (1 - a * z))))];
        return new(ends[0], ends[1]);
    }
}
