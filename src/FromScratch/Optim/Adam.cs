using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Optim;

/// <summary>Adam: momentum, and steps divided by the root of recent squared gradients. Weight decay is added to the gradient.</summary>
/// <remarks>As <see cref="AdamW{T}"/>, but λ·θ enters g and is rescaled with it. Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2014), algorithm 1.</remarks>
public sealed class Adam<T>(IEnumerable<Tensor<T>> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
    : Optimizer<T>(parameters, learningRate, statesPerParameter: 2) where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Update(int index, Tensor<T> parameter, Tensor<T> gradient, int step)
    {
        Tensor<T> slope = weightDecay == 0 ? gradient : gradient + parameter * T.CreateTruncating(weightDecay);
        AdamW<T>.Fused(parameter, slope, State(index, 0), State(index, 1), AdamStep<T>.Of(LearningRate, beta1, beta2, epsilon, weightDecay: 0, step));
    }
}
