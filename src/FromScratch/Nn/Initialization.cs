using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>First values of weights, chosen so that signals and gradients keep their size from layer to layer.</summary>
/// <remarks>A sum of n products has n times the variance of one: weights of variance about 1/n undo that. n is the fan-in, how many inputs reach an output, or the mean of fan-in and fan-out.</remarks>
public static class Initialization
{
    /// <summary>Evenly spread over ±√(6/((1 + slope²)·fan-in)): keeps the variance through layers with (leaky) ReLU.</summary>
    /// <remarks>Source: He et al., "Delving Deep into Rectifiers" (2015), §2.2.</remarks>
    public static Tensor<T> KaimingUniform<T>(Rng rng, Shape shape, double slope = 0) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double bound = Math.Sqrt(6 / ((1 + slope * slope) * FanIn(shape)));
        return Tensor<T>.Uniform(rng, -bound, bound, shape.AsSpan());
    }

    /// <summary>Evenly spread over ±√(6/(fan-in + fan-out)): a compromise between signals and gradients.</summary>
    /// <remarks>Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), eq. (16).</remarks>
    public static Tensor<T> XavierUniform<T>(Rng rng, Shape shape) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double bound = Math.Sqrt(6.0 / (FanIn(shape) + FanOut(shape)));
        return Tensor<T>.Uniform(rng, -bound, bound, shape.AsSpan());
    }

    /// <summary>Evenly spread over ±1/√fan-in: PyTorch's first values for linear layers and convolutions.</summary>
    public static Tensor<T> OneOverRoot<T>(Rng rng, Shape shape, int fanIn) where T : unmanaged, IFloatingPointIeee754<T>
    {
        double bound = 1 / Math.Sqrt(fanIn);
        return Tensor<T>.Uniform(rng, -bound, bound, shape.AsSpan());
    }

    /// <summary>How many inputs reach one output of a weight [outputs, inputs, …kernel].</summary>
    public static int FanIn(Shape shape) => shape.NumElements / Math.Max(1, shape[0]);

    /// <summary>How many outputs one input reaches.</summary>
    public static int FanOut(Shape shape) => shape.NumElements / Math.Max(1, shape[1]);
}
