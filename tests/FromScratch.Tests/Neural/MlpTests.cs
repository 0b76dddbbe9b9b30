using FromScratch.Data;
using FromScratch.Neural;

namespace FromScratch.Tests.Neural;

public sealed class MlpTests
{
    private static DenseLayer Random(Rng rng, int units, int inputs, Act act)
    {
        double[,] w = new double[units, inputs];
        double[] b = new double[units];
        for (int o = 0; o < units; o++)
        {
            b[o] = rng.NextGaussian();
            for (int i = 0; i < inputs; i++) w[o, i] = rng.NextGaussian();
        }

        return new DenseLayer(w, b, act);
    }

    [Fact]
    public void A_layer_by_hand()
    {
        double[,] y = ForwardPass.Dense(new double[,] { { 1, 2, 3 }, { -4, 0, -7 } }, new double[,] { { 1, 0, 2 }, { -1, 3, 1 } }, [10, 0.5], Act.Relu);
        Assert.Equal(new double[,] { { 17, 8.5 }, { 0, 0 } }, y);
        Assert.Equal(2, ForwardPass.Dense(new double[0, 3], new double[2, 3], [0, 0], Act.Relu).GetLength(1));
    }

    [Fact]
    public void Layers_feed_one_another()
    {
        Mlp net = new([new(new double[,] { { 1, 1 }, { 1, 1 } }, [-0.5, -1.5], Act.Step), new(new double[,] { { 1, -1 } }, [-0.5], Act.Step)]);
        Assert.Equal(new double[,] { { 0 }, { 1 }, { 1 }, { 0 } }, net.Forward(new double[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }));
        Assert.Equal((2, 1, 2, 9L, 18L), (net.Inputs, net.Outputs, net.HiddenUnits, net.ParameterCount, net.MultiplyAdds(3)));
        Assert.Equal("Mlp 2 → 2 step → 1 step", net.ToString());
    }

    [Fact]
    public void Counts_agree_with_those_from_the_sizes()
    {
        var rng = new Rng(3);
        Mlp net = new([Random(rng, 7, 5, Act.Tanh), Random(rng, 4, 7, Act.Gelu), Random(rng, 2, 4, Act.Identity)]);
        Assert.Equal(NetworkSize.Parameters([5, 7, 4, 2]), net.ParameterCount);
        Assert.Equal(NetworkSize.MultiplyAdds([5, 7, 4, 2], 6), net.MultiplyAdds(6));
        Assert.Equal((101_770, 101_632), (NetworkSize.Parameters([784, 128, 10]), NetworkSize.MultiplyAdds([784, 128, 10], 1)));
        Assert.Equal(10_000_100_000, NetworkSize.Parameters([100_000, 100_000]));
    }

    [Fact]
    public void Linear_layers_are_one_layer()
    {
        var rng = new Rng(4);
        Mlp net = new([Random(rng, 6, 3, Act.Identity), Random(rng, 5, 6, Act.Identity), Random(rng, 2, 5, Act.Sigmoid)]), one = LinearStack.Collapse(net);
        double[,] x = Random(rng, 8, 3, Act.Identity).W, deep = net.Forward(x), flat = one.Forward(x);
        Assert.Single(one.Layers);
        for (int n = 0; n < 8; n++)
            for (int o = 0; o < 2; o++)
                Assert.Equal(deep[n, o], flat[n, o], 1e-12);
        Assert.Throws<InvalidOperationException>(() => LinearStack.Collapse(new Mlp([Random(rng, 6, 3, Act.Relu), Random(rng, 5, 6, Act.Identity)])));
    }

    [Fact]
    public void Parity_is_right_on_every_row()
    {
        for (int n = 1; n <= 8; n++)
        {
            Mlp net = ParityBits.Build(n);
            Assert.True(net.HiddenUnits <= n);
            for (int row = 0; row < 1 << n; row++)
            {
                double[,] x = new double[1, n];
                for (int bit = 0; bit < n; bit++) x[0, bit] = row >> bit & 1;
                Assert.Equal(int.PopCount(row) % 2, net.Forward(x)[0, 0]);
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new DenseLayer(new double[2, 3], [1], Act.Relu));
        Assert.Throws<ArgumentException>(() => new Mlp([]));
        Assert.Throws<ArgumentException>(() => new Mlp([new(new double[2, 3], [0, 0], Act.Relu), new(new double[1, 3], [0], Act.Relu)]));
        Assert.Throws<InvalidOperationException>(() => new Mlp([new(new double[2, 1], [0, 0], Act.Relu)]).At(1));
        Assert.Throws<ArgumentException>(() => NetworkSize.Parameters([3]));
        Assert.Throws<ArgumentException>(() => NetworkSize.MultiplyAdds([3, 0], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkSize.MultiplyAdds([3, 1], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParityBits.Build(0));
        string said = Assert.Throws<ArgumentException>(() => ForwardPass.Dense(new double[2, 3], new double[4, 5], new double[4], Act.Relu)).Message;
        Assert.Contains("[2, 3]", said, StringComparison.Ordinal);
        Assert.Contains("[4, 5]", said, StringComparison.Ordinal);
    }
}
