using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Optim;

/// <summary>Each parameter's step is divided by the root of its recent squared gradients: steep and flat directions move alike.</summary>
/// <remarks>s ← α·s + (1 − α)·g²; θ ← θ − η·g/(√s + ε). Source: Tieleman and Hinton, Neural Networks for Machine Learning, lecture 6.5 (2012).</remarks>
public sealed class RmsProp<T>(IEnumerable<Tensor<T>> parameters, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8)
    : Optimizer<T>(parameters, learningRate, statesPerParameter: 1) where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Update(int index, Tensor<T> parameter, Tensor<T> gradient, int step)
    {
        T rate = T.CreateTruncating(LearningRate), kept = T.CreateTruncating(alpha), small = T.CreateTruncating(epsilon);
        Span<T> theta = parameter.Data, s = State(index, 0).Data;
        ReadOnlySpan<T> g = gradient.Data;
        for (int i = 0; i < theta.Length; i++)
        {
            s[i] = kept * s[i] + (T.One - kept) * g[i] * g[i];
            theta[i] -= rate * g[i] / (T.Sqrt(s[i]) + small);
        }
    }
}
