using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>Convolutions of images and sequences, and their gradients.</summary>
public static partial class Convolution
{
    /// <summary>Slides a window of weights over images.</summary>
    /// <param name="x">[batch, inputs, height, width].</param>
    /// <param name="weight">[outputs, inputs/groups, kernel height, kernel width].</param>
    /// <param name="bias">[outputs], if there is one.</param>
    /// <param name="window">How the window moves.</param>
    /// <returns>[batch, outputs, places down, places across].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor<T> Conv2d<T>(Tensor<T> x, Tensor<T> weight, Tensor<T>? bias = null, Window window = default) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (window == default) window = new Window(1);
        if (x.Rank != 4 || weight.Rank != 4) throw new ArgumentException($"Conv2d: the input has shape {x.Shape}, the weight {weight.Shape}. They are [batch, channels, height, width] and [outputs, channels/groups, height, width].", nameof(x));
        return Checked(x, weight, bias, Geometry.Of(x.Shape, weight.Shape, window, window));
    }

    /// <summary>Slides a window of weights along sequences.</summary>
    /// <param name="x">[batch, inputs, time].</param>
    /// <param name="weight">[outputs, inputs/groups, kernel].</param>
    /// <param name="bias">[outputs], if there is one.</param>
    /// <param name="window">How the window moves.</param>
    /// <returns>[batch, outputs, places].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor<T> Conv1d<T>(Tensor<T> x, Tensor<T> weight, Tensor<T>? bias = null, Window window = default) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (window == default) window = new Window(1);
        if (x.Rank != 3 || weight.Rank != 3) throw new ArgumentException($"Conv1d: the input has shape {x.Shape}, the weight {weight.Shape}. They are [batch, channels, time] and [outputs, channels/groups, kernel].", nameof(x));
        (Tensor<T> image, Tensor<T> kernel) = (x.Unsqueeze(2), weight.Unsqueeze(2));   // [batch, inputs, 1, time]
        return Checked(image, kernel, bias, Geometry.Of(image.Shape, kernel.Shape, new Window(1, 0, 1, window.Groups), window)).Squeeze(2);
    }

    private static Tensor<T> Checked<T>(Tensor<T> x, Tensor<T> weight, Tensor<T>? bias, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Shape[1] != weight.Shape[1] * at.Groups || weight.Shape[0] % at.Groups != 0)
            throw new ArgumentException($"Convolution: the input has shape {x.Shape}, the weight {weight.Shape}, in {at.Groups} groups. The input's channels must be the groups times the weight's second axis, and its first axis a multiple of the groups.", nameof(weight));
        if (bias is not null && bias.Shape != Shape.Of(weight.Shape[0])) throw new ArgumentException($"Convolution: the bias has shape {bias.Shape}, the weight {weight.Shape}. The bias needs one number for each of the {weight.Shape[0]} outputs.", nameof(bias));
        (x, weight, bias) = (x.Contiguous(), weight.Contiguous(), bias?.Contiguous());
        Tensor<T> y = Tensor<T>.Uninitialized([at.Batch, at.Outputs, at.PlacesDown, at.PlacesAcross]);
        Forward(x, weight, bias, y, at);
        if (y.Record("conv", Backward<T>, x, weight, bias) is { } node) node.Dims = at.Steps;
        return y;
    }

    private static void Backward<T>(Node<T> node, Tensor<T> gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Tensor<T> x, Tensor<T> weight, Tensor<T> g) = (node[0], node[1], gradient.Contiguous());
        Geometry at = Geometry.Of(x.Shape, weight.Shape, node.Dims);
        if (node.Needs(0)) node.Pass(0, InputGradient(g, weight, at));
        if (node.Needs(1)) node.Pass(1, WeightGradient(g, x, at));
        if (node.ParentCount > 2 && node.Needs(2)) node.Pass(2, BiasGradient(g, at));
    }

    /// <summary>The sum of the definition, place by place: the textbook form. Gradients follow the same loops: what the sum reads with weight w, gets the gradient back with weight w.</summary>
    /// <param name="x">[batch, inputs, height, width].</param>
    /// <param name="weight">[outputs, inputs/groups, kernel height, kernel width].</param>
    /// <param name="g">The gradient of the result; null to compute the result alone.</param>
    /// <param name="at">The sizes.</param>
    /// <returns>The result and, when g is given, the gradients of x and of the weight.</returns>
    internal static (Tensor<T> Y, Tensor<T> InputGradient, Tensor<T> WeightGradient) Textbook<T>(Tensor<T> x, Tensor<T> weight, Tensor<T>? g, Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> y = Tensor<T>.Zeros(at.Batch, at.Outputs, at.PlacesDown, at.PlacesAcross);
        (Tensor<T> dx, Tensor<T> dw) = (Tensor<T>.Zeros(x.Shape.AsSpan()), Tensor<T>.Zeros(weight.Shape.AsSpan()));
        for (int b = 0; b < at.Batch; b++)
            for (int o = 0; o < at.Outputs; o++)
                for (int i = 0; i < at.PlacesDown; i++)
                    for (int j = 0; j < at.PlacesAcross; j++)
                        for (int c = 0; c < at.GroupInputs; c++)
                            for (int u = 0; u < at.KernelHeight; u++)
                                for (int v = 0; v < at.KernelWidth; v++)
                                {
                                    int channel = o / at.GroupOutputs * at.GroupInputs + c;
                                    int row = i * at.StrideDown + u * at.DilationDown - at.PaddingDown, column = j * at.StrideAcross + v * at.DilationAcross - at.PaddingAcross;
                                    if ((uint)row >= (uint)at.Height || (uint)column >= (uint)at.Width) continue;
                                    y[b, o, i, j] += x[b, channel, row, column] * weight[o, c, u, v];
                                    if (g is null) continue;
                                    dx[b, channel, row, column] += g[b, o, i, j] * weight[o, c, u, v];
                                    dw[o, c, u, v] += g[b, o, i, j] * x[b, channel, row, column];
                                }

        return (y, dx, dw);
    }

    /// <summary>The sizes of one convolution.</summary>
    internal readonly record struct Geometry(int Batch, int Inputs, int Height, int Width, int Outputs, int KernelHeight, int KernelWidth, int PlacesDown, int PlacesAcross, Shape Steps)
    {
        public int StrideDown => Steps[0];

        public int StrideAcross => Steps[1];

        public int PaddingDown => Steps[2];

        public int PaddingAcross => Steps[3];

        public int DilationDown => Steps[4];

        public int DilationAcross => Steps[5];

        public int Groups => Steps[6];

        public int GroupInputs => Inputs / Groups;

        public int GroupOutputs => Outputs / Groups;

        /// <summary>How many weights one output channel has.</summary>
        public int Taps => GroupInputs * KernelHeight * KernelWidth;

        public int Places => PlacesDown * PlacesAcross;

        public static Geometry Of(Shape x, Shape weight, Window down, Window across) =>
            Of(x, weight, [down.Stride, across.Stride, down.Padding, across.Padding, down.Dilation, across.Dilation, across.Groups]);

        public static Geometry Of(Shape x, Shape weight, Shape steps) => new(x[0], x[1], x[2], x[3], weight[0], weight[2], weight[3],
            new Window(steps[0], steps[2], steps[4]).Places(x[2], weight[2]), new Window(steps[1], steps[3], steps[5]).Places(x[3], weight[3]), steps);
    }
}
