using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.11: how many users a test needs.</summary>
[Exercise("7.11", "Sample size and power", Difficulty = 3, Minutes = 30, Core = true, Theory = "4. A p-value is a tail under \"nothing happens\"")]
public sealed class SampleSize : Exercise<SampleSize, SampleSize.Contract>
{
    public delegate int UsersPerArm(double p1, double p2, double alpha, double power);

    public delegate double PowerOf(double p1, double p2, int n, double alpha);

    public sealed record Contract(UsersPerArm PerArm, PowerOf Power);

    public static Verdict Check(UsersPerArm perArm, PowerOf power) => Grade(new Contract(perArm, power));

    protected override Contract Reference => new(TestPower.PerArm, TestPower.Of);

    [Theory]
    [InlineData(0.10, 0.12, 0.05, 0.80, 3841)]
    [InlineData(0.12, 0.10, 0.05, 0.80, 3841)]
    [InlineData(0.10, 0.11, 0.05, 0.80, 14751)]
    [InlineData(0.50, 0.30, 0.01, 0.90, 177)]
    public void Users_that_an_arm_needs(double p1, double p2, double alpha, double power, int users) =>
        Expect.Equal(users, Subject.PerArm(p1, p2, alpha, power), because: "((z₁₋ₐ⸝₂√(2p̄q̄) + z_power√(p₁q₁ + p₂q₂))/(p₂ − p₁))², rounded up: with one user less the power is not reached.");

    [Theory]
    [InlineData(0.10, 0.12, 1000, 0.05, 0.29773213124822762)]
    [InlineData(0.10, 0.12, 3841, 0.05, 0.80001557780941882)]
    [InlineData(0.50, 0.30, 50, 0.01, 0.29250352153995884)]
    public void The_chance_to_find_what_is_there(double p1, double p2, int n, double alpha, double power) =>
        Expect.Close(power, Subject.Power(p1, p2, n, alpha), because: "Φ((|p₂ − p₁|√n − z₁₋ₐ⸝₂√(2p̄q̄))/√(p₁q₁ + p₂q₂)).", tolerance: 1e-10);

    [Fact]
    public void The_two_are_inverse() => Property.Holds(
        Gen.Select(Gen.Int[2, 15], Gen.Int[1, 4], Draw.OneOf(0.01, 0.05, 0.1), Draw.OneOf(0.6, 0.8, 0.95)), sample =>
        {
            (double p1, double p2) = (sample.Item1 / 20.0, (sample.Item1 + sample.Item2) / 20.0);
            (double alpha, double power) = (sample.Item3, sample.Item4);
            int n = Subject.PerArm(p1, p2, alpha, power);
            Expect.That(n >= 1, "at least 1 user", n, because: $"From {ValueText.Of(p1)} to {ValueText.Of(p2)}.");
            double reached = Subject.Power(p1, p2, n, alpha);
            Expect.That(reached >= power - 1e-9, $"a power of at least {ValueText.Of(power)} with your {n} users an arm", reached, because: $"PerArm({ValueText.Of(p1)}, {ValueText.Of(p2)}, {ValueText.Of(alpha)}, {ValueText.Of(power)}) gave {n}: that many must be enough.");
            if (n == 1) return;
            double less = Subject.Power(p1, p2, n - 1, alpha);
            Expect.That(less < power + 1e-9, $"a power below {ValueText.Of(power)} with one user less than your {n}", less, because: $"PerArm({ValueText.Of(p1)}, {ValueText.Of(p2)}, {ValueText.Of(alpha)}, {ValueText.Of(power)}) gave {n}: no more users than needed.");
        });

    [Fact]
    public void Half_the_lift_needs_about_four_times_the_users()
    {
        double ratio = Subject.PerArm(0.1, 0.101, 0.05, 0.8) / (double)Subject.PerArm(0.1, 0.102, 0.05, 0.8);
        Expect.That(ratio is > 3.9 and < 4.0, "between 3.9 and 4", ratio, because: "PerArm for a lift of 0.1 points over PerArm for 0.2 points: the lift stands under a square. (Not quite 4, as the variance grows with the rate.)");
    }

    [Fact]
    public void Simulated_experiments_find_it_as_often()
    {
        // 600 experiments with a power of 0.8: standard error 0.0163.
        int n = Subject.PerArm(0.2, 0.25, 0.05, 0.8);
        Expect.That(n is > 100 and < 10_000, "between 100 and 10,000 users", n, because: "From 0.20 to 0.25.");
        var rng = new Rng(12);
        int found = Enumerable.Range(0, 600).Count(_ =>
        {
            double a = Clicks(rng, n, 0.2) / (double)n, b = Clicks(rng, n, 0.25) / (double)n, mean = (a + b) / 2;
            return Math.Abs(a - b) > 1.959964 * Math.Sqrt(2 * mean * (1 - mean) / n);
        });
        Expect.That(Math.Abs(found / 600.0 - 0.8) < 4 * 0.0163, "0.8 within 4 standard errors of 0.0163", found / 600.0, because: $"The share of 600 simulated experiments, 0.20 against 0.25 with your {n} users an arm, that are significant at 5 %.");
    }

    [Fact]
    public void One_user_an_arm_has_some_power() =>
        Expect.Close(Normal.StandardCdf((0.7 - 1.6448536269514722 * Math.Sqrt(2 * 0.55 * 0.45)) / 0.5), Subject.Power(0.2, 0.9, 1, 0.1), because: "0.2 against 0.9 with one user an arm: (0.7·√1 − 1.645·√(2·0.55·0.45))/√(0.16 + 0.09) = −0.91, so 18 %. Little is not nothing, and not an error.", tolerance: 1e-9);

    [Fact]
    public void Without_a_difference_only_false_alarms_are_found() =>
        Expect.Close(0.025, Subject.Power(0.3, 0.3, 500, 0.05), because: "p₁ = p₂: what is left is the false alarm on one side, alpha/2, by this formula.", tolerance: 1e-9);

    [Fact]
    public void A_huge_difference_needs_one_user() =>
        Expect.Equal(1, Subject.PerArm(0.1, 0.999, 0.9, 0.01), because: "The formula gives less than one user; nobody is too few.");

    [Fact]
    public void Less_power_than_false_alarms_needs_one_user() =>
        Expect.Equal(1, Subject.PerArm(0.5, 0.51, 0.9, 0.01), because: "At alpha = 0.9 a single user already has a power of 46 %. z at 0.01 is −2.33, so the sum in the formula is negative, and its square would ask for 24,211 users: below 0 nobody is needed.");

    [Fact]
    public void The_largest_int_is_still_a_number_of_users()
    {
        // The rate for which the formula gives 2,147,483,646.5 users: one step of double moves that by 0.004.
        double p2 = 0.5;
        for (int i = 0; i < 5; i++)
        {
            double middle = (0.5 + p2) / 2;
            p2 = 0.5 + (1.9599639845400545 * Math.Sqrt(2 * middle * (1 - middle)) + 0.8416212335729143 * Math.Sqrt(0.25 + p2 * (1 - p2))) / Math.Sqrt(2147483646.5);
        }

        Expect.Equal(int.MaxValue, Subject.PerArm(0.5, p2, 0.05, 0.8), because: $"From 0.5 to {p2:R}: as many users as an int can count. Refuse what is above int.MaxValue, not what is equal to it.");
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.1, 0)]
    [InlineData(1, 0.5)]
    [InlineData(0.5, 1)]
    [InlineData(-0.1, 0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(0.5, double.NaN)]
    public void Rates_lie_between_0_and_1(double p1, double p2)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PerArm(p1, p2, 0.05, 0.8), because: "A rate of 0 or 1 has no variance, and others are no rates.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Power(p1, p2, 100, 0.05), because: "A rate of 0 or 1 has no variance, and others are no rates.");
    }

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(1, 0.8)]
    [InlineData(0.05, 0)]
    [InlineData(0.05, 1)]
    [InlineData(0.05, 80)]
    [InlineData(double.NaN, 0.8)]
    public void Error_rate_and_power_lie_between_0_and_1(double alpha, double power) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PerArm(0.1, 0.2, alpha, power), because: "Certainty needs infinitely many users.");

    [Fact]
    public void Also_for_the_power_itself()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Power(0.1, 0.2, 100, 0), because: "Without false alarms nothing is ever found.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Power(0.1, 0.2, 100, 1), because: "alpha lies between 0 and 1.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Power(0.1, 0.2, 0, 0.05), because: "Nobody is in the test.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Power(0.1, 0.2, -5, 0.05), because: "A negative number of users.");
    }

    [Fact]
    public void Equal_rates_are_never_told_apart()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PerArm(0.1, 0.1, 0.05, 0.8), because: "There is no difference to find: the formula divides by 0.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.PerArm(0.1, 0.1000001, 0.05, 0.8), because: "1.4·10¹⁴ users do not fit into an int, nor on the planet. A cast to int would give nonsense.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("3,026 users: you test in both directions, so alpha is shared out to two tails. Take z at 1 − alpha/2.", new(
            (p1, p2, alpha, power) => { TestPower.PerArm(p1, p2, alpha, power); return TestPower.PerArm(p1, p2, Math.Min(2 * alpha, 0.999), power); },
            (p1, p2, n, alpha) => { TestPower.Of(p1, p2, n, alpha); return TestPower.Of(p1, p2, n, Math.Min(2 * alpha, 0.999)); })),
        new("That is the total of both arms. PerArm asks for one: half.", Reference with { PerArm = (p1, p2, alpha, power) => 2 * TestPower.PerArm(p1, p2, alpha, power) }),
        new("You took z at the power from the wrong end. To find it more often takes more users: z at 0.8 is +0.84.", Reference with { PerArm = (p1, p2, alpha, power) => { TestPower.PerArm(p1, p2, alpha, power); return TestPower.PerArm(p1, p2, alpha, 1 - power); } }),
        new("Round up: with a user less the power is not reached.", Reference with { PerArm = (p1, p2, alpha, power) => Math.Max(1, TestPower.PerArm(p1, p2, alpha, power) - 1) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("by search on the power", new(
            (p1, p2, alpha, power) =>
            {
                if (!(power > 0 && power < 1) || p1 == p2) throw new ArgumentOutOfRangeException(nameof(power));
                long low = 0, high = 1;
                while (ByTail(p1, p2, high, alpha) < power)
                {
                    (low, high) = (high, 2 * high);
                    if (low > int.MaxValue) throw new ArgumentOutOfRangeException(nameof(p2));
                }

                while (high - low > 1)
                {
                    long middle = (low + high) / 2;
                    if (ByTail(p1, p2, middle, alpha) >= power) high = middle;
                    else low = middle;
                }

                return (int)high;
            },
            (p1, p2, n, alpha) => n < 1 ? throw new ArgumentOutOfRangeException(nameof(n)) : ByTail(p1, p2, n, alpha))),
        new("the formula, in one expression", new(
            (p1, p2, alpha, power) =>
            {
                foreach (double share in new[] { p1, p2, alpha, power })
                    if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(p1));
                double n = Math.Ceiling(Math.Pow(Math.Max(0, Normal.StandardQuantile(1 - alpha / 2) * Math.Sqrt((p1 + p2) * (1 - (p1 + p2) / 2)) + Normal.StandardQuantile(power) * Math.Sqrt(p1 - p1 * p1 + p2 - p2 * p2)), 2) / Math.Pow(p2 - p1, 2));
                return n <= int.MaxValue ? Math.Max(1, (int)n) : throw new ArgumentOutOfRangeException(nameof(p2));
            },
            (p1, p2, n, alpha) =>
            {
                foreach (double share in new[] { p1, p2, alpha })
                    if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(p1));
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
                return new Normal().Cdf((Math.Sqrt(n) * Math.Abs(p1 - p2) + Normal.StandardQuantile(alpha / 2) * Math.Sqrt((p1 + p2) * (1 - (p1 + p2) / 2))) / Math.Sqrt(p1 - p1 * p1 + p2 - p2 * p2));
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Draw two bells for the difference of the two shares: one around 0, one around p₂ − p₁. Where is the border of significance, and how much of the second bell lies beyond it?",
        "Under the null hypothesis the deviation is √(2p̄q̄/n), under the truth √((p₁q₁ + p₂q₂)/n). The border is z₁₋ₐ⸝₂ times the first. The power is Φ of (|p₂ − p₁| less the border) over the second. Solve for n.",
        "Guard all shares with !(share > 0 && share < 1). PerArm: z by Normal.StandardQuantile at 1 − alpha/2 and at power; numerator (0 at least) over |p₂ − p₁|, squared, rounded up, at least 1; refuse what is above int.MaxValue or not a number before you cast.",
    ];

    private static int Clicks(Rng rng, int n, double p)
    {
        int clicks = 0;
        for (int i = 0; i < n; i++)
            if (rng.NextDouble() < p) clicks++;
        return clicks;
    }

    private static double ByTail(double p1, double p2, long n, double alpha)
    {
        foreach (double share in new[] { p1, p2, alpha })
            if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(p1));
        double pooled = (p1 + p2) / 2, border = Math.Sqrt(new ChiSquare(1).Quantile(1 - alpha) * 2 * pooled * (1 - pooled) / n), deviation = Math.Sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / n);
        return new Normal(Math.Abs(p2 - p1), deviation).Survival(border);
    }
}
