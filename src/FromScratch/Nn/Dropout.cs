using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>In training, sets each number to 0 with probability p and multiplies the others by 1/(1 − p), so that the expected value stays; in use, nothing.</summary>
/// <remarks>Source: Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15 (2014) 1929-1958.</remarks>
public sealed class Dropout<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Rng _rng;

    /// <summary>A layer that drops with probability p, from 0 to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not from [0, 1).</exception>
    public Dropout(double probability, Rng rng)
    {
        if (!(probability >= 0 && probability < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, $"Dropout: probability {probability}. It is the share of numbers set to 0, from 0 to below 1.");
        (Probability, _rng) = (probability, rng);
    }

    /// <summary>The share of numbers that are set to 0.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x)
    {
        if (!IsTraining || Probability == 0) return x;
        Tensor<T> mask = Tensor<T>.Uninitialized(x.Shape);
        T kept = T.CreateTruncating(1 / (1 - Probability));
        foreach (ref T one in mask.Data) one = _rng.NextDouble() < Probability ? T.Zero : kept;
        return x * mask;
    }
}
