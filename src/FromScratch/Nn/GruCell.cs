using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>One step of a gated recurrent unit: the state is kept or replaced, number by number.</summary>
/// <remarks>
/// <para>r = σ(Wᵣx + Uᵣh), z = σ(W_z x + U_z h), n = tanh(Wₙx + r∘(Uₙh + bₙ)), h′ = (1 − z)∘n + z∘h. As in PyTorch, r weighs Uₙh after the product.</para>
/// <para>Source: Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder" (2014), §2.3.</para>
/// </remarks>
public sealed class GruCell<T>(int inputs, int hidden, Rng rng) : RecurrentCell<T>(inputs, hidden, gates: 3, rng) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The next state.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="h">[batch, hidden].</param>
    /// <returns>[batch, hidden].</returns>
    public Tensor<T> Forward(Tensor<T> x, Tensor<T> h)
    {
        (Tensor<T> fromX, Tensor<T> fromH) = (FromInput(x), FromState(h));              // [batch, 3·hidden]
        Tensor<T> r = (Gate(fromX, 0) + Gate(fromH, 0)).Sigmoid();
        Tensor<T> z = (Gate(fromX, 1) + Gate(fromH, 1)).Sigmoid();
        Tensor<T> n = (Gate(fromX, 2) + r * Gate(fromH, 2)).Tanh();
        return n + z * (h - n);
    }
}
