using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FromScratch.Tensors;
using FromScratch.Threading;

namespace FromScratch.Nn;

/// <content>
/// <para>The fast form for windows that move one pixel at a time: no matrix [taps, places] is laid out at all.</para>
/// <para>Fast because in an image with its padding around it, the pixels that one tap of the window reads at neighbouring places are neighbours themselves. So row p of the matrix that
/// <see cref="ToColumns"/> would write lies in the image already, at an offset that is the same for all places: the product reads it there ("implicit GEMM"). Places are counted through the
/// padded rows, so some results, between the end of one row and the start of the next, are computed and thrown away. The input's gradient is such a convolution too, with the window turned round;
/// the weights' gradient reads the image with its channels side by side. Measured in Benchmarks/Tensors.</para>
/// </content>
public static partial class Convolution
{
    private const int WideFrom = 16;   // channels from which the weights' gradient reads channels side by side

    /// <summary>Whether the direct form applies.</summary>
    private static bool IsDirect(in Geometry at) => at.StrideDown == 1 && at.StrideAcross == 1;

    /// <summary>The same for the input's gradient: the window turned round needs padding of its own, dilation·(kernel − 1) − padding.</summary>
    private static bool IsTurnedDirect(in Geometry at) => IsDirect(at) && at.PaddingDown <= at.DilationDown * (at.KernelHeight - 1) && at.PaddingAcross <= at.DilationAcross * (at.KernelWidth - 1);

    private static int RoundedUp(int n, int to) => (n + to - 1) / to * to;

    /// <summary>Where taps and places lie in a padded image; kept, as a training step has the same sizes as the one before.</summary>
    private sealed class Plan
    {
        private const int MostKept = 256;

        private static readonly Dictionary<Geometry, Plan> s_plans = [];

        private Plan(in Geometry at)
        {
            (Height, Width) = (at.Height + 2 * at.PaddingDown, at.Width + at.PaddingAcross);
            Plane = Height * Width + at.PaddingAcross;
            Length = (at.PlacesDown - 1) * Width + at.PlacesAcross;
            Taps = new int[at.Taps];
            int tap = 0;
            for (int c = 0; c < at.GroupInputs; c++)
                for (int u = 0; u < at.KernelHeight; u++)
                    for (int v = 0; v < at.KernelWidth; v++) Taps[tap++] = c * Plane + u * at.DilationDown * Width + v * at.DilationAcross;
            Places = new int[at.Places];
            WidePlaces = new int[at.Places];
            ResultPlaces = new int[at.Places];
            for (int place = 0; place < Places.Length; place++)
            {
                Places[place] = place / at.PlacesAcross * Width + place % at.PlacesAcross;
                WidePlaces[place] = Places[place] * at.GroupInputs;
                ResultPlaces[place] = place * at.GroupOutputs;
            }
        }

        /// <summary>Height of the padded image.</summary>
        public int Height { get; }

        /// <summary>Width of the padded image: the padding after a row is that before the next.</summary>
        public int Width { get; }

        /// <summary>How far the channels of the padded image lie apart.</summary>
        public int Plane { get; }

        /// <summary>How many places there are when they are counted through the padded rows.</summary>
        public int Length { get; }

        /// <summary>Where each tap reads for the first place [taps].</summary>
        public int[] Taps { get; }

        /// <summary>Where the first tap reads for each place [places].</summary>
        public int[] Places { get; }

        /// <summary>The same in an image whose channels lie side by side [places].</summary>
        public int[] WidePlaces { get; }

        /// <summary>Where each place lies in a result whose channels lie side by side [places].</summary>
        public int[] ResultPlaces { get; }

        public static Plan Of(in Geometry at)
        {
            Geometry key = at with { Batch = 1 };
            lock (s_plans)
            {
                if (s_plans.TryGetValue(key, out Plan? plan)) return plan;
                if (s_plans.Count == MostKept) s_plans.Clear();
                return s_plans[key] = new Plan(at);
            }
        }
    }

    private static void DirectForward<T>(Tensor<T> x, Tensor<T> weight, Tensor<T>? bias, Tensor<T> y, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Plan plan = Plan.Of(at);
        int strips = RoundedUp(at.GroupOutputs, Gemm.TileRows);
        Tensor<T> packed = Tensor<T>.Uninitialized([at.Groups, strips * at.Taps]);
        for (int group = 0; group < at.Groups; group++)
            Gemm.PackRows(at.GroupOutputs, at.Taps, new MatrixView<T>(weight.Array, weight.Offset + group * at.GroupOutputs * at.Taps, at.Taps, 1), packed.Array, packed.Offset + group * strips * at.Taps);
        int parts = Threads.Parts(at.Batch, 1);
        int padded = RoundedUp(at.GroupInputs * plan.Plane + Gemm.TileColumns<T>(), 16), results = strips * RoundedUp(plan.Length, Gemm.TileColumns<T>());
        Tensor<T> images = Tensor<T>.Zeros(parts, padded), sums = Tensor<T>.Uninitialized([parts, results]);
        Threads.For(at.Batch, 1, new DirectWork<T>(x, packed, bias, y, images, sums, plan, at));
    }

    /// <summary>The gradient of the input: the gradient of the result, convolved with the window turned round, inputs and outputs exchanged.</summary>
    private static Tensor<T> DirectInputGradient<T>(Tensor<T> g, Tensor<T> weight, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> turned = Tensor<T>.Uninitialized([at.Inputs, at.GroupOutputs, at.KernelHeight, at.KernelWidth]);
        ReadOnlySpan<T> from = weight.Data;
        int window = at.KernelHeight * at.KernelWidth, to = 0;
        for (int c = 0; c < at.Inputs; c++)
            for (int o = 0; o < at.GroupOutputs; o++)
                for (int k = window - 1; k >= 0; k--) turned.Data[to++] = from[((c / at.GroupInputs * at.GroupOutputs + o) * at.GroupInputs + c % at.GroupInputs) * window + k];
        Shape steps = [1, 1, at.DilationDown * (at.KernelHeight - 1) - at.PaddingDown, at.DilationAcross * (at.KernelWidth - 1) - at.PaddingAcross, at.DilationDown, at.DilationAcross, at.Groups];
        Tensor<T> dx = Tensor<T>.Uninitialized([at.Batch, at.Inputs, at.Height, at.Width]);
        DirectForward(g, turned, null, dx, Geometry.Of(g.Shape, turned.Shape, steps));
        return dx;
    }

    private static Tensor<T> DirectWeightGradient<T>(Tensor<T> g, Tensor<T> x, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Plan plan = Plan.Of(at);
        bool wide = at.GroupInputs >= WideFrom;
        int window = at.KernelHeight * at.KernelWidth, parts = Threads.Parts(at.Batch, 1), columns = Gemm.TileColumns<T>();
        int rows = RoundedUp(wide ? at.GroupOutputs : at.Taps, Gemm.TileRows), width = RoundedUp(wide ? at.GroupInputs : at.GroupOutputs, columns);
        int sumsOfPart = at.Groups * (wide ? window : 1) * rows * width;
        int padded = RoundedUp(at.GroupInputs * plan.Plane + columns, 16);
        Tensor<T> images = Tensor<T>.Zeros(parts, padded), turned = Tensor<T>.Uninitialized([parts, wide ? padded : at.Places * at.GroupOutputs + columns]);
        Tensor<T> packed = Tensor<T>.Uninitialized([parts, rows * at.Places]), sums = Tensor<T>.Zeros(parts, sumsOfPart);
        if (wide) Threads.For(at.Batch, 1, new WideWeightWork<T>(g, x, images, turned, packed, sums, plan, at, rows, width));
        else Threads.For(at.Batch, 1, new NarrowWeightWork<T>(g, x, images, turned, packed, sums, plan, at, rows, width));
        Tensor<T> total = parts == 1 ? sums : sums.Sum(0), dw = Tensor<T>.Uninitialized([at.Outputs, at.GroupInputs, at.KernelHeight, at.KernelWidth]);
        ReadOnlySpan<T> from = total.Data;
        Span<T> to = dw.Data;
        int i = 0;
        for (int o = 0; o < at.Outputs; o++)
        {
            (int group, int output) = (o / at.GroupOutputs, o % at.GroupOutputs);
            for (int c = 0; c < at.GroupInputs; c++)
                for (int k = 0; k < window; k++) to[i++] = wide ? from[((group * window + k) * rows + output) * width + c] : from[(group * rows + c * window + k) * width + output];
        }

        return dw;
    }

    /// <summary>Copies one group of an image into the middle of a padded one, whose edge is 0 already.</summary>
    private static void Pad<T>(ReadOnlySpan<T> image, Span<T> padded, Plan plan, in Geometry at) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (at.Width == 0) return;
        ref T from = ref MemoryMarshal.GetReference(image);
        for (int c = 0; c < at.GroupInputs; c++)
        {
            ref T to = ref padded[c * plan.Plane + at.PaddingDown * plan.Width + at.PaddingAcross];
            for (int row = 0; row < at.Height; row++)
            {
                CopyRow(ref from, T.Zero, ref to, at.Width);
                from = ref Unsafe.Add(ref from, at.Width);
                to = ref Unsafe.Add(ref to, plan.Width);
            }
        }
    }

    /// <summary>to = from + shift for a short row: the last vector overlaps the one before instead of ending in single numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow<T>(ref T from, T shift, ref T to, int length) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (length < Vector<T>.Count)
        {
            for (int j = 0; j < length; j++) Unsafe.Add(ref to, j) = Unsafe.Add(ref from, j) + shift;
            return;
        }

        var shifts = new Vector<T>(shift);
        for (int j = 0; j <= length - Vector<T>.Count; j += Vector<T>.Count) (Vector.LoadUnsafe(ref from, (nuint)j) + shifts).StoreUnsafe(ref to, (nuint)j);
        int last = length - Vector<T>.Count;
        (Vector.LoadUnsafe(ref from, (nuint)last) + shifts).StoreUnsafe(ref to, (nuint)last);
    }

    private readonly struct DirectWork<T>(Tensor<T> x, Tensor<T> packed, Tensor<T>? bias, Tensor<T> y, Tensor<T> images, Tensor<T> sums, Plan plan, Geometry at) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            int image = at.GroupInputs * at.Height * at.Width, result = at.GroupOutputs * at.Places, step = RoundedUp(plan.Length, Gemm.TileColumns<T>());
            int padded = images.Offset + part * images.Shape[1], raw = sums.Offset + part * sums.Shape[1];
            for (int i = from * at.Groups; i < to * at.Groups; i++)
            {
                int group = i % at.Groups;
                Pad(x.Data.Slice(i * image, image), images.Array.AsSpan(padded, images.Shape[1]), plan, at);
                Gemm.Gathered(at.GroupOutputs, plan.Length, at.Taps, packed.Array, packed.Offset + group * packed.Shape[1], images.Array, padded, plan.Taps, sums.Array, raw, step, accumulate: false);
                Gather(sums.Array.AsSpan(raw, sums.Shape[1]), y.Data.Slice(i * result, result), group, step);
            }
        }

        /// <summary>Copies the results that are wanted, and adds the bias.</summary>
        private void Gather(ReadOnlySpan<T> raw, Span<T> result, int group, int step)
        {
            if (result.Length == 0) return;
            ref T to = ref MemoryMarshal.GetReference(result);
            for (int o = 0; o < at.GroupOutputs; o++)
            {
                T shift = bias is null ? T.Zero : bias.Data[group * at.GroupOutputs + o];
                ref readonly T from = ref raw[o * step];
                for (int row = 0; row < at.PlacesDown; row++)
                {
                    CopyRow(ref Unsafe.Add(ref Unsafe.AsRef(in from), row * plan.Width), shift, ref to, at.PlacesAcross);
                    to = ref Unsafe.Add(ref to, at.PlacesAcross);
                }
            }
        }
    }

    /// <summary>For each tap of the window: [outputs, places] times [places, inputs].</summary>
    private readonly struct WideWeightWork<T>(Tensor<T> g, Tensor<T> x, Tensor<T> images, Tensor<T> turned, Tensor<T> packed, Tensor<T> sums, Plan plan, Geometry at, int rows, int width) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            int image = at.GroupInputs * at.Height * at.Width, result = at.GroupOutputs * at.Places, window = at.KernelHeight * at.KernelWidth, pixels = plan.Plane;
            int padded = images.Offset + part * images.Shape[1], side = turned.Offset + part * turned.Shape[1], strip = packed.Offset + part * packed.Shape[1];
            for (int i = from * at.Groups; i < to * at.Groups; i++)
            {
                Pad(x.Data.Slice(i * image, image), images.Array.AsSpan(padded, images.Shape[1]), plan, at);
                Gemm.PackLines(at.GroupInputs, pixels, new MatrixView<T>(images.Array, padded, pixels, 1), turned.Array, side);                 // [pixels, inputs]
                Gemm.PackRows(at.GroupOutputs, at.Places, new MatrixView<T>(g.Array, g.Offset + i * result, at.Places, 1), packed.Array, strip);
                for (int k = 0; k < window; k++)
                {
                    int shift = (k / at.KernelWidth * at.DilationDown * plan.Width + k % at.KernelWidth * at.DilationAcross) * at.GroupInputs;
                    Gemm.Gathered(at.GroupOutputs, at.GroupInputs, at.Places, packed.Array, strip, turned.Array, side + shift, plan.WidePlaces,
                        sums.Array, sums.Offset + part * sums.Shape[1] + (i % at.Groups * window + k) * rows * width, width, accumulate: true);
                }
            }
        }
    }

    /// <summary>With few input channels, taps are the rows: [taps, places] times [places, outputs].</summary>
    private readonly struct NarrowWeightWork<T>(Tensor<T> g, Tensor<T> x, Tensor<T> images, Tensor<T> turned, Tensor<T> packed, Tensor<T> sums, Plan plan, Geometry at, int rows, int width) : IRangeWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int part, int from, int to)
        {
            int image = at.GroupInputs * at.Height * at.Width, result = at.GroupOutputs * at.Places;
            int padded = images.Offset + part * images.Shape[1], side = turned.Offset + part * turned.Shape[1], strip = packed.Offset + part * packed.Shape[1];
            for (int i = from * at.Groups; i < to * at.Groups; i++)
            {
                Pad(x.Data.Slice(i * image, image), images.Array.AsSpan(padded, images.Shape[1]), plan, at);
                Gemm.PackLines(at.GroupOutputs, at.Places, new MatrixView<T>(g.Array, g.Offset + i * result, at.Places, 1), turned.Array, side);   // [places, outputs]
                PackTaps(images.Array.AsSpan(padded, images.Shape[1]), packed.Array.AsSpan(strip, packed.Shape[1]));
                Gemm.Gathered(at.Taps, at.GroupOutputs, at.Places, packed.Array, strip, turned.Array, side, plan.ResultPlaces,
                    sums.Array, sums.Offset + part * sums.Shape[1] + i % at.Groups * rows * width, width, accumulate: true);
            }
        }

        /// <summary>The pixels under the window in the order in which the product reads its first factor.</summary>
        private void PackTaps(ReadOnlySpan<T> padded, Span<T> strips)
        {
            int height = Gemm.TileRows;
            for (int first = 0; first < rows; first += height)
            {
                Span<T> strip = strips.Slice(first * plan.Places.Length, height * plan.Places.Length);
                for (int r = 0; r < height; r++)
                {
                    if (first + r >= plan.Taps.Length)
                    {
                        for (int p = r; p < strip.Length; p += height) strip[p] = T.Zero;
                        continue;
                    }

                    ReadOnlySpan<T> from = padded[plan.Taps[first + r]..];
                    for (int p = 0; p < plan.Places.Length; p++) strip[p * height + r] = from[plan.Places[p]];
                }
            }
        }
    }
}
