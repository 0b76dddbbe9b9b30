using System.Numerics;
using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Nn.Losses;
using FromScratch.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TorchParity;

/// <summary>Every operation of the tensor, on shapes that are not square.</summary>
internal static class OperationCases<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static T N(double value) => T.CreateTruncating(value);

    private static Tensor<T> Normal(ulong seed, params int[] shape) => Twins.Normal<T>(seed, shape);

    private static Tensor<T> Positive(ulong seed, params int[] shape) => Tensor<T>.Uniform(new Rng(seed), 0.3, 2, shape);

    private static Case<T> One(Func<Tensor<T>, Tensor<T>> ours, Func<torch.Tensor, torch.Tensor> theirs, bool positive = false, params int[] shape) =>
        new(x => ours(x[0]), x => theirs(x[0]), (positive ? Positive(7, shape.Length > 0 ? shape : [3, 37]) : Normal(7, shape.Length > 0 ? shape : [3, 37])));

    private static readonly IndexTensor s_places = new([4, 0, 1, 1, 2, 2], [3, 2]);
    private static readonly IndexTensor s_labels = new([2, 0, 4, 4, 1, 3, 2], [7]);
    private static readonly IndexTensor s_ignored = new([2, -100, 4, 4, 1, -100, 2], [7]);

    public static IReadOnlyDictionary<string, Case<T>> All { get; } = new Dictionary<string, Case<T>>
    {
        // Each element.
        ["add"] = new(x => x[0] + x[1], x => x[0] + x[1], Normal(1, 4, 1, 3), Normal(2, 2, 1)),
        ["sub"] = new(x => x[0] - x[1], x => x[0] - x[1], Normal(1, 4, 3), Normal(2, 3)),
        ["mul"] = new(x => x[0] * x[1], x => x[0] * x[1], Normal(1, 4, 33), Normal(2, 4, 1)),
        ["div"] = new(x => x[0] / x[1], x => x[0] / x[1], Normal(1, 2, 3), Positive(2, 5, 1, 3)),
        ["pow tensor"] = new(x => x[0].Pow(x[1]), x => x[0].pow(x[1]), Positive(1, 4, 3), Normal(2, 3)),
        ["maximum"] = new(x => x[0].Maximum(x[1]), x => torch.maximum(x[0], x[1]), Normal(1, 4, 3), Normal(2, 3)),
        ["minimum"] = new(x => x[0].Minimum(x[1]), x => torch.minimum(x[0], x[1]), Normal(1, 4, 3), Normal(2, 4, 1)),
        ["where"] = new(x => Tensor<T>.Where(x[0].Detach().Greater(Tensor<T>.Zeros()), x[0], x[1]), x => torch.where(x[0] > 0, x[0], x[1]), Normal(1, 4, 3), Normal(2, 3)),
        ["neg"] = One(x => -x, x => -x),
        ["number"] = One(x => N(2) - x * N(3) / N(7), x => 2 - x * 3 / 7),
        ["exp"] = One(x => x.Exp(), x => x.exp()),
        ["log"] = One(x => x.Log(), x => x.log(), positive: true),
        ["sqrt"] = One(x => x.Sqrt(), x => x.sqrt(), positive: true),
        ["abs"] = One(x => x.Abs(), x => x.abs()),
        ["square"] = One(x => x.Square(), x => x.square()),
        ["reciprocal"] = One(x => x.Reciprocal(), x => x.reciprocal(), positive: true),
        ["sin"] = One(x => x.Sin(), x => x.sin()),
        ["cos"] = One(x => x.Cos(), x => x.cos()),
        ["pow"] = One(x => x.Pow(N(2.5)), x => x.pow(2.5), positive: true),
        ["tanh"] = One(x => x.Tanh(), x => x.tanh()),
        ["sigmoid"] = One(x => x.Sigmoid(), x => x.sigmoid()),
        ["relu"] = One(x => x.Relu(), x => x.relu()),
        ["leaky relu"] = One(x => x.LeakyRelu(0.1), x => F.leaky_relu(x, 0.1)),
        ["elu"] = One(x => x.Elu(1.3), x => F.elu(x, 1.3)),
        ["silu"] = One(x => x.Silu(), x => F.silu(x)),
        ["softplus"] = One(x => x.Softplus(), x => F.softplus(x)),
        ["gelu"] = One(x => x.Gelu(), x => F.gelu(x)),
        ["gelu by tanh"] = One(x => x.Gelu(tanhApproximation: true), x => F.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh)),
        ["erf"] = One(x => x.Erf(), x => x.erf()),
        ["clamp"] = One(x => x.Clamp(N(-0.6), N(0.8)), x => x.clamp(-0.6, 0.8)),
        ["masked fill"] = One(x => x.MaskedFill(x.Detach().Greater(Tensor<T>.Ones()), N(-2)), x => x.masked_fill(x > 1, -2)),

        // Over axes.
        ["sum"] = One(x => x.Sum(), x => x.sum()),
        ["sum of an axis"] = One(x => x.Sum(1), x => x.sum(1), shape: [4, 5, 3]),
        ["sum of two axes"] = One(x => x.Sum([0, 2], keepDim: true), x => x.sum([0L, 2L], keepdim: true), shape: [4, 5, 3]),
        ["mean"] = One(x => x.Mean(-1, keepDim: true), x => x.mean([-1L], keepdim: true)),
        ["var"] = One(x => x.Var(1), x => x.var(1)),
        ["std"] = One(x => x.Std(0), x => x.std(0), shape: [5, 3]),
        ["prod"] = One(x => x.Prod(), x => x.prod(), shape: [2, 4]),
        ["max"] = One(x => x.Max(), x => x.max()),
        ["max of an axis"] = One(x => x.Max(1).Values, x => x.max(1).values),
        ["min of an axis"] = One(x => x.Min(0, keepDim: true).Values, x => x.min(0, true).values),
        ["norm"] = One(x => x.Norm(), x => x.norm()),
        ["cumsum"] = One(x => x.CumSum(0), x => x.cumsum(0), shape: [5, 3]),
        ["logsumexp"] = One(x => x.LogSumExp(0), x => x.logsumexp(0), shape: [5, 3]),
        ["softmax"] = One(x => x.Softmax(), x => x.softmax(-1)),
        ["softmax of axis 0"] = One(x => x.Softmax(0), x => x.softmax(0), shape: [5, 3]),
        ["log softmax"] = One(x => x.LogSoftmax(), x => F.log_softmax(x, -1)),

        // Shapes and places.
        ["permute"] = One(x => x.Permute(2, 0, 1), x => x.permute(2, 0, 1), shape: [4, 5, 3]),
        ["narrow"] = One(x => x.Narrow(1, 1, 3).Exp(), x => x.narrow(1, 1, 3).exp(), shape: [4, 5, 3]),
        ["select"] = One(x => x.Select(1, -2), x => x.select(1, -2), shape: [4, 5, 3]),
        ["expand"] = One(x => x.Unsqueeze(1).Expand(4, 3, 5), x => x.unsqueeze(1).expand(4, 3, 5), shape: [4, 5]),
        ["transpose"] = One(x => x.Transpose(0, 2).Reshape(3, -1), x => x.transpose(0, 2).reshape(3, -1), shape: [4, 5, 3]),
        ["cat"] = new(x => Tensor<T>.Cat([x[0], x[1], x[0]], 1), x => torch.cat([x[0], x[1], x[0]], 1), Normal(1, 2, 3), Normal(2, 2, 1)),
        ["stack"] = new(x => Tensor<T>.Stack([x[0], x[1]], -1), x => torch.stack([x[0], x[1]], -1), Normal(1, 2, 3), Normal(2, 2, 3)),
        ["split"] = One(x => x.Split(2, 1)[2], x => x.split(2, 1)[2], shape: [4, 5]),
        ["gather"] = One(x => x.Gather(1, s_places), x => x.gather(1, Twins.Torch(s_places)), shape: [3, 5]),
        ["scatter add"] = new(x => x[0].ScatterAdd(1, s_places, x[1]), x => x[0].scatter_add(1, Twins.Torch(s_places), x[1]), Normal(1, 3, 5), Normal(2, 3, 2)),
        ["index select"] = One(x => x.IndexSelect(1, (int[])[4, 4, 1]), x => x.index_select(1, torch.tensor([4L, 4L, 1L])), shape: [4, 5]),
        ["sort"] = One(x => x.Sort(1, descending: true).Values, x => x.sort(1, descending: true).Values, shape: [4, 5]),
        ["topk"] = One(x => x.TopK(2).Values, x => x.topk(2).values, shape: [4, 5]),
        ["tril"] = One(x => x.Tril(1), x => x.tril(1), shape: [4, 5]),
        ["embedding"] = One(x => x.Rows(s_labels), x => x.index_select(0, Twins.Torch(s_labels)), shape: [5, 3]),

        // Products.
        ["matmul"] = new(x => x[0].MatMul(x[1]), x => x[0].matmul(x[1]), Normal(1, 13, 31), Normal(2, 31, 17)),
        ["matmul, transposed"] = new(x => x[0].Mt.MatMul(x[1].Mt), x => x[0].mT.matmul(x[1].mT), Normal(1, 31, 13), Normal(2, 17, 31)),
        ["matmul, batches"] = new(x => x[0].MatMul(x[1]), x => x[0].matmul(x[1]), Normal(1, 2, 1, 5, 3), Normal(2, 4, 3, 2)),
        ["matmul, one matrix"] = new(x => x[0].MatMul(x[1]), x => x[0].matmul(x[1]), Normal(1, 4, 5, 3), Normal(2, 3, 2)),
        ["linear"] = new(x => x[0].Linear(x[1], x[2]), x => F.linear(x[0], x[1], x[2]), Normal(1, 5, 2, 33), Normal(2, 19, 33), Normal(3, 19)),
        ["einsum"] = new(x => Einsum.Of("bthd,bshd->bhts", x[0], x[1]), x => torch.einsum("bthd,bshd->bhts", x[0], x[1]), Normal(1, 2, 3, 2, 4), Normal(2, 2, 5, 2, 4)),

        // Networks.
        ["conv2d"] = new(x => Convolution.Conv2d(x[0], x[1], x[2], new Window(1, 1)), x => F.conv2d(x[0], x[1], x[2], padding: [1, 1]), Normal(1, 3, 5, 9, 11), Normal(2, 13, 5, 3, 3), Normal(3, 13)),
        ["conv2d, strided"] = new(x => Convolution.Conv2d(x[0], x[1], x[2], new Window(2, 1, 2, 2)), x => F.conv2d(x[0], x[1], x[2], [2, 2], [1, 1], [2, 2], 2), Normal(1, 3, 4, 9, 11), Normal(2, 6, 2, 3, 3), Normal(3, 6)),
        ["conv2d, wide"] = new(x => Convolution.Conv2d(x[0], x[1], null, new Window(1, 2)), x => F.conv2d(x[0], x[1], padding: [2, 2]), Normal(1, 2, 19, 7, 6), Normal(2, 33, 19, 5, 5)),
        ["conv1d"] = new(x => Convolution.Conv1d(x[0], x[1], x[2], new Window(2, 1)), x => F.conv1d(x[0], x[1], x[2], 2, 1), Normal(1, 3, 5, 21), Normal(2, 4, 5, 3), Normal(3, 4)),
        ["max pool"] = One(x => Pooling.Max2d(x, 3, 2, 1), x => F.max_pool2d(x, 3, 2, 1), shape: [2, 3, 9, 11]),
        ["average pool"] = One(x => Pooling.Average2d(x, 3, 2, 1), x => F.avg_pool2d(x, 3, 2, 1), shape: [2, 3, 9, 11]),
        ["attention"] = new(x => Attention.ScaledDotProduct(x[0], x[1], x[2]), x => F.scaled_dot_product_attention(x[0], x[1], x[2]), Normal(1, 2, 3, 7, 10), Normal(2, 2, 3, 11, 10), Normal(3, 2, 3, 11, 10)),
        ["attention, causal"] = new(x => Attention.ScaledDotProduct(x[0], x[1], x[2], causal: true), x => F.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true), Normal(1, 2, 3, 37, 20), Normal(2, 2, 3, 37, 20), Normal(3, 2, 3, 37, 20)),
        ["attention, masked"] = new(x => Attention.ScaledDotProduct(x[0], x[1], x[2], Normal(5, 7, 11)), x => F.scaled_dot_product_attention(x[0], x[1], x[2], Twins.Torch(Normal(5, 7, 11))), Normal(1, 2, 3, 7, 10), Normal(2, 2, 3, 11, 10), Normal(3, 2, 3, 11, 10)),

        // Losses.
        ["cross-entropy"] = One(x => Loss.CrossEntropy(x, s_labels), x => F.cross_entropy(x, Twins.Torch(s_labels)), shape: [7, 5]),
        ["cross-entropy, smoothed"] = One(x => Loss.CrossEntropy(x, s_ignored, smoothing: 0.1), x => F.cross_entropy(x, Twins.Torch(s_ignored), label_smoothing: 0.1), shape: [7, 5]),
        ["cross-entropy, summed"] = One(x => Loss.CrossEntropy(x * N(40), s_labels, reduction: LossReduction.Sum), x => F.cross_entropy(x * 40, Twins.Torch(s_labels), reduction: torch.nn.Reduction.Sum), shape: [7, 5]),
        ["mean squared error"] = new(x => Loss.MeanSquaredError(x[0], x[1]), x => F.mse_loss(x[0], x[1]), Normal(1, 4, 5), Normal(2, 4, 5)),
        ["huber"] = new(x => Loss.Huber(x[0], x[1], 0.7), x => F.huber_loss(x[0], x[1], 0.7), Normal(1, 4, 5), Normal(2, 4, 5)),
        ["binary cross-entropy"] = new(x => Loss.BinaryCrossEntropy(x[0] * N(20), x[1]), x => F.binary_cross_entropy_with_logits(x[0] * 20, x[1]), Normal(1, 4, 5), Tensor<T>.Uniform(new Rng(2), 0, 1, 4, 5)),
        ["kullback-leibler"] = new(x => Loss.KullbackLeibler(x[0].LogSoftmax(), x[1]), x => F.kl_div(F.log_softmax(x[0], -1), x[1], false, torch.nn.Reduction.Sum) / 4, Normal(1, 4, 5), Tensor<T>.Uniform(new Rng(2), 0.1, 1, 4, 5)),
    };
}
