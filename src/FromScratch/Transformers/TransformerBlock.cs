using System.Numerics;
using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Tensors;

namespace FromScratch.Transformers;

/// <summary>One block of a decoder: tokens look at those before them, then each thinks for itself; both are added to what came in.</summary>
/// <remarks>
/// <para>x ← x + attention(norm(x)); x ← x + W₂·gelu(W₁·norm(x)). Normalizing before, not after, keeps a straight path for the gradient.</para>
/// <para>Source: Radford et al., "Language Models are Unsupervised Multitask Learners" (2019), §2.3; Xiong et al., "On Layer Normalization in the Transformer Architecture" (2020).</para>
/// </remarks>
public sealed class TransformerBlock<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LayerNorm<T> _norm1, _norm2;
    private readonly MultiHeadAttention<T> _attention;
    private readonly Linear<T> _up, _down;

    /// <summary>A block of the given width and heads.</summary>
    public TransformerBlock(int width, int heads, Rng rng)
    {
        _norm1 = Child("norm1", new LayerNorm<T>(width));
        _attention = Child("attention", new MultiHeadAttention<T>(width, heads, rng));
        _norm2 = Child("norm2", new LayerNorm<T>(width));
        _up = Child("up", new Linear<T>(width, 4 * width, rng));
        _down = Child("down", new Linear<T>(4 * width, width, rng));
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x)
    {
        x += _attention.Forward(_norm1.Forward(x), causal: true);                       // [batch, time, width]
        return x + _down.Forward(_up.Forward(_norm2.Forward(x)).Gelu(tanhApproximation: true));
    }
}
