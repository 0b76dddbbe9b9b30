using Course;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.9: how many factors the data have, held against chance.</summary>
[Exercise("3.9", "How many factors?", Difficulty = 4, Minutes = 35, Theory = "7. PCA is the eigendecomposition of the covariance", TimeLimitSeconds = 5)]
public sealed class HowManyFactors : Exercise<HowManyFactors, HowManyFactors.Contract>
{
    public delegate int FactorCount(double[,] x, int shuffles, Rng rng);

    public sealed record Contract(FactorCount ParallelAnalysis);

    public static Verdict Check(FactorCount parallelAnalysis) => Grade(new Contract(parallelAnalysis));

    protected override Contract Reference => new(FactorCounting.ParallelAnalysis);

    [Fact]
    public void Two_columns_that_go_together_have_one_factor() =>
        Expect.Equal(1, Subject.ParallelAnalysis(Pair(i => 3 * i + 5), 20, new Rng(1)), because: "One column is 3 times the other and 5: eigenvalues 2 and 0. A shuffle has about 1.2 and 0.8, so the first counts and the second does not.");

    [Fact]
    public void One_shuffle_is_enough_for_so_clear_a_case() =>
        Expect.Equal(1, Subject.ParallelAnalysis(Pair(i => 3 * i + 5), 1, new Rng(9)), because: "A shuffle's first eigenvalue is 1 + |r|, below 2. One shuffle is few, but allowed.");

    [Fact]
    public void Opposite_columns_have_one_factor_too() =>
        Expect.Equal(1, Subject.ParallelAnalysis(Pair(i => 7 - 2 * i), 20, new Rng(2)), because: "A correlation of −1 is as strong as one of 1.");

    [Fact]
    public void Three_planted_factors_are_found()
    {
        int[] found = [.. Enumerable.Range(1, 5).Select(seed => Subject.ParallelAnalysis(Generators.PlantedFactors((ulong)seed, rows: 200).Data, 10, new Rng((ulong)(1000 + seed))))];
        // Measured over the seeds 1 to 200: the reference found 3 in all of them.
        Expect.That(found.Count(factors => factors == 3) >= 4, "3 in at least 4 of 5 tables", found, because: "Each table has 20 metrics and 3 hidden factors. Hold eigenvalue k against eigenvalue k of the shuffles.");
    }

    [Fact]
    public void Pure_noise_has_no_factor()
    {
        int[] found = [.. Enumerable.Range(1, 30).Select(seed => Subject.ParallelAnalysis(Generators.PlantedFactors((ulong)seed, rows: 30, metrics: 5, factors: 0, brokenShare: 0).Data, 19, new Rng((ulong)(2000 + seed))))];
        // Noise beats all 19 shuffles with probability 1/20: 1.5 of 30 tables on average, and more than 6 once in 3,000 choices of seeds.
        Expect.That(found.Count(factors => factors == 0) >= 24, "0 in at least 24 of 30 tables", found, because: "The largest eigenvalue of noise is always above 1, and above the average shuffle half of the time. Count an eigenvalue only when it is larger than in every shuffle.");
    }

    [Fact]
    public void Noise_beats_two_shuffles_one_time_in_three()
    {
        int[] found = [.. Enumerable.Range(1, Tables).Select(seed => Subject.ParallelAnalysis(Noise((ulong)seed), 2, new Rng((ulong)(5000 + seed))))];
        int one = found.Count(factors => factors == 1), more = found.Count(factors => factors > 1);
        // One of three equals is the largest with probability 1/3: 200 of 600 tables, standard deviation 11.5; these bounds are 4 of them away.
        Expect.That(one is >= 154 and <= 246 && more == 0, "1 in about 200 of 600 tables of two columns of noise, else 0", $"1 in {one} of them, more in {more}", because: "The data and two shuffles of them are alike, so each is the largest of the three one time in three. A share of 1/2 means that you took one shuffle, 1/4 that you took three, 1 that you took none.");
    }

    [Fact]
    public void The_unit_of_a_metric_does_not_matter()
    {
        double[,] x = Generators.PlantedFactors(11, rows: 200).Data;
        for (int i = 0; i < 200; i++) x[i, 4] *= 1000;
        Expect.Equal(3, Subject.ParallelAnalysis(x, 10, new Rng(11)), because: "Metric 4 is now in thousandths. By covariances it would be the only factor: use correlations.");
    }

    [Fact]
    public void A_constant_column_has_no_part_in_any_factor()
    {
        double[,] x = Generators.PlantedFactors(12, rows: 200).Data;
        for (int i = 0; i < 200; i++) x[i, 7] = 0.1;
        Expect.Equal(3, Subject.ParallelAnalysis(x, 10, new Rng(12)), because: "It has no spread to divide by: 0/0. Let it be uncorrelated with all others.");
    }

    [Fact]
    public void One_column_alone_has_no_factor()
    {
        for (int start = 0; start < 8; start++)
        {
            double[,] x = new double[14, 1];
            for (int i = 0; i < 14; i++) x[i, 0] = Math.Sin(start + 1.7 * i);
            Expect.Equal(0, Subject.ParallelAnalysis(x, 1, new Rng(3)), because: "Its only eigenvalue is 1, in the data and in every shuffle. Put exact ones on the diagonal, or rounding decides.");
        }
    }

    [Fact]
    public void Each_eigenvalue_is_held_against_those_of_its_own_place()
    {
        double[,] x = Generators.PlantedFactors(18, rows: 60, metrics: 12, factors: 3, noise: 1, brokenShare: 0).Data;
        // Measured over 500 seeds of the shuffles: 3 each time; held against the shuffles' first eigenvalue 2 in 483 of them.
        Expect.Equal(3, Subject.ParallelAnalysis(x, 10, new Rng(14)), because: "The third eigenvalue is 1.8. That is below the first of the shuffles, about 2.0, but above their third, about 1.5: hold eigenvalue k against eigenvalue k.");
    }

    [Fact]
    public void The_count_ends_at_the_first_eigenvalue_that_chance_explains()
    {
        double[,] x = { { -4.1, 20.3 }, { -2.9, 9.7 }, { -1.7, 5.2 }, { -0.6, 2.9 }, { 0, 0 }, { 0.6, 2.9 }, { 1.7, 5.2 }, { 2.9, 9.7 }, { 4.1, 20.3 } };
        Expect.Equal(0, Subject.ParallelAnalysis(x, 6, new Rng(13)), because: "The correlation is 0, so the eigenvalues are 1 and 1; those of a shuffle are 1 + |r| and 1 − |r|. The first is smaller than in the shuffles, so the count is over, though the second is larger: all add up to the number of columns, and where the first are small the last must be large.");
    }

    [Fact]
    public void There_must_be_a_shuffle_and_two_rows()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ParallelAnalysis(Pair(i => i), 0, new Rng(4)), because: "Without a shuffle there is no chance to compare with.");
        Expect.Throws<ArgumentException>(() => Subject.ParallelAnalysis(new double[,] { { 1, 2 } }, 5, new Rng(5)), because: "One row has no correlation.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Eigenvalues above 1 are no factors: pure noise has about half of its eigenvalues above 1. Compare with shuffles.", new((x, shuffles, rng) => { Require(x, shuffles); return Correlations(x).Count(value => value > 1 + 1e-9); })),
        new("Row shuffles keep the correlations, so chance seems to explain everything: shuffle within each column, by itself.", new((x, shuffles, rng) => Written(x, shuffles, rng, data => data))),
        new("Half of all noise is above the average shuffle. Count an eigenvalue only when it is larger than in every shuffle.", new((x, shuffles, rng) => Written(x, shuffles, rng, data => Shuffled(data, rng), average: true))),
        new("You hold every eigenvalue against the largest of the shuffles. Chance has a second and a third eigenvalue too, and they are smaller: hold eigenvalue k against eigenvalue k.", new((x, shuffles, rng) => Written(x, shuffles, rng, data => Shuffled(data, rng), place: _ => 0))),
        new("You count every eigenvalue that is larger than in the shuffles, also behind one that is not. The first that is not ends the count: what comes after it is large only because it was small.", new((x, shuffles, rng) => Written(x, shuffles, rng, data => Shuffled(data, rng), leading: false))),
        new("The metric in the largest unit became the only factor: use correlations, not covariances.", new((x, shuffles, rng) => Written(x, shuffles, rng, data => Shuffled(data, rng), eigenvalues: Covariances))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("squared singular values of the standardized data", new((x, shuffles, rng) => Written(x, shuffles, rng, data => Shuffled(data, rng), eigenvalues: BySingularValues))),
        new("a random order for each column, drawn by sorting random keys; the count in a loop", new((x, shuffles, rng) => Written(x, shuffles, rng, data => ByKeys(data, rng), eigenvalues: BySingularValues))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "How large would the first eigenvalue be if the columns had nothing to do with each other? Destroy what connects them and keep everything else: then look.",
        "Shuffle each column by itself (rng.Shuffle) and take the eigenvalues of the correlation matrix, as often as `shuffles` says. For each place k keep the largest seen. The data's eigenvalue k must be larger than that.",
        "Refuse shuffles below 1 and fewer than two rows. Correlations: standardize each column (a constant one to zeros), divide the dot products by n − 1, put 1 on the diagonal; your Jacobi gives the eigenvalues in order. Count from the first while the data's is larger than the shuffles' largest at the same place; stop at the first that is not.",
    ];

    private const int Tables = 600;

    private static double[,] Noise(ulong seed)
    {
        var rng = new Rng(seed);
        double[,] noise = new double[8, 2];
        for (int i = 0; i < 8; i++) (noise[i, 0], noise[i, 1]) = (rng.NextGaussian(), rng.NextGaussian());
        return noise;
    }

    private static double[,] Pair(Func<int, double> second)
    {
        double[,] x = new double[30, 2];
        for (int i = 0; i < 30; i++) (x[i, 0], x[i, 1]) = (i, second(i));
        return x;
    }

    private static void Require(double[,] x, int shuffles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shuffles, 1);
        if (x.GetLength(0) < 2) throw new ArgumentException("One row.");
    }

    private static double[] Correlations(double[,] x) => FactorCounting.CorrelationEigenvalues(x);

    private static double[] Covariances(double[,] x) => PrincipalComponents.Fit(x, Math.Min(x.GetLength(0), x.GetLength(1))).ExplainedVariance;

    private static double[] BySingularValues(double[,] x) => [.. OneSidedJacobi.FactorSvd(Standardization.Standardize(x)).S.Select(sigma => Math.Round(sigma * sigma / (x.GetLength(0) - 1), 10))];

    private static int Written(double[,] x, int shuffles, Rng rng, Func<double[,], double[,]> shuffle, bool average = false, Func<double[,], double[]>? eigenvalues = null, Func<int, int>? place = null, bool leading = true)
    {
        Require(x, shuffles);
        eigenvalues ??= Correlations;
        double[] found = eigenvalues(x);
        double[][] chance = [.. Enumerable.Range(0, shuffles).Select(_ => eigenvalues(shuffle(x)))];
        place ??= k => k;
        bool[] isLarger = [.. found.Select((value, k) => value > (average ? chance.Average(values => values[k]) : chance.Max(values => values[place(k)])))];
        return leading ? isLarger.TakeWhile(larger => larger).Count() : isLarger.Count(larger => larger);
    }

    private static double[,] Shuffled(double[,] x, Rng rng)
    {
        double[,] shuffled = (double[,])x.Clone();
        for (int j = 0; j < x.GetLength(1); j++)
            for (int last = x.GetLength(0) - 1; last > 0; last--)
            {
                int chosen = rng.NextInt(last + 1);
                (shuffled[last, j], shuffled[chosen, j]) = (shuffled[chosen, j], shuffled[last, j]);
            }

        return shuffled;
    }

    private static double[,] ByKeys(double[,] x, Rng rng) =>
        Columns.Join([.. Columns.Of(x).Select(column => column.Select(value => (Key: rng.NextUInt64(), Value: value)).OrderBy(pair => pair.Key).Select(pair => pair.Value).ToArray())], x.GetLength(0));
}
