using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;
using TorchSharp;

namespace Benchmarks.Tensors;

/// <summary>A tensor of ours and one of TorchSharp's with the same numbers.</summary>
internal sealed record Twin<T>(Tensor<T> Ours, torch.Tensor Theirs) where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Twin<T> Of(Tensor<T> x) => new(x, x.ToArray() switch
    {
        float[] single => torch.tensor(single, [.. x.Shape.Select(size => (long)size)]),
        double[] twofold => torch.tensor(twofold, [.. x.Shape.Select(size => (long)size)]),
        _ => throw new NotSupportedException($"{typeof(T)}"),
    });

    public static Twin<T> Normal(ulong seed, params int[] shape) => Of(Tensor<T>.Randn(new Rng(seed), shape));

    /// <summary>Both want gradients.</summary>
    public Twin<T> WithGrad()
    {
        Ours.RequiresGrad = true;
        Theirs.requires_grad_();
        return this;
    }

    /// <summary>Forgets both gradients.</summary>
    public void ZeroGrad()
    {
        Ours.ZeroGrad();
        Theirs.grad = null;
    }
}
