using Course;
using CsCheck;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.3: sums and shares of numbers that are kept as logarithms.</summary>
[Exercise("6.3", "Log-space tools", Difficulty = 2, Minutes = 15, Core = true, Theory = "2. Bayes' rule cuts areas")]
public sealed class LogSpaceTools : Exercise<LogSpaceTools, LogSpaceTools.Contract>
{
    public delegate double LogOfASum(double[] a);

    public delegate double[] Shares(double[] a);

    public sealed record Contract(LogOfASum LogSumExp, Shares Softmax);

    public static Verdict Check(LogOfASum logSumExp, Shares softmax) => Grade(new Contract(logSumExp, softmax));

    /// <summary>Holds your functions against the reference's and a library's, on a thousand random logits.</summary>
    public static Comparison Compare(LogOfASum logSumExp, Shares softmax, Shares librarySoftmax) => Compared(
        Part("LogSumExp", logSumExp, contract => contract.LogSumExp, null, null, (1000, f => f(_logits))),
        Part("Softmax", softmax, contract => contract.Softmax, librarySoftmax, "TensorPrimitives", (1000, f => f(_logits))));

    protected override Contract Reference => new(LogSpace.LogSumExp, LogSpace.Softmax);

    private static readonly double[] _logits = Chance.Draws(63, 1000, rng => 5 * rng.NextGaussian());

    private static Gen<double[]> Logits { get; } = Gen.Int[-20, 20].Select(i => i / 2.0).Array[2, 5];

    [Theory]
    [InlineData(0, 0, 0.6931471805599453)]
    [InlineData(1000, 1000, 1000.6931471805599)]
    [InlineData(-1000, -1000, -999.3068528194401)]
    [InlineData(0, 1, 1.3132616875182228)]
    [InlineData(-1000, 1000, 1000)]
    public void Two_logarithms(double x, double y, double sum) =>
        Expect.Close(sum, Subject.LogSumExp([x, y]), because: "exp(1000) is beyond double, the logarithm of the sum is not: take the largest out first. Two equal ones add ln 2 = 0.693.");

    [Fact]
    public void The_logarithm_of_1_plus_2_plus_3_is_that_of_6() =>
        Expect.Close(Math.Log(6), Subject.LogSumExp([Math.Log(2), Math.Log(1), Math.Log(3)]), because: "The numbers behind the logarithms are 2, 1 and 3.");

    [Fact]
    public void Minus_infinity_stands_for_0_and_adds_nothing() =>
        Expect.Close(2.5, Subject.LogSumExp([double.NegativeInfinity, 2.5, double.NegativeInfinity]), because: "ln(0 + e^2.5 + 0) is 2.5.");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_sum_of_zeros_is_0(int n) =>
        Expect.Equal(double.NegativeInfinity, Subject.LogSumExp([.. Enumerable.Repeat(double.NegativeInfinity, n)]), because: "The logarithm of 0 is −∞. But −∞ − −∞ is NaN: look at the largest before you subtract it.");

    [Fact]
    public void A_sum_of_nothing_is_0() => Expect.Equal(double.NegativeInfinity, Subject.LogSumExp([]), because: "An empty sum is 0, its logarithm −∞.");

    [Fact]
    public void One_logarithm_stays() => Expect.Equal(-3.25, Subject.LogSumExp([-3.25]), because: "ln e^x is x.");

    [Fact]
    public void An_infinite_term_makes_the_sum_infinite() =>
        Expect.Equal(double.PositiveInfinity, Subject.LogSumExp([1, double.PositiveInfinity, 2]), because: "∞ − ∞ is NaN: look at the largest before you subtract it.");

    [Fact]
    public void What_is_not_a_number_stays_visible() =>
        Expect.Equal(double.NaN, Subject.LogSumExp([1, double.NaN, 2]), because: "What is unknown in the input is unknown in the sum.");

    [Fact]
    public void A_shift_of_all_shifts_the_logarithm_of_the_sum() => Property.Holds(
        Gen.Select(Logits, Gen.Int[-600, 600]), sample =>
        {
            (double[] a, int shift) = sample;
            Expect.Close(Subject.LogSumExp(a) + shift, Subject.LogSumExp(Array.ConvertAll(a, entry => entry + shift)), because: $"Each number is multiplied by e^{shift}, so the sum is too.", scale: 1);
        });

    [Fact]
    public void The_exponential_of_it_is_the_sum_of_exponentials() => Property.Holds(
        Logits, a => Expect.Close(a.Sum(Math.Exp), Math.Exp(Subject.LogSumExp(a)), because: "For small numbers the plain way is right: hold yourself against it.", tolerance: 1e-11));

    [Fact]
    public void Softmax_of_the_logarithms_of_weights_gives_their_shares() =>
        Expect.Close([0.1, 0.2, 0.7], Subject.Softmax([Math.Log(1), Math.Log(2), Math.Log(7)]), because: "Weights of 1, 2 and 7: in all 10.");

    [Fact]
    public void Softmax_survives_large_and_small_logits()
    {
        Expect.Close([0.5, 0.5], Subject.Softmax([1000, 1000]), because: "∞/∞ is NaN: take the largest out first.");
        Expect.Close([0.5, 0.5], Subject.Softmax([-1000, -1000]), because: "0/0 is NaN: take the largest out first.");
        Expect.Close([1, 0], Subject.Softmax([1000, -1000]), because: "The second is e^−2000 of the first: 0 in double.");
    }

    [Fact]
    public void A_logit_of_minus_infinity_gets_nothing() =>
        Expect.Close([0, 0.25, 0.75], Subject.Softmax([double.NegativeInfinity, 5, 5 + Math.Log(3)]), because: "That is how a choice is switched off: its weight is 0.");

    [Fact]
    public void Softmax_is_a_distribution_and_does_not_see_a_shift() => Property.Holds(
        Gen.Select(Logits, Gen.Int[-600, 600]), sample =>
        {
            (double[] a, int shift) = sample;
            double[] p = Subject.Softmax(a);
            Expect.Close(1, p.Sum(), because: "The shares sum to 1.");
            Expect.Close(p, Subject.Softmax(Array.ConvertAll(a, entry => entry + shift)), because: $"All weights are multiplied by e^{shift}: the shares stay.", tolerance: 1e-10);
        });

    [Fact]
    public void Where_no_weight_is_left_nothing_can_be_shared()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.Softmax([double.NegativeInfinity, double.NegativeInfinity]), because: "All weights are 0, and 0/0 is no share.");
        Expect.Throws<InvalidOperationException>(() => Subject.Softmax([]), because: "There is nobody to share it with.");
    }

    [Fact]
    public void A_weight_is_finite()
    {
        Expect.Throws<ArgumentException>(() => Subject.Softmax([0, double.PositiveInfinity]), because: "∞/∞ is no share.");
        Expect.Throws<ArgumentException>(() => Subject.Softmax([0, double.NaN]), because: "One NaN makes every share NaN, and a model full of NaN goes on without a word.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("exp(1000) is ∞: take the largest out before you exponentiate, and add it back afterwards.", Reference with { LogSumExp = a => Math.Log(a.Sum(Math.Exp)) }),
        new("All −∞ gave NaN: −∞ − −∞ has no value. Return the largest at once when it is infinite.", Reference with
        {
            LogSumExp = a =>
            {
                double largest = a.Length == 0 ? double.NegativeInfinity : a.Max();
                return a.Any(double.IsNaN) || a.Length == 0 || double.IsPositiveInfinity(largest) ? LogSpace.LogSumExp(a) : largest + Math.Log(a.Sum(entry => Math.Exp(entry - largest)));
            },
        }),
        new("You took the largest out and did not add it back.", Reference with { LogSumExp = a => { double largest = a.DefaultIfEmpty(double.NegativeInfinity).Max(); return double.IsFinite(largest) ? LogSpace.LogSumExp(a) - largest : LogSpace.LogSumExp(a); } }),
        new("Softmax overflows: exp(1000)/exp(1000) is ∞/∞. Subtract the largest logit, or the LogSumExp, first.", Reference with { Softmax = a => { LogSpace.Softmax(a); double sum = a.Sum(Math.Exp); return Array.ConvertAll(a, entry => Math.Exp(entry) / sum); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ, and Softmax by its own shift", new(
            a => a.Length == 0 ? double.NegativeInfinity : a.Any(double.IsNaN) ? double.NaN : double.IsInfinity(a.Max()) ? a.Max() : a.Max() + Math.Log(a.Sum(entry => Math.Exp(entry - a.Max()))),
            a =>
            {
                if (a.Any(entry => double.IsNaN(entry) || double.IsPositiveInfinity(entry))) throw new ArgumentException("A logit is not finite.");
                if (a.All(double.IsNegativeInfinity)) throw new InvalidOperationException("Nothing to share.");
                double[] weights = [.. a.Select(entry => Math.Exp(entry - a.Max()))];
                return [.. weights.Select(weight => weight / weights.Sum())];
            })),
        new("one pass: two logarithms at a time", new(
            Pairwise,
            a =>
            {
                if (a.Any(entry => double.IsNaN(entry) || double.IsPositiveInfinity(entry))) throw new ArgumentException("A logit is not finite.");
                double total = Pairwise(a);
                return double.IsNegativeInfinity(total) ? throw new InvalidOperationException("Nothing to share.") : Array.ConvertAll(a, entry => Math.Exp(entry - total));
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "What is ln(e^1000 + e^1000), on paper? Which factor can you take out of the bracket so that a machine could follow?",
        "ln Σ exp(aᵢ) = m + ln Σ exp(aᵢ − m) for every m. With m the largest, all exponents are at most 0. When is aᵢ − m not a number?",
        "LogSumExp: the largest, NaN if there is one; where it is infinite, that is the answer; else the largest plus the logarithm of the sum of shifted exponentials. Softmax: the exponential of each logit minus the LogSumExp.",
    ];

    private static double Pairwise(double[] a) => a.Aggregate(double.NegativeInfinity, (sum, next) =>
    {
        double high = Math.Max(sum, next), low = Math.Min(sum, next);
        return double.IsInfinity(high) || double.IsNaN(high) ? high : high + Math.Log(1 + Math.Exp(low - high));
    });
}
