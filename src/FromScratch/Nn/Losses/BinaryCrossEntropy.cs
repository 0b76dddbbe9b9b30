using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn.Losses;

/// <content>The loss of yes or no.</content>
public static partial class Loss
{
    /// <summary>−y·ln σ(x) − (1 − y)·ln(1 − σ(x)) from logits x: softplus(x) − x·y, in which nothing overflows.</summary>
    /// <param name="logits">x, any shape.</param>
    /// <param name="target">y, from 0 to 1, the same shape.</param>
    /// <param name="reduction">What becomes of the single losses.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> BinaryCrossEntropy<T>(Tensor<T> logits, Tensor<T> target, LossReduction reduction = LossReduction.Mean) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSame("BinaryCrossEntropy", logits, target);
        return Reduced(logits.Softplus() - logits * target, reduction);
    }
}
