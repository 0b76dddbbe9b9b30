using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>A function of each number as a layer, for <see cref="Sequential{T}"/>.</summary>
public sealed class Activation<T>(Func<Tensor<T>, Tensor<T>> function) : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x) => function(x);
}

/// <summary>The usual activations as layers.</summary>
public static class Activation
{
    /// <summary>max(x, 0).</summary>
    public static Activation<T> Relu<T>() where T : unmanaged, IFloatingPointIeee754<T> => new(static x => x.Relu());

    /// <summary>x above 0, slope·x below.</summary>
    public static Activation<T> LeakyRelu<T>(double slope = 0.01) where T : unmanaged, IFloatingPointIeee754<T> => new(x => x.LeakyRelu(slope));

    /// <summary>x·Φ(x), exact or by the tanh approximation.</summary>
    public static Activation<T> Gelu<T>(bool tanhApproximation = false) where T : unmanaged, IFloatingPointIeee754<T> => tanhApproximation ? new(static x => x.Gelu(true)) : new(static x => x.Gelu());

    /// <summary>x·σ(x).</summary>
    public static Activation<T> Silu<T>() where T : unmanaged, IFloatingPointIeee754<T> => new(static x => x.Silu());

    /// <summary>tanh x.</summary>
    public static Activation<T> Tanh<T>() where T : unmanaged, IFloatingPointIeee754<T> => new(static x => x.Tanh());

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static Activation<T> Sigmoid<T>() where T : unmanaged, IFloatingPointIeee754<T> => new(static x => x.Sigmoid());

    /// <summary>All axes after the first made one: what stands between convolutions and a linear layer.</summary>
    public static Activation<T> Flatten<T>() where T : unmanaged, IFloatingPointIeee754<T> => new(static x => x.Reshape(x.Shape[0], -1));
}
