using System.Numerics;
using FromScratch.Tensors;
using TorchSharp;

namespace TorchParity;

/// <summary>One computation, here and in libtorch.</summary>
/// <param name="Ours">From the inputs to a tensor.</param>
/// <param name="Theirs">The same in libtorch.</param>
/// <param name="Inputs">Where to compute it.</param>
internal sealed record Case<T>(Func<Tensor<T>[], Tensor<T>> Ours, Func<torch.Tensor[], torch.Tensor> Theirs, params Tensor<T>[] Inputs) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Holds the value and the gradient of every input against libtorch's.</summary>
    public void Check(string name, double tolerance)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor[] theirInputs = [.. Inputs.Select(input => Twins.Torch(input).requires_grad_())];
        foreach (Tensor<T> input in Inputs) input.RequiresGrad = true;
        Tensor<T> y = Ours(Inputs);
        torch.Tensor theirY = Theirs(theirInputs);
        Twins.Same(name, y, theirY, tolerance);
        Tensor<T> g = Twins.Normal<T>(99, [.. y.Shape]);
        y.Backward(g);
        theirY.backward([Twins.Torch(g)]);
        for (int i = 0; i < Inputs.Length; i++)
        {
            torch.Tensor expected = theirInputs[i].grad is { } grad ? grad : torch.zeros_like(theirInputs[i]);
            Twins.Same($"{name}, gradient of input {i}", Inputs[i].Grad ?? Tensor<T>.Zeros(Inputs[i].Shape.AsSpan()), expected, tolerance);
        }
    }
}
