using FromScratch.Arrays;

namespace FromScratch.Pipelines;

/// <summary>Learns from rows with answers, and answers for rows without.</summary>
public interface IPredictor
{
    /// <summary>Learns from training rows.</summary>
    /// <param name="x">Rows [n, d].</param>
    /// <param name="y">Their answers [n].</param>
    /// <returns>A predictor that has learnt; it may be this one.</returns>
    IPredictor Fit(NDArray x, NDArray y);

    /// <summary>Answers for rows.</summary>
    /// <param name="x">Rows [m, d].</param>
    /// <returns>Answers [m].</returns>
    NDArray Predict(NDArray x);
}
