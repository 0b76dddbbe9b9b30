using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>A recurrent cell run over a sequence: each step reads the state that the step before left.</summary>
/// <remarks>Inputs are [batch, time, inputs], results [batch, time, hidden].</remarks>
public static class Recurrent
{
    /// <summary>All states of a plain recurrent network, from a state of zeros.</summary>
    public static Tensor<T> Over<T>(RnnCell<T> cell, Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Steps(x, cell.Hidden, cell.Forward);

    /// <summary>All states of a gated recurrent unit, from a state of zeros.</summary>
    public static Tensor<T> Over<T>(GruCell<T> cell, Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T> => Steps(x, cell.Hidden, cell.Forward);

    /// <summary>All states of a long short-term memory, from a state and a memory of zeros.</summary>
    public static Tensor<T> Over<T>(LstmCell<T> cell, Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> c = Tensor<T>.Zeros(x.Shape[0], cell.Hidden);
        return Steps(x, cell.Hidden, (step, h) =>
        {
            (h, c) = cell.Forward(step, h, c);
            return h;
        });
    }

    private static Tensor<T> Steps<T>(Tensor<T> x, int hidden, Func<Tensor<T>, Tensor<T>, Tensor<T>> next) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Rank != 3 || x.Shape[1] == 0) throw new ArgumentException($"Recurrent: the input has shape {x.Shape}; it must be [batch, time, inputs] with at least one step.", nameof(x));
        Tensor<T> h = Tensor<T>.Zeros(x.Shape[0], hidden);
        var states = new Tensor<T>[x.Shape[1]];
        for (int t = 0; t < states.Length; t++) states[t] = h = next(x.Select(1, t), h);
        return Tensor<T>.Stack(states, 1);                                              // [batch, time, hidden]
    }
}
