using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>Each row divided by its root mean square, then scaled by learned numbers: layer normalization without the mean.</summary>
/// <remarks>y = x/√(mean(x²) + ε)·w. Source: Zhang and Sennrich, "Root Mean Square Layer Normalization" (2019), eq. (4).</remarks>
public sealed class RmsNorm<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer for rows of the given width.</summary>
    public RmsNorm(int width, double epsilon = 1e-5)
    {
        Weight = Parameter("weight", Tensor<T>.Ones(width));
        Epsilon = epsilon;
    }

    /// <summary>w [width].</summary>
    public Tensor<T> Weight { get; }

    /// <summary>ε: keeps a row of zeros from dividing by 0.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x)
    {
        Tensor<T> meanSquare = x.Square().Mean(-1, keepDim: true);            // […, 1]
        return x / (meanSquare + T.CreateTruncating(Epsilon)).Sqrt() * Weight;
    }
}
