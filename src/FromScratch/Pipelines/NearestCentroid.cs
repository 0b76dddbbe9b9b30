using FromScratch.Arrays;

namespace FromScratch.Pipelines;

/// <summary>A small classifier: the class whose mean row is nearest.</summary>
/// <remarks>Source: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., §18.2 (without the shrinking).</remarks>
public sealed class NearestCentroid : IPredictor
{
    private readonly double[] _classes = [];
    private readonly NDArray? _centroids;   // [classes, d]

    /// <summary>A classifier that has not learnt yet.</summary>
    public NearestCentroid()
    {
    }

    private NearestCentroid(double[] classes, NDArray centroids) => (_classes, _centroids) = (classes, centroids);

    /// <inheritdoc/>
    public IPredictor Fit(NDArray x, NDArray y)
    {
        double[] answers = y.ToArray(), classes = [.. answers.Distinct().Order()];
        return new NearestCentroid(classes, NDArray.Of([.. classes.SelectMany(one => x.TakeRows([.. Enumerable.Range(0, answers.Length).Where(row => answers[row] == one)]).Mean(axis: 0).ToArray())], classes.Length, x.Shape[1]));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It has not been fitted.</exception>
    public NDArray Predict(NDArray x)
    {
        if (_centroids is null) throw new InvalidOperationException("NearestCentroid: Predict before Fit.");
        return (-Distances.Pairwise(x, _centroids)).ArgMax(axis: 1).Map(place => _classes[(int)place]);
    }
}
