using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>One number for each window of an image: the largest, or the mean.</summary>
public static class Pooling
{
    /// <summary>The largest number under each window; its gradient goes to the first of equal ones.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <param name="kernel">The window's height and width.</param>
    /// <param name="stride">How far it moves; its own size when left out.</param>
    /// <param name="padding">How many pixels outside each edge it covers; they count as −∞.</param>
    /// <returns>[batch, channels, places down, places across].</returns>
    public static Tensor<T> Max2d<T>(Tensor<T> x, int kernel, int stride = 0, int padding = 0) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var window = new Window(stride == 0 ? kernel : stride, padding);
        Tensor<T> source = Checked("Max2d", x, window, kernel, out Shape shape);
        Tensor<T> y = Tensor<T>.Uninitialized(shape), winners = Tensor<T>.Uninitialized(shape);   // where in its plane each winner lies
        int height = x.Shape[2], width = x.Shape[3], at = 0;
        for (int plane = 0; plane < shape[0] * shape[1]; plane++)
        {
            ReadOnlySpan<T> pixels = source.Data.Slice(plane * height * width, height * width);
            for (int i = 0; i < shape[2]; i++)
            {
                for (int j = 0; j < shape[3]; j++, at++)
                {
                    int winner = Largest(pixels, height, width, i * window.Stride - padding, j * window.Stride - padding, kernel);
                    (y.Data[at], winners.Data[at]) = (pixels[winner], T.CreateTruncating(winner));
                }
            }
        }

        if (y.Record("max_pool2d", MaxBackward, source) is { } node) node.SavedA = winners;
        return y;
    }

    private static Tensor<T> Checked<T>(string caller, Tensor<T> x, Window window, int kernel, out Shape shape) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Rank != 4) throw new ArgumentException($"{caller}: the input has shape {x.Shape}; it must be [batch, channels, height, width].", nameof(x));
        if (window.Padding * 2 > kernel) throw new ArgumentException($"{caller}: padding {window.Padding} is more than half of the window {kernel}: a window could lie outside the image.");
        shape = [x.Shape[0], x.Shape[1], window.Places(x.Shape[2], kernel), window.Places(x.Shape[3], kernel)];
        return x.Contiguous();
    }

    private static int Largest<T>(ReadOnlySpan<T> pixels, int height, int width, int top, int left, int kernel) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int winner = -1;
        for (int row = Math.Max(0, top); row < Math.Min(height, top + kernel); row++)
            for (int column = Math.Max(0, left); column < Math.Min(width, left + kernel); column++)
                if (winner < 0 || pixels[row * width + column] > pixels[winner] || (T.IsNaN(pixels[row * width + column]) && !T.IsNaN(pixels[winner]))) winner = row * width + column;
        return winner;
    }

    private static void MaxBackward<T>(Node<T> node, Tensor<T> gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> dx = Tensor<T>.Zeros(node[0].Shape.AsSpan()), g = gradient.Contiguous();
        int pixels = dx.Shape[2] * dx.Shape[3], places = Math.Max(1, g.Shape[2] * g.Shape[3]);
        for (int i = 0; i < g.NumElements; i++) dx.Data[i / places * pixels + int.CreateTruncating(node.SavedA!.Data[i])] += g.Data[i];
        node.Pass(0, dx);
    }

    /// <summary>The mean of the numbers under each window; pixels outside the image count as 0.</summary>
    /// <param name="x">[batch, channels, height, width].</param>
    /// <param name="kernel">The window's height and width.</param>
    /// <param name="stride">How far it moves; its own size when left out.</param>
    /// <param name="padding">How many pixels outside each edge it covers.</param>
    /// <returns>[batch, channels, places down, places across].</returns>
    /// <remarks>Each channel's convolution with a window of equal weights.</remarks>
    public static Tensor<T> Average2d<T>(Tensor<T> x, int kernel, int stride = 0, int padding = 0) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var window = new Window(stride == 0 ? kernel : stride, padding);
        Tensor<T> source = Checked("Average2d", x, window, kernel, out Shape shape);
        Tensor<T> planes = source.Reshape(shape[0] * shape[1], 1, x.Shape[2], x.Shape[3]);
        return Convolution.Conv2d(planes, Tensor<T>.Full(T.CreateTruncating(1.0 / (kernel * kernel)), 1, 1, kernel, kernel), null, window).Reshape(shape);
    }
}
