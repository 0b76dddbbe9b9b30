using FromScratch.Data;
using FromScratch.Nn.Losses;
using FromScratch.Optim;
using FromScratch.Tensors;
using FromScratch.Transformers;
using TorchParity;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Benchmarks.Tensors;

/// <summary>A training step of a GPT of 4 layers, 128 wide, 4 heads, on 16 × 128 tokens of 256 kinds.</summary>
internal static class GptCases
{
    public static IEnumerable<Case> All()
    {
        var config = new GptConfig(Vocabulary: 256, Context: 128, Layers: 4, Heads: 4, Width: 128);
        var model = new Gpt<float>(config, new Rng(1));
        var optimizer = new AdamW<float>(model.Parameters(), 3e-4);
        var rng = new Rng(2);
        int[] Draw() => [.. Enumerable.Range(0, 16 * 128).Select(_ => rng.NextInt(256))];
        IndexTensor tokens = new(Draw(), [16, 128]), next = new(Draw(), [16, 128]);

        var weights = new Dictionary<string, torch.Tensor>();
        foreach ((string name, Tensor<float> tensor) in model.NamedParameters()) weights[name] = torch.nn.Parameter(Twin<float>.Of(tensor).Theirs);
        torch.optim.Optimizer theirs = torch.optim.AdamW(weights.Values.Cast<TorchSharp.Modules.Parameter>(), 3e-4, weight_decay: 1e-2);
        torch.Tensor theirTokens = torch.tensor([.. tokens.Values.Select(token => (long)token)], [16L, 128L]), theirNext = torch.tensor([.. next.Values.Select(token => (long)token)]);
        yield return new Case("GPT training step, 2048 tokens", () =>
            {
                using TensorScope<float> scope = TensorScope<float>.Begin();
                optimizer.ZeroGrad();
                Loss.CrossEntropy(model.Forward(tokens), next).Backward();
                optimizer.Step();
            },
            () =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                theirs.zero_grad();
                F.cross_entropy(TorchGpt.Forward(theirTokens, weights, config).view(-1, 256), theirNext).backward();
                theirs.step();
            }, Goal: 1.2);
    }
}
