using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Optim;

/// <summary>Adam with decoupled weight decay: parameters shrink by themselves, not through the gradient that Adam rescales.</summary>
/// <remarks>
/// <para>m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²; both start at 0, so they are divided by 1 − βᵗ; θ ← θ − η·λ·θ, then θ ← θ − η·m̂/(√v̂ + ε).</para>
/// <para>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2014), algorithm 1; Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2017), algorithm 2.</para>
/// </remarks>
public sealed partial class AdamW<T>(IEnumerable<Tensor<T>> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 1e-2)
    : Optimizer<T>(parameters, learningRate, statesPerParameter: 2) where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override void Update(int index, Tensor<T> parameter, Tensor<T> gradient, int step) =>
        Fused(parameter, gradient, State(index, 0), State(index, 1), AdamStep<T>.Of(LearningRate, beta1, beta2, epsilon, weightDecay, step));

    /// <summary>The formula, number by number: the textbook form.</summary>
    internal static void Textbook(Span<T> theta, ReadOnlySpan<T> g, Span<T> m, Span<T> v, in AdamStep<T> s)
    {
        for (int i = 0; i < theta.Length; i++)
        {
            m[i] = s.Beta1 * m[i] + (T.One - s.Beta1) * g[i];
            v[i] = s.Beta2 * v[i] + (T.One - s.Beta2) * g[i] * g[i];
            theta[i] -= s.LearningRate * s.WeightDecay * theta[i];
            theta[i] -= s.LearningRate * (m[i] / s.Correction1) / (T.Sqrt(v[i] / s.Correction2) + s.Epsilon);
        }
    }
}

/// <summary>The numbers of one step of Adam.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="WeightDecay">λ.</param>
/// <param name="Correction1">1 − β₁ᵗ.</param>
/// <param name="Correction2">1 − β₂ᵗ.</param>
internal readonly record struct AdamStep<T>(T LearningRate, T Beta1, T Beta2, T Epsilon, T WeightDecay, T Correction1, T Correction2) where T : unmanaged, IFloatingPointIeee754<T>
{
    public static AdamStep<T> Of(double learningRate, double beta1, double beta2, double epsilon, double weightDecay, int step) => new(
        T.CreateTruncating(learningRate), T.CreateTruncating(beta1), T.CreateTruncating(beta2), T.CreateTruncating(epsilon), T.CreateTruncating(weightDecay),
        T.CreateTruncating(1 - Math.Pow(beta1, step)), T.CreateTruncating(1 - Math.Pow(beta2, step)));
}
