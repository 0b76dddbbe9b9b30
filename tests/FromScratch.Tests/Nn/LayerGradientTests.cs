using FromScratch.Autograd;
using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Nn.Losses;
using FromScratch.Tensors;
using FromScratch.Transformers;
using Xunit;

namespace FromScratch.Tests.Nn;

using D = Tensor<double>;

public sealed class LayerGradientTests
{
    private static D Normal(ulong seed, params int[] shape) => D.Randn(new Rng(seed), shape);

    /// <summary>The gradients of the input and of every parameter.</summary>
    private static void Right(Module<double> module, Func<D, D> forward, D x)
    {
        GradientReport report = GradientCheck.Check(inputs => forward(inputs[0]), [x, .. module.Parameters()]);
        Assert.True(report.MaxRelativeError < 1e-6, $"{module.GetType().Name}: {report}");
    }

    private static void Right(Layer<double> layer, D x) => Right(layer, layer.Forward, x);

    [Fact]
    public void Layers_have_the_gradients_of_central_differences()
    {
        var rng = new Rng(1);
        Right(new Linear<double>(5, 3, rng), Normal(2, 4, 2, 5));
        Right(new LayerNorm<double>(7), Normal(2, 3, 7));
        Right(new RmsNorm<double>(7), Normal(2, 3, 7));
        Right(new BatchNorm<double>(3), Normal(2, 4, 3, 2));
        Right(new Conv2d<double>(4, 6, 3, rng, stride: 2, padding: 1, groups: 2), Normal(2, 2, 4, 5, 6));
        Right(new Conv2d<double>(3, 5, 3, rng, padding: 1), Normal(2, 2, 3, 4, 6));
        Right(new Conv1d<double>(3, 4, 3, rng, padding: 2, dilation: 2), Normal(2, 2, 3, 7));
        Right(new MaxPool2d<double>(3, 2, 1), Normal(2, 2, 3, 5, 6));
        Right(new AveragePool2d<double>(2), Normal(2, 2, 3, 4, 6));
        Right(new Sequential<double>(new Linear<double>(5, 7, rng), Activation.Gelu<double>(), new Linear<double>(7, 2, rng), Activation.Tanh<double>()), Normal(2, 3, 5));
        Right(new TransformerBlock<double>(8, 2, rng), Normal(2, 2, 5, 8));
    }

    [Fact]
    public void Recurrent_cells_have_the_gradients_of_central_differences()
    {
        var rng = new Rng(1);
        var rnn = new RnnCell<double>(3, 4, rng);
        Right(rnn, x => Recurrent.Over(rnn, x), Normal(2, 2, 5, 3));
        var gru = new GruCell<double>(3, 4, rng);
        Right(gru, x => Recurrent.Over(gru, x), Normal(2, 2, 5, 3));
        var lstm = new LstmCell<double>(3, 4, rng);
        Right(lstm, x => Recurrent.Over(lstm, x), Normal(2, 2, 5, 3));
    }

    [Fact]
    public void Attention_has_the_gradients_of_central_differences()
    {
        D[] inputs = [Normal(1, 2, 2, 5, 3), Normal(2, 2, 2, 6, 3), Normal(3, 2, 2, 6, 4)];
        Assert.InRange(GradientCheck.Check(x => Attention.ScaledDotProduct(x[0], x[1], x[2]), inputs).MaxRelativeError, 0, 1e-6);
        D mask = Normal(4, 5, 6);
        Assert.InRange(GradientCheck.Check(x => Attention.ScaledDotProduct(x[0], x[1], x[2], mask), inputs).MaxRelativeError, 0, 1e-6);
        Assert.InRange(GradientCheck.Check(x => Attention.ScaledDotProduct(x[0], x[1], x[2], causal: true), [Normal(1, 2, 2, 6, 3), Normal(2, 2, 2, 6, 3), Normal(3, 2, 2, 6, 3)]).MaxRelativeError, 0, 1e-6);
    }

    [Fact]
    public void Losses_have_the_gradients_of_central_differences()
    {
        IndexTensor labels = (int[])[2, 0, -1, 3];
        D target = D.Uniform(new Rng(4), 0.1, 0.9, 4, 5);
        foreach (Func<D, D> loss in (Func<D, D>[])
        [
            x => Loss.CrossEntropy(x, labels, ignore: -1), x => Loss.CrossEntropy(x, labels, smoothing: 0.2, ignore: -1, reduction: LossReduction.None),
            x => Loss.MeanSquaredError(x, target), x => Loss.Huber(x, target, 0.8), x => Loss.BinaryCrossEntropy(x, target), x => Loss.KullbackLeibler(x.LogSoftmax(), target),
        ])
            Assert.InRange(GradientCheck.Check(x => loss(x[0]), [Normal(1, 4, 5)]).MaxRelativeError, 0, 1e-6);
    }
}
