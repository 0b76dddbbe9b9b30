using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn.Losses;

/// <content>The loss of one class among several.</content>
public static partial class Loss
{
    /// <summary>−ln of the probability that softmax gives to the right class, from logits.</summary>
    /// <param name="logits">x […, classes].</param>
    /// <param name="labels">The right classes […]; a label equal to <paramref name="ignore"/> does not count.</param>
    /// <param name="smoothing">ε: the target is 1 − ε for the right class, plus ε/classes for each.</param>
    /// <param name="ignore">The label of what does not count.</param>
    /// <param name="reduction">The mean is over the labels that count.</param>
    /// <remarks>ln Σ eˣ − (1 − ε)·x_label − ε·mean(x): the logarithm of softmax is never taken of a probability that has become 0. Gradient: softmax(x) − target.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is no class.</exception>
    public static Tensor<T> CrossEntropy<T>(Tensor<T> logits, IndexTensor labels, double smoothing = 0, int ignore = -100, LossReduction reduction = LossReduction.Mean) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (logits.Rank == 0 || Shape.Of(logits.Shape.AsSpan()[..^1]) != labels.Shape)
            throw new ArgumentException($"CrossEntropy: the logits have shape {logits.Shape}, the labels {labels.Shape}. The labels need the logits' axes without the last.", nameof(labels));
        int classes = logits.Shape[^1], counted = 0;
        foreach (int label in labels.Values)
        {
            if (label == ignore) continue;
            counted++;
            if ((uint)label >= (uint)classes) throw new ArgumentException($"CrossEntropy: label {label} for logits of shape {logits.Shape}, whose classes are 0 to {classes - 1}.", nameof(labels));
        }

        Tensor<T> losses = FusedCrossEntropy(logits, labels, smoothing, ignore);
        return reduction == LossReduction.Mean ? losses.Sum() * (T.One / T.CreateChecked(counted)) : Reduced(losses, reduction);
    }

    /// <summary>The formula for each example, from the tensor's own operations: the textbook form.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="labels">[batch], none ignored.</param>
    /// <param name="smoothing">ε.</param>
    /// <returns>[batch].</returns>
    internal static Tensor<T> TextbookCrossEntropy<T>(Tensor<T> logits, IndexTensor labels, double smoothing) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> logProbabilities = logits.LogSoftmax();                                          // [batch, classes]
        Tensor<T> right = logProbabilities.Gather(1, labels.Reshape(labels.Values.Length, 1)).Squeeze(1);   // [batch]
        return -right * T.CreateTruncating(1 - smoothing) - logProbabilities.Mean(1) * T.CreateTruncating(smoothing);
    }
}
