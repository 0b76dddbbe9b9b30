using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Nn.Losses;
using FromScratch.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Benchmarks.Tensors;

/// <summary>A function of each row of 128 numbers.</summary>
internal static class RowCases
{
    private const int Width = 128;

    public static IEnumerable<Case> All()
    {
        foreach ((string size, int n) in new[] { ("16 K", 1 << 14), ("1 M", 1 << 20) })
        {
            int rows = n / Width;
            Twin<float> x = Twin<float>.Normal(1, rows, Width), g = Twin<float>.Normal(2, rows, Width);
            yield return ElementwiseCases.Forward($"softmax, {size}", () => x.Ours.Softmax(), () => x.Theirs.softmax(-1));
            Twin<float> w = Twin<float>.Normal(1, rows, Width).WithGrad();
            yield return ElementwiseCases.Both($"softmax, forward and backward, {size}", w, g, v => v.Softmax(), v => v.softmax(-1));

            var rng = new Rng(3);
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => rng.NextInt(Width))];
            torch.Tensor theirLabels = torch.tensor([.. labels.Select(label => (long)label)]);
            yield return ElementwiseCases.Forward($"cross-entropy, {size}", () => Loss.CrossEntropy(x.Ours, labels), () => F.cross_entropy(x.Theirs, theirLabels));
            yield return ElementwiseCases.Both($"cross-entropy, forward and backward, {size}", w, null, v => Loss.CrossEntropy(v, labels), v => F.cross_entropy(v, theirLabels));

            var norm = new LayerNorm<float>(Width);
            torch.Tensor weight = torch.ones(Width).requires_grad_(), bias = torch.zeros(Width).requires_grad_();
            yield return ElementwiseCases.Forward($"layer norm, {size}", () => norm.Forward(x.Ours), () => F.layer_norm(x.Theirs, [Width], weight, bias));
            yield return ElementwiseCases.Both($"layer norm, forward and backward, {size}", w, g, v =>
                {
                    norm.ZeroGrad();
                    return norm.Forward(v);
                },
                v =>
                {
                    weight.grad = bias.grad = null;
                    return F.layer_norm(v, [Width], weight, bias);
                });
        }
    }
}
