using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Optim;

/// <summary>Stochastic gradient descent, with momentum if wanted: the steps gather speed where gradients agree.</summary>
/// <remarks>
/// <para>v ← μ·v + g (the first time v ← g); θ ← θ − η·v, or with Nesterov's look ahead θ ← θ − η·(g + μ·v). Weight decay adds λ·θ to g.</para>
/// <para>Source: Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013); in PyTorch's form, which multiplies η after v.</para>
/// </remarks>
public sealed class Sgd<T>(IEnumerable<Tensor<T>> parameters, double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false)
    : Optimizer<T>(parameters, learningRate, statesPerParameter: 1) where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Update(int index, Tensor<T> parameter, Tensor<T> gradient, int step)
    {
        T rate = T.CreateTruncating(LearningRate), decay = T.CreateTruncating(weightDecay), mu = T.CreateTruncating(momentum);
        Span<T> theta = parameter.Data;
        ReadOnlySpan<T> g = gradient.Data;
        Span<T> v = momentum == 0 ? default : State(index, 0).Data;
        for (int i = 0; i < theta.Length; i++)
        {
            T move = g[i] + decay * theta[i];
            if (momentum != 0)
            {
                v[i] = step == 1 ? move : mu * v[i] + move;
                move = nesterov ? move + mu * v[i] : v[i];
            }

            theta[i] -= rate * move;
        }
    }
}
