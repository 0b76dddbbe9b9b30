using Course;
using CsCheck;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.4: binomial and Poisson probabilities, also where factorials are out of range.</summary>
[Exercise("6.4", "Discrete distributions", Difficulty = 2, Minutes = 30, Core = true, Theory = "3. Distributions are stories")]
public sealed class DiscreteDistributions : Exercise<DiscreteDistributions, DiscreteDistributions.Contract>
{
    public delegate double BinomialMass(int n, double p, int k);

    public delegate double PoissonMass(double mean, int k);

    public delegate double BinomialSum(int n, double p, int k);

    public sealed record Contract(BinomialMass BinomialPmf, PoissonMass PoissonPmf, BinomialSum BinomialCdf);

    public static Verdict Check(BinomialMass binomialPmf, PoissonMass poissonPmf, BinomialSum binomialCdf) => Grade(new Contract(binomialPmf, poissonPmf, binomialCdf));

    /// <summary>Holds your functions against the reference's and a library's.</summary>
    public static Comparison Compare(BinomialMass binomialPmf, PoissonMass poissonPmf, BinomialSum binomialCdf, BinomialMass libraryBinomialPmf, PoissonMass libraryPoissonPmf, BinomialSum libraryBinomialCdf) => Compared(
        Part("BinomialPmf", binomialPmf, contract => contract.BinomialPmf, libraryBinomialPmf, "MathNet", ("n = 10, k = 4", f => f(10, 0.3, 4)), ("n = 1000, k = 500", f => f(1000, 0.5, 500)), ("n = 1000000, k = 500000", f => f(1_000_000, 0.5, 500_000))),
        Part("PoissonPmf", poissonPmf, contract => contract.PoissonPmf, libraryPoissonPmf, "MathNet", ("mean 3, k = 5", f => f(3, 5)), ("mean 1000000, k = 1003000", f => f(1_000_000, 1_003_000))),
        Part("BinomialCdf", binomialCdf, contract => contract.BinomialCdf, libraryBinomialCdf, "MathNet", ("n = 1000, k = 450", f => f(1000, 0.5, 450))));

    protected override Contract Reference => new(Binomial.Mass, Poisson.Mass, Binomial.AtMost);

    [Theory]
    [InlineData(10, 0.3, 4, 0.2001209490)]
    [InlineData(3, 0.5, 0, 0.125)]
    [InlineData(3, 0.25, 3, 0.015625)]
    [InlineData(5, 0.2, 1, 0.4096)]
    [InlineData(4, 0.75, 3, 0.421875)]
    public void A_few_coins(int n, double p, int k, double expected) =>
        Expect.Close(expected, Subject.BinomialPmf(n, p, k), because: "The number of ways to choose k of n, times pᵏ(1 − p)ⁿ⁻ᵏ.", tolerance: 1e-12);

    [Theory]
    [InlineData(1000, 0.5, 500, 0.025225018178360802)]
    [InlineData(1000, 0.5, 650, 3.7566736608786083e-22)]
    [InlineData(2000, 0.01, 30, 0.0081968355852814217)]
    public void A_thousand_coins(int n, double p, int k, double expected) =>
        Expect.Close(expected, Subject.BinomialPmf(n, p, k), because: "1000! has 2,568 digits, double ends at 170!. Add logarithms, and go back at the end.", tolerance: 1e-10);

    [Fact]
    public void A_million_coins_still_have_six_digits() =>
        Expect.Close(7.978845608028654e-4 * (1 - 1 / 4e6), Subject.BinomialPmf(1_000_000, 0.5, 500_000), because: "√(2/(πn))·(1 − 1/(4n)), by Stirling's formula.", tolerance: 1e-6);

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 5, 0)]
    [InlineData(0, 7, 0)]
    [InlineData(1, 7, 1)]
    [InlineData(1, 6, 0)]
    [InlineData(1, 0, 0)]
    public void Coins_that_never_or_always_show_heads(double p, int k, double expected) =>
        Expect.Equal(expected, Subject.BinomialPmf(7, p, k), because: "0⁰ is 1 here: with p = 0 it is certain that no coin shows heads. But 0·ln 0 is 0·(−∞) = NaN.");

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    public void No_other_numbers_of_heads(int k) => Expect.Equal(0, Subject.BinomialPmf(7, 0.4, k), because: "7 coins show 0 to 7 heads. Anything else has the probability 0: that is an answer, no error.");

    [Fact]
    public void No_coins_show_no_heads() => Expect.Equal(1, Subject.BinomialPmf(0, 0.3, 0), because: "There is one way to toss no coin.");

    [Fact]
    public void All_numbers_of_heads_together_are_certain() => Property.Holds(
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 10]), sample =>
            Expect.Close(1, Enumerable.Range(0, sample.Item1 + 1).Sum(k => Subject.BinomialPmf(sample.Item1, sample.Item2 / 10.0, k)), because: $"{sample.Item1} coins, p = {ValueText.Of(sample.Item2 / 10.0)}: one of the numbers from 0 to {sample.Item1} comes up.", tolerance: 1e-11));

    [Fact]
    public void Heads_and_tails_mirror_each_other() => Property.Holds(
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 9], Gen.Int[0, 30]).Where(sample => sample.Item3 <= sample.Item1), sample =>
            Expect.Close(Subject.BinomialPmf(sample.Item1, 1 - sample.Item2 / 10.0, sample.Item1 - sample.Item3), Subject.BinomialPmf(sample.Item1, sample.Item2 / 10.0, sample.Item3), because: "k heads are n − k tails.", tolerance: 1e-11));

    [Theory]
    [InlineData(3.0, 3, 0.22404180765538774)]
    [InlineData(3.0, 0, 0.049787068367863944)]
    [InlineData(0.001, 2, 4.9950024991668752e-7)]
    [InlineData(170.0, 180, 0.022272681143920792)]
    [InlineData(1000.0, 900, 7.5169543521259522e-5)]
    public void Events_that_come_at_a_rate(double mean, int k, double expected) =>
        Expect.Close(expected, Subject.PoissonPmf(mean, k), because: "mᵏe⁻ᵐ/k!. Where k! or mᵏ is beyond double, the quotient is not: add logarithms.", tolerance: 1e-10);

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 3, 0)]
    [InlineData(2.5, -1, 0)]
    public void Where_nothing_is_expected_nothing_comes(double mean, int k, double expected) =>
        Expect.Equal(expected, Subject.PoissonPmf(mean, k), because: "With the mean 0 it is certain that no event comes; a negative number of events never does.");

    [Fact]
    public void All_numbers_of_events_together_are_certain() =>
        Expect.Close(1, Enumerable.Range(0, 200).Sum(k => Subject.PoissonPmf(60.5, k)), because: "Beyond 200 events next to nothing is left when 60.5 are expected.", tolerance: 1e-11);

    [Fact]
    public void Many_rare_coins_are_events_at_a_rate()
    {
        foreach (int k in new[] { 0, 3, 7 })
            Expect.Close(Subject.PoissonPmf(3, k), Subject.BinomialPmf(1_000_000, 3e-6, k), because: "A million coins with p = 3e−6: the Poisson distribution with the mean 3 is their limit.", tolerance: 1e-5);
    }

    [Theory]
    [InlineData(10, 0.3, 4, 0.8497316674)]
    [InlineData(1000, 0.5, 450, 8.6526804248815880e-4)]
    [InlineData(100, 0.01, 0, 0.36603234127322950)]
    [InlineData(200, 0.9, 150, 9.1759835179429952e-10)]
    public void At_most_k_heads(int n, double p, int k, double expected) =>
        Expect.Close(expected, Subject.BinomialCdf(n, p, k), because: "The sum of the probabilities of 0 to k heads, k included.", tolerance: 1e-10);

    [Theory]
    [InlineData(0.4, -1, 0)]
    [InlineData(0.4, -2, 0)]
    [InlineData(0.4, 7, 1)]
    [InlineData(0.4, 8, 1)]
    [InlineData(0.4, 100, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 6, 0)]
    [InlineData(1, 7, 1)]
    public void Below_0_it_is_impossible_from_n_on_certain(double p, int k, double expected) =>
        Expect.Close(expected, Subject.BinomialCdf(7, p, k), because: "7 coins show at most 7 heads for certain, and at most −1 never.", scale: 1);

    [Fact]
    public void Each_step_of_the_sum_is_one_probability() => Property.Holds(
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 9], Gen.Int[0, 30]).Where(sample => sample.Item3 <= sample.Item1), sample =>
        {
            (int n, double p, int k) = (sample.Item1, sample.Item2 / 10.0, sample.Item3);
            Expect.Close(Subject.BinomialPmf(n, p, k), Subject.BinomialCdf(n, p, k) - Subject.BinomialCdf(n, p, k - 1), because: $"P(K ≤ {k}) − P(K ≤ {k - 1}) is P(K = {k}), for n = {n} and p = {ValueText.Of(p)}.", scale: 1);
        });

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(5, -0.1)]
    [InlineData(5, 1.1)]
    [InlineData(5, double.NaN)]
    public void Coins_number_at_least_0_and_p_is_a_probability(int n, double p)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BinomialPmf(n, p, 2), because: "Without an error a NaN would spread.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BinomialCdf(n, p, 2), because: "Without an error a NaN would spread.");
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_mean_is_a_finite_number_of_events(double mean) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PoissonPmf(mean, 2), because: "It is at least 0, and finite.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("170! is the end of double: 1000!/(500!·500!) is ∞/∞. Add logarithms, with LogGamma(k + 1) for ln k!.", Reference with
        {
            BinomialPmf = (n, p, k) =>
            {
                Binomial.Mass(n, p, k);
                return k < 0 || k > n ? 0 : Factorial(n) / (Factorial(k) * Factorial(n - k)) * Math.Pow(p, k) * Math.Pow(1 - p, n - k);
            },
        }),
        new("0·ln 0 is 0·(−∞), which is NaN. With p = 0 and k = 0 the probability is 1: treat the edges before you take logarithms.", Reference with
        {
            BinomialPmf = (n, p, k) =>
            {
                Binomial.Mass(n, p, k);
                return k < 0 || k > n ? 0 : Math.Exp(SpecialFunctions.LogGamma(n + 1) - SpecialFunctions.LogGamma(k + 1) - SpecialFunctions.LogGamma(n - k + 1) + k * Math.Log(p) + (n - k) * Math.Log(1 - p));
            },
        }),
        new("You left out the number of ways: k heads can fall on any k of the n coins.", Reference with { BinomialPmf = (n, p, k) => { Binomial.Mass(n, p, k); return k < 0 || k > n ? 0 : Math.Pow(p, k) * Math.Pow(1 - p, n - k); } }),
        new("At most k includes k: your sum stops one short.", Reference with { BinomialCdf = (n, p, k) => k >= n || k < 0 ? Binomial.AtMost(n, p, k) : Binomial.AtMost(n, p, k - 1) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("logarithms of gamma functions, sums for the distribution function", new(
            LogBinomial,
            (mean, k) =>
            {
                if (!(mean >= 0) || double.IsInfinity(mean)) throw new ArgumentOutOfRangeException(nameof(mean));
                if (k < 0 || (mean == 0 && k > 0)) return 0;
                return mean == 0 ? 1 : Math.Exp(k * Math.Log(mean) - mean - SpecialFunctions.LogGamma(k + 1));
            },
            (n, p, k) =>
            {
                LogBinomial(n, p, 0);
                return k >= n ? 1 : k < 0 ? 0 : Enumerable.Range(0, k + 1).Sum(j => LogBinomial(n, p, j));
            })),
        new("products of ratios, as logarithms", new(
            RatioBinomial,
            (mean, k) =>
            {
                if (!(mean >= 0) || double.IsInfinity(mean)) throw new ArgumentOutOfRangeException(nameof(mean));
                if (k < 0) return 0;
                double log = -mean;
                for (int j = 1; j <= k; j++) log += Math.Log(mean / j);
                return Math.Exp(log);
            },
            (n, p, k) =>
            {
                RatioBinomial(n, p, 0);
                double sum = 0;
                for (int j = 0; j <= Math.Min(k, n); j++) sum += RatioBinomial(n, p, j);
                return Math.Min(sum, 1);
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Try n = 1000 with factorials and look at what becomes of 1000!. What is the logarithm of the whole product?",
        "ln k! is SpecialFunctions.LogGamma(k + 1), given. The logarithm of the probability is a sum of five terms. Two of them are 0 times −∞ when p is 0 or 1: answer those cases first.",
        "BinomialPmf: check n and p; 0 where k is outside of 0 to n; for p = 0 the answer is 1 if k is 0, else 0, and for p = 1 likewise with n; else the exponential of the sum of logarithms. BinomialCdf adds those from 0 to k.",
    ];

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);

    private static double LogBinomial(int n, double p, int k)
    {
        if (n < 0 || !(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p));
        if (k < 0 || k > n) return 0;
        if (p is 0 or 1) return k == (p == 0 ? 0 : n) ? 1 : 0;
        return Math.Exp(SpecialFunctions.LogGamma(n + 1) - SpecialFunctions.LogGamma(k + 1) - SpecialFunctions.LogGamma(n - k + 1) + k * Math.Log(p) + (n - k) * Math.Log(1 - p));
    }

    private static double RatioBinomial(int n, double p, int k)
    {
        if (n < 0 || !(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p));
        if (k < 0 || k > n) return 0;
        if (2 * k > n) (p, k) = (1 - p, n - k);
        double log = n == k ? 0 : (n - k) * SpecialFunctions.Log1p(-p);
        for (int j = 1; j <= k; j++) log += Math.Log((n - k + j) * p / j);
        return Math.Exp(log);
    }
}
