using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn.Losses;

/// <summary>What training makes small.</summary>
public static partial class Loss
{
    /// <summary>(prediction − target)²: the negative log-likelihood of a normal distribution around the prediction, up to constants.</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <param name="reduction">What becomes of the single losses.</param>
    /// <exception cref="ArgumentException">The shapes differ: broadcasting them would average over pairs that do not belong together.</exception>
    public static Tensor<T> MeanSquaredError<T>(Tensor<T> prediction, Tensor<T> target, LossReduction reduction = LossReduction.Mean) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSame("MeanSquaredError", prediction, target);
        return Reduced((prediction - target).Square(), reduction);
    }

    private static void CheckSame<T>(string caller, Tensor<T> prediction, Tensor<T> target) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (prediction.Shape != target.Shape) throw new ArgumentException($"{caller}: the prediction has shape {prediction.Shape}, the target {target.Shape}. They must be the same.", nameof(target));
    }

    private static Tensor<T> Reduced<T>(Tensor<T> losses, LossReduction reduction) where T : unmanaged, IFloatingPointIeee754<T> =>
        reduction switch { LossReduction.Mean => losses.Mean(), LossReduction.Sum => losses.Sum(), _ => losses };
}
