using FromScratch.Arrays;

namespace FromScratch.Pipelines;

/// <summary>Keeps the columns that go best with the answers: those with the largest absolute correlation.</summary>
/// <param name="count">How many are kept.</param>
/// <remarks>It looks at the answers. On rows it will be tested on it may not: see ESL §7.10.2, "the wrong and right way to do cross-validation".</remarks>
public sealed class SelectBest(int count) : ITransformer
{
    private int[]? Kept { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no answers.</exception>
    public ITransformer Fit(NDArray x, NDArray? y)
    {
        if (y is null) throw new ArgumentException("SelectBest: without answers no column is better than another.", nameof(y));
        NDArray centred = x - x.Mean(axis: 0, keepDims: true);
        NDArray covariance = (centred * (y - y.Mean()).Reshape(-1, 1)).Sum(axis: 0), squares = (centred * centred).Sum(axis: 0);
        double[] strength = [.. covariance.ToArray().Zip(squares.ToArray(), (together, alone) => alone > 0 ? Math.Abs(together) / Math.Sqrt(alone) : 0)];
        return new SelectBest(count) { Kept = [.. Enumerable.Range(0, strength.Length).OrderByDescending(column => strength[column]).Take(count).Order()] };
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It has not been fitted.</exception>
    public NDArray Transform(NDArray x) => Kept is null ? throw new InvalidOperationException("SelectBest: Transform before Fit.") : x.Transpose().TakeRows(Kept).Transpose();
}
