using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.6: do two groups differ? By Welch's t, and by shuffling.</summary>
[Exercise("7.6", "Welch's test and the permutation test", Difficulty = 3, Minutes = 40, Core = true, Theory = "4. A p-value is a tail under \"nothing happens\"")]
public sealed class WelchAndPermutation : Exercise<WelchAndPermutation, WelchAndPermutation.Contract>
{
    public delegate HypothesisTest TwoSampleTest(double[] a, double[] b);

    public delegate double ShuffledP(double[] a, double[] b, int rounds, Rng r);

    public sealed record Contract(TwoSampleTest Welch, ShuffledP PermutationP);

    public static Verdict Check(TwoSampleTest welch, ShuffledP permutationP) => Grade(new Contract(welch, permutationP));

    /// <summary>Holds the p-value of Welch's test against the reference's and a library's.</summary>
    public static Comparison Compare(TwoSampleTest welch, TwoSampleTest libraryWelch) => Compared(
        Part("Welch, p-value", welch, contract => contract.Welch, libraryWelch, "MathNet", (10, f => f(Samples07.Normals[..10], Samples07.Normals[10..20]).P), (10_000, f => f(Samples07.Normals[..10_000], Samples07.Normals[20_000..40_000]).P)));

    protected override Contract Reference => new(TwoSamples.Welch, TwoSamples.PermutationP);

    [Fact]
    public void Groups_of_different_size()
    {
        HypothesisTest test = Subject.Welch([1, 4, 2, 8, 5], [9, 12, 11]);
        Is(-4.4172610429938618, 5.9982158786797502, 0.0044873421155946661, test, "Means 4 and 32/3, variances 7.5 and 7/3: √(7.5/5 + 7/9) is the standard error. a's mean comes first, so t is negative here.");
    }

    [Fact]
    public void Two_groups_of_six()
    {
        HypothesisTest test = Subject.Welch([30.02, 29.99, 30.11, 29.97, 30.01, 29.99], [29.89, 29.93, 29.72, 29.98, 30.02, 29.98]);
        Is(1.9590058081081015, 7.0305599598843143, 0.090773324285666888, test, "Means 30.015 and 29.92; the second group varies more than twice as much.", 1e-9);
    }

    [Fact]
    public void The_p_value_is_two_sided()
    {
        // 4 degrees of freedom, as both groups have the same spread: t = −2.7764451…, the 2.5 % quantile.
        double gap = 2.7764451051977944 * Math.Sqrt(2 / 3.0);
        Expect.Close(0.05, Subject.Welch([1, 2, 3], [1 + gap, 2 + gap, 3 + gap]).P, because: "t is −2.776, the 2.5 % quantile of 4 degrees of freedom. A difference as large on the other side would have been as odd: both tails, 5 %.", tolerance: 1e-9);
        Expect.Close(0.05, Subject.Welch([1 + gap, 2 + gap, 3 + gap], [1, 2, 3]).P, because: "The same groups the other way round: t changes its sign, p does not change.", tolerance: 1e-9);
    }

    [Fact]
    public void A_tiny_p_value_keeps_its_digits()
    {
        HypothesisTest test = Subject.Welch([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009]);
        Expect.Close(2 * new StudentT(18).Survival(1000 / Math.Sqrt(2 * 55 / 6.0 / 10)), test.P, because: "Far apart: the p-value is 1e-41. 1 − Cdf would be 0; Survival keeps the digits.", tolerance: 1e-9);
    }

    [Fact]
    public void Other_units_do_not_change_the_test() => Property.Holds(
        Gen.Select(Draw.Direction(4), Draw.Direction(7), Draw.OneOf(-2, 0.5, 100)), sample =>
        {
            (double[] a, double[] b, double s) = sample;
            if (a.Distinct().Count() == 1 && b.Distinct().Count() == 1) return;
            HypothesisTest test = Subject.Welch(a, b), scaled = Subject.Welch(Array.ConvertAll(a, x => s * x + 5), Array.ConvertAll(b, x => s * x + 5));
            Is(Math.Sign(s) * test.Statistic, test.Df, test.P, scaled, $"Every value times {ValueText.Of(s)} plus 5.", 1e-9);
        });

    [Fact]
    public void One_group_without_spread_is_enough()
    {
        HypothesisTest test = Subject.Welch([2, 2, 2], [1, 4, 2, 8, 5]);
        Is(-2 / Math.Sqrt(1.5), 4, 2 * new StudentT(4).Survival(2 / Math.Sqrt(1.5)), test, "All the uncertainty is b's: s²/5 = 1.5, with 4 degrees of freedom.");
        Is(2 / Math.Sqrt(1.5), 4, 2 * new StudentT(4).Survival(2 / Math.Sqrt(1.5)), Subject.Welch([1, 4, 2, 8, 5], [2, 2, 2]), "All the uncertainty is a's now.");
    }

    [Fact]
    public void Small_noisy_against_large_quiet_groups_are_no_false_alarm()
    {
        // Measured over 20 blocks of 300 seeds: 10 to 21, mean 15.5, deviation 3.3. With a pooled variance half of all.
        int alarms = Enumerable.Range(1, 300).Count(seed => Subject.Welch(Samples07.Normal((ulong)seed, 5, deviation: 5), Samples07.Normal((ulong)seed + 1000, 50)).P < 0.05);
        Expect.That(alarms <= 30, "at most 30 alarms of 300", alarms, because: "5 values with deviation 5 and 50 values with deviation 1, the same mean: 15 alarms at 5 % are expected. A pooled variance is that of the 50 quiet ones, and cries wolf every second time.");
    }

    [Fact]
    public void Under_nothing_happens_Welchs_p_is_uniform() => IsUniform([.. Enumerable.Range(1, 400).Select(seed => Subject.Welch(Samples07.Normal((ulong)seed, 8), Samples07.Normal((ulong)seed + 1000, 13, deviation: 2)).P)]);

    [Fact]
    public void Under_nothing_happens_the_permutation_p_is_uniform() => IsUniform([.. Enumerable.Range(1, 400).Select(seed => Subject.PermutationP(Samples07.Normal((ulong)seed, 6), Samples07.Normal((ulong)seed + 1000, 9), 99, new Rng((ulong)seed)))]);

    [Fact]
    public void The_lady_who_tasted_tea()
    {
        double p = Subject.PermutationP([1, 1, 1, 1], [0, 0, 0, 0], 4000, new Rng(1));
        Expect.That(Math.Abs(p - 2 / 70.0) < 4 * 0.00264, "2/70 = 0.0286 within 4 standard errors of 0.0026", p, because: "Eight cups, four of each kind, all told rightly. Of 70 ways to choose four, this one and its opposite are as extreme.");
    }

    [Fact]
    public void Groups_of_different_size_are_shuffled_into_the_same_sizes()
    {
        // 1 of 15 choices of two of six has the sum 11, one the sum 3: |sum − 7| ≥ 4 in 2 of 15.
        double p = Subject.PermutationP([6, 5], [1, 2, 3, 4], 4000, new Rng(2));
        Expect.That(Math.Abs(p - 2 / 15.0) < 4 * 0.0054, "2/15 = 0.133 within 4 standard errors of 0.0054", p, because: "Of the 15 ways to choose two of six numbers, {5, 6} and {1, 2} are as extreme.");
    }

    [Fact]
    public void It_is_never_0()
    {
        double p = Subject.PermutationP([100, 101, 102, 103, 104, 105, 106, 107, 108, 109], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 999, new Rng(3));
        Expect.Close(0.001, p, because: "999 shuffles, none as extreme (one in 92,378 would be): (1 + 0)/(1 + 999). What you saw is one of the possible divisions itself, so p = 0 is impossible.");
    }

    [Fact]
    public void Equal_up_to_rounding_is_as_extreme() =>
        Expect.Close(1, Subject.PermutationP([0.1, 0.7], [0.3, 0.5], 200, new Rng(4)), because: "Both means are 0.4 on paper; every division differs at least as much. In double 0.1 + 0.7 and 0.3 + 0.5 differ in their last bit: allow for a little.");

    [Fact]
    public void Sums_of_the_same_numbers_in_another_order_are_ties()
    {
        // Any two of 0.1, 0.2, 0.3 and 0.4, 0.5, 0.6 …: 20 choices of three of six; |sum − 1.05| ≥ 0.45 for {1,2,3} and {4,5,6} alone.
        double p = Subject.PermutationP([0.1, 0.2, 0.3], [0.4, 0.5, 0.6], 4000, new Rng(5));
        Expect.That(Math.Abs(p - 0.1) < 4 * 0.0047, "2/20 = 0.1 within 4 standard errors of 0.0047", p, because: "{0.1, 0.2, 0.3} in every order is the division you saw; its sum depends on the order in the last bit. Count it every time.");
    }

    [Fact]
    public void A_shift_of_all_values_changes_nothing() =>
        Expect.Close(Subject.PermutationP([3, 9, 4], [1, 2, 2, 5], 300, new Rng(6)), Subject.PermutationP([1000003, 1000009, 1000004], [1000001, 1000002, 1000002, 1000005], 300, new Rng(6)), because: "The same draws, all values a million higher: differences are what they were.");

    [Theory]
    [InlineData(1e9 / 3)]
    [InlineData(1e-15 / 3)]
    public void Ties_are_ties_in_any_unit(double unit)
    {
        double[] a = [0.1, 0.2, 0.3], b = [0.4, 0.5, 0.6];
        Expect.Close(Subject.PermutationP(a, b, 500, new Rng(8)), Subject.PermutationP(Draw.Times(unit, a), Draw.Times(unit, b), 500, new Rng(8)), because: $"The same draws, all values times {ValueText.Of(unit)}. What you allow for rounding is a share of the values' size: a fixed number is too small for large values, and too large for small ones.");
    }

    [Fact]
    public void One_round_is_a_round()
    {
        Expect.Close(1, Subject.PermutationP([5, 5], [5], 1, new Rng(9)), because: "All values are alike, so every division is as extreme: (1 + 1)/(1 + 1).");
        double p = Subject.PermutationP([0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1], 1, new Rng(10));
        Expect.Close(0.5, p, because: "One shuffle, which was not as extreme (one in 6,435 is): (1 + 0)/(1 + 1).");
    }

    [Fact]
    public void A_single_value_can_be_shuffled()
    {
        double p = Subject.PermutationP([9], [1, 2, 3, 4], 3000, new Rng(7));
        Expect.That(Math.Abs(p - 0.2) < 4 * 0.0073, "1/5 within 4 standard errors of 0.0073", p, because: "The odd one out among five.");
    }

    [Fact]
    public void Too_few_values_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Welch([1], [2, 3]), because: "One value shows no spread.");
        Expect.Throws<ArgumentException>(() => Subject.Welch([2, 3], []), because: "No value has no mean.");
        Expect.Throws<ArgumentException>(() => Subject.PermutationP([], [2, 3], 10, new Rng(1)), because: "There is no group to compare.");
        Expect.Throws<ArgumentException>(() => Subject.PermutationP([2, 3], [], 10, new Rng(1)), because: "There is no group to compare.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PermutationP([2, 3], [1], 0, new Rng(1)), because: "Without a shuffle nothing is compared.");
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    public void Without_any_spread_there_is_no_unit(double a, double b) =>
        Expect.Throws<InvalidOperationException>(() => Subject.Welch([a, a, a], [b, b]), because: "The standard error is 0, and t would be 0/0 or ∞.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You pooled the variances. With 5 noisy values against 50 quiet ones, that calls every second difference of nothing significant: 0.5 instead of 0.05. Give each group its own s²/n.", Reference with { Welch = Pooled }),
        new("That is one tail: half of the two-sided p-value. A difference as large the other way would have surprised you as well.", Reference with { Welch = (a, b) => TwoSamples.Welch(a, b) is var test ? test with { P = test.P / 2 } : null! }),
        new("A p-value of 0 is impossible with 999 shuffles: the division you saw is one of the possible ones. (1 + count)/(1 + rounds).", Reference with { PermutationP = (a, b, rounds, r) => (TwoSamples.PermutationP(a, b, rounds, r) * (1 + rounds) - 1) / rounds }),
        new("Your shuffles look at one side only. Count |difference|.", Reference with
        {
            PermutationP = (a, b, rounds, r) =>
            {
                TwoSamples.PermutationP(a, b, rounds, new Rng(1));
                double[] all = [.. a, .. b];
                double seen = a.Sum();
                int count = Enumerable.Range(0, rounds).Count(_ => { r.Shuffle(all); return all[..a.Length].Sum() >= seen - 1e-9; });
                return (1.0 + count) / (1 + rounds);
            },
        }),
        new("You take all n − 2 degrees of freedom. Welch and Satterthwaite's formula gives fewer where one group carries most of the uncertainty.", Reference with { Welch = (a, b) => TwoSamples.Welch(a, b) is var test ? test with { Df = a.Length + b.Length - 2, P = 2 * new StudentT(a.Length + b.Length - 2).Survival(Math.Abs(test.Statistic)) } : null! }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("p by the F distribution; random keys for the shuffle", new(
            (a, b) =>
            {
                (double meanA, double errorA) = Parts(a);
                (double meanB, double errorB) = Parts(b);
                double error = errorA + errorB;
                if (error == 0) throw new InvalidOperationException("No spread.");
                double t = (meanA - meanB) / Math.Sqrt(error), df = error * error / (errorA * errorA / (a.Length - 1) + errorB * errorB / (b.Length - 1));
                return new(t, df, new FisherF(1, df).Survival(t * t));
            },
            (a, b, rounds, r) =>
            {
                if (a.Length == 0 || b.Length == 0) throw new ArgumentException("No group.");
                ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
                double[] all = [.. a, .. b];
                double Difference(double[] x, double[] y) => Math.Abs(x.Average() - y.Average());
                double seen = Difference(a, b), slack = 1e-10 * all.Max(Math.Abs);
                int count = 0;
                for (int i = 0; i < rounds; i++)
                {
                    double[] mixed = [.. all.OrderBy(_ => r.NextUInt64())];
                    if (Difference(mixed[..a.Length], mixed[a.Length..]) >= seen - slack) count++;
                }

                return (count + 1.0) / (rounds + 1.0);
            })),
        new("Welch by shares of the error; a's places drawn one by one", new(
            (a, b) =>
            {
                (double meanA, double errorA) = Parts(a);
                (double meanB, double errorB) = Parts(b);
                if (errorA + errorB == 0) throw new InvalidOperationException("No spread.");
                double c = errorA / (errorA + errorB), df = 1 / (c * c / (a.Length - 1) + (1 - c) * (1 - c) / (b.Length - 1)), t = (meanA - meanB) / Math.Sqrt(errorA + errorB);
                return new(t, df, 2 * new StudentT(df).Cdf(-Math.Abs(t)));
            },
            (a, b, rounds, r) =>
            {
                if (a.Length == 0 || b.Length == 0) throw new ArgumentException("No group.");
                ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
                double[] all = [.. a, .. b];
                double mean = all.Average(), seen = Math.Abs(a.Sum(x => x - mean));
                int count = 1;
                for (int i = 0; i < rounds; i++)
                {
                    double sum = 0;
                    for (int place = 0; place < a.Length; place++)
                    {
                        int chosen = place + r.NextInt(all.Length - place);
                        (all[place], all[chosen]) = (all[chosen], all[place]);
                        sum += all[place] - mean;
                    }

                    if (Math.Abs(sum) >= seen - 1e-9 * Math.Max(1e-9, seen + Math.Abs(mean))) count++;
                }

                return count / (rounds + 1.0);
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "How far apart are the means, in units of the error of their difference? And if the label of the groups meant nothing, which other divisions could you have seen?",
        "Welch: errors sₐ²/nₐ and s_b²/n_b, each with its own n − 1; t over the root of their sum; df = (sum)²/(eₐ²/(nₐ − 1) + e_b²/(n_b − 1)); 2·Survival(|t|). Permutation: shuffle all values, take the first nₐ as group a, and count differences at least as large, on both sides.",
        "Guards first: two values a group, not both without spread. For the shuffles subtract the mean of all from all values: then |sum of the first nₐ| is enough. Compare with a slack of about 1e-12 of the values' size, as equal sums differ in their last bits. Return (1 + count)/(1 + rounds).",
    ];

    private static void Is(double statistic, double df, double p, HypothesisTest? test, string because, double tolerance = 1e-11)
    {
        Expect.That(test is not null, "a test's statistic, degrees of freedom and p-value", test, because);
        Expect.Close(statistic, test!.Statistic, $"That is Statistic. {because}", tolerance, scale: 1e-3);
        Expect.Close(df, test.Df, $"That is Df. {because}", tolerance);
        Expect.Close(p, test.P, $"That is P. {because}", 10 * tolerance);
    }

    // Kolmogorov and Smirnov: the distance is above 1.95/√n in 0.1 % of the cases. Measured over 20 blocks of seeds: 0.46 to 1.27 (Welch), 0.65 to 1.55 (shuffles).
    private static void IsUniform(double[] p)
    {
        double distance = Chance.Distance(p, x => x) * Math.Sqrt(p.Length);
        Expect.That(distance < 1.95, $"p-values spread evenly from 0 to 1: Kolmogorov's distance times √{p.Length} below 1.95", distance, because: "400 pairs of groups with the same mean. A p-value below 5 % must then come in 5 % of the cases, below 50 % in half of them.");
    }

    private static (double Mean, double Error) Parts(double[] x)
    {
        if (x.Length < 2) throw new ArgumentException("Too few.");
        double mean = x.Average();
        return (mean, x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1) / x.Length);
    }

    private static HypothesisTest Pooled(double[] a, double[] b)
    {
        TwoSamples.Welch(a, b);
        int df = a.Length + b.Length - 2;
        double pooled = (Parts(a).Error * a.Length * (a.Length - 1) + Parts(b).Error * b.Length * (b.Length - 1)) / df;
        double t = (a.Average() - b.Average()) / Math.Sqrt(pooled / a.Length + pooled / b.Length);
        return new(t, df, 2 * new StudentT(df).Survival(Math.Abs(t)));
    }
}
