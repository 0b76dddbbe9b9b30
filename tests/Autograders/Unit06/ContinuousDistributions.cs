using Course;
using CsCheck;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.5: the distribution functions of normal, gamma and beta variables, and a quantile.</summary>
[Exercise("6.5", "Continuous distributions", Difficulty = 4, Minutes = 60, Theory = "3. Distributions are stories")]
public sealed class ContinuousDistributions : Exercise<ContinuousDistributions, ContinuousDistributions.Contract>
{
    public delegate double NormalDistribution(double x);

    public delegate double NormalInverse(double p);

    public delegate double IncompleteGamma(double a, double x);

    public delegate double IncompleteBeta(double a, double b, double x);

    public sealed record Contract(NormalDistribution NormalCdf, NormalInverse NormalQuantile, IncompleteGamma GammaP, IncompleteBeta BetaI);

    public static Verdict Check(NormalDistribution normalCdf, NormalInverse normalQuantile, IncompleteGamma gammaP, IncompleteBeta betaI) => Grade(new Contract(normalCdf, normalQuantile, gammaP, betaI));

    /// <summary>Holds your functions against the reference's and a library's.</summary>
    public static Comparison Compare(NormalDistribution normalCdf, NormalInverse normalQuantile, IncompleteGamma gammaP, IncompleteBeta betaI, NormalDistribution libraryNormalCdf, NormalInverse libraryNormalQuantile, IncompleteGamma libraryGammaP, IncompleteBeta libraryBetaI) => Compared(
        Part("NormalCdf", normalCdf, contract => contract.NormalCdf, libraryNormalCdf, "MathNet", ("x = 1.5", f => f(1.5)), ("x = -10", f => f(-10))),
        Part("NormalQuantile", normalQuantile, contract => contract.NormalQuantile, libraryNormalQuantile, "MathNet", ("p = 0.975", f => f(0.975)), ("p = 1e-10", f => f(1e-10))),
        Part("GammaP", gammaP, contract => contract.GammaP, libraryGammaP, "MathNet", ("a = 2.5, x = 3.36", f => f(2.5, 3.36)), ("a = 10000, x = 9700", f => f(10_000, 9700))),
        Part("BetaI", betaI, contract => contract.BetaI, libraryBetaI, "MathNet", ("a = 2, b = 3, x = 0.4", f => f(2, 3, 0.4)), ("a = b = 500000, x = 0.499", f => f(500_000, 500_000, 0.499))));

    protected override Contract Reference => new(Normal.StandardCdf, Normal.StandardQuantile, SpecialFunctions.GammaP, SpecialFunctions.BetaI);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.959963984540054, 0.975)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(-0.25, 0.40129367431707628)]
    [InlineData(0.5, 0.69146246127401310)]
    [InlineData(4, 0.99996832875816688)]
    public void Phi_around_the_middle(double x, double p) => Expect.Close(p, Subject.NormalCdf(x), because: "Φ(x) is the share of a normal variable's values that are at most x.");

    [Theory]
    [InlineData(-5, 2.8665157187919391e-7)]
    [InlineData(-10, 7.6198530241605261e-24)]
    [InlineData(-20, 2.7536241186062337e-89)]
    public void Phi_far_left_keeps_its_digits(double x, double p) =>
        Expect.Close(p, Subject.NormalCdf(x), because: "1 − Φ(10) and ½(1 + erf(x/√2)) subtract two numbers that are equal to 16 digits. Erfc holds what is left.", tolerance: 1e-10);

    [Theory]
    [InlineData(0.975, 1.9599639845400539)]
    [InlineData(0.001, -3.0902323061678135)]
    [InlineData(0.3, -0.52440051270804082)]
    [InlineData(0.2, -0.84162123357291417)]
    [InlineData(1e-10, -6.3613409024040562)]
    public void The_quantile_of_a_probability(double p, double x) => Expect.Close(x, Subject.NormalQuantile(p), because: $"Φ({ValueText.Of(x)}) is {ValueText.Of(p)}.");

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, double.PositiveInfinity)]
    public void Certainty_lies_infinitely_far_away(double p, double x) => Expect.Equal(x, Subject.NormalQuantile(p), because: "No finite number is below (above) every value of a normal variable.");

    [Fact]
    public void The_quantile_of_one_half_is_0() => Expect.Close(0, Subject.NormalQuantile(0.5), because: "Half of the values are negative.", scale: 1);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Only_probabilities_have_quantiles(double p) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NormalQuantile(p), because: "p lies between 0 and 1.");

    [Fact]
    public void The_quantile_undoes_the_distribution_function() => Property.Holds(
        Gen.Int[-80, 40].Where(i => i != 0).Select(i => i / 10.0), x =>
            Expect.Close(x, Subject.NormalQuantile(Subject.NormalCdf(x)), because: $"Quantile(Φ({ValueText.Of(x)})) leads back to {ValueText.Of(x)}.", tolerance: 1e-11));

    [Fact]
    public void The_two_sides_of_the_normal_distribution_mirror_each_other() => Property.Holds(
        Gen.Int[1, 40].Select(i => i / 10.0), x =>
            Expect.Close(1 - Subject.NormalCdf(x), Subject.NormalCdf(-x), because: $"Φ(−x) = 1 − Φ(x), here with x = {ValueText.Of(x)}.", scale: 1));

    [Theory]
    [InlineData(2.5, 3.36, 0.75768913960368561)]
    [InlineData(0.5, 0.1, 0.34527915398142298)]
    [InlineData(5, 5.9, 0.70133521323838041)]
    [InlineData(5, 6.1, 0.72810573468104532)]
    [InlineData(30, 20, 0.021818217525557392)]
    [InlineData(100, 130, 0.99724959163269347)]
    [InlineData(10, 1, 1.1142547833872068e-7)]
    public void P_on_both_sides_of_the_mean(double a, double x, double p) =>
        Expect.Close(p, Subject.GammaP(a, x), because: "P(a, x) = (1/Γ(a)) ∫₀ˣ tᵃ⁻¹e⁻ᵗ dt. For a = 2.5 and x = 3.36 it is the chi-square distribution with 5 degrees of freedom at 6.72.", tolerance: 1e-11);

    [Theory]
    [InlineData(2, 200)]
    [InlineData(2, 1000)]
    [InlineData(1, 800)]
    [InlineData(3, double.PositiveInfinity)]
    public void Far_right_nothing_is_missing(double a, double x) =>
        Expect.Close(1, Subject.GammaP(a, x), because: "e⁻ˣ is 0 there, and the sum of the series ∞: 0·∞ is NaN. Right of a + 1 the continued fraction has the small part that is missing.");

    [Fact]
    public void For_a_1_it_is_the_exponential_distribution() => Property.Holds(
        Gen.Int[0, 60].Select(i => i / 4.0), x => Expect.Close(1 - Math.Exp(-x), Subject.GammaP(1, x), because: "P(1, x) = 1 − e⁻ˣ.", scale: 1));

    [Fact]
    public void One_more_event_takes_longer() => Property.Holds(
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 80]), sample =>
        {
            double a = sample.Item1 / 4.0, x = sample.Item2 / 4.0;
            double step = Math.Exp(a * Math.Log(x) - x - SpecialFunctions.LogGamma(a + 1));
            Expect.Close(Subject.GammaP(a, x) - step, Subject.GammaP(a + 1, x), because: $"P(a + 1, x) = P(a, x) − xᵃe⁻ˣ/Γ(a + 1), here with a = {ValueText.Of(a)} and x = {ValueText.Of(x)}.", scale: 1);
        });

    [Fact]
    public void P_begins_at_0() => Expect.Equal(0, Subject.GammaP(2.5, 0), because: "Nothing lies left of 0. The logarithm of 0 is −∞: does the answer survive it?");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-2, 1)]
    [InlineData(2, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(2, double.NaN)]
    public void P_needs_a_positive_shape_and_x_from_0_on(double a, double x) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.GammaP(a, x), because: "Γ has a pole at 0, and the integral starts at 0.");

    [Theory]
    [InlineData(2, 3, 0.4, 0.5248)]
    [InlineData(0.5, 0.5, 0.2, 0.29516723530086656)]
    [InlineData(5, 0.5, 0.9, 0.31664291502001231)]
    [InlineData(20, 30, 0.1, 1.5694545999362013e-8)]
    [InlineData(10, 2, 0.99, 0.99482028250968493)]
    [InlineData(3, 7, 0.75, 0.9986572265625)]
    [InlineData(20, 20, 0.75, 0.99962635740350965)]
    [InlineData(200, 300, 0.45, 0.98814634562026288)]
    public void I_on_both_sides_of_the_mean(double a, double b, double x, double i) =>
        Expect.Close(i, Subject.BetaI(a, b, x), because: "Iₓ(a, b) = (1/B(a, b)) ∫₀ˣ tᵃ⁻¹(1 − t)ᵇ⁻¹ dt, with B(a, b) = Γ(a)Γ(b)/Γ(a + b).", tolerance: 1e-11);

    [Fact]
    public void I_read_from_the_other_end() => Property.Holds(
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 31]), sample =>
        {
            double a = sample.Item1 / 4.0, b = sample.Item2 / 4.0, x = sample.Item3 / 32.0;   // 1 − x is exact
            Expect.Close(1 - Subject.BetaI(b, a, 1 - x), Subject.BetaI(a, b, x), because: $"Iₓ(a, b) = 1 − I₁₋ₓ(b, a), here with a = {ValueText.Of(a)}, b = {ValueText.Of(b)}, x = {ValueText.Of(x)}.", scale: 1);
        });

    [Fact]
    public void For_b_1_it_is_a_power() => Property.Holds(
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 31]), sample =>
        {
            double a = sample.Item1 / 4.0, x = sample.Item2 / 32.0;
            Expect.Close(Math.Pow(x, a), Subject.BetaI(a, 1, x), because: "Iₓ(a, 1) = xᵃ.", tolerance: 1e-11);
        });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void I_goes_from_0_to_1(double x, double i) => Expect.Equal(i, Subject.BetaI(2.5, 0.5, x), because: "All of it lies between 0 and 1. The logarithm of 0 is −∞: does the answer survive it?");

    [Theory]
    [InlineData(0, 1, 0.5)]
    [InlineData(1, 0, 0.5)]
    [InlineData(1, 1, -0.1)]
    [InlineData(1, 1, 1.1)]
    [InlineData(double.NaN, 1, 0.5)]
    [InlineData(1, double.NaN, 0.5)]
    [InlineData(1, 1, double.NaN)]
    public void I_needs_positive_parameters_and_x_from_0_to_1(double a, double b, double x) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BetaI(a, b, x), because: "a and b are above 0, and x is a share.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Φ(−10) came out as 0: ½(1 + erf(x/√2)) cancels to nothing there. Use Erfc, which holds the small part.", Reference with { NormalCdf = x => 0.5 * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))) }),
        new("The series is lost far right: for x = 1000 it is 0·∞. Switch to the continued fraction where x ≥ a + 1.", Reference with { GammaP = (a, x) => { SpecialFunctions.GammaP(a, x); return x == 0 ? 0 : Front(a, x) * Series(a, x); } }),
        new("You forgot √2: erf is the error function of a normal variable with the variance ½. Φ(x) = ½ erfc(−x/√2).", Reference with { NormalCdf = x => 0.5 * SpecialFunctions.Erfc(-x) }),
        new("Right of the mean swap the ends: Iₓ(a, b) = 1 − I₁₋ₓ(b, a). You swapped and did not take it from 1.", Reference with { BetaI = (a, b, x) => { double right = SpecialFunctions.BetaI(a, b, x); return x > (a + 1) / (a + b + 2) && x < 1 ? 1 - right : right; } }),
        new("You integrated and did not divide by Γ(a): P(a, x) goes to 1.", Reference with { GammaP = (a, x) => SpecialFunctions.GammaP(a, x) * Math.Exp(SpecialFunctions.LogGamma(a)) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("logarithms of gamma functions in front, bisection for the quantile", new(
            x => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2,
            Bisected,
            (a, x) =>
            {
                if (!(a > 0) || !(x >= 0)) throw new ArgumentOutOfRangeException(nameof(a));
                if (x == 0 || double.IsInfinity(x)) return x == 0 ? 0 : 1;
                return x < a + 1 ? Front(a, x) * Series(a, x) : 1 - Front(a, x) * a / Fraction(n => n == 0 ? (1, x + 1 - a) : (n * (a - n), x + 2 * n + 1 - a));
            },
            (a, b, x) =>
            {
                if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) throw new ArgumentOutOfRangeException(nameof(a));
                return x > (a + 1) / (a + b + 2) ? 1 - BetaSeries(b, a, 1 - x) : BetaSeries(a, b, x);
            })),
        new("the normal distribution from the incomplete gamma function, Newton's steps for the quantile", new(
            FromGamma,
            p =>
            {
                if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p));
                if (p is 0 or 1) return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
                double low = Math.Min(p, 1 - p), x = -Math.Sqrt(-2 * Math.Log(2 * low));
                for (int step = 0; step < 60; step++)
                {
                    // Newton for the logarithm of Φ, which is concave: from the left it never overshoots
                    double cdf = FromGamma(x), slope = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
                    x -= Math.Log(cdf / low) * cdf / slope;
                }

                return p <= 0.5 ? x : -x;
            },
            (a, x) => !(a > 0) || !(x >= 0) ? throw new ArgumentOutOfRangeException(nameof(a)) : Lower(a, x),
            (a, b, x) =>
            {
                if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) throw new ArgumentOutOfRangeException(nameof(a));
                if (x is 0 or 1) return x;
                bool right = x > (a + 1) / (a + b + 2);
                if (right) (a, b, x) = (b, a, 1 - x);
                double front = Math.Exp(SpecialFunctions.LogGamma(a + b) - SpecialFunctions.LogGamma(a + 1) - SpecialFunctions.LogGamma(b) + a * Math.Log(x) + b * SpecialFunctions.Log1p(-x));
                double value = front / Fraction(n => n == 0 ? (1, 1) : n % 2 == 0
                    ? (n / 2 * (b - n / 2) * x / ((a + n - 1) * (a + n)), 1)
                    : (-(a + n / 2) * (a + b + n / 2) * x / ((a + n - 1) * (a + n)), 1));
                return right ? 1 - value : value;
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "All four integrals have two halves: one near the beginning, where a series settles fast, and the rest, which is 1 minus something small. Which half is given to you as Erfc?",
        "GammaP left of a + 1: xᵃe⁻ˣ/Γ(a + 1) times 1 + x/(a+1) + x²/((a+1)(a+2)) + …, the front as the exponential of logarithms. BetaI left of its mean: the same idea, each term (a + b + n)/(a + 1 + n)·x times the one before. NormalQuantile: halve an interval until its ends meet, or Newton's steps.",
        "GammaP right of a + 1: 1 minus the front times a over a continued fraction with bₙ = x + 2n + 1 − a and aₙ = n(a − n), evaluated by Lentz's method or from a deep level outwards. BetaI right of (a + 1)/(a + b + 2): 1 minus the same function with a and b swapped at 1 − x. Answer the edges 0, 1 and ∞ first.",
    ];

    private static double Front(double a, double x) => Math.Exp(a * Math.Log(x) - x - SpecialFunctions.LogGamma(a + 1));

    private static double Series(double a, double x)
    {
        double term = 1, sum = 1;
        for (int n = 1; term > sum * 1e-17 && n < 10_000; n++) sum += term *= x / (a + n);
        return sum;
    }

    // b₀ + a₁/(b₁ + a₂/(b₂ + …)) from the inside out
    private static double Fraction(Func<int, (double A, double B)> level)
    {
        double tail = level(600).B;
        for (int n = 600; n >= 1; n--) tail = level(n - 1).B + level(n).A / tail;
        return tail;
    }

    private static double Lower(double a, double x)
    {
        if (x == 0 || double.IsInfinity(x)) return x == 0 ? 0 : 1;
        return x < a + 1 ? Front(a, x) * Series(a, x) : 1 - Upper(a, x);
    }

    private static double Upper(double a, double x) => Front(a, x) * a / Fraction(n => n == 0 ? (1, x + 1 - a) : (n * (a - n), x + 2 * n + 1 - a));

    private static double FromGamma(double x)
    {
        double half = x * x / 2;
        double tail = half < 1.5 ? 0.5 * (1 - Lower(0.5, half)) : 0.5 * Upper(0.5, half);
        return x <= 0 ? tail : 1 - tail;
    }

    private static double Bisected(double p)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p));
        if (p is 0 or 1) return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        double q = Math.Min(p, 1 - p), low = -40, high = 0;
        for (int step = 0; step < 80; step++)
        {
            double middle = (low + high) / 2;
            if (SpecialFunctions.Erfc(-middle / Math.Sqrt(2)) / 2 < q) low = middle;
            else high = middle;
        }

        return p <= 0.5 ? low : -low;
    }

    // xᵃ(1−x)ᵇ/(a·B(a, b)) · Σ (a+b)(a+b+1)…/((a+1)(a+2)…) xⁿ
    private static double BetaSeries(double a, double b, double x)
    {
        if (x == 0) return 0;
        double term = 1, sum = 1;
        for (int n = 0; term > sum * 1e-17 && n < 20_000; n++) sum += term *= (a + b + n) / (a + 1 + n) * x;
        return sum * Math.Exp(SpecialFunctions.LogGamma(a + b) - SpecialFunctions.LogGamma(a + 1) - SpecialFunctions.LogGamma(b) + a * Math.Log(x) + b * SpecialFunctions.Log1p(-x));
    }
}
