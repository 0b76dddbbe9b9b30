using FromScratch.Arrays;
using FromScratch.Pipelines;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetParity.Tests;

/// <summary>Rows as ML.NET takes them, its trainer and its normaliser.</summary>
internal static class MlNet
{
    /// <summary>How many columns a row has: ML.NET wants it in the type.</summary>
    public const int Width = 5;

    public static MLContext Context { get; } = new(seed: 1);

    /// <summary>Each column in its own unit.</summary>
    public static IEstimator<Microsoft.ML.ITransformer> Normaliser => Context.Transforms.NormalizeMeanVariance(nameof(DataRow.X), fixZero: false);

    /// <summary>Logistic regression; on one thread, so that the same rows give the same weights.</summary>
    public static IEstimator<Microsoft.ML.ITransformer> Trainer =>
        Context.BinaryClassification.Trainers.LbfgsLogisticRegression(new() { LabelColumnName = nameof(DataRow.Y), FeatureColumnName = nameof(DataRow.X), NumberOfThreads = 1 });

    /// <summary>Rows [n, width] with answers 0 and 1, and their numbers.</summary>
    public static IDataView Table(NDArray x, NDArray? y = null) => Context.Data.LoadFromEnumerable(Enumerable.Range(0, x.Shape[0]).Select(row => new DataRow
    {
        X = [.. Enumerable.Range(0, Width).Select(column => (float)x[row, column])],
        Y = y is not null && y[row] == 1,
        Row = row,
    }).ToArray());

    public static T[] Column<T>(IDataView table, string name) => [.. table.GetColumn<T>(name)];

    /// <summary>The rows of a table's vectors [n, width].</summary>
    public static NDArray Rows(IDataView table) => NDArray.FromJagged(Array.ConvertAll(Column<float[]>(table, nameof(DataRow.X)), row => Array.ConvertAll(row, entry => (double)entry)));

    internal sealed class DataRow
    {
        [VectorType(Width)]
        public float[] X { get; set; } = [];

        public bool Y { get; set; }

        public int Row { get; set; }
    }
}

/// <summary>ML.NET's logistic regression as the last part of our pipelines.</summary>
/// <param name="raw">Whether it answers with the score before the logistic function, or with 0 and 1.</param>
internal sealed class MlLogistic(bool raw) : IPredictor
{
    private Microsoft.ML.ITransformer? _fitted;

    public IPredictor Fit(NDArray x, NDArray y)
    {
        _fitted = MlNet.Trainer.Fit(MlNet.Table(x, y));
        return this;
    }

    public NDArray Predict(NDArray x)
    {
        IDataView answered = _fitted!.Transform(MlNet.Table(x));
        return NDArray.Of(raw ? [.. MlNet.Column<float>(answered, "Score").Select(score => (double)score)] : [.. MlNet.Column<bool>(answered, "PredictedLabel").Select(yes => yes ? 1.0 : 0)]);
    }
}
