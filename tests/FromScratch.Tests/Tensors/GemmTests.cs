using FromScratch.Data;
using FromScratch.Tensors;
using FromScratch.Threading;
using Xunit;

namespace FromScratch.Tests.Tensors;

public sealed class GemmTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 33, 5)]
    [InlineData(2, 7, 3)]
    [InlineData(6, 16, 8)]
    [InlineData(7, 17, 9)]
    [InlineData(13, 31, 300)]
    [InlineData(150, 40, 257)]
    [InlineData(5, 2100, 20)]
    [InlineData(129, 65, 130)]
    public void The_packed_product_equals_the_definition_for_all_transposes(int m, int n, int k)
    {
        Check<double>(m, n, k, 1e-13);
        Check<float>(m, n, k, 1e-5);
    }

    private static void Check<T>(int m, int n, int k, double tolerance) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var rng = new Rng(1);
        foreach (bool transposeA in new[] { false, true })
        {
            foreach (bool transposeB in new[] { false, true })
            {
                foreach (bool accumulate in new[] { false, true })
                {
                    T[] a = Tensor<T>.Randn(rng, m * k).ToArray(), b = Tensor<T>.Randn(rng, k * n).ToArray(), c = Tensor<T>.Randn(rng, m * n).ToArray();
                    T[] expected = (T[])c.Clone();
                    var va = transposeA ? new MatrixView<T>(a, 0, 1, m) : new MatrixView<T>(a, 0, k, 1);
                    var vb = transposeB ? new MatrixView<T>(b, 0, 1, k) : new MatrixView<T>(b, 0, n, 1);
                    Gemm.Textbook(m, n, k, va, vb, new MatrixView<T>(expected, 0, n, 1), accumulate);
                    Gemm.Multiply(m, n, k, va, vb, new MatrixView<T>(c, 0, n, 1), accumulate);
                    for (int i = 0; i < c.Length; i++)
                        Assert.True(Math.Abs(double.CreateChecked(c[i] - expected[i])) <= tolerance * k, $"{m}×{n}×{k}, transposes {transposeA} {transposeB}, element {i}: {c[i]}, by definition {expected[i]}");
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 33, 5)]
    [InlineData(20, 35, 300)]
    [InlineData(150, 130, 260)]
    [InlineData(5, 3, 0)]
    public void A_product_may_be_subtracted_and_every_row_may_get_a_bias(int m, int n, int k)
    {
        var rng = new Rng(1);
        double[] a = Tensor<double>.Randn(rng, m * k).ToArray(), b = Tensor<double>.Randn(rng, k * n).ToArray(), c = Tensor<double>.Randn(rng, m * n).ToArray(), bias = Tensor<double>.Randn(rng, n).ToArray();
        MatrixView<double> va = new(a, 0, k, 1), vb = new(b, 0, n, 1);
        double[] product = new double[m * n], less = [.. c], plain = new double[m * n], more = [.. c];
        Gemm.Textbook(m, n, k, va, vb, new MatrixView<double>(product, 0, n, 1), accumulate: false);
        Gemm.Multiply(m, n, k, va, vb, new MatrixView<double>(less, 0, n, 1), accumulate: true, subtract: true);
        Gemm.Multiply(m, n, k, va, vb, new MatrixView<double>(plain, 0, n, 1), accumulate: false, bias: new MatrixView<double>(bias, 0, 0, 1));
        Gemm.Multiply(m, n, k, va, vb, new MatrixView<double>(more, 0, n, 1), accumulate: true, bias: new MatrixView<double>(bias, 0, 0, 1));
        for (int i = 0; i < c.Length; i++)
        {
            Assert.Equal(c[i] - product[i], less[i], 1e-10);
            Assert.Equal(product[i] + bias[i % n], plain[i], 1e-10);
            Assert.Equal(c[i] + product[i] + bias[i % n], more[i], 1e-10);
        }
    }

    [Fact]
    public void An_empty_inner_axis_gives_zeros() => Assert.Equal([0.0, 0, 0, 0, 0, 0], Tensor<double>.Zeros(2, 0).MatMul(Tensor<double>.Zeros(0, 3)).ToArray());

    [Fact]
    public void NaN_and_infinity_reach_only_their_row()
    {
        Tensor<float> a = Tensor<float>.Ones(7, 9);
        a[3, 4] = float.NaN;
        a[5, 1] = float.PositiveInfinity;
        Tensor<float> c = a.MatMul(Tensor<float>.Ones(9, 17));
        Assert.True(float.IsNaN(c[3, 16]));
        Assert.Equal(float.PositiveInfinity, c[5, 0]);
        Assert.Equal(9, c[6, 8]);
    }

    [Fact]
    public void The_result_does_not_depend_on_how_many_threads_share_it()
    {
        var rng = new Rng(3);
        Tensor<float> a = Tensor<float>.Randn(rng, 131, 77), b = Tensor<float>.Randn(rng, 77, 203);
        int before = Threads.Count;
        try
        {
            Threads.Count = 1;
            float[] alone = a.MatMul(b).ToArray();
            Threads.Count = 3;
            Assert.Equal(alone, a.MatMul(b).ToArray());
        }
        finally
        {
            Threads.Count = before;
        }
    }
}
