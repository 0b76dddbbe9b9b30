using FromScratch.Arrays;

namespace FromScratch.Pipelines;

/// <summary>Each column in its own unit: how many standard deviations from the mean of the rows it was fitted to.</summary>
/// <remarks>z = (x − mean)/deviation with the deviation over n, as scikit-learn has it. A column that was constant is only shifted.</remarks>
public sealed class StandardScaler : ITransformer
{
    private readonly NDArray? _mean, _deviation;   // [1, d]

    /// <summary>A scaler that has not learnt yet.</summary>
    public StandardScaler()
    {
    }

    /// <summary>A scaler that has not learnt yet.</summary>
    public static ITransformer Start() => new StandardScaler();

    private StandardScaler(NDArray mean, NDArray deviation) => (_mean, _deviation) = (mean, deviation);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public ITransformer Fit(NDArray x, NDArray? y)
    {
        if (x.Shape.Length != 2 || x.Shape[0] == 0) throw new ArgumentException($"StandardScaler: rows of shape {StrideRule.Text(x.Shape)}. It needs [n, d] with at least one row.", nameof(x));
        NDArray mean = x.Mean(axis: 0, keepDims: true);
        NDArray variance = ((x - mean) * (x - mean)).Mean(axis: 0, keepDims: true);
        return new StandardScaler(mean, variance.Map(Math.Sqrt).Map(deviation => deviation > 0 ? deviation : 1));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It has not been fitted.</exception>
    /// <exception cref="ArgumentException">The rows have another number of columns.</exception>
    public NDArray Transform(NDArray x)
    {
        if (_mean is null || _deviation is null) throw new InvalidOperationException("StandardScaler: Transform before Fit. There is no mean yet.");
        if (x.Shape.Length != 2 || x.Shape[1] != _mean.Shape[1]) throw new ArgumentException($"StandardScaler: fitted to {_mean.Shape[1]} columns, given {StrideRule.Text(x.Shape)}.", nameof(x));
        return (x - _mean) / _deviation;
    }
}
