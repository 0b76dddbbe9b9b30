using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>One step of a long short-term memory: a memory cell c that gates write, keep and read.</summary>
/// <remarks>
/// <para>i = σ(…), f = σ(…), g = tanh(…), o = σ(…), each of W·x + U·h + b; c′ = f∘c + i∘g, h′ = o∘tanh(c′). Along c the gradient is only multiplied by f: it can survive many steps.</para>
/// <para>Source: Hochreiter and Schmidhuber, Neural Computation 9 (1997) 1735-1780; the forget gate: Gers et al., Neural Computation 12 (2000) 2451-2471.</para>
/// </remarks>
public sealed class LstmCell<T>(int inputs, int hidden, Rng rng) : RecurrentCell<T>(inputs, hidden, gates: 4, rng) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The next state and memory.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="h">The state [batch, hidden].</param>
    /// <param name="c">The memory [batch, hidden].</param>
    /// <returns>Both [batch, hidden].</returns>
    public (Tensor<T> H, Tensor<T> C) Forward(Tensor<T> x, Tensor<T> h, Tensor<T> c)
    {
        Tensor<T> gates = FromInput(x) + FromState(h);                                  // [batch, 4·hidden]
        Tensor<T> i = Gate(gates, 0).Sigmoid(), f = Gate(gates, 1).Sigmoid(), g = Gate(gates, 2).Tanh(), o = Gate(gates, 3).Sigmoid();
        Tensor<T> memory = f * c + i * g;
        return (o * memory.Tanh(), memory);
    }
}
