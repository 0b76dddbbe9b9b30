using Course;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 3.10: what drives a product's metrics, and which hours break the pattern.</summary>
[Exercise("3.10", "Telemetry drivers", Difficulty = 4, Minutes = 45, Core = true, Theory = "7. PCA is the eigendecomposition of the covariance", TimeLimitSeconds = 5)]
public sealed class TelemetryDrivers : Exercise<TelemetryDrivers, TelemetryDrivers.Contract>
{
    public delegate DriverReport Analysis(double[,] metrics, Rng rng);

    public sealed record Contract(Analysis Analyze);

    public static Verdict Check(Analysis analyze) => Grade(new Contract(analyze));

    protected override Contract Reference => new(DriverAnalysis.Analyze);

    private static readonly Planted<double[,], FactorTruth> _planted = Generators.PlantedFactors(31, rows: 400, metrics: 12, factors: 2, brokenShare: 0.03);

    /// <summary>Two metrics that rise together, and one hour (row 20) in which they do not.</summary>
    private static readonly double[,] _pair = MakePair();

    [Fact]
    public void Planted_drivers_are_counted()
    {
        DriverReport? report = Subject.Analyze(_planted.Data, new Rng(1));
        Expect.That(report is not null, "a report", report, because: "Analyze returns what it found.");
        Expect.Equal(2, report!.Factors, because: "12 metrics follow 2 hidden drivers. Your parallel analysis counts them.");
        Expect.That(report.ExplainedRatio?.Length == 2, "2 shares", report.ExplainedRatio, because: "One a driver.");
        Expect.That(report.ResidualScore?.Length == 400, "400 scores", report.ResidualScore, because: "One a row.");
    }

    [Fact]
    public void The_shares_are_of_the_total_variance()
    {
        DriverReport? report = Subject.Analyze(_planted.Data, new Rng(2));
        double[] eigenvalues = FactorCounting.CorrelationEigenvalues(_planted.Data);
        Expect.Close([eigenvalues[0] / 12, eigenvalues[1] / 12], report?.ExplainedRatio, because: "Standardized, each of the 12 metrics has variance 1, so the total is 12. Divide by the total, not by what the drivers explain.", tolerance: 1e-9);
    }

    [Fact]
    public void A_broken_row_stands_out_by_what_the_drivers_leave_unexplained()
    {
        double[]? scores = Subject.Analyze(_pair, new Rng(3))?.ResidualScore;
        Expect.That(scores?.Length == 40, "40 scores", scores, because: "One a row.");
        int highest = Array.IndexOf(scores!, scores!.Max());
        Expect.Equal(20, highest, because: "In row 20 one metric is high and the other low, which never happens else. The anomaly lives in what PCA drops, not in its components.");
    }

    [Fact]
    public void The_score_is_a_length_in_standard_deviations()
    {
        double[]? scores = Subject.Analyze(_pair, new Rng(3))?.ResidualScore;
        Expect.Close(OffThePair(), scores, because: "Of two standardized metrics that rise together the driver is (1, 1)/√2, and what it leaves is the part along (1, −1)/√2.", tolerance: 1e-9);
    }

    [Fact]
    public void A_row_eleven_times_as_far_off_scores_eleven_times_as_high()
    {
        double[] off = OffThePair();
        double[]? scores = Subject.Analyze(_pair, new Rng(3))?.ResidualScore;
        Expect.That(scores?.Length == 40, "40 scores", scores, because: "One a row.");
        Expect.Close(off[20] / off[15], scores![20] / scores[15], because: $"Row 20 lies {ValueText.Of(Math.Round(off[20] / off[15], 1))} times as far off the line of the two metrics as row 15. A score is a length, ‖z − ẑ‖: the root of the sum of squares.", tolerance: 1e-8);
    }

    [Fact]
    public void Broken_rows_score_above_all_others_nearly_always()
    {
        double[]? scores = Subject.Analyze(_planted.Data, new Rng(4))?.ResidualScore;
        Expect.That(scores?.Length == 400, "400 scores", scores, because: "One a row.");
        double area = Auc(scores!, _planted.Truth.IsBroken);
        // Measured: 0.993 on this table; over the seeds 1 to 40 mean 0.9925, standard deviation 0.011, least 0.944.
        Expect.That(area >= 0.95, "a broken row above an ordinary one in 95 of 100 pairs", $"{ValueText.Of(Math.Round(100 * area, 1))} of 100", because: "Each metric of a broken row is in its usual range; only the pattern is broken. Score a row by the length of z − ẑ.");
    }

    [Fact]
    public void A_metric_in_milliseconds_changes_nothing()
    {
        double[,] metrics = (double[,])_planted.Data.Clone();
        for (int i = 0; i < 400; i++) metrics[i, 3] *= 1000;
        DriverReport? before = Subject.Analyze(_planted.Data, new Rng(5)), after = Subject.Analyze(metrics, new Rng(5));
        Expect.Equal(before?.Factors, after?.Factors, because: "The metric in milliseconds became factor 1: standardize first.");
        Expect.Close(before!.ExplainedRatio, after?.ExplainedRatio, because: "The metric in milliseconds became factor 1: standardize first.", tolerance: 1e-9);
        Expect.Close(before.ResidualScore, after?.ResidualScore, because: "The metric in milliseconds became factor 1: standardize first.", tolerance: 1e-9);
    }

    [Fact]
    public void A_constant_metric_counts_for_nothing()
    {
        // Measured over 200 seeds of the shuffles: 2 drivers each time, with the constant metric and without.
        double[,] six = Generators.PlantedFactors(33, rows: 60, metrics: 6, factors: 2, noise: 0.3, brokenShare: 0).Data, withConstant = new double[60, 7];
        for (int i = 0; i < 60; i++)
        {
            withConstant[i, 5] = 0.3;
            for (int j = 0; j < 6; j++) withConstant[i, j < 5 ? j : j + 1] = six[i, j];
        }

        DriverReport? plain = Subject.Analyze(six, new Rng(6)), report = Subject.Analyze(withConstant, new Rng(6));
        Expect.Equal(2, report?.Factors ?? -1, because: "A metric that never moves has no driver. Its standard deviation is 0: do not divide by it.");
        Expect.Close(plain!.ExplainedRatio, report!.ExplainedRatio, because: "The total variance is that of the 6 metrics that vary, not of all 7.", tolerance: 1e-9);
        Expect.Close(plain.ResidualScore, report.ResidualScore, because: "It adds nothing to any row's residual.", tolerance: 1e-9);
    }

    [Fact]
    public void A_metric_may_pass_through_its_mean()
    {
        double[,] rising = new double[9, 2];
        for (int i = 0; i < 9; i++) (rising[i, 0], rising[i, 1]) = (i, 3 * i + 5);
        Expect.Close([1], Subject.Analyze(rising, new Rng(9))?.ExplainedRatio, because: "Both metrics rise in step, so one driver explains all. In the fifth row both are at their mean: a 0 among the standardized values makes no metric constant.", tolerance: 1e-9);
    }

    [Fact]
    public void Without_a_driver_everything_is_residual()
    {
        double[,] noise = { { 1, 4 }, { 2, 1 }, { 3, 5 }, { 4, 2 }, { 5, 3 }, { 6, 6 }, { 7, 1 }, { 8, 4 }, { 9, 2 }, { 10, 5 } };
        DriverReport? report = Subject.Analyze(noise, new Rng(7));
        double[,] z = Standardization.Standardize(noise);
        Expect.Equal(0, report?.Factors ?? -1, because: "The correlation of the two columns is 0.09: shuffles do as well.");
        Expect.That(report!.ExplainedRatio is [], "no shares", report.ExplainedRatio, because: "There is no driver.");
        Expect.Close([.. Enumerable.Range(0, 10).Select(i => Math.Sqrt(z[i, 0] * z[i, 0] + z[i, 1] * z[i, 1]))], report.ResidualScore, because: "Nothing is explained, so all of z remains.", tolerance: 1e-9);
    }

    [Fact]
    public void One_row_is_no_table() => Expect.Throws<ArgumentException>(() => Subject.Analyze(new double[,] { { 1, 2, 3 } }, new Rng(8)), because: "A standard deviation needs two rows.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The metric in milliseconds became factor 1: standardize before you look for components.", new((metrics, rng) => Written(metrics, Centred(metrics), rng))),
        new("The anomaly lives in what PCA drops. You scored rows in the space of the components.", new((metrics, rng) => Written(metrics, Standardization.Standardize(metrics), rng, inside: true))),
        new("The shares are of the total variance, also of that which no driver explains: the number of metrics that vary, once standardized.", new((metrics, rng) => DriverAnalysis.Analyze(metrics, rng) is var report && report.ExplainedRatio.Sum() is var sum ? report with { ExplainedRatio = Array.ConvertAll(report.ExplainedRatio, share => share / sum) } : report)),
        new("You standardize with n. The mean was taken from the same data, so a sample standard deviation divides by n − 1.", new((metrics, rng) => DriverAnalysis.Analyze(metrics, rng) is var report && (double)metrics.GetLength(0) is var n ? report with { ResidualScore = Array.ConvertAll(report.ResidualScore, score => score * Math.Sqrt(n / (n - 1))) } : report)),
        new("The score is a length: you left out the root, or took the mean.", new((metrics, rng) => DriverAnalysis.Analyze(metrics, rng) is var report ? report with { ResidualScore = Array.ConvertAll(report.ResidualScore, score => score * score) } : report)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("eigenvectors of the correlation matrix, and Pythagoras: ‖z‖² less the squares of the scores", new(ByEigen)),
        new("the part along the components that were left out", new(ByRest)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Each piece exists: standardize, count (3.9), fit (3.8). Which of the two parts of a row, the part in the components or the part outside, is large when the usual pattern is broken?",
        "z is the standardized table, k the number of factors, ẑ = Inverse(Transform(z)) with k components. A row's score is the length of z − ẑ. A share is a component's variance over the total, the number of metrics that vary.",
        "Standardize with n − 1; a constant metric becomes zeros. Factors = ParallelAnalysis(metrics, 20, rng). For 0 factors: no shares, and the score is ‖z‖. Else fit k components to z, reconstruct, take row by row the root of the sum of squares of the difference; divide the variances by the count of metrics that are not constant.",
    ];

    /// <summary>How far each row of the pair lies off the direction (1, 1), in standard deviations.</summary>
    private static double[] OffThePair()
    {
        double[,] z = Standardization.Standardize(_pair);
        return [.. Enumerable.Range(0, 40).Select(i => Math.Abs(z[i, 0] - z[i, 1]) / Math.Sqrt(2))];
    }

    private static double[,] MakePair()
    {
        double[,] pair = new double[40, 2];
        for (int i = 0; i < 40; i++) (pair[i, 0], pair[i, 1]) = (i + (i % 3), 200 + 5 * i + (i % 4));
        (pair[20, 0], pair[20, 1]) = (30, 250);
        return pair;
    }

    /// <summary>The share of pairs of a broken and an ordinary row in which the broken one scores higher.</summary>
    private static double Auc(double[] scores, bool[] isBroken)
    {
        double[] broken = [.. scores.Where((_, i) => isBroken[i])], ordinary = [.. scores.Where((_, i) => !isBroken[i])];
        return broken.Average(high => ordinary.Average(low => high > low ? 1 : high == low ? 0.5 : 0));
    }

    private static int Count(double[,] metrics, Rng rng) => FactorCounting.ParallelAnalysis(metrics, 20, rng);

    private static double[,] Centred(double[,] x) => Columns.Join([.. Columns.Of(x).Select(column => column.Average() is var mean ? Array.ConvertAll(column, value => value - mean) : column)], x.GetLength(0));

    private static double[] Lengths(double[,] rows) => [.. Enumerable.Range(0, rows.GetLength(0)).Select(i => Math.Sqrt(Enumerable.Range(0, rows.GetLength(1)).Sum(j => rows[i, j] * rows[i, j])))];

    private static DriverReport Written(double[,] metrics, double[,] z, Rng rng, bool inside = false)
    {
        int k = Count(metrics, rng);
        double total = Columns.Of(z).Sum(column => InnerProduct.Dot(column, column)) / (z.GetLength(0) - 1);
        if (k == 0) return new(0, [], Lengths(z));
        (double[] mean, double[,] components, double[] variance) = PrincipalComponents.Fit(z, k);
        double[,] scores = PrincipalComponents.Transform(z, mean, components);
        double[,] rest = (double[,])z.Clone(), back = PrincipalComponents.Inverse(scores, mean, components);
        for (int i = 0; i < z.GetLength(0); i++)
            for (int j = 0; j < z.GetLength(1); j++)
                rest[i, j] -= back[i, j];
        return new(k, [.. variance.Select(v => v / total)], Lengths(inside ? scores : rest));
    }

    private static DriverReport ByEigen(double[,] metrics, Rng rng)
    {
        double[,] z = Standardization.Standardize(metrics);
        int k = Count(metrics, rng), n = z.GetLength(0);
        double[,] correlation = Matrices.Scaled(1.0 / (n - 1), Matrices.Times(Draw.Transpose(z), z));
        var eigen = SymEigen.Jacobi(Mat.Of(correlation));
        double total = eigen.Values.Sum();
        double[] scores = [.. Enumerable.Range(0, n).Select(i =>
        {
            Vec row = Mat.Of(Columns.Join([Draw.Column(Draw.Transpose(z), i)], z.GetLength(1))).Col(0);
            Vec rest = Enumerable.Range(0, k).Aggregate(row, (left, t) => left - row.Dot(eigen.Vectors.Col(t)) * eigen.Vectors.Col(t));
            return rest.Norm();
        })];
        return new(k, [.. eigen.Values.Take(k).Select(value => value / total)], scores);
    }

    private static DriverReport ByRest(double[,] metrics, Rng rng)
    {
        double[,] z = Standardization.Standardize(metrics);
        int k = Count(metrics, rng), all = Math.Min(z.GetLength(0), z.GetLength(1));
        (double[] mean, double[,] components, double[] variance) = PrincipalComponents.Fit(z, all);
        double[][] dropped = Columns.Of(components)[k..];
        double[,] outside = dropped.Length == 0 ? new double[z.GetLength(0), 1] : PrincipalComponents.Transform(z, mean, Columns.Join(dropped, mean.Length));
        return new(k, [.. variance.Take(k).Select(v => v / variance.Sum())], Lengths(outside));
    }
}
