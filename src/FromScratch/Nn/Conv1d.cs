using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>A window of weights slid along a sequence [batch, channels, time].</summary>
/// <remarks>A sequence is an image one pixel high: this is <see cref="Conv2d{T}"/> with a window one pixel high.</remarks>
public sealed class Conv1d<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer with weights evenly spread over ±1/√fan-in.</summary>
    public Conv1d(int inputs, int outputs, int kernel, Rng rng, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true)
    {
        if (inputs % groups != 0 || outputs % groups != 0) throw new ArgumentException($"Conv1d: {inputs} input and {outputs} output channels do not fall into {groups} equal groups.", nameof(groups));
        int fanIn = inputs / groups * kernel;
        Weight = Parameter("weight", Initialization.OneOverRoot<T>(rng, [outputs, inputs / groups, kernel], fanIn));
        Bias = bias ? Parameter("bias", Initialization.OneOverRoot<T>(rng, [outputs], fanIn)) : null;
        Window = new Window(stride, padding, dilation, groups);
    }

    /// <summary>w [outputs, inputs/groups, kernel].</summary>
    public Tensor<T> Weight { get; }

    /// <summary>One number for each output channel [outputs], if there is one.</summary>
    public Tensor<T>? Bias { get; }

    /// <summary>How the window moves.</summary>
    public Window Window { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x) => Convolution.Conv1d(x, Weight, Bias, Window);
}
