using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>The mean of the numbers under each window of an image, as a layer.</summary>
public sealed class AveragePool2d<T>(int kernel, int stride = 0, int padding = 0) : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x) => Pooling.Average2d(x, kernel, stride, padding);
}
