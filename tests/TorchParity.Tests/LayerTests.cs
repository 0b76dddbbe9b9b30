using System.Numerics;
using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TorchParity;

public sealed class LayerTests
{
    [Fact]
    public void In_double_layers_are_libtorchs() => All<double>(1e-11);

    [Fact]
    public void In_float_layers_are_libtorchs() => All<float>(1e-5);

    private static void All<T>(double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rng = new Rng(3);
        var layerNorm = new LayerNorm<T>(37);
        Disturb(layerNorm);
        Check("layer norm", layerNorm, layerNorm.Forward, (x, w) => F.layer_norm(x, [37], w["weight"], w["bias"]), Twins.Normal<T>(1, 5, 3, 37), tolerance);

        var rms = new RmsNorm<T>(37);
        Disturb(rms);
        Check("rms norm", rms, rms.Forward, (x, w) => x * torch.rsqrt(x.square().mean([-1L], keepdim: true) + 1e-5) * w["weight"], Twins.Normal<T>(1, 5, 3, 37), tolerance);

        var batchNorm = new BatchNorm<T>(6);
        Disturb(batchNorm);
        Check("batch norm", batchNorm, batchNorm.Forward, (x, w) => F.batch_norm(x, w["running_mean"], w["running_var"], w["weight"], w["bias"], training: true), Twins.Normal<T>(1, 4, 6, 5, 3), tolerance);
        batchNorm.Eval();
        Check("batch norm in use", batchNorm, batchNorm.Forward, (x, w) => F.batch_norm(x, w["running_mean"], w["running_var"], w["weight"], w["bias"]), Twins.Normal<T>(1, 4, 6, 5, 3), tolerance);

        var linear = new Linear<T>(19, 7, rng);
        Check("linear", linear, linear.Forward, (x, w) => F.linear(x, w["weight"], w["bias"]), Twins.Normal<T>(1, 5, 3, 19), tolerance);
        var conv2d = new Conv2d<T>(4, 6, 3, rng, stride: 2, padding: 1, groups: 2);
        Check("conv2d", conv2d, conv2d.Forward, (x, w) => F.conv2d(x, w["weight"], w["bias"], [2, 2], [1, 1], groups: 2), Twins.Normal<T>(1, 3, 4, 9, 7), tolerance);
        var conv1d = new Conv1d<T>(4, 6, 3, rng, padding: 1, dilation: 2);
        Check("conv1d", conv1d, conv1d.Forward, (x, w) => F.conv1d(x, w["weight"], w["bias"], 1, 1, 2), Twins.Normal<T>(1, 3, 4, 9), tolerance);

        var rnn = new RnnCell<T>(5, 7, rng);
        Check("rnn", rnn, x => Recurrent.Over(rnn, x), (x, w) => Load(torch.nn.RNN(5, 7, batchFirst: true, dtype: x.dtype), w).call(x, null).Item1, Twins.Normal<T>(1, 3, 6, 5), tolerance);
        var gru = new GruCell<T>(5, 7, rng);
        Check("gru", gru, x => Recurrent.Over(gru, x), (x, w) => Load(torch.nn.GRU(5, 7, batchFirst: true, dtype: x.dtype), w).call(x, null).Item1, Twins.Normal<T>(1, 3, 6, 5), tolerance);
        var lstm = new LstmCell<T>(5, 7, rng);
        Check("lstm", lstm, x => Recurrent.Over(lstm, x), (x, w) => Load(torch.nn.LSTM(5, 7, batchFirst: true, dtype: x.dtype), w).call(x, null).Item1, Twins.Normal<T>(1, 3, 6, 5), tolerance);

        var heads = new MultiHeadAttention<T>(12, 3, rng);
        Disturb(heads);
        Check("multi-head attention", heads, x => heads.Forward(x, causal: true), Heads, Twins.Normal<T>(1, 2, 7, 12), tolerance);
        Check("multi-head attention across", heads, x => heads.ForwardAcross(x, x.Narrow(1, 0, 4)), (x, w) => Across(x, x.narrow(1, 0, 4), w), Twins.Normal<T>(1, 2, 7, 12), tolerance);
    }

    /// <summary>Weights of 1 and biases of 0 would hide a mistake.</summary>
    private static void Disturb<T>(Module<T> module) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rng = new Rng(5);
        foreach (Tensor<T> parameter in module.Parameters()) parameter.Copy(parameter.Detach() + Tensor<T>.Uniform(rng, 0, 0.5, parameter.Shape.AsSpan()));
    }

    /// <summary>Our weights in libtorch, by name, and the module that holds copies of them, if there is one.</summary>
    private sealed class Weights : Dictionary<string, torch.Tensor>
    {
        public torch.nn.Module? Owner { get; set; }
    }

    private static torch.Tensor Heads(torch.Tensor x, Weights w)
    {
        torch.Tensor joined = F.linear(x, w["in_proj_weight"], w["in_proj_bias"]).reshape(x.shape[0], x.shape[1], 3, 3, 4);
        torch.Tensor Part(int i) => joined.select(2, i).transpose(1, 2);
        torch.Tensor attended = F.scaled_dot_product_attention(Part(0), Part(1), Part(2), is_casual: true);
        return F.linear(attended.transpose(1, 2).reshape(x.shape), w["out_proj.weight"], w["out_proj.bias"]);
    }

    private static torch.Tensor Across(torch.Tensor x, torch.Tensor source, Weights w)
    {
        torch.Tensor Part(torch.Tensor from, int i) => F.linear(from, w["in_proj_weight"].narrow(0, i * 12, 12), w["in_proj_bias"].narrow(0, i * 12, 12)).reshape(from.shape[0], from.shape[1], 3, 4).transpose(1, 2);
        torch.Tensor attended = F.scaled_dot_product_attention(Part(x, 0), Part(source, 1), Part(source, 2));
        return F.linear(attended.transpose(1, 2).reshape(x.shape), w["out_proj.weight"], w["out_proj.bias"]);
    }

    /// <summary>Copies our weights into a recurrent module.</summary>
    private static TModule Load<TModule>(TModule module, Weights weights) where TModule : torch.nn.Module
    {
        using (torch.no_grad())
            foreach ((string name, TorchSharp.Modules.Parameter parameter) in module.named_parameters()) parameter.copy_(weights[name[..^3]]);
        weights.Owner = module;
        return module;
    }

    private static void Check<T>(string name, Module<T> module, Func<Tensor<T>, Tensor<T>> ours, Func<torch.Tensor, Weights, torch.Tensor> theirs, Tensor<T> x, double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var weights = new Weights();
        foreach ((string key, Tensor<T> tensor) in module.StateDict()) weights[key] = Twins.Torch(tensor);
        foreach ((string key, _) in module.NamedParameters()) weights[key].requires_grad_();
        torch.Tensor theirX = Twins.Torch(x).requires_grad_();
        module.ZeroGrad();
        x.RequiresGrad = true;
        x.ZeroGrad();
        Tensor<T> y = ours(x);
        torch.Tensor theirY = theirs(theirX, weights);
        Twins.Same(name, y, theirY, tolerance);
        Tensor<T> g = Twins.Normal<T>(99, [.. y.Shape]);
        y.Backward(g);
        theirY.backward([Twins.Torch(g)]);
        Twins.Same($"{name}, gradient of the input", x.Grad!, theirX.grad!, tolerance);
        torch.nn.Module? own = weights.Owner;
        foreach ((string key, Tensor<T> parameter) in module.NamedParameters())
        {
            torch.Tensor grad = own is null ? weights[key].grad! : own.named_parameters().First(one => one.name == $"{key}_l0").parameter.grad!;
            Twins.Same($"{name}, gradient of {key}", parameter.Grad!, grad, tolerance);
        }

        foreach ((string key, Tensor<T> buffer) in module.StateDict())
            if (key.StartsWith("running", StringComparison.Ordinal)) Twins.Same($"{name}, {key}", buffer, weights[key], tolerance);
    }
}
