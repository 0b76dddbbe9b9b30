using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn.Losses;

/// <content>How far one distribution is from another.</content>
public static partial class Loss
{
    /// <summary>KL(target ‖ prediction) = Σ p·(ln p − ln q), with 0·ln 0 = 0.</summary>
    /// <param name="logPrediction">ln q [batch, classes].</param>
    /// <param name="target">p [batch, classes].</param>
    /// <param name="reduction">The mean is over the batch, of each row's sum: PyTorch's "batchmean", the definition's.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> KullbackLeibler<T>(Tensor<T> logPrediction, Tensor<T> target, LossReduction reduction = LossReduction.Mean) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSame("KullbackLeibler", logPrediction, target);
        Tensor<T> isZero = target.Detach().Equal(Tensor<T>.Zeros());
        Tensor<T> logTarget = target.MaskedFill(isZero, T.One).Log();                  // 0 where p is 0
        Tensor<T> losses = target * (logTarget - logPrediction);
        return reduction == LossReduction.Mean ? losses.Sum() / T.CreateChecked(target.Shape[0]) : Reduced(losses, reduction);
    }
}
