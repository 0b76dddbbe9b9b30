using Course;
using CsCheck;
using FromScratch.ClassicalMl;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 9.12: two classifiers without a search.</summary>
[Exercise("9.12", "Nearest neighbours and naive Bayes", Difficulty = 2, Minutes = 35, Theory = "1. Every learner is four choices")]
public sealed class NeighborsAndBayes : Exercise<NeighborsAndBayes, NeighborsAndBayes.Contract>
{
    public delegate int Voting(double[,] x, int[] y, int k, double[] row);

    public delegate GaussianBayesModel Fitting(double[,] x, int[] y, int classes);

    public delegate double[] Answering(GaussianBayesModel model, double[] row);

    public sealed record Contract(Voting NearestVote, Fitting FitGaussianBayes, Answering BayesPosterior);

    public static Verdict Check(Voting nearestVote, Fitting fitGaussianBayes, Answering bayesPosterior) => Grade(new Contract(nearestVote, fitGaussianBayes, bayesPosterior));

    protected override Contract Reference => new(SimpleClassifiers.NearestVote, SimpleClassifiers.FitGaussianBayes, SimpleClassifiers.Posterior);

    private static readonly double[,] _line = { { 1 }, { 2 }, { 3 }, { 7 }, { 8 } };
    private static readonly int[] _lineLabels = [2, 0, 0, 1, 1];

    [Theory]
    [InlineData(1, 0.9, 2)]
    [InlineData(3, 0.9, 0)]
    [InlineData(1, 6, 1)]
    [InlineData(5, 100, 0)]
    [InlineData(2, 0, 0)]
    public void The_nearest_rows_vote(int k, double at, int expected) =>
        Expect.Equal(expected, Subject.NearestVote(_line, _lineLabels, k, [at]), because: $"The {k} nearest to {ValueText.Of(at)} vote; of equally many votes the lowest class wins. Rows at 1, 2, 3, 7, 8 have the classes 2, 0, 0, 1, 1.");

    [Fact]
    public void Of_equally_near_rows_the_first_counts() =>
        Expect.Equal(3, Subject.NearestVote(new double[,] { { 0, 5 }, { 2, 0 }, { 0, 2 } }, [1, 3, 0], 1, [0, 0]), because: "Rows 1 and 2 are both 2 away; row 1 comes first.");

    [Fact]
    public void Distance_runs_over_all_columns() =>
        Expect.Equal(1, Subject.NearestVote(new double[,] { { 0, 9 }, { 3, 3 }, { 0, -9 } }, [0, 1, 0], 1, [0, 0]), because: "√18 is less than 9: a row that is near in one column may be far away.");

    [Fact]
    public void One_neighbour_knows_the_training_rows_by_heart() => Property.Holds(
        Gen.Select(Draw.Matrix(7, 2), Gen.Int[0, 6]), sample =>
        {
            int[] y = [0, 1, 2, 3, 4, 5, 6];
            double[] row = Rows.Of(sample.Item1)[sample.Item2];
            int first = Array.FindIndex(Rows.Of(sample.Item1), other => other.SequenceEqual(row));
            Expect.Equal(first, Subject.NearestVote(sample.Item1, y, 1, row), because: "The nearest row to a training row is that row, or an equal one that comes first.");
        });

    [Fact]
    public void Shares_means_and_variances_by_hand()
    {
        GaussianBayesModel model = Model(Subject.FitGaussianBayes(new double[,] { { 1, 10 }, { 4, 30 }, { 3, 10 }, { 8, 50 }, { 6, 40 } }, [0, 1, 0, 1, 1], 2), 2, 2);
        Expect.Close([0.4, 0.6], model.Prior, because: "Two of five rows are of class 0.");
        Expect.Close(new double[,] { { 2, 10 }, { 6, 40 } }, model.Mean, because: "Means a class and column.", tolerance: 1e-12);
        Expect.Close(1, model.Variance[0, 0], because: "1 and 3 around 2, over 2 rows: naive Bayes divides by the class' number of rows.", tolerance: 1e-7);
        Expect.Close(8.0 / 3, model.Variance[1, 0], because: "4, 8 and 6 around 6, over 3 rows.", tolerance: 1e-7);
        Expect.Close(200.0 / 3, model.Variance[1, 1], because: "30, 50 and 40 around 40, over 3 rows.", tolerance: 1e-7);
        Expect.Close(256e-9, model.Variance[0, 1], because: "Class 0 has only 10 in column 1: its variance is 0, plus 1e-9 of the column's variance over all rows, which is 256. Without it, everything but 10 would be impossible.", tolerance: 1e-6);
    }

    [Fact]
    public void Bayes_rule_by_hand()
    {
        GaussianBayesModel model = new([0.25, 0.75], new double[,] { { 0, 0 }, { 2, 1 } }, new double[,] { { 1, 4 }, { 1, 1 } });
        double first = 0.25 * Math.Exp(-0.5) * 0.5, second = 0.75 * Math.Exp(-0.5) * Math.Exp(-0.5);
        Expect.Close([first / (first + second), second / (first + second)], Subject.BayesPosterior(model, [1, 0]), because: "Prior times the bells exp(−(x − μ)²/(2σ²))/σ of both columns. The wide bell is half as high: do not leave out 1/σ.", tolerance: 1e-10);
    }

    [Fact]
    public void Two_hundred_columns_do_not_underflow()
    {
        double[,] mean = new double[2, 200], variance = Lessons.Mapped(mean, (_, _) => 1);
        for (int j = 0; j < 200; j++) mean[1, j] = 0.01;
        double[] row = [.. Enumerable.Range(0, 200).Select(_ => 10.0)];
        double logit = 200 * (100 - 9.99 * 9.99) / 2;
        Expect.Close([1 / (1 + Math.Exp(logit)), 1 / (1 + Math.Exp(-logit))], Subject.BayesPosterior(new([0.5, 0.5], mean, variance), row), because: "A product of 200 densities of e⁻⁵⁰ is 0 in doubles, and 0/0 is NaN. Add logarithms.", tolerance: 1e-7);
    }

    [Fact]
    public void Clouds_are_told_apart_nearly_as_well_as_possible()
    {
        Planted<(double[,] X, int[] Y), int[]> train = Generators.Clouds(51, 300, [[-1], [1]], 1), fresh = Generators.Clouds(52, 1000, [[-1], [1]], 1);
        GaussianBayesModel model = Model(Subject.FitGaussianBayes(train.Data.X, train.Data.Y, 2), 2, 1);
        int[] answers = [.. Rows.Of(fresh.Data.X).Select(row => Subject.BayesPosterior(model, row) is [var none, var one] && one > none ? 1 : 0)];
        double error = 1 - ClassificationMetrics.Accuracy(fresh.Data.Y, answers);
        // Bayes error Φ(−1) = 0.1587; standard error of 1,000 rows 0.0116.
        Expect.That(error < 0.205, "an error below 0.205", error, because: "Two bells at ±1 with standard deviation 1: the best rule errs in 15.9 % of the rows; four standard errors are 4.6 points.");
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.NearestVote(_line, [0, 1], 1, [3]), because: "5 rows, 2 labels.");
        Expect.Throws<ArgumentException>(() => Subject.NearestVote(_line, _lineLabels, 1, [3, 4]), because: "Rows of 1 column, a question of 2.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NearestVote(_line, _lineLabels, 0, [3]), because: "Nobody votes.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NearestVote(_line, _lineLabels, 6, [3]), because: "6 neighbours of 5 rows.");
        Expect.Throws<ArgumentException>(() => Subject.FitGaussianBayes(_line, [0, 1], 2), because: "5 rows, 2 labels.");
        Expect.Throws<ArgumentException>(() => Subject.FitGaussianBayes(_line, _lineLabels, 2), because: "Label 2 of 2 classes: they count from 0.");
        Expect.Throws<ArgumentException>(() => Subject.FitGaussianBayes(_line, _lineLabels, 4), because: "Class 3 has no row, so no mean.");
        Expect.Throws<ArgumentException>(() => Subject.BayesPosterior(new([0.5, 0.5], new double[2, 3], Lessons.Mapped(new double[2, 3], (_, _) => 1)), [1, 2]), because: "3 columns, a row of 2.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("A product of many densities underflows to 0, and 0/0 is NaN. Add logarithms, then take the softmax.", Reference with { BayesPosterior = (model, row) => ByProducts(model, row) }),
        new("You left out 1/σ: a wide bell is lower than a narrow one.", Reference with { BayesPosterior = (model, row) => SimpleClassifiers.Posterior(model with { Prior = [.. model.Prior.Select((p, c) => p * Math.Exp(Enumerable.Range(0, model.Mean.GetLength(1)).Sum(j => Math.Log(model.Variance[c, j]) / 2)))] }, row) }),
        new("You left out the prior: a frequent class is likelier before anything is seen.", Reference with { BayesPosterior = (model, row) => SimpleClassifiers.Posterior(model with { Prior = Array.ConvertAll(model.Prior, _ => 1.0) }, row) }),
        new("A column that is constant within a class has the variance 0, which forbids everything else: add 1e-9 of the column's overall variance.", Reference with { FitGaussianBayes = (x, y, classes) => SimpleClassifiers.FitGaussianBayes(x, y, classes) is var model ? model with { Variance = Lessons.Mapped(model.Variance, (v, _) => v < 1e-5 ? 0 : v) } : model }),
        new("Of equally many votes the lowest class wins, not the nearest row's.", Reference with { NearestVote = (x, y, k, row) => SimpleClassifiers.NearestVote(x, y, k, row) is var _ ? Enumerable.Range(0, y.Length).OrderBy(i => Rows.Of(x)[i].Zip(row, (a, b) => (a - b) * (a - b)).Sum()).Take(k).GroupBy(i => y[i]).MaxBy(votes => votes.Count())!.Key : 0 }),
        new("You summed the differences without squaring them: −9 is not nearer than 3.", Reference with { NearestVote = (x, y, k, row) => SimpleClassifiers.NearestVote(x, y, k, row) is var _ ? Enumerable.Range(0, y.Length).OrderBy(i => Rows.Of(x)[i].Zip(row, (a, b) => a - b).Sum()).Take(k).GroupBy(i => y[i]).OrderByDescending(votes => votes.Count()).ThenBy(votes => votes.Key).First().Key : 0 }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("votes counted in an array, moments by sums of squares around the first row", new(ByCounting, ByShiftedSums, ByLogSum)),
        new("sorted distances and indices", Reference with { NearestVote = BySort }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Neighbours: order the row numbers by distance; a stable sort keeps the first of equals. Bayes: a product of bells is a sum of parabolas.",
        "Votes: OrderBy(distance).Take(k), then group by class, most votes first, lowest class first. Bayes: log prior + Σ −½(log(2πσ²) + (x − μ)²/σ²) for each class; LogSpace.Softmax of Unit 6 makes probabilities of it.",
        "Fit: for each class its rows; share, mean and variance (over the class' rows) a column; add 1e-9 times the variance of the column over all rows. Refuse a class without rows.",
    ];

    private static GaussianBayesModel Model(GaussianBayesModel? model, int classes, int d)
    {
        Expect.That(model?.Prior?.Length == classes && model.Mean?.GetLength(0) == classes && model.Mean.GetLength(1) == d && model.Variance?.GetLength(0) == classes && model.Variance.GetLength(1) == d, $"a model of {classes} classes and {d} columns", model, because: "Prior [classes], Mean and Variance [classes, d].");
        return model!;
    }

    private static double[] ByProducts(GaussianBayesModel model, double[] row)
    {
        if (row.Length != model.Mean.GetLength(1)) throw new ArgumentException("They do not fit.");
        double[] weights = [.. model.Prior.Select((prior, c) => row.Select((value, j) => Math.Exp(-Math.Pow(value - model.Mean[c, j], 2) / (2 * model.Variance[c, j])) / Math.Sqrt(2 * Math.PI * model.Variance[c, j])).Aggregate(prior, (product, density) => product * density))];
        return Draw.Times(1 / weights.Sum(), weights);
    }

    private static double[] ByLogSum(GaussianBayesModel model, double[] row)
    {
        if (row.Length != model.Mean.GetLength(1)) throw new ArgumentException("They do not fit.");
        double[] logs = Array.ConvertAll(model.Prior, Math.Log);
        for (int c = 0; c < logs.Length; c++)
            for (int j = 0; j < row.Length; j++)
                logs[c] -= Math.Log(Math.Sqrt(model.Variance[c, j])) + Math.Pow(row[j] - model.Mean[c, j], 2) / (2 * model.Variance[c, j]);
        double largest = logs.Max(), sum = logs.Sum(log => Math.Exp(log - largest));
        return Array.ConvertAll(logs, log => Math.Exp(log - largest) / sum);
    }

    private static int ByCounting(double[,] x, int[] y, int k, double[] row)
    {
        if (x.GetLength(0) != y.Length || row.Length != x.GetLength(1)) throw new ArgumentException("They do not fit.");
        if (k < 1 || k > y.Length) throw new ArgumentOutOfRangeException(nameof(k));
        double[] distances = Array.ConvertAll(Rows.Of(x), other => Math.Sqrt(other.Zip(row, (a, b) => Math.Pow(a - b, 2)).Sum()));
        int[] votes = new int[y.Max() + 1];
        bool[] used = new bool[y.Length];
        for (int turn = 0; turn < k; turn++)
        {
            int nearest = -1;
            for (int i = 0; i < y.Length; i++)
                if (!used[i] && (nearest < 0 || distances[i] < distances[nearest])) nearest = i;
            used[nearest] = true;
            votes[y[nearest]]++;
        }

        return Array.IndexOf(votes, votes.Max());
    }

    private static int BySort(double[,] x, int[] y, int k, double[] row)
    {
        if (x.GetLength(0) != y.Length || row.Length != x.GetLength(1)) throw new ArgumentException("They do not fit.");
        if (k < 1 || k > y.Length) throw new ArgumentOutOfRangeException(nameof(k));
        (double Distance, int Row)[] all = [.. Rows.Of(x).Select((other, i) => (other.Zip(row, (a, b) => (b - a) * (b - a)).Sum(), i))];
        Array.Sort(all);
        return all[..k].CountBy(pair => y[pair.Row]).OrderByDescending(vote => vote.Value).ThenBy(vote => vote.Key).First().Key;
    }

    private static GaussianBayesModel ByShiftedSums(double[,] x, int[] y, int classes)
    {
        int n = y.Length, d = x.GetLength(1);
        if (x.GetLength(0) != n || n == 0 || y.Any(label => label < 0 || label >= classes) || y.Distinct().Count() < classes) throw new ArgumentException("They do not fit.");
        double[,] mean = new double[classes, d], variance = new double[classes, d];
        double[] prior = [.. Enumerable.Range(0, classes).Select(c => y.Count(label => label == c) / (double)n)];
        (double Mean, double Variance) Of(int j, Func<int, bool> take)
        {
            double[] values = [.. Draw.Column(x, j).Where((_, i) => take(i))];
            double shift = values[0], sum = values.Sum(v => v - shift) / values.Length, squares = values.Sum(v => (v - shift) * (v - shift)) / values.Length;
            return (shift + sum, Math.Max(0, squares - sum * sum));
        }

        for (int j = 0; j < d; j++)
        {
            for (int c = 0; c < classes; c++)
            {
                (mean[c, j], variance[c, j]) = Of(j, i => y[i] == c);
                variance[c, j] += 1e-9 * Of(j, _ => true).Variance;
            }
        }

        return new(prior, mean, variance);
    }
}
