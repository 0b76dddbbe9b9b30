using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Nn.Losses;
using FromScratch.Optim;
using FromScratch.Tensors;
using Xunit;

namespace FromScratch.Tests.Nn;

/// <summary>In steady state a training step works in the memory of the step before.</summary>
public sealed class MemoryTests
{
    private static readonly IndexTensor s_labels = (int[])[2, 0, 1, 3, 2, 1];

    private static long BytesAStep(Module<float> module, Func<Tensor<float>> loss, Optimizer<float> optimizer)
    {
        const int warm = 10, steps = 20;
        long before = 0;
        for (int step = 0; step < warm + steps; step++)
        {
            if (step == warm) before = GC.GetAllocatedBytesForCurrentThread();
            using TensorScope<float> scope = TensorScope<float>.Begin();
            module.ZeroGrad();
            loss().Backward();
            optimizer.Step();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / steps;
    }

    [Fact]
    public void A_step_of_a_convolutional_net_allocates_less_than_a_kilobyte()
    {
        var rng = new Rng(1);
        var net = new Sequential<float>(new Conv2d<float>(2, 6, 3, rng, padding: 1), new BatchNorm<float>(6), Activation.Relu<float>(), new MaxPool2d<float>(2), new Conv2d<float>(6, 7, 3, rng, stride: 2), Activation.Flatten<float>(), new Linear<float>(7 * 2, 4, rng));
        Tensor<float> x = Tensor<float>.Randn(rng, 6, 2, 10, 8);
        Assert.InRange(BytesAStep(net, () => Loss.CrossEntropy(net.Forward(x), s_labels), new Sgd<float>(net.Parameters(), 0.01, momentum: 0.9)), 0, 1024);
    }

    [Fact]
    public void A_step_of_a_perceptron_allocates_less_than_a_kilobyte()
    {
        var rng = new Rng(1);
        var net = new Sequential<float>(new Linear<float>(13, 37, rng), Activation.Gelu<float>(), new Dropout<float>(0.1, rng), new RmsNorm<float>(37), new Linear<float>(37, 4, rng));
        Tensor<float> x = Tensor<float>.Randn(rng, 6, 13);
        Assert.InRange(BytesAStep(net, () => Loss.CrossEntropy(net.Forward(x), s_labels, smoothing: 0.1), new Adam<float>(net.Parameters(), weightDecay: 0.1)), 0, 1024);
    }

    [Fact]
    public void A_step_of_recurrent_cells_allocates_less_than_a_kilobyte()
    {
        var rng = new Rng(1);
        var lstm = new LstmCell<float>(5, 8, rng);
        Tensor<float> x = Tensor<float>.Randn(rng, 6, 9, 5), target = Tensor<float>.Randn(rng, 6, 9, 8);
        Assert.InRange(BytesAStep(lstm, () => Loss.MeanSquaredError(Recurrent.Over(lstm, x), target), new Lion<float>(lstm.Parameters())), 0, 1024);
    }
}
