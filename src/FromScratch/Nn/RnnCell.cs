using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>The weights of one recurrent step: what the input and the state contribute to each gate.</summary>
/// <remarks>The gates' weights lie one below the other, as PyTorch saves them, so that one product computes them all.</remarks>
public abstract class RecurrentCell<T> : Module<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected RecurrentCell(int inputs, int hidden, int gates, Rng rng)
    {
        Hidden = hidden;
        InputWeight = Parameter("weight_ih", Initialization.OneOverRoot<T>(rng, [gates * hidden, inputs], hidden));
        StateWeight = Parameter("weight_hh", Initialization.OneOverRoot<T>(rng, [gates * hidden, hidden], hidden));
        InputBias = Parameter("bias_ih", Initialization.OneOverRoot<T>(rng, [gates * hidden], hidden));
        StateBias = Parameter("bias_hh", Initialization.OneOverRoot<T>(rng, [gates * hidden], hidden));
    }

    /// <summary>The width of the state.</summary>
    public int Hidden { get; }

    /// <summary>What the input contributes [gates·hidden, inputs].</summary>
    public Tensor<T> InputWeight { get; }

    /// <summary>What the state contributes [gates·hidden, hidden].</summary>
    public Tensor<T> StateWeight { get; }

    /// <summary>[gates·hidden].</summary>
    public Tensor<T> InputBias { get; }

    /// <summary>[gates·hidden].</summary>
    public Tensor<T> StateBias { get; }

    /// <summary>The input's share of all gates [batch, gates·hidden].</summary>
    private protected Tensor<T> FromInput(Tensor<T> x) => x.Linear(InputWeight, InputBias);

    /// <summary>The state's share of all gates [batch, gates·hidden].</summary>
    private protected Tensor<T> FromState(Tensor<T> h) => h.Linear(StateWeight, StateBias);

    /// <summary>One gate's part [batch, hidden].</summary>
    private protected Tensor<T> Gate(Tensor<T> gates, int index) => gates.Narrow(1, index * Hidden, Hidden);
}

/// <summary>One step of a plain recurrent network: h′ = tanh(W·x + U·h + b).</summary>
/// <remarks>Source: Elman, "Finding Structure in Time", Cognitive Science 14 (1990) 179-211.</remarks>
public sealed class RnnCell<T>(int inputs, int hidden, Rng rng) : RecurrentCell<T>(inputs, hidden, gates: 1, rng) where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The next state.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="h">[batch, hidden].</param>
    /// <returns>[batch, hidden].</returns>
    public Tensor<T> Forward(Tensor<T> x, Tensor<T> h) => (FromInput(x) + FromState(h)).Tanh();
}
