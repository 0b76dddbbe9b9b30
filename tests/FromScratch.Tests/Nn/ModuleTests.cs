using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Tensors;
using Xunit;

namespace FromScratch.Tests.Nn;

public sealed class ModuleTests
{
    private static Sequential<double> Net(ulong seed)
    {
        var rng = new Rng(seed);
        return new Sequential<double>(new Linear<double>(3, 4, rng), new BatchNorm<double>(4), Activation.Relu<double>(), new Linear<double>(4, 2, rng, bias: false));
    }

    [Fact]
    public void Names_are_paths_and_buffers_are_saved_but_not_trained()
    {
        Sequential<double> net = Net(1);
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "3.weight"], net.NamedParameters().Select(one => one.Name));
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked", "3.weight"], net.StateDict().Keys);
        Assert.Equal(3 * 4 + 4 + 4 + 4 + 4 * 2, net.ParameterCount);
    }

    [Fact]
    public void A_state_loads_into_another_module_and_changes_its_own_tensors()
    {
        Sequential<double> from = Net(1), to = Net(2);
        Tensor<double> x = Tensor<double>.Randn(new Rng(3), 5, 3), weight = to.Parameters()[0];
        from.Eval();
        to.Eval();
        to.LoadStateDict(from.StateDict());
        Assert.Equal(from.Forward(x).ToArray(), to.Forward(x).ToArray());
        Assert.Same(weight, to.Parameters()[0]);
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_whole()
    {
        Sequential<double> net = Net(1);
        double[] before = net.Parameters()[0].ToArray();
        OrderedDictionary<string, Tensor<double>> state = Net(2).StateDict();
        state.Remove("3.weight");
        state.Add("4.weight", Tensor<double>.Zeros(1));
        string message = Assert.Throws<ArgumentException>(() => net.LoadStateDict(state)).Message;
        Assert.Contains("missing in the saved state: 3.weight; unknown to this module: 4.weight", message, StringComparison.Ordinal);
        state["0.weight"] = Tensor<double>.Zeros(4, 2);
        Assert.Contains("[4, 2] in the saved state and [4, 3]", Assert.Throws<ArgumentException>(() => net.LoadStateDict(state, strict: false)).Message, StringComparison.Ordinal);
        Assert.Equal(before, net.Parameters()[0].ToArray());
    }

    [Fact]
    public void Dropout_keeps_the_mean_in_training_and_everything_in_use()
    {
        var dropout = new Dropout<double>(0.25, new Rng(1));
        Tensor<double> x = Tensor<double>.Ones(200, 500);
        double[] y = dropout.Forward(x).ToArray();
        Assert.Equal([0.0, 1 / 0.75], y.Distinct().Order());
        Assert.InRange(y.Average(), 1 - 0.008, 1 + 0.008);   // standard error √(0.25/0.75/100000) = 0.0018
        dropout.Eval();
        Assert.Same(x, dropout.Forward(x));
    }

    [Fact]
    public void Batch_norm_in_use_does_not_look_at_the_batch()
    {
        var norm = new BatchNorm<double>(2);
        Tensor<double> x = Tensor<double>.Randn(new Rng(1), 6, 2, 3);
        for (int i = 0; i < 3; i++) norm.Forward(x);
        norm.Eval();
        Assert.Equal(norm.Forward(x).Narrow(0, 2, 1).ToArray(), norm.Forward(x.Narrow(0, 2, 1)).ToArray());
        Assert.Equal(3, norm.BatchesSeen.Item());
    }

    [Fact]
    public void A_causal_attention_does_not_see_what_comes_later()
    {
        var attention = new MultiHeadAttention<double>(6, 2, new Rng(1));
        Tensor<double> x = Tensor<double>.Randn(new Rng(2), 1, 5, 6);
        double[] before = attention.Forward(x, causal: true).Narrow(1, 0, 3).ToArray();
        x.Narrow(1, 3, 2).Fill(7);
        Assert.Equal(before, attention.Forward(x, causal: true).Narrow(1, 0, 3).ToArray());
    }
}
