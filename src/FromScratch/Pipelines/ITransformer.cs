using FromScratch.Arrays;

namespace FromScratch.Pipelines;

/// <summary>Learns something from rows, and changes rows by it.</summary>
public interface ITransformer
{
    /// <summary>Learns from training rows.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Their answers [n]; null for those that need none.</param>
    /// <returns>A transformer that has learnt; it may be this one.</returns>
    ITransformer Fit(NDArray x, NDArray? y);

    /// <summary>Rows changed by what was learnt; the rows may be others than those learnt from.</summary>
    /// <param name="x">Rows [m, d].</param>
    /// <returns>Rows [m, …].</returns>
    NDArray Transform(NDArray x);
}
