using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>y = x·Wᵀ + b for an input […, inputs].</summary>
public sealed class Linear<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer with weights evenly spread over ±1/√inputs.</summary>
    public Linear(int inputs, int outputs, Rng rng, bool bias = true)
    {
        Weight = Parameter("weight", Initialization.OneOverRoot<T>(rng, [outputs, inputs], inputs));
        Bias = bias ? Parameter("bias", Initialization.OneOverRoot<T>(rng, [outputs], inputs)) : null;
    }

    /// <summary>W [outputs, inputs].</summary>
    public Tensor<T> Weight { get; }

    /// <summary>b [outputs], if there is one.</summary>
    public Tensor<T>? Bias { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x) => x.Linear(Weight, Bias);   // […, outputs]
}
