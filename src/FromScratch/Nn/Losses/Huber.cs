using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn.Losses;

/// <content>The loss that outliers do not rule.</content>
public static partial class Loss
{
    /// <summary>d²/2 for distances d up to delta, delta·(d − delta/2) beyond: a distant outlier pulls no harder than one at delta.</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="delta">Where the square becomes a line; above 0.</param>
    /// <param name="reduction">What becomes of the single losses.</param>
    /// <remarks>With c = min(d, delta) both cases are c·(d − c/2). Source: Huber, Annals of Mathematical Statistics 35 (1964) 73-101.</remarks>
    /// <exception cref="ArgumentException">The shapes differ, or delta is not above 0.</exception>
    public static Tensor<T> Huber<T>(Tensor<T> prediction, Tensor<T> target, double delta = 1, LossReduction reduction = LossReduction.Mean) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSame("Huber", prediction, target);
        if (!(delta > 0)) throw new ArgumentException($"Huber: delta is {delta}; it must be above 0.", nameof(delta));
        Tensor<T> distance = (prediction - target).Abs();
        Tensor<T> capped = distance.Clamp(T.Zero, T.CreateTruncating(delta));
        return Reduced(capped * (distance - capped * T.CreateTruncating(0.5)), reduction);
    }
}
