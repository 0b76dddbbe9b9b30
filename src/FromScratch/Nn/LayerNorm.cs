using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>Each row, over its last axis, brought to mean 0 and variance 1, then scaled and shifted by learned numbers.</summary>
/// <remarks>
/// <para>y = (x − μ)/√(σ² + ε)·w + b, with μ and σ² (divided by n, not n − 1) of the row itself: no other row plays a part, so training and use are the same.</para>
/// <para>Source: Ba, Kiros and Hinton, "Layer Normalization" (2016), eq. (4).</para>
/// </remarks>
public sealed partial class LayerNorm<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer for rows of the given width.</summary>
    public LayerNorm(int width, double epsilon = 1e-5)
    {
        Weight = Parameter("weight", Tensor<T>.Ones(width));
        Bias = Parameter("bias", Tensor<T>.Zeros(width));
        Epsilon = epsilon;
    }

    /// <summary>w [width].</summary>
    public Tensor<T> Weight { get; }

    /// <summary>b [width].</summary>
    public Tensor<T> Bias { get; }

    /// <summary>ε: keeps a row of equal numbers from dividing by 0.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x) => x.Shape[^1] == Weight.Shape[0]
        ? Fused(x, Weight, Bias, Epsilon)
        : throw new ArgumentException($"LayerNorm: the input has shape {x.Shape}, the layer normalizes rows of {Weight.Shape[0]} numbers.", nameof(x));

    /// <summary>The formula, from the tensor's own operations: the textbook form.</summary>
    /// <param name="x">[…, width].</param>
    /// <param name="weight">w [width].</param>
    /// <param name="bias">b [width].</param>
    /// <param name="epsilon">ε.</param>
    internal static Tensor<T> Textbook(Tensor<T> x, Tensor<T> weight, Tensor<T> bias, double epsilon)
    {
        Tensor<T> centred = x - x.Mean(-1, keepDim: true);                    // […, width]
        Tensor<T> variance = centred.Square().Mean(-1, keepDim: true);        // […, 1]
        return centred / (variance + T.CreateTruncating(epsilon)).Sqrt() * weight + bias;
    }
}
