using System.Numerics;
using FromScratch.Tensors;
using FromScratch.Threading;

namespace FromScratch.Nn;

/// <content>
/// <para>Fast form of <see cref="Textbook"/>: the same within taps·ε·Σ|xw|, as only the order of the sum differs.</para>
/// <para>Fast because the pixels under the window are laid out as a matrix [taps, places], one column a place ("im2col"), so that the whole sum becomes one matrix product for each image and group;
/// the gradients are products too, and what was laid out is added back. Images are shared among the threads. Measured in Benchmarks/Tensors.</para>
/// <para>Source: Chellapilla, Puri and Simard, "High Performance Convolutional Neural Networks for Document Processing" (2006).</para>
/// </content>
public static partial class Convolution
{
    private static void Forward<T>(Tensor<T> x, Tensor<T> weight, Tensor<T>? bias, Tensor<T> y, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (y.NumElements == 0) return;
        if (IsDirect(at))
        {
            DirectForward(x, weight, bias, y, at);
            return;
        }

        Tensor<T> columns = Tensor<T>.Uninitialized([Threads.Parts(at.Batch, 1), at.Taps * at.Places]);
        Threads.For(at.Batch, 1, new ForwardWork<T>(x, weight, bias, y, columns, at));
    }

    private static Tensor<T> InputGradient<T>(Tensor<T> g, Tensor<T> weight, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsTurnedDirect(at)) return DirectInputGradient(g, weight, at);
        Tensor<T> dx = Tensor<T>.Zeros(at.Batch, at.Inputs, at.Height, at.Width);
        if (dx.NumElements == 0) return dx;
        Tensor<T> columns = Tensor<T>.Uninitialized([Threads.Parts(at.Batch, 1), at.Taps * at.Places]);
        Threads.For(at.Batch, 1, new InputWork<T>(g, weight, dx, columns, at));
        return dx;
    }

    private static Tensor<T> WeightGradient<T>(Tensor<T> g, Tensor<T> x, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsDirect(at)) return DirectWeightGradient(g, x, at);
        int parts = Threads.Parts(at.Batch, 1);
        Tensor<T> columns = Tensor<T>.Uninitialized([parts, at.Taps * at.Places]);
        Tensor<T> sums = Tensor<T>.Zeros(parts, at.Outputs, at.Taps);   // each thread's own share
        Threads.For(at.Batch, 1, new WeightWork<T>(g, x, sums, columns, at));
        return sums.Sum(0).Reshape(at.Outputs, at.GroupInputs, at.KernelHeight, at.KernelWidth);
    }

    /// <summary>Each output channel's sum, plane by plane as they lie in memory.</summary>
    private static Tensor<T> BiasGradient<T>(Tensor<T> g, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> sums = Tensor<T>.Uninitialized([at.Outputs]);
        Threads.For(at.Outputs, Math.Max(1, 32768 / Math.Max(1, at.Batch * at.Places)), new BiasWork<T>(g, sums, at));
        return sums;
    }

    private readonly struct BiasWork<T>(Tensor<T> g, Tensor<T> sums, Geometry at) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            for (int o = from; o < to; o++)
            {
                T sum = T.Zero;
                for (int b = 0; b < at.Batch; b++) sum += Reduction.Row<T, Reduction.Total<T>>(g.Data.Slice((b * at.Outputs + o) * at.Places, at.Places));
                sums.Data[o] = sum;
            }
        }
    }

    /// <summary>One group of one image as [taps, places].</summary>
    private static void ToColumns<T>(ReadOnlySpan<T> image, Span<T> columns, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int at0 = 0;
        for (int c = 0; c < at.GroupInputs; c++)
        {
            ReadOnlySpan<T> plane = image.Slice(c * at.Height * at.Width, at.Height * at.Width);
            for (int u = 0; u < at.KernelHeight; u++)
            {
                for (int v = 0; v < at.KernelWidth; v++)
                {
                    for (int i = 0; i < at.PlacesDown; i++, at0 += at.PlacesAcross)
                    {
                        Span<T> to = columns.Slice(at0, at.PlacesAcross);
                        int row = i * at.StrideDown + u * at.DilationDown - at.PaddingDown;
                        if ((uint)row >= (uint)at.Height) to.Clear();
                        else ReadRow(plane.Slice(row * at.Width, at.Width), to, v * at.DilationAcross - at.PaddingAcross, at.StrideAcross);
                    }
                }
            }
        }
    }

    private static void ReadRow<T>(ReadOnlySpan<T> pixels, Span<T> to, int first, int stride) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (stride == 1)
        {
            int left = Math.Clamp(-first, 0, to.Length), end = Math.Clamp(pixels.Length - first, left, to.Length);
            to[..left].Clear();
            pixels.Slice(first + left, end - left).CopyTo(to[left..]);
            to[end..].Clear();
            return;
        }

        for (int j = 0; j < to.Length; j++)
        {
            int column = first + j * stride;
            to[j] = (uint)column < (uint)pixels.Length ? pixels[column] : T.Zero;
        }
    }

    /// <summary>The adjoint of <see cref="ToColumns"/>: each number is added to the pixel it was read from.</summary>
    private static void AddColumns<T>(ReadOnlySpan<T> columns, Span<T> image, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int at0 = 0;
        for (int c = 0; c < at.GroupInputs; c++)
        {
            Span<T> plane = image.Slice(c * at.Height * at.Width, at.Height * at.Width);
            for (int u = 0; u < at.KernelHeight; u++)
            {
                for (int v = 0; v < at.KernelWidth; v++)
                {
                    for (int i = 0; i < at.PlacesDown; i++, at0 += at.PlacesAcross)
                    {
                        int row = i * at.StrideDown + u * at.DilationDown - at.PaddingDown;
                        if ((uint)row < (uint)at.Height) AddRow(columns.Slice(at0, at.PlacesAcross), plane.Slice(row * at.Width, at.Width), v * at.DilationAcross - at.PaddingAcross, at.StrideAcross);
                    }
                }
            }
        }
    }

    private static void AddRow<T>(ReadOnlySpan<T> from, Span<T> pixels, int first, int stride) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int start = first >= 0 ? 0 : (-first + stride - 1) / stride;
        for (int j = start, column = first + start * stride; j < from.Length && column < pixels.Length; j++, column += stride) pixels[column] += from[j];
    }

    private readonly struct ForwardWork<T>(Tensor<T> x, Tensor<T> weight, Tensor<T>? bias, Tensor<T> y, Tensor<T> columns, Geometry at) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            int image = at.GroupInputs * at.Height * at.Width, result = at.GroupOutputs * at.Places, scratch = at.Taps * at.Places;
            for (int i = from * at.Groups; i < to * at.Groups; i++)
            {
                int group = i % at.Groups;
                Span<T> output = y.Data.Slice(i * result, result);
                for (int o = 0; bias is not null && o < at.GroupOutputs; o++) output.Slice(o * at.Places, at.Places).Fill(bias.Data[group * at.GroupOutputs + o]);
                ToColumns(x.Data.Slice(i * image, image), columns.Data.Slice(part * scratch, scratch), at);
                Gemm.Multiply(at.GroupOutputs, at.Places, at.Taps,
                    new MatrixView<T>(weight.Array, weight.Offset + group * at.GroupOutputs * at.Taps, at.Taps, 1),
                    new MatrixView<T>(columns.Array, columns.Offset + part * scratch, at.Places, 1),
                    new MatrixView<T>(y.Array, y.Offset + i * result, at.Places, 1), accumulate: bias is not null, parallel: false);
            }
        }
    }

    private readonly struct InputWork<T>(Tensor<T> g, Tensor<T> weight, Tensor<T> dx, Tensor<T> columns, Geometry at) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            int image = at.GroupInputs * at.Height * at.Width, result = at.GroupOutputs * at.Places, scratch = at.Taps * at.Places;
            for (int i = from * at.Groups; i < to * at.Groups; i++)
            {
                Gemm.Multiply(at.Taps, at.Places, at.GroupOutputs,
                    new MatrixView<T>(weight.Array, weight.Offset + i % at.Groups * at.GroupOutputs * at.Taps, 1, at.Taps),
                    new MatrixView<T>(g.Array, g.Offset + i * result, at.Places, 1),
                    new MatrixView<T>(columns.Array, columns.Offset + part * scratch, at.Places, 1), accumulate: false, parallel: false);
                AddColumns<T>(columns.Data.Slice(part * scratch, scratch), dx.Data.Slice(i * image, image), at);
            }
        }
    }

    private readonly struct WeightWork<T>(Tensor<T> g, Tensor<T> x, Tensor<T> sums, Tensor<T> columns, Geometry at) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            int image = at.GroupInputs * at.Height * at.Width, result = at.GroupOutputs * at.Places, scratch = at.Taps * at.Places;
            for (int i = from * at.Groups; i < to * at.Groups; i++)
            {
                ToColumns(x.Data.Slice(i * image, image), columns.Data.Slice(part * scratch, scratch), at);
                Gemm.Multiply(at.GroupOutputs, at.Taps, at.Places,
                    new MatrixView<T>(g.Array, g.Offset + i * result, at.Places, 1),
                    new MatrixView<T>(columns.Array, columns.Offset + part * scratch, 1, at.Places),
                    new MatrixView<T>(sums.Array, sums.Offset + (part * at.Outputs + i % at.Groups * at.GroupOutputs) * at.Taps, at.Taps, 1), accumulate: true, parallel: false);
            }
        }
    }
}
