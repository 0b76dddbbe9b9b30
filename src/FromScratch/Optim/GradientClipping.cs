using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Optim;

/// <summary>Keeps one steep gradient from throwing the parameters far away.</summary>
/// <remarks>Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks" (2012), §3.2.</remarks>
public static class GradientClipping
{
    /// <summary>Scales all gradients by the same factor, so that together, as one vector, they are no longer than allowed: the direction stays.</summary>
    /// <returns>The length before.</returns>
    public static double ByNorm<T>(IReadOnlyList<Tensor<T>> parameters, double maxNorm) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double squares = 0;
        for (int i = 0; i < parameters.Count; i++)
            if (parameters[i].Grad is { } gradient) squares += double.CreateTruncating(SoftmaxKernel.Dot<T>(gradient.Data, gradient.Data));
        double norm = Math.Sqrt(squares);
        double factor = maxNorm / (norm + 1e-6);
        if (factor >= 1) return norm;
        for (int i = 0; i < parameters.Count; i++)
            if (parameters[i].Grad is { } gradient) SoftmaxKernel.Scale(gradient.Data, T.CreateTruncating(factor));
        return norm;
    }

    /// <summary>Holds every number of every gradient between −limit and limit.</summary>
    public static void ByValue<T>(IReadOnlyList<Tensor<T>> parameters, double limit) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T bound = T.CreateTruncating(limit);
        foreach (Tensor<T> parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            foreach (ref T g in gradient.Data) g = T.Clamp(g, -bound, bound);
        }
    }
}
