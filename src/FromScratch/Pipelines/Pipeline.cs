using FromScratch.Arrays;

namespace FromScratch.Pipelines;

/// <summary>Transformers one after the other, and a predictor at the end: fitted as one, so that nothing in it can see rows it must not.</summary>
/// <param name="steps">The transformers, in their order.</param>
/// <param name="last">The predictor.</param>
public sealed class Pipeline(IReadOnlyList<ITransformer> steps, IPredictor last) : IPredictor
{
    /// <summary>Transformers and a predictor as one predictor.</summary>
    public static IPredictor Of(IReadOnlyList<ITransformer> steps, IPredictor last) => new Pipeline(steps, last);

    /// <inheritdoc/>
    /// <remarks>Each step is fitted to what the steps before made of the training rows.</remarks>
    public IPredictor Fit(NDArray x, NDArray y)
    {
        List<ITransformer> fitted = [];
        foreach (ITransformer step in steps)
        {
            fitted.Add(step.Fit(x, y));
            x = fitted[^1].Transform(x);
        }

        return new Pipeline(fitted, last.Fit(x, y));
    }

    /// <inheritdoc/>
    public NDArray Predict(NDArray x) => last.Predict(steps.Aggregate(x, (rows, step) => step.Transform(rows)));
}
