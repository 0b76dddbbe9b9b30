using Course;
using CsCheck;
using FromScratch.Arrays;
using FromScratch.Data;
using FromScratch.Pipelines;

namespace Autograders;

/// <summary>Exercise 8.11: what may see which rows.</summary>
[Exercise("8.11", "A pipeline without leaks", Difficulty = 4, Minutes = 50, Core = true, Theory = "7. What may see which rows")]
public sealed class LeakFreePipeline : Exercise<LeakFreePipeline, LeakFreePipeline.Contract>
{
    [Stateful]
    public delegate ITransformer Scaler();

    [Stateful]
    public delegate IPredictor Chain(IReadOnlyList<ITransformer> steps, IPredictor last);

    [Stateful]
    public delegate double[] Validation(Func<IPredictor> make, NDArray x, NDArray y, Fold[] folds);

    public delegate Fold[] GroupDivision(int[] groups, int k);

    public sealed record Contract(Scaler StartScaler, Chain StartPipeline, Validation CrossValidate, GroupDivision GroupFolds);

    public static Verdict Check(Scaler startScaler, Chain startPipeline, Validation crossValidate, GroupDivision groupFolds) => Grade(new Contract(startScaler, startPipeline, crossValidate, groupFolds));

    public static Comparison Compare(Scaler startScaler, Scaler? library = null, string? libraryName = null)
    {
        NDArray x = Noise(500, 8, 1);
        return Compared(Part<Scaler, NDArray>("StartScaler", startScaler, contract => contract.StartScaler, library, libraryName, ("fit and transform 500 × 8", scaler => scaler().Fit(x, null).Transform(x))));
    }

    protected override Contract Reference => new(StandardScaler.Start, Pipeline.Of, ModelSelection.CrossValidate, ModelSelection.GroupFolds);

    [Fact]
    public void A_column_is_measured_in_its_own_deviations()
    {
        ITransformer scaler = Subject.StartScaler().Fit(NDArray.Of([1, 10, 3, 10, 5, 40], 3, 2), null);
        double a = 2 / Math.Sqrt(8 / 3.0), b = 10 / Math.Sqrt(200);
        Same([-a, -b, 0, -b, a, 2 * b], scaler.Transform(NDArray.Of([1, 10, 3, 10, 5, 40], 3, 2)), "Means 3 and 20; deviations √(8/3) and √200, the squares divided by n = 3 as scikit-learn does.");
    }

    [Fact]
    public void New_rows_are_measured_with_the_old_mean()
    {
        ITransformer scaler = Subject.StartScaler().Fit(NDArray.Of([2, 4, 6, 8], 4, 1), null);
        Same([1000 / Math.Sqrt(5)], scaler.Transform(NDArray.Of([1005], 1, 1)), "Mean 5, deviation √5, both from the rows of Fit. The new row's own mean would make every single row 0.");
        Same([-3 / Math.Sqrt(5), 0], scaler.Transform(NDArray.Of([2, 5], 2, 1)), "The outlier that was transformed before has taught the scaler nothing.");
    }

    [Fact]
    public void A_constant_column_is_only_shifted() =>
        Same([0, -1, 0, 1, 5, 3], Subject.StartScaler().Fit(NDArray.Of([7, 1, 7, 3], 2, 2), null).Transform(NDArray.Of([7, 1, 7, 3, 12, 5], 3, 2)), "The first column is 7 throughout: its deviation is 0, and dividing by it gives NaN. Divide by 1 instead.");

    [Fact]
    public void A_mean_of_a_billion_does_not_cost_the_digits() =>
        Same([-3 / Math.Sqrt(5), -1 / Math.Sqrt(5), 1 / Math.Sqrt(5), 3 / Math.Sqrt(5)], Subject.StartScaler().Fit(NDArray.Of([1e9 + 2, 1e9 + 4, 1e9 + 6, 1e9 + 8], 4, 1), null).Transform(NDArray.Of([1e9 + 2, 1e9 + 4, 1e9 + 6, 1e9 + 8], 4, 1)), "The squares of such numbers are near 1e18, where a double steps by 128. Subtract the mean first, then square.");

    [Fact]
    public void Fitting_again_starts_anew()
    {
        ITransformer scaler = Subject.StartScaler();
        scaler = scaler.Fit(NDArray.Of([100, 300], 2, 1), null);
        scaler = scaler.Fit(NDArray.Of([0, 2, 4], 3, 1), null);
        Same([0], scaler.Transform(NDArray.Of([2], 1, 1)), "After the second Fit only its rows count: mean 2.");
    }

    [Fact]
    public void What_a_scaler_cannot_do_is_refused()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.StartScaler().Transform(NDArray.Zeros(2, 3)), because: "Transform before Fit: there is no mean yet.");
        Expect.Throws<ArgumentException>(() => Subject.StartScaler().Fit(NDArray.Zeros(0, 3), null), because: "No rows have no mean.");
        Expect.Throws<ArgumentException>(() => Subject.StartScaler().Fit(NDArray.Zeros(3), null), because: "Rows are a matrix [n, d].");
        ITransformer fitted = Subject.StartScaler().Fit(Noise(4, 3, 2), null);
        Expect.Throws<ArgumentException>(() => fitted.Transform(NDArray.Zeros(2, 2)), because: "Fitted to 3 columns, given 2.");
        Expect.Throws<ArgumentException>(() => fitted.Transform(NDArray.Zeros(2, 1)), because: "Fitted to 3 columns, given 1: it would broadcast, and mean nothing.");
        Expect.Throws<ArgumentException>(() => fitted.Transform(NDArray.Zeros(3)), because: "Rows are a matrix [m, d].");
    }

    [Fact]
    public void The_rows_stay_as_they_were()
    {
        NDArray x = NDArray.Of([1, 2, 3, 5], 2, 2);
        Subject.StartScaler().Fit(x, null).Transform(x);
        Expect.SequenceEqual([1.0, 2, 3, 5], x.ToArray(), because: "Transform returns new rows; the caller still needs the old ones.");
    }

    [Fact]
    public void Each_step_learns_from_what_the_steps_before_made()
    {
        var first = new Adding(10);
        var second = new Adding(100);
        var last = new Remembering();
        NDArray x = NDArray.Of([1, 2, 3], 3, 1), y = NDArray.Of([0, 1, 1], 3);
        Subject.StartPipeline([first, second], last).Fit(x, y);
        Expect.SequenceEqual([1.0, 2, 3], first.SeenByFit, because: "The first step learns from the rows as they are.");
        Expect.SequenceEqual([11.0, 12, 13], second.SeenByFit, because: "The second step learns from what the first made of them.");
        Expect.SequenceEqual([111.0, 112, 113], last.SeenByFit, because: "The predictor learns from what all steps made of them.");
        Expect.SequenceEqual([0.0, 1, 1], second.AnswersSeen, because: "The answers go to every step: some need them.");
    }

    [Fact]
    public void Predicting_transforms_and_learns_nothing()
    {
        var step = new Adding(10);
        var last = new Remembering();
        IPredictor fitted = Subject.StartPipeline([step], last).Fit(NDArray.Of([1, 2, 3], 3, 1), NDArray.Of([0, 1, 1], 3));
        NDArray answers = fitted.Predict(NDArray.Of([3, 1], 2, 1));
        Expect.SequenceEqual([1.0, 0], answers?.ToArray(), because: "Row 3 became 13 and had the answer 1, row 1 became 11 and had 0.");
        Expect.Equal((1, 1), (step.Fits, last.Fits), because: "Each part was fitted once, to the training rows. A second Fit, in Predict, learns from rows that are to be tested.");
    }

    [Fact]
    public void Steps_that_return_a_new_fitted_one_are_used_through_it()
    {
        IPredictor fitted = Subject.StartPipeline([new StandardScaler()], new NearestCentroid()).Fit(NDArray.Of([0, 0, 0, 1000, 10, 0, 10, 1000], 4, 2), NDArray.Of([0, 0, 1, 1], 4));
        Expect.SequenceEqual([1.0, 0], fitted?.Predict(NDArray.Of([9, 0, 1, 1000], 2, 2))?.ToArray(), because: "Fit returns what has learnt; it may be another object than the one you called. Without the scaler the second column, a hundred times as wide, decides.");
    }

    [Fact]
    public void A_pipeline_may_have_no_steps() =>
        Expect.SequenceEqual([1.0], Subject.StartPipeline([], new Remembering()).Fit(NDArray.Of([4, 5], 2, 1), NDArray.Of([0, 1], 2)).Predict(NDArray.Of([5], 1, 1))?.ToArray(), because: "Then it is the predictor itself.");

    [Fact]
    public void A_score_is_the_share_of_right_answers_on_the_test_rows()
    {
        NDArray x = NDArray.Of([1, 2, 3, 4, 5, 6], 6, 1), y = NDArray.Of([1, 1, 1, 0, 1, 0], 6);
        Fold[] folds = [new([4, 5], [0, 1, 3]), new([0, 1, 2, 3], [4, 5])];
        Expect.Close([2 / 3.0, 0.5], Subject.CrossValidate(() => new Constant(1), x, y, folds), because: "Always answering 1 is right for rows 0 and 1 of fold 0's three, and for row 4 of fold 1's two. One score a fold, in their order.");
    }

    [Fact]
    public void A_model_sees_its_training_rows_and_no_others()
    {
        NDArray x = NDArray.Of([10, 11, 12, 13, 14], 5, 1), y = NDArray.Of([0, 1, 0, 1, 0], 5);
        List<Remembering> made = [];
        IPredictor Make()
        {
            made.Add(new Remembering());
            return made[^1];
        }

        Subject.CrossValidate(Make, x, y, [new([4, 0, 2], [1, 3]), new([1, 3], [0, 2, 4])]);
        Expect.Equal(2, made.Count, because: "Two folds, two models: each begins without knowledge.");
        Expect.SequenceEqual([14.0, 10, 12], made[0].SeenByFit, because: "Fold 0 learns from rows 4, 0, 2.");
        Expect.SequenceEqual([0.0, 0, 0], made[0].AnswersSeen, because: "With the answers of these rows.");
        Expect.SequenceEqual([11.0, 13], made[1].SeenByFit, because: "Fold 1 learns from rows 1, 3.");
        Expect.SequenceEqual([0.0, 2, 4], [.. (made[1].SeenByPredict ?? []).Select(row => row - 10)], because: "Fold 1 is tested on rows 0, 2, 4.");
    }

    [Fact]
    public void No_fold_knows_what_another_learnt()
    {
        NDArray x = Noise(12, 2, 3), y = NDArray.Of([.. Enumerable.Range(0, 12).Select(i => 5.0 + i)], 12);
        Fold[] folds = ModelSelection.KFold(12, 3, new Rng(1));
        Expect.Close([0.0, 0, 0], Subject.CrossValidate(() => new Remembering(), x, y, folds), because: "A model that only remembers knows no row it has not seen: every score is 0. A model used again for the next fold remembers that fold's test rows.");
    }

    [Fact]
    public void The_fitted_model_is_the_one_that_predicts() =>
        Expect.Close([1.0, 1], Subject.CrossValidate(() => new NearestCentroid(), NDArray.Of([0, 1, 10, 11, 2, 12], 6, 1), NDArray.Of([0, 0, 1, 1, 0, 1], 6), [new([0, 1, 2, 3], [4, 5]), new([2, 3, 4, 5], [0, 1])]), because: "Fit returns what has learnt; it may be another object than the one you called.");

    [Fact]
    public void Coin_flips_cannot_be_foreseen()
    {
        // 20 seeds, mean score: choosing 10 of 500 columns within each fold 0.498 (standard deviation 0.10), before all folds 0.96.
        (NDArray x, NDArray y) = (Noise(40, 500, 4), Coins(40, 5));
        Fold[] folds = ModelSelection.KFold(40, 5, new Rng(6));
        double[] expected = ModelSelection.CrossValidate(() => Pipeline.Of([new SelectBest(10), new StandardScaler()], new NearestCentroid()), x, y, folds);
        double[] scores = Subject.CrossValidate(() => Subject.StartPipeline([new SelectBest(10), Subject.StartScaler()], new NearestCentroid()), x, y, folds);
        Expect.Close(expected, scores, because: "The labels are coin flips. The ten best of 500 noise columns, chosen from the training rows of each fold alone, foresee nothing.", tolerance: 1e-9);
    }

    [Fact]
    public void What_is_no_fold_is_refused()
    {
        NDArray x = Noise(4, 1, 7), y = NDArray.Of([0, 1, 0, 1], 4);
        Expect.Throws<ArgumentException>(() => Subject.CrossValidate(() => new Remembering(), x, y, [new([0, 1, 2], [2, 3])]), because: "Row 2 is learnt from and tested on: the score would be of what was remembered.");
        Expect.Throws<ArgumentException>(() => Subject.CrossValidate(() => new Remembering(), x, y, [new([0, 1], [])]), because: "Nothing to test on.");
        Expect.Throws<ArgumentException>(() => Subject.CrossValidate(() => new Remembering(), x, y, [new([], [0, 1])]), because: "Nothing to learn from.");
        Expect.Throws<ArgumentException>(() => Subject.CrossValidate(() => new Remembering(), x, NDArray.Of([0, 1], 2), [new([0], [1])]), because: "Four rows, two answers.");
    }

    [Fact]
    public void A_customer_is_never_on_both_sides() => Property.Holds(
        Gen.Select(Gen.Int[2, 4], Gen.Int[4, 30], Gen.Int[0, 1_000_000]), sample =>
        {
            (int k, int rows, int seed) = sample;
            var rng = new Rng((ulong)seed);
            int[] groups = [.. Enumerable.Range(0, rows).Select(row => row < 4 ? row * 7 : 7 * rng.NextInt(8))];
            Fold[] folds = Subject.GroupFolds(groups, k);
            Expect.Equal(k, folds?.Length ?? 0, because: "As many folds as asked for.");
            foreach (Fold fold in folds!)
            {
                int[] shared = [.. fold.Train.Select(row => groups[row]).Intersect(fold.Test.Select(row => groups[row]))];
                Expect.That(shared.Length == 0, "no group on both sides of a fold", shared, because: "A customer's rows resemble each other: with some of them learnt, the others are no test.");
                Expect.SequenceEqual(Enumerable.Range(0, rows), fold.Train.Concat(fold.Test).Order(), because: "What is not tested in a fold is learnt from in it.");
            }

            Expect.SequenceEqual(Enumerable.Range(0, rows), folds.SelectMany(fold => fold.Test).Order(), because: "Each row is tested in exactly one fold.");
            int[] sizes = [.. folds.Select(fold => fold.Test.Length)];
            int largest = groups.CountBy(group => group).Max(group => group.Value);
            Expect.That(sizes.Max() - sizes.Min() <= largest, $"folds that differ by {largest} rows at most, the size of the largest group", sizes, because: "Put the largest group first, each into the fold with the fewest rows so far.");
        }, samples: 40);

    [Fact]
    public void Groups_are_dealt_by_size()
    {
        Fold[] folds = Subject.GroupFolds([1, 1, 2, 2, 3, 3, 3, 3], 2);
        Expect.SequenceEqual([4, 4], folds?.Select(fold => fold.Test.Length).Order(), because: "Groups of 2, 2 and 4 rows: the largest makes one fold, the two others the second. Dealt in the order they come, the folds have 6 and 2 rows.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(4)]
    public void Folds_are_two_at_least_and_not_more_than_groups(int k) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.GroupFolds([5, 5, 6, 7, 7, 7], k), because: "Three groups: two or three folds.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("A test outlier changed the training mean: Transform must use what Fit learnt, and learn nothing itself.", Reference with { StartScaler = () => new OfTheRows() }),
        new("Fold 2 knows fold 1: you use one model for all folds. Make a new one for each.", Reference with { CrossValidate = (make, x, y, folds) => { IPredictor one = make(); return ModelSelection.CrossValidate(() => one, x, y, folds); } }),
        new("The model has seen the test rows: fit it to the fold's training rows alone.", Reference with { CrossValidate = (make, x, y, folds) => { ModelSelection.CrossValidate(() => new Constant(0), x, y, folds); return [.. folds.Select(fold => { IPredictor model = make().Fit(x, y); NDArray answers = model.Predict(x.TakeRows(fold.Test)); return fold.Test.Select((row, i) => answers[i] == y[row] ? 1.0 : 0).Average(); })]; } }),
        new("The pipeline learns again in Predict. Only Fit may learn, and it sees training rows alone.", Reference with { StartPipeline = (steps, last) => new Relearning(steps, last) }),
        new("Every step got the rows as they came. Give each what the step before made of them.", Reference with { StartPipeline = (steps, last) => new SideBySide(steps, last) }),
        new("A customer stands on both sides of a fold: you dealt rows. Deal whole groups.", Reference with { GroupFolds = (groups, k) => { ModelSelection.GroupFolds(groups, k); int[] rows = [.. Enumerable.Range(0, groups.Length)]; return [.. Enumerable.Range(0, k).Select(fold => new Fold([.. rows.Where(row => row % k != fold)], [.. rows.Where(row => row % k == fold)]))]; } }),
        new("You divided the squares by n − 1. The scaler of scikit-learn and of this unit divides by n.", Reference with { StartScaler = () => new Sampled() }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("objects that change themselves and return themselves", new(() => new LoopScaler(), (steps, last) => new Chained(steps, last),
            (make, x, y, folds) =>
            {
                if (x.Shape[0] != y.Count || folds.Any(fold => fold.Train.Length == 0 || fold.Test.Length == 0 || fold.Test.Any(fold.Train.Contains))) throw new ArgumentException("Folds.");
                List<double> scores = [];
                foreach (Fold fold in folds)
                {
                    IPredictor model = make();
                    model = model.Fit(x.TakeRows(fold.Train), y.TakeRows(fold.Train));
                    double[] answers = model.Predict(x.TakeRows(fold.Test)).ToArray();
                    scores.Add(answers.Where((answer, i) => answer == y[fold.Test[i]]).Count() / (double)answers.Length);
                }

                return [.. scores];
            },
            (groups, k) =>
            {
                int[][] bySize = [.. groups.Select((group, row) => (group, row)).GroupBy(one => one.group, one => one.row).Select(rows => rows.ToArray()).OrderBy(rows => -rows.Length)];
                if (k < 2 || k > bySize.Length) throw new ArgumentOutOfRangeException(nameof(k));
                List<int>[] tests = [.. Enumerable.Range(0, k).Select(_ => new List<int>())];
                foreach (int[] rows in bySize) tests.MinBy(test => test.Count)!.AddRange(rows);
                return Array.ConvertAll(tests, test => new Fold([.. Enumerable.Range(0, groups.Length).Except(test)], [.. test]));
            })),
        new("a pipeline of one step and the rest", Reference with { StartPipeline = (steps, last) => steps.Count == 0 ? last : new Nested(steps[0], Pipeline.Of([.. steps.Skip(1)], last)) }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "For each number your code computes, ask: from which rows? A mean that has seen a test row has told the model something about it.",
        "Scaler: Fit stores mean and deviation, Transform only uses them. Pipeline: in Fit, fit a step, transform the rows with it, go on with these; in Predict, transform only. CrossValidate: in each fold make(), Fit on training rows, Predict on test rows.",
        "Scaler: mean and √mean of squares along axis 0 with keepDims; a deviation of 0 becomes 1. Keep what Fit returns, for steps and predictor alike. CrossValidate: check the folds; x.TakeRows(fold.Train). GroupFolds: groups by size, largest first, each to the fold with the fewest rows; then test rows are those of the fold's groups.",
    ];

    private static void Same(double[] expected, NDArray? actual, string because) => Expect.Close(expected, actual?.ToArray(), because, tolerance: 1e-12);

    private static NDArray Noise(int n, int d, ulong seed)
    {
        var rng = new Rng(seed);
        return NDArray.Of([.. Enumerable.Range(0, n * d).Select(_ => rng.NextGaussian())], n, d);
    }

    private static NDArray Coins(int n, ulong seed)
    {
        var rng = new Rng(seed);
        return NDArray.Of([.. Enumerable.Range(0, n).Select(_ => (double)rng.NextInt(2))], n);
    }

    /// <summary>Adds a number, and remembers what it was fitted to.</summary>
    private sealed class Adding(double number) : ITransformer
    {
        public double[]? SeenByFit { get; private set; }

        public double[]? AnswersSeen { get; private set; }

        public int Fits { get; private set; }

        public ITransformer Fit(NDArray x, NDArray? y)
        {
            (SeenByFit, AnswersSeen, Fits) = (x.ToArray(), y?.ToArray(), Fits + 1);
            return this;
        }

        public NDArray Transform(NDArray x) => x + number;
    }

    /// <summary>Answers for a row it has seen with its answer, and −1 for others.</summary>
    private sealed class Remembering : IPredictor
    {
        private readonly List<(double[] Row, double Answer)> _known = [];

        public double[]? SeenByFit { get; private set; }

        public double[]? SeenByPredict { get; private set; }

        public double[]? AnswersSeen { get; private set; }

        public int Fits { get; private set; }

        public IPredictor Fit(NDArray x, NDArray y)
        {
            (SeenByFit, AnswersSeen, Fits) = (x.ToArray(), y.ToArray(), Fits + 1);
            for (int row = 0; row < x.Shape[0]; row++) _known.Add((x.TakeRows(row).ToArray(), y[row]));
            return this;
        }

        public NDArray Predict(NDArray x)
        {
            SeenByPredict = x.ToArray();
            return NDArray.Of([.. Enumerable.Range(0, x.Shape[0]).Select(row => _known.Where(known => known.Row.SequenceEqual(x.TakeRows(row).ToArray())).Select(known => (double?)known.Answer).FirstOrDefault() ?? -1)], x.Shape[0]);
        }
    }

    private sealed class Constant(double answer) : IPredictor
    {
        public IPredictor Fit(NDArray x, NDArray y) => this;

        public NDArray Predict(NDArray x) => NDArray.Zeros(x.Shape[0]) + answer;
    }

    private class LoopScaler : ITransformer
    {
        private double[]? _mean, _deviation;

        protected virtual double Divisor(int n) => n;

        public virtual ITransformer Fit(NDArray x, NDArray? y)
        {
            if (x.Shape.Length != 2 || x.Shape[0] == 0) throw new ArgumentException("Rows.");
            (int n, int d) = (x.Shape[0], x.Shape[1]);
            (_mean, _deviation) = (new double[d], new double[d]);
            for (int j = 0; j < d; j++)
            {
                for (int i = 0; i < n; i++) _mean[j] += x[i, j] / n;
                for (int i = 0; i < n; i++) _deviation[j] += Math.Pow(x[i, j] - _mean[j], 2) / Divisor(n);
                _deviation[j] = _deviation[j] == 0 ? 1 : Math.Sqrt(_deviation[j]);
            }

            return this;
        }

        public virtual NDArray Transform(NDArray x)
        {
            if (_mean is null) throw new InvalidOperationException("Fit first.");
            if (x.Shape.Length != 2 || x.Shape[1] != _mean.Length) throw new ArgumentException("Columns.");
            double[] entries = x.ToArray();
            for (int i = 0; i < entries.Length; i++) entries[i] = (entries[i] - _mean[i % _mean.Length]) / _deviation![i % _mean.Length];
            return NDArray.Of(entries, x.Shape);
        }
    }

    private sealed class Sampled : LoopScaler
    {
        protected override double Divisor(int n) => Math.Max(1, n - 1);
    }

    private sealed class OfTheRows : LoopScaler
    {
        private bool _isFitted;

        public override ITransformer Fit(NDArray x, NDArray? y)
        {
            base.Fit(x, y);
            _isFitted = true;
            return this;
        }

        public override NDArray Transform(NDArray x)
        {
            NDArray right = base.Transform(x);
            return _isFitted && x.Shape[0] > 0 ? new StandardScaler().Fit(x, null).Transform(x) : right;
        }
    }

    private sealed class Chained(IReadOnlyList<ITransformer> steps, IPredictor last) : IPredictor
    {
        private readonly ITransformer[] _steps = [.. steps];
        private IPredictor _last = last;

        public IPredictor Fit(NDArray x, NDArray y)
        {
            NDArray rows = x;
            for (int i = 0; i < _steps.Length; i++) rows = (_steps[i] = _steps[i].Fit(rows, y)).Transform(rows);
            _last = _last.Fit(rows, y);
            return this;
        }

        public NDArray Predict(NDArray x)
        {
            foreach (ITransformer step in _steps) x = step.Transform(x);
            return _last.Predict(x);
        }
    }

    private sealed class Nested(ITransformer first, IPredictor rest) : IPredictor
    {
        public IPredictor Fit(NDArray x, NDArray y)
        {
            ITransformer fitted = first.Fit(x, y);
            return new Nested(fitted, rest.Fit(fitted.Transform(x), y));
        }

        public NDArray Predict(NDArray x) => rest.Predict(first.Transform(x));
    }

    private sealed class Relearning(IReadOnlyList<ITransformer> steps, IPredictor last) : IPredictor
    {
        private IPredictor _last = last;

        public IPredictor Fit(NDArray x, NDArray y)
        {
            foreach (ITransformer step in steps) x = step.Fit(x, y).Transform(x);
            _last = _last.Fit(x, y);
            return this;
        }

        public NDArray Predict(NDArray x) => _last.Predict(steps.Aggregate(x, (rows, step) => step is SelectBest ? step.Fit(rows, NDArray.Zeros(rows.Shape[0])).Transform(rows) : step.Fit(rows, null).Transform(rows)));
    }

    private sealed class SideBySide(IReadOnlyList<ITransformer> steps, IPredictor last) : IPredictor
    {
        public IPredictor Fit(NDArray x, NDArray y)
        {
            ITransformer[] fitted = [.. steps.Select(step => step.Fit(x, y))];
            return new SideBySide(fitted, last.Fit(fitted.Length == 0 ? x : fitted[^1].Transform(x), y));
        }

        public NDArray Predict(NDArray x) => last.Predict(steps.Count == 0 ? x : steps[^1].Transform(x));
    }
}
