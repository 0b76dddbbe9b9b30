using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>A small window of weights slid over images: each output pixel is a weighted sum of the pixels under the window, over all input channels.</summary>
/// <remarks>
/// <para>y[b, o, i, j] = bias[o] + Σ_{c, u, v} x[b, c, i·stride + u·dilation − padding, j·stride + v·dilation − padding]·w[o, c, u, v]; pixels outside the image are 0. (Mathematics calls this cross-correlation.)</para>
/// <para>Source: LeCun et al., "Gradient-Based Learning Applied to Document Recognition" (1998), §II.</para>
/// </remarks>
public sealed class Conv2d<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer with weights evenly spread over ±1/√fan-in.</summary>
    public Conv2d(int inputs, int outputs, int kernel, Rng rng, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true)
    {
        if (inputs % groups != 0 || outputs % groups != 0) throw new ArgumentException($"Conv2d: {inputs} input and {outputs} output channels do not fall into {groups} equal groups.", nameof(groups));
        int fanIn = inputs / groups * kernel * kernel;
        Weight = Parameter("weight", Initialization.OneOverRoot<T>(rng, [outputs, inputs / groups, kernel, kernel], fanIn));
        Bias = bias ? Parameter("bias", Initialization.OneOverRoot<T>(rng, [outputs], fanIn)) : null;
        Window = new Window(stride, padding, dilation, groups);
    }

    /// <summary>w [outputs, inputs/groups, kernel, kernel].</summary>
    public Tensor<T> Weight { get; }

    /// <summary>One number for each output channel [outputs], if there is one.</summary>
    public Tensor<T>? Bias { get; }

    /// <summary>How the window moves.</summary>
    public Window Window { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x) => Convolution.Conv2d(x, Weight, Bias, Window);
}
