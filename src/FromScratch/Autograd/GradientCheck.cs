using FromScratch.Tensors;

namespace FromScratch.Autograd;

/// <summary>What a gradient check found.</summary>
/// <param name="MaxRelativeError">The largest |analytic − numeric|/max(1, |analytic|, |numeric|).</param>
/// <param name="Input">Which input it is in.</param>
/// <param name="Element">Which element of that input, counted in order.</param>
/// <param name="Analytic">The gradient of the backward pass there.</param>
/// <param name="Numeric">The central difference there.</param>
public sealed record GradientReport(double MaxRelativeError, int Input, int Element, double Analytic, double Numeric);

/// <summary>Holds the gradients of the backward pass against central differences, in double.</summary>
public static class GradientCheck
{
    /// <summary>Compares every gradient of a function with (f(x + h) − f(x − h))/2h.</summary>
    /// <param name="f">From the inputs to a tensor of any shape; its elements are weighted with fixed, unequal numbers and summed.</param>
    /// <param name="inputs">Where to check. They come back unchanged, bit for bit.</param>
    /// <param name="h">The step: 1e-6 balances the error of the difference (h²) against rounding (ε/h).</param>
    public static GradientReport Check(Func<Tensor<double>[], Tensor<double>> f, Tensor<double>[] inputs, double h = 1e-6)
    {
        foreach (Tensor<double> input in inputs)
        {
            input.RequiresGrad = true;
            input.ZeroGrad();
        }

        Weighted(f(inputs)).Backward();
        var worst = new GradientReport(0, 0, 0, 0, 0);
        for (int i = 0; i < inputs.Length; i++)
        {
            double[] analytic = inputs[i].Grad?.ToArray() ?? new double[inputs[i].NumElements];
            for (int k = 0; k < analytic.Length; k++)
            {
                double numeric = Difference(f, inputs, inputs[i], k, h);
                double error = Math.Abs(analytic[k] - numeric) / Math.Max(1, Math.Max(Math.Abs(analytic[k]), Math.Abs(numeric)));
                if (!(error <= worst.MaxRelativeError)) worst = new GradientReport(error, i, k, analytic[k], numeric);   // NaN is the worst of all
            }
        }

        return worst;
    }

    private static double Difference(Func<Tensor<double>[], Tensor<double>> f, Tensor<double>[] inputs, Tensor<double> input, int element, double h)
    {
        using GradMode.Restore restore = GradMode.NoGrad();
        double before = input.Data[element];
        input.Data[element] = before + h;
        double above = Weighted(f(inputs)).Item();
        input.Data[element] = before - h;
        double below = Weighted(f(inputs)).Item();
        input.Data[element] = before;
        return (above - below) / (2 * h);
    }

    /// <summary>Σ wᵢyᵢ with weights 1, 1.3, 0.7, …: equal weights would hide errors that cancel, as in softmax, whose elements always sum to 1.</summary>
    private static Tensor<double> Weighted(Tensor<double> y)
    {
        double[] weights = new double[y.NumElements];
        for (int i = 0; i < weights.Length; i++) weights[i] = 1 + 0.3 * Math.Sin(1.7 * i);
        return (y * Tensor<double>.From(weights, y.Shape.AsSpan())).Sum();
    }
}
