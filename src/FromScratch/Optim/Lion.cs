using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Optim;

/// <summary>Every number moves by the same amount: only the sign of the averaged gradient counts.</summary>
/// <remarks>θ ← θ − η·(sign(β₁m + (1 − β₁)g) + λ·θ), then m ← β₂m + (1 − β₂)g. Half of Adam's memory. Source: Chen et al., "Symbolic Discovery of Optimization Algorithms" (2023), algorithm 2.</remarks>
public sealed class Lion<T>(IEnumerable<Tensor<T>> parameters, double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
    : Optimizer<T>(parameters, learningRate, statesPerParameter: 1) where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Update(int index, Tensor<T> parameter, Tensor<T> gradient, int step)
    {
        T rate = T.CreateTruncating(LearningRate), decay = T.CreateTruncating(weightDecay), b1 = T.CreateTruncating(beta1), b2 = T.CreateTruncating(beta2);
        Span<T> theta = parameter.Data, m = State(index, 0).Data;
        ReadOnlySpan<T> g = gradient.Data;
        for (int i = 0; i < theta.Length; i++)
        {
            T direction = b1 * m[i] + (T.One - b1) * g[i];
            T sign = direction > T.Zero ? T.One : direction < T.Zero ? -T.One : direction;   // 0 and NaN stay
            theta[i] -= rate * (sign + decay * theta[i]);
            m[i] = b2 * m[i] + (T.One - b2) * g[i];
        }
    }
}
