using System.Numerics;
using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Nn.Losses;
using FromScratch.Optim;
using FromScratch.Tensors;
using Xunit;

namespace FromScratch.Tests.Nn;

/// <summary>Each fast form against its textbook form: odd shapes, views, nothing, one element, NaN, infinities.</summary>
public sealed class KernelTests
{
    private static Tensor<T> Normal<T>(ulong seed, params int[] shape) where T : unmanaged, IFloatingPointIeee754<T> => Tensor<T>.Randn(new Rng(seed), shape);

    internal static void Same<T>(Tensor<T> expected, Tensor<T> actual, double tolerance, string what = "") where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Shape, actual.Shape);
        T[] e = expected.ToArray(), a = actual.ToArray();
        double scale = Math.Max(1, e.Select(x => Math.Abs(double.CreateTruncating(x))).Where(double.IsFinite).DefaultIfEmpty().Max());
        for (int i = 0; i < e.Length; i++)
        {
            double x = double.CreateTruncating(e[i]), y = double.CreateTruncating(a[i]);
            Assert.True(x.Equals(y) || Math.Abs(x - y) <= tolerance * scale, $"{what} {expected.Shape}, element {i}: {y:R}, by the textbook {x:R}");
        }
    }

    /// <summary>Value and gradients of both forms.</summary>
    internal static void SameWithGradients<T>(Func<Tensor<T>[], Tensor<T>> textbook, Func<Tensor<T>[], Tensor<T>> fast, double tolerance, params Tensor<T>[] inputs) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T>[] Leaves() => [.. inputs.Select(input => Tensor<T>.Of(input.ToArray(), input.Shape.AsSpan()).WithGrad())];
        Tensor<T>[] a = Leaves(), b = Leaves();
        Tensor<T> expected = textbook(a), actual = fast(b);
        Same(expected, actual, tolerance, "value");
        if (expected.NumElements == 0) return;
        Tensor<T> g = Normal<T>(77, [.. expected.Shape]);
        expected.Backward(g);
        actual.Backward(g);
        for (int i = 0; i < a.Length; i++)
            if (a[i].Grad is { } gradient) Same(gradient, b[i].Grad!, tolerance, $"gradient {i}");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 37)]
    [InlineData(0, 5)]
    [InlineData(700, 129)]
    public void Layer_norm_is_its_formula(int rows, int width)
    {
        Check<double>(1e-12);
        Check<float>(1e-4);

        void Check<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
        {
            Tensor<T>[] inputs = [Normal<T>(1, rows, width), Normal<T>(2, width), Normal<T>(3, width)];
            SameWithGradients<T>(x => LayerNorm<T>.Textbook(x[0], x[1], x[2], 1e-5), x => LayerNorm<T>.Fused(x[0], x[1], x[2], 1e-5), tolerance, inputs);
            SameWithGradients<T>(x => LayerNorm<T>.Textbook(x[0].Mt.Contiguous().Mt, x[1], x[2], 1e-5), x => LayerNorm<T>.Fused(x[0].Mt.Contiguous().Mt, x[1], x[2], 1e-5), tolerance, inputs);
        }
    }

    [Fact]
    public void NaN_and_infinity_stay_in_their_row_of_a_layer_norm()
    {
        Tensor<float> x = Normal<float>(1, 3, 37);
        (x[0, 5], x[2, 1]) = (float.NaN, float.PositiveInfinity);
        float[] y = LayerNorm<float>.Fused(x, Tensor<float>.Ones(37), Tensor<float>.Zeros(37), 1e-5).ToArray();
        Assert.All(y[..37], value => Assert.True(float.IsNaN(value)));
        Assert.All(y[37..74], value => Assert.True(float.IsFinite(value)));
        Assert.All(y[74..], value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 37)]
    [InlineData(500, 65)]
    public void Cross_entropy_is_its_formula(int rows, int classes)
    {
        Check<double>(1e-12);
        Check<float>(1e-5);

        void Check<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
        {
            var rng = new Rng(5);
            IndexTensor labels = Enumerable.Range(0, rows).Select(_ => rng.NextInt(classes)).ToArray();
            foreach (double smoothing in new[] { 0, 0.1 })
                SameWithGradients<T>(x => Loss.TextbookCrossEntropy(x[0], labels, smoothing), x => Loss.FusedCrossEntropy(x[0], labels, smoothing, -100), tolerance, Normal<T>(1, rows, classes));
        }
    }

    [Fact]
    public void Cross_entropy_of_huge_logits_keeps_its_digits()
    {
        Tensor<float> logits = Tensor<float>.Of(new float[,] { { 1e30f, 0, -1e30f }, { 3e4f, 3e4f, float.NegativeInfinity } });
        Assert.Equal([0, MathF.Log(2)], Loss.CrossEntropy(logits, (int[])[0, 1], reduction: LossReduction.None).ToArray());
    }

    [Theory]
    [InlineData(2, 3, 5, 7, 4, 3, 1, 1, 1, 1)]
    [InlineData(1, 1, 3, 3, 1, 3, 1, 0, 1, 1)]
    [InlineData(3, 4, 9, 8, 6, 3, 2, 1, 1, 2)]
    [InlineData(2, 4, 9, 11, 4, 3, 1, 2, 2, 4)]
    [InlineData(2, 17, 6, 5, 33, 1, 1, 0, 1, 1)]
    [InlineData(2, 5, 14, 14, 29, 5, 1, 2, 1, 1)]
    [InlineData(3, 1, 28, 28, 32, 3, 1, 1, 1, 1)]
    [InlineData(0, 2, 5, 5, 3, 3, 1, 1, 1, 1)]
    public void A_convolution_is_its_definition(int batch, int inputs, int height, int width, int outputs, int kernel, int stride, int padding, int dilation, int groups)
    {
        Check<double>(1e-12);
        Check<float>(1e-5);

        void Check<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
        {
            var window = new Window(stride, padding, dilation, groups);
            Tensor<T> x = Normal<T>(1, batch, inputs, height, width).WithGrad(), weight = Normal<T>(2, outputs, inputs / groups, kernel, kernel).WithGrad();
            Tensor<T> y = Convolution.Conv2d(x, weight, null, window), g = Normal<T>(3, [.. y.Shape]);
            (Tensor<T> expected, Tensor<T> dx, Tensor<T> dw) = Convolution.Textbook(x.Detach(), weight.Detach(), g, Convolution.Geometry.Of(x.Shape, weight.Shape, window, window));
            Same(expected, y, tolerance, "value");
            if (batch == 0) return;
            y.Backward(g);
            Same(dx, x.Grad!, tolerance, "input gradient");
            Same(dw, weight.Grad!, tolerance, "weight gradient");
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(2, 3, 37, 37, 10)]
    [InlineData(1, 2, 130, 130, 32)]
    [InlineData(2, 1, 70, 300, 20)]
    [InlineData(1, 2, 5, 9, 33)]
    public void Attention_is_its_formula(int batch, int heads, int time, int source, int dim)
    {
        Check<double>(1e-12);
        Check<float>(2e-5);

        void Check<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
        {
            Tensor<T>[] inputs = [Normal<T>(1, batch, heads, time, dim), Normal<T>(2, batch, heads, source, dim), Normal<T>(3, batch, heads, source, dim)];
            SameWithGradients<T>(x => Attention.Textbook(x[0], x[1], x[2], null, false), x => Attention.Fused(x[0], x[1], x[2], false), tolerance, inputs);
            if (time != source) return;
            SameWithGradients<T>(x => Attention.Textbook(x[0], x[1], x[2], null, true), x => Attention.Fused(x[0], x[1], x[2], true), tolerance, inputs);
            Tensor<T>[] views = [Normal<T>(1, batch, time, heads, dim), Normal<T>(2, batch, time, dim, heads), Normal<T>(3, time, heads, batch, dim)];
            Tensor<T>[] Seen(Tensor<T>[] x) => [x[0].Transpose(1, 2), x[1].Permute(0, 3, 1, 2), x[2].Permute(2, 1, 0, 3)];
            SameWithGradients<T>(x => Attention.Textbook(Seen(x)[0], Seen(x)[1], Seen(x)[2], null, true), x => Attention.Fused(Seen(x)[0], Seen(x)[1], Seen(x)[2], true), tolerance, views);
            Tensor<T> Part(Tensor<T> joined, int index) => joined.Select(2, index).Transpose(1, 2);
            SameWithGradients<T>(x => Attention.Textbook(Part(x[0], 0), Part(x[0], 1), Part(x[0], 2), null, true).Transpose(1, 2), x => Attention.FusedSelf(x[0], true), tolerance, Normal<T>(4, batch, time, 3, heads, dim));
        }
    }

    [Fact]
    public void NaN_and_huge_scores_in_attention_stay_with_their_query()
    {
        Tensor<float> q = Normal<float>(1, 1, 1, 5, 4), k = Normal<float>(2, 1, 1, 300, 4), v = Normal<float>(3, 1, 1, 300, 4);
        q[0, 0, 1, 2] = float.NaN;
        q.Narrow(2, 3, 1).Fill(1e18f);
        float[] fast = Attention.Fused(q, k, v, false).ToArray(), textbook = Attention.Textbook(q, k, v, null, false).ToArray();
        for (int i = 0; i < fast.Length; i++) Assert.True(float.IsNaN(textbook[i]) ? float.IsNaN(fast[i]) : Math.Abs(fast[i] - textbook[i]) < 1e-5, $"element {i}: {fast[i]}, by the textbook {textbook[i]}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(40000)]
    public void AdamW_is_its_formula(int n)
    {
        Check<double>(1e-14);
        Check<float>(1e-6);

        void Check<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
        {
            Tensor<T> theta = Normal<T>(1, n), g = Normal<T>(2, n), m = Normal<T>(3, n), v = Normal<T>(4, n).Square();
            Tensor<T> theta2 = theta.Clone(), m2 = m.Clone(), v2 = v.Clone();
            var step = AdamStep<T>.Of(0.01, 0.9, 0.999, 1e-8, 0.1, 3);
            AdamW<T>.Textbook(theta.Data, g.Data, m.Data, v.Data, step);
            AdamW<T>.Fused(theta2, g, m2, v2, step);
            Same(theta, theta2, tolerance);
            Same(m, m2, tolerance);
            Same(v, v2, tolerance);
        }
    }
}
