using FromScratch.Nn;
using FromScratch.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Benchmarks.Tensors;

/// <summary>Attention of 16 × 4 heads over 128 positions of 32 numbers.</summary>
internal static class AttentionCases
{
    public static IEnumerable<Case> All()
    {
        foreach (bool causal in new[] { false, true })
        {
            Twin<float> q = Twin<float>.Normal(1, 16, 4, 128, 32), k = Twin<float>.Normal(2, 16, 4, 128, 32), v = Twin<float>.Normal(3, 16, 4, 128, 32), g = Twin<float>.Normal(4, 16, 4, 128, 32);
            string name = causal ? "causal attention" : "attention";
            yield return ElementwiseCases.Forward($"{name}, forward", () => Attention.ScaledDotProduct(q.Ours, k.Ours, v.Ours, causal: causal), () => F.scaled_dot_product_attention(q.Theirs, k.Theirs, v.Theirs, is_casual: causal));
            Twin<float> q2 = Twin<float>.Normal(1, 16, 4, 128, 32).WithGrad(), k2 = Twin<float>.Normal(2, 16, 4, 128, 32).WithGrad(), v2 = Twin<float>.Normal(3, 16, 4, 128, 32).WithGrad();
            yield return ElementwiseCases.Both($"{name}, forward and backward", q2, g, x =>
                {
                    k2.Ours.ZeroGrad();
                    v2.Ours.ZeroGrad();
                    return Attention.ScaledDotProduct(x, k2.Ours, v2.Ours, causal: causal);
                },
                x =>
                {
                    k2.Theirs.grad = v2.Theirs.grad = null;
                    return F.scaled_dot_product_attention(x, k2.Theirs, v2.Theirs, is_casual: causal);
                });
        }
    }
}
