using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.7: mean and variance of weighted sums and of mixtures.</summary>
[Exercise("6.7", "Expectation rules", Difficulty = 2, Minutes = 25, Theory = "4. Means add up, variances do not")]
public sealed class ExpectationRules : Exercise<ExpectationRules, ExpectationRules.Contract>
{
    public delegate (double Mean, double Variance) MomentsOfASum(double[] means, double[,] cov, double[] weights);

    public delegate double VarianceOfAMixture(double[] p, double[] mean, double[] var);

    public sealed record Contract(MomentsOfASum OfSum, VarianceOfAMixture TotalVariance);

    public static Verdict Check(MomentsOfASum ofSum, VarianceOfAMixture totalVariance) => Grade(new Contract(ofSum, totalVariance));

    protected override Contract Reference => new(Moments.OfSum, Moments.TotalVariance);

    /// <summary>Whole means, whole covariances AAᵀ, whole weights: all sums are exact.</summary>
    private static Gen<(double[] Means, double[,] A, double[] Weights)> Sums { get; } = Gen.Select(Draw.Vector(3), Draw.Matrix(3, 2), Draw.Vector(3), (means, a, weights) => (means, a, weights));

    [Fact]
    public void A_portfolio_of_two()
    {
        (double mean, double variance) = Subject.OfSum([10, 20], new double[,] { { 4, 1 }, { 1, 9 } }, [2, 3]);
        Expect.Close(80, mean, because: "2·10 + 3·20.");
        Expect.Close(4 * 4 + 9 * 9 + 2 * 6 * 1, variance, because: "2²·4 + 3²·9, and twice 2·3 times the covariance 1: 109.");
    }

    [Fact]
    public void What_moves_in_opposite_directions_can_cancel()
    {
        (double mean, double variance) = Subject.OfSum([5, 7], new double[,] { { 4, -4 }, { -4, 4 } }, [0.5, 0.5]);
        Expect.Close(6, mean, because: "Half of 5 and half of 7.");
        Expect.Close(0, variance, because: "Correlation −1 and equal spreads: what one loses the other wins. Without the covariance you would see 2.", scale: 1);
    }

    [Fact]
    public void A_difference_of_independent_variables_varies_like_their_sum() =>
        Expect.Close(13, Subject.OfSum([1, 2, 3], new double[,] { { 4, 0, 0 }, { 0, 5, 0 }, { 0, 0, 9 } }, [1, 0, -1]).Variance, because: "(−1)² is 1: variances are added also where values are subtracted.");

    [Fact]
    public void Nothing_at_all_sums_to_0() => Expect.Equal((0.0, 0.0), Subject.OfSum([], new double[0, 0], []), because: "An empty sum is 0, and does not vary.");

    [Fact]
    public void Independent_factors_make_the_covariance() => Property.Holds(Sums, sample =>
    {
        (double[] means, double[,] a, double[] weights) = sample;
        double[,] cov = new double[3, 3];
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
                cov[i, j] = a[i, 0] * a[j, 0] + a[i, 1] * a[j, 1];
        double first = Enumerable.Range(0, 3).Sum(i => weights[i] * a[i, 0]), second = Enumerable.Range(0, 3).Sum(i => weights[i] * a[i, 1]);
        (double mean, double variance) = Subject.OfSum(means, cov, weights);
        Expect.Close(Enumerable.Range(0, 3).Sum(i => weights[i] * means[i]), mean, because: "Expectation is linear, whatever depends on what.");
        Expect.Close(first * first + second * second, variance, because: "X = A·Z with two independent Z of variance 1, so Σ wᵢXᵢ has the coefficients wA, and their squares add up.", scale: 1);
    });

    [Fact]
    public void A_simulation_agrees()
    {
        const int Rolls = 20_000;
        // Two dice shown, and the first is read in both sums: X = a + b, Y = a + c. A die has the mean 3.5 and the variance 35/12.
        double one = 35 / 12.0;
        (double mean, double variance) = Subject.OfSum([7, 7], new[,] { { 2 * one, one }, { one, 2 * one } }, [1, 2]);
        var rng = new Rng(71);
        double[] sums = [.. Enumerable.Range(0, Rolls).Select(_ => { int a = rng.NextInt(6) + 1, b = rng.NextInt(6) + 1, c = rng.NextInt(6) + 1; return a + b + 2.0 * (a + c); })];
        double seen = sums.Average(), spread = sums.Average(x => (x - seen) * (x - seen));
        Expect.That(Math.Abs(mean - seen) < 4 * Math.Sqrt(spread / Rolls), $"about {seen:0.00}, the mean of {Rolls} simulated throws", mean, because: "X + 2Y of two sums that share a die.");
        Expect.That(Math.Abs(variance - spread) < 4 * spread * Math.Sqrt(2.0 / Rolls), $"about {spread:0.0}, the variance of {Rolls} simulated throws", variance, because: "The shared die counts three times: 9 + 1 + 4 variances of a die.");
    }

    [Fact]
    public void Rounding_does_not_make_a_variance_negative()
    {
        double variance = Subject.OfSum([0, 0, 0], new[,] { { 0.01, 0.02, -0.03 }, { 0.02, 0.04, -0.06 }, { -0.03, -0.06, 0.09 } }, [0.7, 0.1, 0.3]).Variance;
        Expect.That(variance is >= 0 and < 1e-15, "0, or a little above by rounding", variance, because: "Whoever takes the root next gets NaN from −1e−18.");
    }

    [Fact]
    public void Shapes_must_match()
    {
        Expect.Throws<ArgumentException>(() => Subject.OfSum([1, 2], new double[,] { { 1, 0 }, { 0, 1 } }, [1]), because: "Two means, one weight.");
        Expect.Throws<ArgumentException>(() => Subject.OfSum([1, 2], new double[,] { { 1, 0 }, { 0, 1 } }, [1, 2, 3]), because: "Two means, three weights.");
        Expect.Throws<ArgumentException>(() => Subject.OfSum([1, 2], new double[,] { { 1, 0, 0 }, { 0, 1, 0 } }, [1, 2]), because: "The covariances have three columns.");
        Expect.Throws<ArgumentException>(() => Subject.OfSum([1, 2], new double[,] { { 1, 0 }, { 0, 1 }, { 0, 0 } }, [1, 2]), because: "The covariances have three rows.");
    }

    [Fact]
    public void A_covariance_is_the_same_from_both_sides() =>
        Expect.Throws<ArgumentException>(() => Subject.OfSum([1, 2], new double[,] { { 4, 1 }, { 2, 9 } }, [1, 1]), because: "Cov(X, Y) is 1 and Cov(Y, X) is 2: one of them is wrong.");

    [Fact]
    public void A_variance_is_not_negative()
    {
        Expect.Throws<ArgumentException>(() => Subject.OfSum([1, 2], new double[,] { { 4, 0 }, { 0, -1 } }, [1, 1]), because: "The second variance is −1: a mean of squares.");
        Expect.Throws<ArgumentException>(() => Subject.OfSum([1, 2], new double[,] { { -4, 0 }, { 0, -1 } }, [1, 1]), because: "Both variances are negative: means of squares.");
    }

    [Fact]
    public void Two_narrow_humps_make_a_wide_mixture() =>
        Expect.Close(2, Subject.TotalVariance([0.5, 0.5], [-1, 1], [1, 1]), because: "Within the parts the variance is 1, and the parts lie 1 away from the common mean: 1 + 1.");

    [Theory]
    [InlineData(0.25, 0, 4, 1, 2, 4.75)]
    [InlineData(0.8, 10, 20, 0, 5, 17)]
    [InlineData(1, 3, 100, 2, 50, 2)]
    public void Unequal_parts(double p, double m1, double m2, double v1, double v2, double variance) =>
        Expect.Close(variance, Subject.TotalVariance([p, 1 - p], [m1, m2], [v1, v2]), because: "Σ pᵢvᵢ + Σ pᵢ(mᵢ − m)², with m the mean weighted by p.");

    [Fact]
    public void The_mean_of_squares_less_the_square_of_the_mean_is_the_same() => Property.Holds(
        Gen.Select(Chance.Distribution(3), Draw.Vector(3), Gen.Int[0, 9].Select(i => (double)i).Array[3]), sample =>
        {
            (double[] p, double[] mean, double[] var) = sample;
            double whole = p.Zip(mean, (w, m) => w * m).Sum(), squares = Enumerable.Range(0, 3).Sum(i => p[i] * (var[i] + mean[i] * mean[i]));
            Expect.Close(squares - whole * whole, Subject.TotalVariance(p, mean, var), because: "E X² − (E X)², computed another way.", scale: 100);
        });

    [Fact]
    public void Means_of_a_billion_do_not_cost_the_digits() =>
        Expect.Close(2, Subject.TotalVariance([0.5, 0.5], [1e9 - 1, 1e9 + 1], [1, 1]), because: "A variance does not see where zero is. The mean of squares less the square of the mean subtracts 1e18 from 1e18: sum squared distances instead.");

    [Fact]
    public void A_mixture_needs_probabilities_and_a_mean_and_a_variance_for_each()
    {
        Expect.Throws<ArgumentException>(() => Subject.TotalVariance([0.5, 0.6], [0, 0], [1, 1]), because: "The probabilities sum to 1.1.");
        Expect.Throws<ArgumentException>(() => Subject.TotalVariance([0.5, 0.3], [0, 0], [1, 1]), because: "The probabilities sum to 0.8.");
        Expect.Throws<ArgumentException>(() => Subject.TotalVariance([1.5, -0.5], [0, 0], [1, 1]), because: "A probability is never negative.");
        Expect.Throws<ArgumentException>(() => Subject.TotalVariance([0.5, 0.5], [0], [1, 1]), because: "One mean for two parts.");
        Expect.Throws<ArgumentException>(() => Subject.TotalVariance([0.5, 0.5], [0, 0], [1]), because: "One variance for two parts.");
        Expect.Throws<ArgumentException>(() => Subject.TotalVariance([0.5, 0.5], [0, 0, 0], [1, 1]), because: "Three means for two parts.");
        Expect.Throws<ArgumentException>(() => Subject.TotalVariance([0.5, 0.5], [0, 0], [1, -1]), because: "A variance is never negative.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The covariance terms are missing: only independent variables let variances be added. Every pair counts, twice.", Reference with { OfSum = (means, cov, weights) => { (double mean, _) = Moments.OfSum(means, cov, weights); return (mean, weights.Select((w, i) => w * w * cov[i, i]).Sum()); } }),
        new("Var(wX) is w²·Var(X): you multiplied each variance by its weight once.", Reference with
        {
            OfSum = (means, cov, weights) =>
            {
                (double mean, double variance) = Moments.OfSum(means, cov, weights);
                return (mean, variance + weights.Select((w, i) => (w - w * w) * cov[i, i]).Sum());
            },
        }),
        new("The spread between the parts counts as well: two humps at −1 and 1 are wider than either.", Reference with { TotalVariance = (p, mean, var) => { Moments.TotalVariance(p, mean, var); return p.Zip(var, (w, v) => w * v).Sum(); } }),
        new("Weight the mean of the parts by their probabilities: you took the plain average.", Reference with { TotalVariance = (p, mean, var) => { Moments.TotalVariance(p, mean, var); double whole = mean.Average(); return Enumerable.Range(0, p.Length).Sum(i => p[i] * (var[i] + (mean[i] - whole) * (mean[i] - whole))); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ for the loops", new(
            (means, cov, weights) =>
            {
                Guard(means, cov, weights);
                return (means.Zip(weights, (m, w) => m * w).Sum(), Math.Max(0, weights.Select((w, i) => w * weights.Select((v, j) => v * cov[i, j]).Sum()).Sum()));
            },
            (p, mean, var) =>
            {
                Guard(p, mean, var);
                double whole = p.Select((w, i) => w * mean[i]).Sum();
                return p.Select((w, i) => w * var[i]).Sum() + p.Select((w, i) => w * Math.Pow(mean[i] - whole, 2)).Sum();
            })),
        new("variances, then twice each pair; distances between pairs of parts", new(
            (means, cov, weights) =>
            {
                Guard(means, cov, weights);
                double mean = 0, variance = 0;
                for (int i = 0; i < means.Length; i++)
                {
                    mean += means[i] * weights[i];
                    variance += cov[i, i] * weights[i] * weights[i];
                    for (int j = 0; j < i; j++) variance += 2 * cov[i, j] * weights[i] * weights[j];
                }

                return (mean, Math.Max(variance, 0));
            },
            (p, mean, var) =>
            {
                Guard(p, mean, var);
                double total = 0;
                for (int i = 0; i < p.Length; i++)
                {
                    total += p[i] * var[i];
                    for (int j = 0; j < i; j++) total += p[i] * p[j] * (mean[i] - mean[j]) * (mean[i] - mean[j]);
                }

                return total;
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Expand (w₁X + w₂Y)² and take the mean of each term. Which term is left that neither variance holds?",
        "The variance of a sum is a double sum over all pairs i, j of wᵢwⱼ times their covariance; i = j gives the variances. A mixture varies within its parts and between them.",
        "OfSum: check shapes and symmetry, add weight times mean, add both weights times covariance over all pairs, and lift a negative rounding to 0. TotalVariance: first the mean of the means weighted by p, then the sum of p times (variance plus squared distance from it).",
    ];

    private static void Guard(double[] means, double[,] cov, double[] weights)
    {
        int n = means.Length;
        if (weights.Length != n || cov.GetLength(0) != n || cov.GetLength(1) != n) throw new ArgumentException("The shapes do not match.");
        for (int i = 0; i < n; i++)
        {
            if (!(cov[i, i] >= 0)) throw new ArgumentException("A negative variance.");
            for (int j = 0; j < i; j++)
                if (Math.Abs(cov[i, j] - cov[j, i]) > 1e-9 * Math.Sqrt(cov[i, i] * cov[j, j])) throw new ArgumentException("Not symmetric.");
        }
    }

    private static void Guard(double[] p, double[] mean, double[] var)
    {
        if (mean.Length != p.Length || var.Length != p.Length || p.Any(w => w < 0) || Math.Abs(p.Sum() - 1) > 1e-9 || var.Any(v => v < 0)) throw new ArgumentException("No mixture.");
    }
}
