using FromScratch.Arrays;
using FromScratch.Data;
using FromScratch.Pipelines;
using Microsoft.ML;
using ITransformer = FromScratch.Pipelines.ITransformer;

namespace MlNetParity.Tests;

/// <summary>Scalers, pipelines and cross-validation on generated rows, and the same of ML.NET.</summary>
/// <remarks>ML.NET counts in float. The rows are rounded to float before either sees them, so that what differs is the counting alone.</remarks>
public sealed class PipelineTests
{
    private const int Datasets = 12;

    [Fact]
    public void A_scaler_measures_new_rows_as_MLNET_does()
    {
        for (ulong seed = 0; seed < Datasets; seed++)
        {
            (NDArray train, _) = Data(seed, 3 + (int)seed * 4);
            (NDArray test, _) = Data(seed + 500, 17);
            NDArray ours = new StandardScaler().Fit(train, null).Transform(test);
            NDArray theirs = MlNet.Rows(MlNet.Normaliser.Fit(MlNet.Table(train)).Transform(MlNet.Table(test)));
            Close(theirs.ToArray(), ours.ToArray(), tolerance: 1e-5, $"seed {seed}");
        }
    }

    [Fact]
    public void A_pipeline_scores_the_rows_it_has_not_seen_as_MLNET_does()
    {
        for (ulong seed = 0; seed < Datasets; seed++)
        {
            (NDArray x, NDArray y) = Data(seed, 60);
            foreach (Fold fold in ModelSelection.GroupFolds([.. Enumerable.Range(0, 60).Select(row => row % 7)], 3))
                Close(Theirs(x, y, fold), Pipeline.Of([new StandardScaler()], new MlLogistic(raw: true)).Fit(x.TakeRows(fold.Train), y.TakeRows(fold.Train)).Predict(x.TakeRows(fold.Test)).ToArray(), tolerance: 2e-3, $"seed {seed}");
        }
    }

    [Fact]
    public void The_judge_sees_a_scaler_that_has_seen_the_test_rows()
    {
        for (ulong seed = 0; seed < Datasets; seed++)
        {
            (NDArray x, NDArray y) = Data(seed, 60);
            ITransformer knowsAll = new StandardScaler().Fit(x, null);
            Fold fold = ModelSelection.KFold(60, 3, new Rng(seed))[0];
            double[] leaking = new MlLogistic(raw: true).Fit(knowsAll.Transform(x.TakeRows(fold.Train)), y.TakeRows(fold.Train)).Predict(knowsAll.Transform(x.TakeRows(fold.Test))).ToArray();
            double apart = leaking.Zip(Theirs(x, y, fold), (ours, theirs) => Math.Abs(ours - theirs)).Max();
            Assert.True(apart > 2e-2, $"seed {seed}: the scores differ by {apart} at most, ten times the tolerance was expected");
        }
    }

    [Fact]
    public void Cross_validation_on_the_folds_of_MLNET_gives_its_accuracies()
    {
        for (ulong seed = 0; seed < Datasets; seed++)
        {
            (NDArray x, NDArray y) = Data(seed, 90);
            var theirs = MlNet.Context.BinaryClassification.CrossValidate(MlNet.Table(x, y), MlNet.Normaliser.Append(MlNet.Trainer), 4, nameof(MlNet.DataRow.Y), seed: (int)seed);
            Fold[] folds = [.. theirs.Select(one => MlNet.Column<int>(one.ScoredHoldOutSet, nameof(MlNet.DataRow.Row))).Select(test => new Fold([.. Enumerable.Range(0, 90).Except(test)], test))];
            double[] ours = ModelSelection.CrossValidate(() => Pipeline.Of([new StandardScaler()], new MlLogistic(raw: false)), x, y, folds);
            Assert.Equal(Enumerable.Range(0, 90), folds.SelectMany(fold => fold.Test).Order());
            for (int i = 0; i < ours.Length; i++)   // a row whose score rounds to the other side of 0 may differ
                Assert.True(Math.Abs(theirs[i].Metrics.Accuracy - ours[i]) <= 1.01 / folds[i].Test.Length, $"seed {seed}, fold {i}: {theirs[i].Metrics.Accuracy} by ML.NET, {ours[i]} here");
        }
    }

    /// <summary>The scores of a fold's test rows, by a pipeline of ML.NET alone.</summary>
    private static double[] Theirs(NDArray x, NDArray y, Fold fold) =>
        [.. MlNet.Column<float>(MlNet.Normaliser.Append(MlNet.Trainer).Fit(MlNet.Table(x.TakeRows(fold.Train), y.TakeRows(fold.Train))).Transform(MlNet.Table(x.TakeRows(fold.Test))), "Score").Select(score => (double)score)];

    /// <summary>Columns whose sizes and means differ by powers of ten; answers that hang on two of them; and here and there a row far out.</summary>
    private static (NDArray X, NDArray Y) Data(ulong seed, int rows)
    {
        var rng = new Rng(seed);
        NDArray x = NDArray.Zeros(rows, MlNet.Width), y = NDArray.Zeros(rows);
        for (int row = 0; row < rows; row++)
        {
            double[] drawn = [.. Enumerable.Range(0, MlNet.Width).Select(_ => rng.NextGaussian() * (rng.NextInt(12) == 0 ? 6 : 1))];
            y[row] = drawn[0] - drawn[3] + 0.5 * rng.NextGaussian() > 0 ? 1 : 0;
            for (int column = 0; column < MlNet.Width; column++) x[row, column] = (float)((drawn[column] + column) * Math.Pow(10, column - 2));
        }

        return (x, y);
    }

    private static void Close(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"{what}, entry {i}: {expected[i]} by ML.NET, {actual[i]} here");
    }
}
