using Course;
using CsCheck;
using FromScratch.Neural;

namespace Autograders;

/// <summary>Exercise 14.4: softmax, its logarithm and their sum, which do not overflow.</summary>
[Exercise("14.4", "Stable softmax", Difficulty = 2, Minutes = 20, Core = true, Theory = "7. Softmax is a posterior")]
public sealed class StableSoftmax : Exercise<StableSoftmax, StableSoftmax.Contract>
{
    public delegate double[] Probabilities(double[] z, double temperature = 1);

    public delegate double Total(double[] z);

    public delegate double[] LogProbabilities(double[] z);

    public sealed record Contract(Probabilities Softmax, Total LogSumExp, LogProbabilities LogSoftmax);

    public static Verdict Check(Probabilities softmax, Total logSumExp, LogProbabilities logSoftmax) => Grade(new Contract(softmax, logSumExp, logSoftmax));

    /// <summary>Holds your softmax and its logarithm against the reference's and a library's, on the same scores.</summary>
    public static Comparison Compare(Probabilities softmax, LogProbabilities logSoftmax, LogProbabilities librarySoftmax, LogProbabilities? libraryLogSoftmax = null, string libraryName = "TorchSharp") => Compared(
        Part("Softmax", softmax, contract => contract.Softmax, new Probabilities((z, _) => librarySoftmax(z)), libraryName, ("10 scores", f => f(Unit14Samples.Scores[..10])), ("10 000 scores", f => f(Unit14Samples.Scores))),
        Part("LogSoftmax", logSoftmax, contract => contract.LogSoftmax, libraryLogSoftmax, libraryName, ("10 scores", f => f(Unit14Samples.Scores[..10])), ("10 000 scores", f => f(Unit14Samples.Scores))));

    protected override Contract Reference => new(Logits.Softmax, Logits.LogSumExp, Logits.LogSoftmax);

    [Fact]
    public void Small_scores_by_hand() =>
        Expect.Close([1 / 6.0, 1 / 3.0, 1 / 2.0], Subject.Softmax([0, Math.Log(2), Math.Log(3)]), because: "exp gives 1, 2 and 3, which sum to 6.");

    [Fact]
    public void Scores_around_1000_do_not_overflow() =>
        Expect.Close([0.09003057317038046, 0.24472847105479767, 0.6652409557748219], Subject.Softmax([1000, 1001, 1002]), because: "The same as for 0, 1, 2. Subtract the largest score first: softmax does not see what all scores share.");

    [Fact]
    public void Scores_around_minus_1000_do_not_underflow() =>
        Expect.Close([0.09003057317038046, 0.24472847105479767, 0.6652409557748219], Subject.Softmax([-1002, -1001, -1000]), because: "The same as for 0, 1, 2. Without the shift, all are 0 and the sum is 0.");

    [Fact]
    public void An_entry_at_minus_infinity_gets_nothing()
    {
        Expect.Close([0.0, 1, 0], Subject.Softmax([double.NegativeInfinity, 3, double.NegativeInfinity]), because: "exp(−∞) is 0: that is how a choice is ruled out.");
        Expect.Close([0.25, 0, 0.75], Subject.Softmax([0, double.NegativeInfinity, Math.Log(3)]), because: "The others share the whole.");
    }

    [Fact]
    public void Probabilities_sum_to_1() => Property.Holds(Draw.Vector(5), z =>
    {
        double[] p = Subject.Softmax(z);
        Expect.That(p?.Length == 5 && p.All(share => share >= 0) && Math.Abs(p.Sum() - 1) <= 1e-13, "5 shares with the sum 1", p, because: "Divide by the sum itself. A small number added to it, against 0/0, is not needed: the largest weight is 1.");
    });

    [Fact]
    public void What_is_added_to_all_scores_changes_nothing() => Property.Holds(Gen.Select(Draw.Vector(4), Draw.Whole), sample =>
        Expect.Close(Subject.Softmax(sample.Item1), Subject.Softmax([.. sample.Item1.Select(score => score + 100 * sample.Item2)]), because: "exp(z + c) = exp(z)·exp(c), and the factor cancels."));

    [Theory]
    [InlineData(2.0, 0.1863237232258476, 0.3071958857184984, 0.506480391055654)]
    [InlineData(0.5, 0.015876239976466765, 0.11731042782619837, 0.8668133321973349)]
    public void Temperature_flattens_above_1_and_sharpens_below(double temperature, double first, double second, double third) =>
        Expect.Close([first, second, third], Subject.Softmax([0, 1, 2], temperature), because: "Scores are divided by T. At T = 2 the best of 0, 1, 2 gets 0.506, at T = ½ 0.867.");

    [Fact]
    public void Near_temperature_0_the_largest_takes_all() =>
        Expect.Close([0.0, 0, 1, 0], Subject.Softmax([1, 2, 2.5, -3], 1e-3), because: "The differences are divided by 0.001: next to the largest nothing remains. Subtract the largest before you divide, and nothing overflows.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_temperature_that_is_not_above_0_is_refused(double temperature) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Softmax([0, 1], temperature), because: "At 0 it would divide by 0, below 0 the worst would become the best. NaN > 0 is false: ask that way.");

    [Fact]
    public void The_sum_of_exponentials_by_hand() => Expect.Close(Math.Log(6), Subject.LogSumExp([0, Math.Log(2), Math.Log(3)]), because: "ln(1 + 2 + 3).");

    [Fact]
    public void The_sum_of_exponentials_does_not_overflow()
    {
        Expect.Close(1002.4076059644444, Subject.LogSumExp([1000, 1001, 1002]), because: "1002 + ln(e⁻² + e⁻¹ + 1): take the largest out of the logarithm.");
        Expect.Close(-999.3068528194401, Subject.LogSumExp([-1000, -1000]), because: "−1000 + ln 2. Without the shift it is ln 0.");
        Expect.Close(3, Subject.LogSumExp([double.NegativeInfinity, 3]), because: "e^(−∞) adds 0.");
    }

    [Fact]
    public void The_logarithm_of_a_tiny_probability_is_finite() =>
        Expect.Close([0.0, -800], Subject.LogSoftmax([0, -800]), because: "e⁻⁸⁰⁰ is 0 in double, and ln 0 is −∞: a loss would be infinite. zᵢ − LogSumExp(z) never takes that logarithm.");

    [Fact]
    public void The_logarithm_of_softmax_by_hand() =>
        Expect.Close([-Math.Log(6), -Math.Log(3), -Math.Log(2)], Subject.LogSoftmax([0, Math.Log(2), Math.Log(3)]), because: "The probabilities are 1/6, 1/3 and 1/2.");

    [Fact]
    public void The_logarithm_survives_scores_around_1000() =>
        Expect.Close([-2.4076059644443806, -1.4076059644443804, -0.4076059644443804], Subject.LogSoftmax([1000, 1001, 1002]), because: "1000 − 1002.4076.", tolerance: 1e-10);

    [Fact]
    public void Scores_without_a_finite_largest_are_refused()
    {
        double[][] hopeless = [[], [double.NegativeInfinity, double.NegativeInfinity], [1, double.PositiveInfinity], [1, double.NaN]];
        foreach (double[] z in hopeless)
        {
            Expect.Throws<ArgumentException>(() => Subject.Softmax(z), because: "Nothing to choose from, everything ruled out, or a score that is no number: there is no answer, and NaN would hide that.");
            Expect.Throws<ArgumentException>(() => Subject.LogSumExp(z), because: "Nothing to choose from, everything ruled out, or a score that is no number: there is no answer, and NaN would hide that.");
            Expect.Throws<ArgumentException>(() => Subject.LogSoftmax(z), because: "Nothing to choose from, everything ruled out, or a score that is no number: there is no answer, and NaN would hide that.");
        }
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Your softmax is NaN for scores around 1000: e¹⁰⁰⁰ is ∞, and ∞/∞ is NaN. Subtract the largest score from all first.", Reference with { Softmax = (z, t) => Shared(z, t, shift: false) }),
        new("Your LogSoftmax takes the logarithm of the probability: e⁻⁸⁰⁰ has already become 0 there, and ln 0 is −∞. Compute zᵢ − LogSumExp(z).", Reference with { LogSoftmax = z => Array.ConvertAll(Logits.Softmax(z), Math.Log) }),
        new("You multiply by the temperature. T = 2 must flatten: for 0, 1, 2 the best gets 0.506, you gave 0.867. Divide.", Reference with { Softmax = (z, t) => Logits.Softmax(z, 1 / Above0(t)) }),
        new("Your probabilities do not sum to 1: you added a small number to the sum. After the shift the largest weight is 1, so the sum cannot be 0.", Reference with { Softmax = (z, t) => Shared(z, t, epsilon: 1e-5) }),
        new("Your LogSumExp overflows: ln(e¹⁰⁰⁰ + …) is ∞. It is the largest score plus the logarithm of the sum of exp(zᵢ − largest).", Reference with { LogSumExp = z => { Logits.LogSumExp(z); return Math.Log(z.Sum(Math.Exp)); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("softmax as the exponential of the log-softmax", new(
            (z, t) => { double total = Stacked([.. z.Select(score => score / Above0(t))]); return Array.ConvertAll(z, score => Math.Exp(score / t - total)); },
            Stacked, z => { double total = Stacked(z); return [.. z.Select(score => score - total)]; })),
        new("one pass with a largest score that grows", new(
            (z, t) => { double largest = Highest(z); double[] weights = [.. z.Select(score => Math.Exp((score - largest) / Above0(t)))]; double sum = weights.Sum(); return [.. weights.Select(weight => weight / sum)]; },
            OnePass, z => { double total = OnePass(z); return Array.ConvertAll(z, score => score - total); })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "What happens to softmax when 1000 is added to all scores? And what to Math.Exp(1000)?",
        "Subtract the largest score: then the largest exponential is 1, nothing overflows, and the sum is at least 1. The logarithm of a product is a sum, so LogSumExp gets the largest score back at the end.",
        "One helper finds the largest score and refuses what is not finite. Softmax: weights exp((z − largest)/T), each divided by their sum. LogSumExp: largest + ln of the sum of exp(z − largest). LogSoftmax: each score minus LogSumExp.",
    ];

    private static double Above0(double t) => t > 0 ? t : throw new ArgumentOutOfRangeException(nameof(t));

    private static double Highest(double[] z) => z.Length > 0 && !z.Any(double.IsNaN) && double.IsFinite(z.Max()) ? z.Max() : throw new ArgumentException("No finite largest score.");

    private static double[] Shared(double[] z, double t, bool shift = true, double epsilon = 0)
    {
        Above0(t);
        double largest = Highest(z);
        double[] weights = Array.ConvertAll(z, score => Math.Exp((shift ? score - largest : score) / t));
        double sum = weights.Sum() + epsilon;
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    private static double Stacked(double[] z)
    {
        double largest = Highest(z);
        return largest + Math.Log(z.Select(score => Math.Exp(score - largest)).Sum());
    }

    private static double OnePass(double[] z)
    {
        Highest(z);
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double score in z)
        {
            if (double.IsNegativeInfinity(score)) continue;
            if (score > largest) (sum, largest) = (1 + sum * Math.Exp(largest - score), score);
            else sum += Math.Exp(score - largest);
        }

        return largest + Math.Log(sum);
    }
}
