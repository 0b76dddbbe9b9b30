using FromScratch.Autograd;
using FromScratch.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Benchmarks.Tensors;

/// <summary>A function of each number.</summary>
internal static class ElementwiseCases
{
    public static IEnumerable<Case> All()
    {
        foreach ((string size, int n) in new[] { ("16 K", 1 << 14), ("1 M", 1 << 20) })
        {
            Twin<float> x = Twin<float>.Normal(1, n), y = Twin<float>.Normal(2, n);
            yield return Forward($"add, {size}", () => x.Ours + y.Ours, () => x.Theirs + y.Theirs);
            yield return Forward($"exp, {size}", () => x.Ours.Exp(), () => x.Theirs.exp());
            yield return Forward($"tanh, {size}", () => x.Ours.Tanh(), () => x.Theirs.tanh());
            yield return Forward($"sigmoid, {size}", () => x.Ours.Sigmoid(), () => x.Theirs.sigmoid());
            yield return Forward($"GELU, {size}", () => x.Ours.Gelu(), () => F.gelu(x.Theirs));
            yield return Forward($"GELU by tanh, {size}", () => x.Ours.Gelu(tanhApproximation: true), () => F.gelu(x.Theirs, TorchSharp.Modules.GELU.Approximate.tanh));
            Twin<float> w = Twin<float>.Normal(1, n).WithGrad();
            yield return Both($"GELU forward and backward, {size}", w, y, v => v.Gelu(), v => F.gelu(v));
            yield return Both($"GELU by tanh, forward and backward, {size}", w, y, v => v.Gelu(tanhApproximation: true), v => F.gelu(v, TorchSharp.Modules.GELU.Approximate.tanh));
        }
    }

    /// <summary>The value alone.</summary>
    public static Case Forward(string name, Func<Tensor<float>> ours, Func<torch.Tensor> theirs, double goal = 1) => new(name, () =>
        {
            using TensorScope<float> scope = TensorScope<float>.Begin();
            using GradMode.Restore restore = GradMode.NoGrad();
            ours();
        },
        () =>
        {
            using IDisposable noGrad = torch.no_grad();
            using torch.Tensor result = theirs();
        }, goal);

    /// <summary>The value and the gradient.</summary>
    public static Case Both(string name, Twin<float> x, Twin<float>? gradient, Func<Tensor<float>, Tensor<float>> ours, Func<torch.Tensor, torch.Tensor> theirs, double goal = 1) => new(name, () =>
        {
            using TensorScope<float> scope = TensorScope<float>.Begin();
            x.Ours.ZeroGrad();
            ours(x.Ours).Backward(gradient?.Ours);
        },
        () =>
        {
            x.Theirs.grad = null;
            using torch.Tensor y = theirs(x.Theirs);
            if (gradient is null) y.backward();
            else y.backward([gradient.Theirs]);
        }, goal);
}
