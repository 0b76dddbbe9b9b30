using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.10: many tests, and many looks.</summary>
[Exercise("7.10", "Many tests, many looks", Difficulty = 3, Minutes = 35, Core = true, Theory = "6. Many looks, many lies")]
public sealed class ManyTests : Exercise<ManyTests, ManyTests.Contract>
{
    public delegate bool[] Correction(double[] p, double level);

    public delegate double FalsePositives(int looks, int perLook, int sims, Rng r);

    public sealed record Contract(Correction BenjaminiHochberg, Correction Holm, FalsePositives PeekingFalsePositiveRate);

    public static Verdict Check(Correction benjaminiHochberg, Correction holm, FalsePositives peekingFalsePositiveRate) => Grade(new Contract(benjaminiHochberg, holm, peekingFalsePositiveRate));

    protected override Contract Reference => new(Multiple.BenjaminiHochberg, Multiple.Holm, Peeking.FalsePositiveRate);

    // Benjamini and Hochberg's example, in another order.
    private static readonly double[] _fifteen = [0.0459, 0.0001, 0.3240, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0004, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000];

    [Fact]
    public void Fifteen_findings_by_Benjamini_and_Hochberg() =>
        Standing([1, 3, 4, 9], Subject.BenjaminiHochberg(_fifteen, 0.05), "The lines are 0.05·k/15. The fourth smallest, 0.0095, is below 0.0133; the fifth, 0.0201, above 0.0167, and so on.");

    [Fact]
    public void Fifteen_findings_by_Holm() =>
        Standing([1, 3, 9], Subject.Holm(_fifteen, 0.05), "0.0001 ≤ 0.05/15, 0.0004 ≤ 0.05/14, 0.0019 ≤ 0.05/13; 0.0095 > 0.05/12 = 0.0042: stop.");

    [Fact]
    public void Up_to_the_last_crossing_all_stand() =>
        Standing([0, 1, 2, 3], Subject.BenjaminiHochberg([0.035, 0.03, 0.039, 0.04, 0.5], 0.05), "The lines are 0.01, 0.02, 0.03, 0.04 and 0.05. 0.03, 0.035 and 0.039 lie above theirs; 0.04 meets the fourth: all four stand.");

    [Fact]
    public void Holm_stops_at_the_first_that_fails() =>
        Standing([3], Subject.Holm([0.03, 0.02, 0.04, 0.01], 0.05), "0.01 ≤ 0.05/4 stands; 0.02 > 0.05/3: stop. That 0.04 ≤ 0.05/1 does not matter any more.");

    [Fact]
    public void Holm_finds_what_Bonferroni_does_not() =>
        Standing([0, 1, 2], Subject.Holm([0.02, 0.016, 0.04], 0.05), "0.016 ≤ 0.05/3, 0.02 ≤ 0.05/2, 0.04 ≤ 0.05/1. Bonferroni holds each against 0.05/3.");

    [Fact]
    public void On_the_line_is_below_it()
    {
        Standing([0], Subject.BenjaminiHochberg([0.125, 0.75], 0.25), "0.125 is 0.25·1/2: it stands.");
        Standing([1], Subject.Holm([0.75, 0.125], 0.25), "0.125 is 0.25/2: it stands.");
    }

    [Fact]
    public void One_test_is_a_plain_test()
    {
        Standing([0], Subject.BenjaminiHochberg([0.04], 0.05), "One test: 0.04 against 0.05.");
        Standing([], Subject.BenjaminiHochberg([0.06], 0.05), "One test: 0.06 against 0.05.");
        Standing([0], Subject.Holm([0.04], 0.05), "One test: 0.04 against 0.05.");
        Standing([], Subject.Holm([0.06], 0.05), "One test: 0.06 against 0.05.");
    }

    [Fact]
    public void All_may_stand_or_none()
    {
        Standing([0, 1, 2], Subject.BenjaminiHochberg([0.03, 0, 0.05], 0.05), "The largest, 0.05, meets the last line.");
        Standing([], Subject.BenjaminiHochberg([0.9, 1, 0.8], 0.05), "No p-value is small.");
        Standing([], Subject.Holm([0.9, 1, 0.8], 0.05), "No p-value is small.");
        Standing([], Subject.BenjaminiHochberg([], 0.05), "No test, no finding.");
        Standing([], Subject.Holm([], 0.05), "No test, no finding.");
    }

    [Fact]
    public void Equal_p_values_stand_or_fall_together() => Property.Holds(
        Gen.Int[0, 6].Array[8], draws =>
        {
            double[] p = Array.ConvertAll(draws, draw => draw / 60.0);
            foreach (bool[]? stands in new[] { Subject.BenjaminiHochberg(p, 0.05), Subject.Holm(p, 0.2) })
            {
                Expect.That(stands?.Length == p.Length, $"{p.Length} answers", stands, because: "One for each p-value.");
                for (int i = 0; i < p.Length; i++)
                    for (int j = 0; j < p.Length; j++)
                        Expect.That(!stands![i] || p[j] > p[i] || stands[j], $"entry {j} to stand where entry {i} does", stands, because: $"A p-value of {ValueText.Of(p[j])} is no weaker than one of {ValueText.Of(p[i])}.");
            }
        });

    [Fact]
    public void A_smaller_p_value_never_loses_a_finding() => Property.Holds(
        Gen.Select(Gen.Int[0, 40].Array[6], Gen.Int[0, 5]), sample =>
        {
            double[] p = Array.ConvertAll(sample.Item1, draw => draw / 200.0), smaller = [.. p.Select((value, i) => i == sample.Item2 ? value / 2 : value)];
            foreach ((Correction method, string name) in new[] { (Subject.BenjaminiHochberg, "BenjaminiHochberg"), (Subject.Holm, "Holm") })
            {
                bool[] before = method(p, 0.1), after = method(smaller, 0.1);
                Expect.That(before.Zip(after).All(pair => !pair.First || pair.Second), $"all that stood with {ValueText.Of(p)}: {ValueText.Of(before)}", after, because: $"{name}: entry {sample.Item2} was halved. Stronger evidence can only add findings.");
            }
        });

    [Fact]
    public void Of_the_findings_a_share_q_is_false_on_average()
    {
        // 50 tests, 40 of nothing; q = 0.2: on average 0.2·40/50 = 0.16 are false. Measured over 20 blocks of 300 seeds: 0.150 to 0.174, mean 0.161, deviation 0.007.
        double sum = 0;
        for (ulong seed = 1; seed <= 300; seed++)
        {
            var rng = new Rng(seed);
            double[] p = [.. Enumerable.Range(0, 50).Select(i => 2 * Normal.StandardCdf(-Math.Abs(rng.NextGaussian() + (i % 5 == 0 ? 3 : 0))))];
            bool[] stands = Subject.BenjaminiHochberg(p, 0.2);
            sum += stands.Where((stand, i) => stand && i % 5 != 0).Count() / (double)Math.Max(1, stands.Count(stand => stand));
        }

        Expect.That(Math.Abs(sum / 300 - 0.16) < 4 * 0.007, "0.16 within 4 standard errors of 0.007", sum / 300, because: "The share of false ones among your findings, averaged over 300 families of 50 tests of which 40 test nothing. q·40/50 is what the method promises.");
    }

    [Fact]
    public void With_Holm_one_family_in_20_has_a_false_finding()
    {
        // 20 tests of nothing: 1 − (1 − 0.05/20)²⁰ = 0.0488, over 1,000 families ± 0.0068.
        var rng = new Rng(8);
        double[][] families = [.. Enumerable.Range(0, 1000).Select(_ => Enumerable.Range(0, 20).Select(_ => rng.NextDouble()).ToArray())];
        double share = families.Average(p => Subject.Holm(p, 0.05).Any(stand => stand) ? 1.0 : 0);
        Expect.That(Math.Abs(share - 0.0488) < 4 * 0.0068, "0.049 within 4 standard errors of 0.0068", share, because: "The share of 1,000 families of 20 tests of nothing in which you find something. Without a correction it would be 0.64.");
    }

    [Theory]
    [InlineData(1, 0.050)]
    [InlineData(2, 0.083)]
    [InlineData(5, 0.142)]
    [InlineData(10, 0.193)]
    public void Each_look_adds_false_alarms(int looks, double rate)
    {
        double share = Subject.PeekingFalsePositiveRate(looks, 4, 4000, new Rng(3));
        Expect.That(Math.Abs(share - rate) < 4 * Math.Sqrt(rate * (1 - rate) / 4000) + 0.0005, $"{ValueText.Of(rate)} within 4 standard errors of {ValueText.Of(Math.Round(Math.Sqrt(rate * (1 - rate) / 4000), 4))}", share, because: $"4,000 experiments without an effect, {looks} looks at 5 % each (the value is from the table of Armitage, McPherson and Rowe, 1969). All data so far count at each look: the looks are not independent, so it is less than 1 − 0.95ᵏ.");
    }

    [Fact]
    public void How_much_comes_in_between_does_not_matter()
    {
        double share = Subject.PeekingFalsePositiveRate(3, 25, 3000, new Rng(4));
        Expect.That(Math.Abs(share - 0.107) < 4 * 0.0057, "0.107 within 4 standard errors of 0.0057", share, because: "3 looks, 25 values before each: the z value at look k is a sum of k·25 values over √(k·25).");
    }

    [Fact]
    public void One_value_a_look_and_one_experiment_are_enough()
    {
        double five = Subject.PeekingFalsePositiveRate(5, 1, 4000, new Rng(5));
        Expect.That(Math.Abs(five - 0.142) < 4 * 0.0055 + 0.0005, "0.142 within 4 standard errors of 0.0055", five, because: "5 looks, one value before each: Gaussian values make every sum Gaussian, so the first value alone can already alarm.");
        double[] single = [.. Enumerable.Range(1, 600).Select(seed => Subject.PeekingFalsePositiveRate(1, 1, 1, new Rng((ulong)seed)))];
        Expect.That(single.All(share => share is 0 or 1), "0 or 1 each time", single.FirstOrDefault(share => share is not (0 or 1)), because: "A single experiment alarms, or does not.");
        Expect.That(Math.Abs(single.Average() - 0.05) < 4 * 0.0089, "0.05 within 4 standard errors of 0.0089", single.Average(), because: "The mean over 600 generators of one experiment with one look at one value.");
    }

    [Fact]
    public void Counts_are_at_least_1()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PeekingFalsePositiveRate(0, 5, 5, new Rng(1)), because: "Who never looks never decides.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PeekingFalsePositiveRate(5, 0, 5, new Rng(1)), because: "Without data there is nothing to look at.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PeekingFalsePositiveRate(5, 5, 0, new Rng(1)), because: "No experiment has no share.");
    }

    [Theory]
    [InlineData(1.01)]
    [InlineData(-0.01)]
    [InlineData(double.NaN)]
    public void A_p_value_is_a_probability(double p)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BenjaminiHochberg([0.01, p], 0.05), because: $"{ValueText.Of(p)} is none.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Holm([p, 0.01], 0.05), because: $"{ValueText.Of(p)} is none.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_level_lies_between_0_and_1(double level)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BenjaminiHochberg([0.5, 0.01], level), because: $"{ValueText.Of(level)} would let nothing or everything stand.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Holm([0.5, 0.01], level), because: $"{ValueText.Of(level)} would let nothing or everything stand.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Reject everything up to the LAST crossing: you hold each p-value against its own line only.", Reference with
        {
            BenjaminiHochberg = (p, q) =>
            {
                Multiple.BenjaminiHochberg(p, q);
                return [.. p.Select((value, i) => value <= q * (p.Count(other => other < value) + p.Take(i + 1).Count(other => other == value)) / p.Length)];
            },
        }),
        new("Answers must line up with the inputs: entry i says whether p[i] stands. You answered in the order of the sorted values.", Reference with
        {
            BenjaminiHochberg = (p, q) => [.. Multiple.BenjaminiHochberg(p, q).OrderByDescending(stands => stands)],
            Holm = (p, alpha) => [.. Multiple.Holm(p, alpha).OrderByDescending(stands => stands)],
        }),
        new("You stop at the first line that is missed. Benjamini and Hochberg look for the last one that is met.", Reference with
        {
            BenjaminiHochberg = (p, q) =>
            {
                Multiple.BenjaminiHochberg(p, q);
                double[] sorted = [.. p.Order()];
                int k = 0;
                while (k < p.Length && sorted[k] <= q * (k + 1) / p.Length) k++;
                return [.. p.Select(value => k > 0 && value <= sorted[k - 1])];
            },
        }),
        new("That is Bonferroni: alpha/m for all. Holm may be milder with each finding: alpha/(m − 1) for the second, and so on.", Reference with { Holm = (p, alpha) => { Multiple.Holm(p, alpha); return [.. p.Select(value => value <= alpha / p.Length)]; } }),
        new("You look at the new data alone each time. A team looks at all data so far.", Reference with
        {
            PeekingFalsePositiveRate = (looks, perLook, sims, r) =>
            {
                Peeking.FalsePositiveRate(looks, perLook, sims, new Rng(1));
                return Enumerable.Range(0, sims).Average(_ => Enumerable.Range(0, looks).Any(_ => Math.Abs(Enumerable.Range(0, perLook).Sum(_ => r.NextGaussian())) > 1.959964 * Math.Sqrt(perLook)) ? 1.0 : 0);
            },
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("adjusted p-values", new(
            (p, q) =>
            {
                Guard(p, q);
                int[] order = [.. Enumerable.Range(0, p.Length).OrderByDescending(i => p[i])];
                bool[] stands = new bool[p.Length];
                bool any = false;
                for (int rank = p.Length; rank >= 1; rank--)
                {
                    int i = order[p.Length - rank];
                    any |= p[i] * p.Length <= q * rank;
                    stands[i] = any;
                }

                return stands;
            },
            (p, alpha) =>
            {
                Guard(p, alpha);
                double greatest = 0;
                bool[] stands = new bool[p.Length];
                int left = p.Length;
                foreach (int i in Enumerable.Range(0, p.Length).OrderBy(i => p[i]))
                {
                    greatest = Math.Max(greatest, p[i] * left--);
                    stands[i] = greatest <= alpha;
                }

                return stands;
            },
            (looks, perLook, sims, r) =>
            {
                if (looks < 1 || perLook < 1 || sims < 1) throw new ArgumentOutOfRangeException(nameof(looks));
                int alarms = 0;
                for (int sim = 0; sim < sims; sim++)
                {
                    double sum = 0, count = 0;
                    bool alarm = false;
                    for (int look = 0; look < looks; look++)
                    {
                        sum += Math.Sqrt(perLook) * r.NextGaussian();   // perLook values at once
                        count += perLook;
                        alarm |= 2 * Normal.StandardCdf(-Math.Abs(sum) / Math.Sqrt(count)) < 0.05;
                    }

                    if (alarm) alarms++;
                }

                return alarms / (double)sims;
            })),
        new("thresholds", new(
            (p, q) =>
            {
                Guard(p, q);
                double[] sorted = [.. p.Order()];
                int last = Array.FindLastIndex([.. sorted.Select((value, i) => value <= q * (i + 1) / p.Length)], below => below);
                return Array.ConvertAll(p, value => last >= 0 && value <= sorted[last]);
            },
            (p, alpha) =>
            {
                Guard(p, alpha);
                double[] sorted = [.. p.Order()];
                int first = Array.FindIndex([.. sorted.Select((value, i) => value > alpha / (p.Length - i))], above => above);
                return Array.ConvertAll(p, value => first < 0 || value < sorted[first]);
            },
            (looks, perLook, sims, r) => looks < 1 || perLook < 1 || sims < 1
                ? throw new ArgumentOutOfRangeException(nameof(looks))
                : Enumerable.Range(0, sims).Count(_ =>
                {
                    double sum = 0;
                    return Enumerable.Range(1, looks * perLook).Select(n => (Sum: sum += r.NextGaussian(), N: n)).ToArray().Any(at => at.N % perLook == 0 && at.Sum * at.Sum / at.N > 3.8414588206941254);
                }) / (double)sims)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Sort the p-values, and keep in mind where each came from. Where does a family of pure noise lie, when it is sorted? Evenly between 0 and 1: at about k/m.",
        "Benjamini-Hochberg: from the largest down, the first k with p₍ₖ₎ ≤ qk/m; it and all smaller ones stand. Holm: from the smallest up, as long as p₍ₖ₎ ≤ alpha/(m − k + 1). Peeking: one running sum an experiment, at each look |sum|/√n against 1.96.",
        "Sort the places by their p-value, so that each keeps its own. Find how many stand, and mark the places of that many in an array as long as p. Peeking: for each experiment loop over the looks, add perLook Gaussian numbers to one sum, compare its size with the 97.5 % quantile times the root of the values so far, and count the experiment once.",
    ];

    private static void Standing(int[] expected, bool[]? actual, string because) =>
        Expect.SequenceEqual(expected, actual is null ? null : Enumerable.Range(0, actual.Length).Where(i => actual[i]), $"These are the places that stand. {because}");

    private static void Guard(double[] p, double level)
    {
        if (p.Any(value => !(value >= 0 && value <= 1)) || !(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(p));
    }
}
