using FromScratch.Nn;
using FromScratch.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Benchmarks.Tensors;

/// <summary>3×3 convolutions, forward and backward.</summary>
internal static class ConvolutionCases
{
    public static IEnumerable<Case> All() => [.. Of(1, 32, 28), .. Of(32, 64, 14)];

    private static IEnumerable<Case> Of(int inputs, int outputs, int size)
    {
        Twin<float> x = Twin<float>.Normal(1, 64, inputs, size, size), w = Twin<float>.Normal(2, outputs, inputs, 3, 3).WithGrad(), b = Twin<float>.Normal(3, outputs).WithGrad(), g = Twin<float>.Normal(4, 64, outputs, size, size);
        string name = $"conv2d {inputs} → {outputs} at {size} × {size}, batch 64";
        yield return ElementwiseCases.Forward($"{name}, forward", () => Convolution.Conv2d(x.Ours, w.Ours, b.Ours, new Window(1, 1)), () => F.conv2d(x.Theirs, w.Theirs, b.Theirs, padding: [1, 1]));
        Twin<float> input = Twin<float>.Normal(1, 64, inputs, size, size).WithGrad();
        yield return ElementwiseCases.Both($"{name}, forward and backward", input, g, v =>
            {
                w.Ours.ZeroGrad();
                b.Ours.ZeroGrad();
                return Convolution.Conv2d(v, w.Ours, b.Ours, new Window(1, 1));
            },
            v =>
            {
                w.Theirs.grad = b.Theirs.grad = null;
                return F.conv2d(v, w.Theirs, b.Theirs, padding: [1, 1]);
            });
    }
}
