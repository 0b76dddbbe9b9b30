using FromScratch.Optim;
using TorchSharp;

namespace Benchmarks.Tensors;

/// <summary>A step of AdamW.</summary>
internal static class OptimizerCases
{
    public static IEnumerable<Case> All()
    {
        foreach ((string size, int n) in new[] { ("16 K", 1 << 14), ("1 M", 1 << 20) })
        {
            Twin<float> x = Twin<float>.Normal(1, n).WithGrad(), g = Twin<float>.Normal(2, n);
            TorchSharp.Modules.Parameter parameter = torch.nn.Parameter(x.Theirs.detach());
            x.Ours.Grad = g.Ours;
            parameter.grad = g.Theirs;
            var ours = new AdamW<float>([x.Ours]);
            torch.optim.Optimizer theirs = torch.optim.AdamW([parameter], weight_decay: 1e-2);
            yield return new Case($"AdamW, {size}", ours.Step, () => theirs.step(), Goal: 3);
        }
    }
}
