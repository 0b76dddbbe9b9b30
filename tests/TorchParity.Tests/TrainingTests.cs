using System.Numerics;
using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Nn.Losses;
using FromScratch.Optim;
using FromScratch.Tensors;
using FromScratch.Transformers;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TorchParity;

/// <summary>100 training steps from the same weights, here and in libtorch: the losses of every step are the same.</summary>
public sealed class TrainingTests
{
    private const int Steps = 100;

    [Fact]
    public void A_multilayer_perceptron_follows_libtorch()
    {
        Perceptron<double>(1e-9);
        Perceptron<float>(1e-4);
    }

    [Fact]
    public void A_convolutional_net_follows_libtorch()
    {
        ConvNet<double>(1e-9);
        ConvNet<float>(1e-4);
    }

    [Fact]
    public void An_lstm_follows_libtorch()
    {
        LongShortTerm<double>(1e-9);
        LongShortTerm<float>(1e-4);
    }

    [Fact]
    public void A_small_gpt_follows_libtorch()
    {
        SmallGpt<double>(1e-9);
        SmallGpt<float>(1e-4);
    }

    private static void Perceptron<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rng = new Rng(1);
        var net = new Sequential<T>(new Linear<T>(13, 37, rng), Activation.Gelu<T>(), new LayerNorm<T>(37), new Linear<T>(37, 5, rng));
        IndexTensor labels = Labels(24, 5);
        Tensor<T> x = Twins.Normal<T>(2, 24, 13);
        torch.Tensor theirX = Twins.Torch(x), theirLabels = Twins.Torch(labels);
        Follow(net, () => Loss.CrossEntropy(net.Forward(x), labels, smoothing: 0.05),
            w => F.cross_entropy(F.linear(F.layer_norm(F.gelu(F.linear(theirX, w["0.weight"], w["0.bias"])), [37], w["2.weight"], w["2.bias"]), w["3.weight"], w["3.bias"]), theirLabels, label_smoothing: 0.05),
            p => new Sgd<T>(p, 0.05, momentum: 0.9, nesterov: true), p => torch.optim.SGD(p, 0.05, momentum: 0.9, nesterov: true), tolerance);
    }

    private static void ConvNet<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rng = new Rng(1);
        var net = new Sequential<T>(new Conv2d<T>(2, 6, 3, rng, padding: 1), new BatchNorm<T>(6), Activation.Relu<T>(), new MaxPool2d<T>(2), new Conv2d<T>(6, 7, 3, rng), Activation.Silu<T>(), Activation.Flatten<T>(), new Linear<T>(7 * 3 * 2, 4, rng));
        IndexTensor labels = Labels(9, 4);
        Tensor<T> x = Twins.Normal<T>(2, 9, 2, 10, 8);
        torch.Tensor theirX = Twins.Torch(x), theirLabels = Twins.Torch(labels);
        Follow(net, () => Loss.CrossEntropy(net.Forward(x), labels), w =>
            {
                torch.Tensor y = F.batch_norm(F.conv2d(theirX, w["0.weight"], w["0.bias"], padding: [1, 1]), w["1.running_mean"], w["1.running_var"], w["1.weight"], w["1.bias"], training: true);
                y = F.silu(F.conv2d(F.max_pool2d(y.relu(), 2), w["4.weight"], w["4.bias"]));
                return F.cross_entropy(F.linear(y.reshape(9, -1), w["7.weight"], w["7.bias"]), theirLabels);
            },
            p => new RmsProp<T>(p, 2e-3, epsilon: 1e-4), p => torch.optim.RMSProp(p, 2e-3, eps: 1e-4), tolerance);
    }

    private sealed class LstmNet<T> : Module<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly LstmCell<T> _cell;
        private readonly Linear<T> _head;

        public LstmNet(Rng rng)
        {
            _cell = Child("cell", new LstmCell<T>(5, 12, rng));
            _head = Child("head", new Linear<T>(12, 3, rng));
        }

        public Tensor<T> Forward(Tensor<T> x) => _head.Forward(Recurrent.Over(_cell, x));
    }

    private static void LongShortTerm<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var net = new LstmNet<T>(new Rng(1));
        Tensor<T> x = Twins.Normal<T>(2, 6, 9, 5), target = Twins.Normal<T>(3, 6, 9, 3);
        torch.Tensor theirX = Twins.Torch(x), theirTarget = Twins.Torch(target);
        Follow(net, () => Loss.MeanSquaredError(net.Forward(x), target), w =>
            {
                torch.Tensor h = torch.zeros(6, 12, theirX.dtype), c = torch.zeros(6, 12, theirX.dtype);
                var states = new List<torch.Tensor>();
                for (int t = 0; t < 9; t++)
                {
                    torch.Tensor[] gates = (F.linear(theirX.select(1, t), w["cell.weight_ih"], w["cell.bias_ih"]) + F.linear(h, w["cell.weight_hh"], w["cell.bias_hh"])).chunk(4, 1);
                    c = gates[1].sigmoid() * c + gates[0].sigmoid() * gates[2].tanh();
                    h = gates[3].sigmoid() * c.tanh();
                    states.Add(h);
                }

                return F.mse_loss(F.linear(torch.stack(states, 1), w["head.weight"], w["head.bias"]), theirTarget);
            },
            p => new Adam<T>(p, 3e-3, epsilon: 1e-6), p => torch.optim.Adam(p, 3e-3, eps: 1e-6), tolerance);
    }

    private static void SmallGpt<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var model = new Gpt<T>(new GptConfig(Vocabulary: 17, Context: 13, Layers: 2, Heads: 3, Width: 24), new Rng(1));
        IndexTensor tokens = Labels(3 * 13, 17).Reshape(3, 13), next = new([.. tokens.Values.Select(token => (token * 5 + 2) % 17)], [3, 13]);
        torch.Tensor theirTokens = Twins.Torch(tokens), theirNext = Twins.Torch(next).reshape(-1);
        Follow(model, () => Loss.CrossEntropy(model.Forward(tokens), next), w => F.cross_entropy(TorchGpt.Forward(theirTokens, w, model.Config).reshape(-1, 17), theirNext),
            p => new AdamW<T>(p, 1e-3, epsilon: 1e-5), p => torch.optim.AdamW(p, 1e-3, eps: 1e-5, weight_decay: 1e-2), tolerance);
    }

    private static IndexTensor Labels(int count, int classes)
    {
        var rng = new Rng(9);
        return Enumerable.Range(0, count).Select(_ => rng.NextInt(classes)).ToArray();
    }

    private static void Follow<T>(Module<T> module, Func<Tensor<T>> loss, Func<Dictionary<string, torch.Tensor>, torch.Tensor> theirLoss,
        Func<IReadOnlyList<Tensor<T>>, Optimizer<T>> optimizer, Func<IEnumerable<TorchSharp.Modules.Parameter>, torch.optim.Optimizer> theirOptimizer, double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var weights = new Dictionary<string, torch.Tensor>();
        foreach ((string name, Tensor<T> tensor) in module.StateDict()) weights[name] = Twins.Torch(tensor);
        foreach ((string name, _) in module.NamedParameters()) weights[name] = torch.nn.Parameter(weights[name]);
        Optimizer<T> ours = optimizer(module.Parameters());
        torch.optim.Optimizer theirs = theirOptimizer([.. module.NamedParameters().Select(one => (TorchSharp.Modules.Parameter)weights[one.Name])]);
        double first = 0, last = 0;
        for (int step = 0; step < Steps; step++)
        {
            using TensorScope<T> scope = TensorScope<T>.Begin();
            using DisposeScope theirScope = torch.NewDisposeScope();
            ours.ZeroGrad();
            Tensor<T> value = loss();
            value.Backward();
            ours.Step();
            theirs.zero_grad();
            torch.Tensor theirValue = theirLoss(weights);
            theirValue.backward();
            theirs.step();
            double a = double.CreateTruncating(value.Item()), b = double.CreateTruncating(Twins.Numbers<T>(theirValue)[0]);
            Assert.True(Math.Abs(a - b) <= tolerance * Math.Abs(b), $"step {step}: loss {a:R}, libtorch has {b:R}, {Math.Abs(a - b) / b:E1} away");
            (first, last) = (step == 0 ? a : first, a);
        }

        Assert.True(last < 0.8 * first, $"the loss went from {first} to {last}: nothing was learned");
    }
}
