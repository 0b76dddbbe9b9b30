using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.9: normal variables that depend on each other, sampled and conditioned.</summary>
[Exercise("6.9", "Correlated normals", Difficulty = 4, Minutes = 40, Theory = "4. Means add up, variances do not")]
public sealed class CorrelatedNormals : Exercise<CorrelatedNormals, CorrelatedNormals.Contract>
{
    public delegate double[,] JointSampler(double[] mean, double[,] cov, int n, Rng r);

    public delegate (double[] Mean, double[,] Cov) Conditioning(double[] mean, double[,] cov, int[] known, double[] values);

    public sealed record Contract(JointSampler Sample, Conditioning Condition);

    public static Verdict Check(JointSampler sample, Conditioning condition) => Grade(new Contract(sample, condition));

    protected override Contract Reference => new(MultivariateNormal.Sample, MultivariateNormal.Condition);

    private const int N = 6000;

    private static double[,] Pair => new[,] { { 1, 0.8 }, { 0.8, 1 } };

    private static double[,] Three => new double[,] { { 4, 2, -2 }, { 2, 5, 3 }, { -2, 3, 9 } };

    /// <summary>A covariance [4, 4] of full rank: AAᵀ + I for a whole A.</summary>
    private static Gen<double[,]> Covariances { get; } = Draw.Matrix(4, 3).Select(a =>
    {
        double[,] cov = new double[4, 4];
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++)
                cov[i, j] = a[i, 0] * a[j, 0] + a[i, 1] * a[j, 1] + a[i, 2] * a[j, 2] + (i == j ? 1 : 0);
        return cov;
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Samples_have_the_mean_and_the_covariance_asked_for(int seed)
    {
        double[] mean = [10, -5, 0.5];
        HasMoments(mean, Three, Subject.Sample(mean, Three, N, new Rng((ulong)seed)));
    }

    [Fact]
    public void Each_variable_and_each_sum_is_normal()
    {
        double[,] samples = Subject.Sample([1, 2], Pair, N, new Rng(3));
        Requires(samples, N, 2);
        foreach ((double u, double v) in new[] { (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, -1.0) })
        {
            var expected = new Normal(u + 2 * v, Math.Sqrt(u * u + v * v + 1.6 * u * v));
            double distance = Chance.Distance(Enumerable.Range(0, N).Select(i => u * samples[i, 0] + v * samples[i, 1]), expected.Cdf);
            Expect.That(distance < 2.5 / Math.Sqrt(N), $"{u}·x + {v}·y normal with mean {expected.Mean} and variance {expected.Variance:0.0}", $"{distance:0.000} off its distribution function", because: "Sums of jointly normal variables are normal.");
        }
    }

    [Fact]
    public void One_sample_does_not_know_the_next()
    {
        double[,] samples = Subject.Sample([0, 0], Pair, N, new Rng(4));
        Requires(samples, N, 2);
        double next = Enumerable.Range(1, N - 1).Average(i => samples[i, 0] * samples[i - 1, 1]);
        Expect.That(Math.Abs(next) < 4.5 / Math.Sqrt(N), "no correlation between neighbouring rows", next, because: "Draw new z for each row.");
    }

    [Fact]
    public void A_sum_of_the_others_is_exactly_their_sum()
    {
        double[,] cov = { { 1, 0.5, 1.5 }, { 0.5, 2, 2.5 }, { 1.5, 2.5, 4 } };   // the third is the sum of the first two
        double[,] samples = Subject.Sample([1, 2, 3], cov, 200, new Rng(5));
        Requires(samples, 200, 3);
        for (int i = 0; i < 200; i++) Expect.Close(samples[i, 0] + samples[i, 1], samples[i, 2], because: "Cov says x₂ = x₀ + x₁ (variance 1 + 2 + 2·0.5): a semidefinite covariance has a Cholesky factor too, with a 0 on its diagonal.", tolerance: 1e-6, scale: 10);
    }

    [Fact]
    public void A_constant_among_the_variables_stays()
    {
        double[,] samples = Subject.Sample([7, 1], new double[,] { { 0, 0 }, { 0, 4 } }, N, new Rng(6));
        Requires(samples, N, 2);
        Expect.That(Enumerable.Range(0, N).All(i => samples[i, 0] == 7), "7 in every row", samples[0, 0], because: "Its variance is 0. Dividing by the root of 0 gives NaN.");
        HasMoments([7, 1], new double[,] { { 0, 0 }, { 0, 4 } }, samples);
    }

    [Fact]
    public void No_samples_have_no_rows() => Requires(Subject.Sample([0, 0], Pair, 0, new Rng(1)), 0, 2);

    [Fact]
    public void A_covariance_is_square_symmetric_and_has_no_negative_direction()
    {
        Expect.Throws<ArgumentException>(() => Subject.Sample([0, 0], new[,] { { 1, 0.8 }, { 0.7, 1 } }, 3, new Rng(1)), because: "0.8 above the diagonal, 0.7 below it.");
        Expect.Throws<ArgumentException>(() => Subject.Sample([0, 0], new double[,] { { 1, 2 }, { 2, 1 } }, 3, new Rng(1)), because: "A correlation of 2: x − y would have the variance 1 + 1 − 4.");
        Expect.Throws<ArgumentException>(() => Subject.Sample([0, 0], new double[,] { { 0, 0.5 }, { 0.5, 1 } }, 3, new Rng(1)), because: "A constant does not vary with anything.");
        Expect.Throws<ArgumentException>(() => Subject.Sample([0, 0], new double[,] { { 1, 0 }, { 0, -1 } }, 3, new Rng(1)), because: "A variance is not negative.");
        Expect.Throws<ArgumentException>(() => Subject.Sample([0, 0, 0], Pair, 3, new Rng(1)), because: "Three means, two variances.");
        Expect.Throws<ArgumentException>(() => Subject.Sample([0, 0], new double[,] { { 1, 0, 0 }, { 0, 1, 0 } }, 3, new Rng(1)), because: "Not square.");
    }

    [Fact]
    public void A_number_of_samples_is_not_negative() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Sample([0, 0], Pair, -1, new Rng(1)), because: "n counts samples.");

    [Fact]
    public void A_correlation_of_0_8_and_a_value_of_2()
    {
        (double[] mean, double[,] cov) = Subject.Condition([0, 0], Pair, [0], [2]);
        Expect.Close([1.6], mean, because: "0.8 of the way: 0 + 0.8·(2 − 0).");
        Expect.Close(new[,] { { 0.36 } }, cov, because: "1 − 0.8²: what x does not explain.");
    }

    [Fact]
    public void The_last_variable_of_three_is_known()
    {
        (double[] mean, double[,] cov) = Subject.Condition([1, 2, 3], Three, [2], [12]);
        Expect.Close([-1, 5], mean, because: "The surprise is 9, over the variance 9: 1 − 2·1 and 2 + 3·1.");
        Expect.Close(new[,] { { 4 - 4 / 9.0, 2 + 6 / 9.0 }, { 2 + 6 / 9.0, 4 } }, cov, because: "4 − 4/9, 2 + 6/9, 5 − 9/9: from each covariance the part that goes through the known one.");
    }

    [Fact]
    public void Two_of_three_are_known_in_any_order()
    {
        (double[] mean, double[,] cov) = Subject.Condition([1, 2, 3], Three, [2, 0], [12, 5]);
        Expect.Close([9.5], mean, because: "x₀ is 4 above its mean and x₂ is 9. The weights solve 4w₀ − 2w₂ = 2 and −2w₀ + 9w₂ = 3: w₀ = 0.75, w₂ = 0.5. So 2 + 0.75·4 + 0.5·9.");
        Expect.Close(new[,] { { 2.0 } }, cov, because: "5 − 0.75·2 − 0.5·3.");
    }

    [Fact]
    public void Nothing_known_changes_nothing()
    {
        (double[] mean, double[,] cov) = Subject.Condition([1, 2, 3], Three, [], []);
        Expect.Close([1, 2, 3], mean, because: "Nothing was seen.");
        Expect.Close(Three, cov, because: "Nothing was seen.");
    }

    [Fact]
    public void All_known_leaves_nothing()
    {
        (double[] mean, double[,] cov) = Subject.Condition([1, 2], Pair, [1, 0], [5, 5]);
        Expect.Close([], mean, because: "No variable is left.");
        Expect.Close(new double[0, 0], cov, because: "No variable is left.");
    }

    [Fact]
    public void The_covariance_does_not_depend_on_the_values() => Property.Holds(
        Gen.Select(Covariances, Draw.Vector(2), Draw.Vector(2)), sample =>
        {
            (double[,] cov, double[] one, double[] other) = sample;
            double[,] first = Subject.Condition([1, 2, 3, 4], cov, [3, 1], one).Cov;
            Expect.Close(first, Subject.Condition([1, 2, 3, 4], cov, [3, 1], other).Cov, because: "For normal variables the spread that is left never depends on what was seen, only on that it was seen.", tolerance: 1e-9);
        });

    [Fact]
    public void One_after_the_other_is_both_at_once() => Property.Holds(
        Gen.Select(Covariances, Draw.Vector(4), Draw.Vector(2)), sample =>
        {
            (double[,] cov, double[] mean, double[] values) = sample;
            (double[] atOnce, double[,] covAtOnce) = Subject.Condition(mean, cov, [0, 2], values);
            (double[] first, double[,] covFirst) = Subject.Condition(mean, cov, [0], [values[0]]);
            double[,] symmetric = new double[3, 3];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    symmetric[i, j] = (covFirst[i, j] + covFirst[j, i]) / 2;
            (double[] second, double[,] covSecond) = Subject.Condition(first, symmetric, [1], [values[1]]);
            Expect.Close(atOnce, second, because: "Variable 0 first, then variable 2 (which is then number 1 of those left).", tolerance: 1e-8);
            Expect.Close(covAtOnce, covSecond, because: "Variable 0 first, then variable 2 (which is then number 1 of those left).", tolerance: 1e-8);
        });

    [Fact]
    public void What_is_left_and_what_is_explained_make_the_whole_variance() => Property.Holds(
        Covariances, cov =>
        {
            // Var(y) = what is left + the variance of the conditional mean. The mean is linear in x: its slope is its change when x changes by 1.
            double left = Subject.Condition([0, 0, 0, 0], cov, [1], [0]).Cov[2, 2];
            double slope = Subject.Condition([0, 0, 0, 0], cov, [1], [1]).Mean[2];
            Expect.Close(cov[3, 3], left + slope * slope * cov[1, 1], because: "The law of total variance, for variable 3 when variable 1 is known.", tolerance: 1e-10);
        });

    [Fact]
    public void Known_variables_exist_and_are_named_once_each_with_a_value()
    {
        Expect.Throws<ArgumentException>(() => Subject.Condition([1, 2, 3], Three, [0, 1], [5]), because: "Two variables, one value.");
        Expect.Throws<ArgumentException>(() => Subject.Condition([1, 2, 3], Three, [0], [5, 6]), because: "One variable, two values.");
        Expect.Throws<ArgumentException>(() => Subject.Condition([1, 2, 3], Three, [0, 0], [5, 5]), because: "Variable 0 is named twice.");
        Expect.Throws<ArgumentException>(() => Subject.Condition([1, 2, 3], Three, [3], [5]), because: "There are the variables 0, 1 and 2.");
        Expect.Throws<ArgumentException>(() => Subject.Condition([1, 2, 3], Three, [-1], [5]), because: "There are the variables 0, 1 and 2.");
        Expect.Throws<ArgumentException>(() => Subject.Condition([1, 2], Three, [0], [5]), because: "Two means, three variances.");
        Expect.Throws<ArgumentException>(() => Subject.Condition([1, 2], new[,] { { 1, 0.8 }, { 0.7, 1 } }, [0], [5]), because: "0.8 above the diagonal, 0.7 below it.");
    }

    [Fact]
    public void Known_variables_that_determine_one_another_are_refused() =>
        Expect.Throws<ArgumentException>(() => Subject.Condition([0, 0, 0], new double[,] { { 1, 2, 1 }, { 2, 4, 2 }, { 1, 2, 3 } }, [0, 1], [1, 5]), because: "x₁ is 2x₀ for certain: their covariances have no inverse, and (1, 5) cannot happen.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Covariance squared: you multiplied z by cov itself. Multiply by its Cholesky factor L: then the covariance is L·Lᵀ.", Reference with
        {
            Sample = (mean, cov, n, r) =>
            {
                MultivariateNormal.Sample(mean, cov, n, new Rng(1));
                return Transformed(mean, n, r, (i, j) => cov[i, j]);
            },
        }),
        new("Independent variables of the right variances: you used the diagonal alone, and the covariances are 0.", Reference with
        {
            Sample = (mean, cov, n, r) =>
            {
                MultivariateNormal.Sample(mean, cov, n, new Rng(1));
                return Transformed(mean, n, r, (i, j) => i == j ? Math.Sqrt(cov[i, i]) : 0);
            },
        }),
        new("The conditional variance never depends on the value, for normal variables: only the mean moves with it.", Reference with
        {
            Condition = (mean, cov, known, values) =>
            {
                (double[] m, double[,] c) = MultivariateNormal.Condition(mean, cov, known, values);
                double surprise = known.Select((variable, k) => Math.Abs(values[k] - mean[variable])).Sum();
                for (int i = 0; i < m.Length; i++) c[i, i] *= 1 + surprise / 10;
                return (m, c);
            },
        }),
        new("You added the surprise without its own mean: Σ_ab Σ_bb⁻¹ multiplies x − mean, not x.", Reference with
        {
            Condition = (mean, cov, known, values) =>
            {
                (_, double[,] c) = MultivariateNormal.Condition(mean, cov, known, values);
                return (MultivariateNormal.Condition(mean, cov, known, [.. values.Select((value, k) => value + mean[known[k]])]).Mean, c);
            },
        }),
        new("What was seen takes variance away: subtract Σ_ab Σ_bb⁻¹ Σ_ba. You left the covariance as it was.", Reference with
        {
            Condition = (mean, cov, known, values) =>
            {
                (double[] m, _) = MultivariateNormal.Condition(mean, cov, known, values);
                int[] others = [.. Enumerable.Range(0, mean.Length).Except(known)];
                double[,] block = new double[others.Length, others.Length];
                for (int i = 0; i < others.Length; i++)
                    for (int j = 0; j < others.Length; j++)
                        block[i, j] = cov[others[i], others[j]];
                return (m, block);
            },
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("column by column (outer products), conditioning one variable after the other", new(
            (mean, cov, n, r) =>
            {
                Guard(mean, cov);
                ArgumentOutOfRangeException.ThrowIfNegative(n);
                double[,] factor = OuterCholesky(cov);
                return Transformed(mean, n, r, (i, j) => factor[i, j]);
            },
            (mean, cov, known, values) =>
            {
                Guard(mean, cov);
                GuardKnown(mean, known, values);
                double[] m = [.. mean];
                double[,] c = (double[,])cov.Clone();
                for (int k = 0; k < known.Length; k++) Eliminate(m, c, known[k], values[k], cov[known[k], known[k]]);
                return Left(m, c, [.. Enumerable.Range(0, mean.Length).Except(known)]);
            })),
        new("each variable from those before it; Gauss-Jordan for the inverse", new(
            (mean, cov, n, r) =>
            {
                Guard(mean, cov);
                ArgumentOutOfRangeException.ThrowIfNegative(n);
                double[,] factor = OuterCholesky(cov);
                double[,] samples = new double[n, mean.Length];
                for (int row = 0; row < n; row++)
                {
                    double[] z = [.. mean.Select(_ => Sampling.BoxMuller(r).Item1)];
                    for (int i = 0; i < mean.Length; i++) samples[row, i] = mean[i] + z.Take(i + 1).Select((one, j) => factor[i, j] * one).Sum();
                }

                return samples;
            },
            (mean, cov, known, values) =>
            {
                Guard(mean, cov);
                GuardKnown(mean, known, values);
                int[] others = [.. Enumerable.Range(0, mean.Length).Except(known)];
                double[,] inverse = Inverse(known, cov);
                double Weight(int other, int k) => Enumerable.Range(0, known.Length).Sum(l => cov[other, known[l]] * inverse[l, k]);
                double[] m = [.. others.Select(other => mean[other] + known.Select((variable, k) => Weight(other, k) * (values[k] - mean[variable])).Sum())];
                double[,] c = new double[others.Length, others.Length];
                for (int i = 0; i < others.Length; i++)
                    for (int j = 0; j < others.Length; j++)
                        c[i, j] = cov[others[i], others[j]] - known.Select((variable, k) => Weight(others[i], k) * cov[variable, others[j]]).Sum();
                return (m, c);
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Independent normals z have the identity as covariance. What is the covariance of A·z, for a matrix A? Which A gives the one you want?",
        "Sample: the lower triangular L with L·Lᵀ = cov, from Cholesky's method; where what is left of a variance is 0 (up to rounding), its column is 0. Condition: solve with the block of the known variables, once for the surprises and once for each variable that is left.",
        "Condition: list the variables that are left; weights w with Σ_bb·w = Σ_ba, by elimination or by your L; mean plus w times (values minus their means); covariance minus w times the covariances with the known ones. Refuse a pivot of 0: a known variable then follows from the others.",
    ];

    private static void Requires(double[,]? samples, int rows, int columns) =>
        Expect.That(samples is not null && samples.GetLength(0) == rows && samples.GetLength(1) == columns, $"{rows} rows of {columns} numbers", samples is null ? null : $"{samples.GetLength(0)} × {samples.GetLength(1)}", because: "A sample a row, a variable a column.");

    private static void HasMoments(double[] mean, double[,] cov, double[,] samples)
    {
        int d = mean.Length;
        Requires(samples, N, d);
        double[] seen = [.. Enumerable.Range(0, d).Select(j => Enumerable.Range(0, N).Average(i => samples[i, j]))];
        double[,] spread = new double[d, d];
        for (int j = 0; j < d; j++)
            for (int k = 0; k < d; k++)
                spread[j, k] = Enumerable.Range(0, N).Average(i => (samples[i, j] - seen[j]) * (samples[i, k] - seen[k]));
        for (int j = 0; j < d; j++)
        {
            Expect.That(Math.Abs(seen[j] - mean[j]) <= 4.5 * Math.Sqrt(cov[j, j] / N), $"the means {ValueText.Of(mean)} within 4.5 standard errors", seen, because: "Add the mean to each row.");
            for (int k = 0; k < d; k++)
                Expect.That(Math.Abs(spread[j, k] - cov[j, k]) <= 4.5 * Math.Sqrt((cov[j, j] * cov[k, k] + cov[j, k] * cov[j, k]) / N), $"covariances near {ValueText.Of(cov)}", spread, because: $"Entry [{j}, {k}] is more than 4.5 standard errors off. Cov(L·z) = L·Lᵀ.");
        }
    }

    private static double[,] Transformed(double[] mean, int n, Rng r, Func<int, int, double> matrix)
    {
        double[,] samples = new double[n, mean.Length];
        for (int row = 0; row < n; row++)
        {
            double[] z = [.. mean.Select(_ => r.NextGaussian())];
            for (int i = 0; i < mean.Length; i++) samples[row, i] = mean[i] + z.Select((one, j) => matrix(i, j) * one).Sum();
        }

        return samples;
    }

    private static void Guard(double[] mean, double[,] cov)
    {
        if (cov.GetLength(0) != mean.Length || cov.GetLength(1) != mean.Length) throw new ArgumentException("The shapes do not match.");
        for (int i = 0; i < mean.Length; i++)
            for (int j = 0; j <= i; j++)
                if (Math.Abs(cov[i, j] - cov[j, i]) > 1e-9 * Math.Abs(cov[i, i]) || cov[i, i] < 0) throw new ArgumentException("No covariance.");
    }

    private static void GuardKnown(double[] mean, int[] known, double[] values)
    {
        if (known.Length != values.Length || known.ToHashSet().Count != known.Length || known.Any(i => i < 0 || i >= mean.Length)) throw new ArgumentException("The known variables do not fit.");
    }

    // Takes the outer product of each column away from what is left.
    private static double[,] OuterCholesky(double[,] cov)
    {
        int d = cov.GetLength(0);
        double[,] left = (double[,])cov.Clone(), factor = new double[d, d];
        for (int k = 0; k < d; k++)
        {
            if (left[k, k] < -1e-9 * cov[k, k]) throw new ArgumentException("A negative direction.");
            bool flat = left[k, k] <= 1e-9 * cov[k, k];
            if (flat && Enumerable.Range(k, d - k).Any(i => Math.Abs(left[i, k]) > 1e-4 * Math.Sqrt(cov[i, i] * Math.Max(cov[k, k], 1e-12)))) throw new ArgumentException("A negative direction.");
            for (int i = k; i < d && !flat; i++) factor[i, k] = left[i, k] / Math.Sqrt(left[k, k]);
            for (int i = k; i < d; i++)
                for (int j = k; j < d; j++)
                    left[i, j] -= factor[i, k] * factor[j, k];
        }

        return factor;
    }

    private static void Eliminate(double[] m, double[,] c, int known, double value, double whole)
    {
        int d = m.Length;
        double variance = c[known, known], surprise = value - m[known];
        if (variance <= 1e-9 * whole) throw new ArgumentException("It follows from the others.");
        double[] weights = [.. Enumerable.Range(0, d).Select(i => c[i, known] / variance)];
        double[,] before = (double[,])c.Clone();
        for (int i = 0; i < d; i++)
        {
            m[i] += weights[i] * surprise;
            for (int j = 0; j < d; j++) c[i, j] -= weights[i] * before[known, j];
        }
    }

    private static (double[] Mean, double[,] Cov) Left(double[] m, double[,] c, int[] others)
    {
        double[,] block = new double[others.Length, others.Length];
        for (int i = 0; i < others.Length; i++)
            for (int j = 0; j < others.Length; j++)
                block[i, j] = c[others[i], others[j]];
        return ([.. others.Select(other => m[other])], block);
    }

    private static double[,] Inverse(int[] known, double[,] cov)
    {
        int k = known.Length;
        double[,] left = new double[k, k], inverse = new double[k, k];
        for (int i = 0; i < k; i++)
        {
            inverse[i, i] = 1;
            for (int j = 0; j < k; j++) left[i, j] = cov[known[i], known[j]];
        }

        for (int column = 0; column < k; column++)
        {
            double pivot = left[column, column];
            if (Math.Abs(pivot) <= 1e-9 * cov[known[column], known[column]]) throw new ArgumentException("No inverse.");
            for (int j = 0; j < k; j++)
            {
                left[column, j] /= pivot;
                inverse[column, j] /= pivot;
            }

            for (int i = 0; i < k; i++)
            {
                double factor = left[i, column];
                for (int j = 0; j < k && i != column; j++)
                {
                    left[i, j] -= factor * left[column, j];
                    inverse[i, j] -= factor * inverse[column, j];
                }
            }
        }

        return inverse;
    }
}
