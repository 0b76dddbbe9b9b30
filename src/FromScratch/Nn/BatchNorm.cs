using System.Numerics;
using FromScratch.Autograd;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>Each channel brought to mean 0 and variance 1 over the batch (and the pixels), then scaled and shifted by learned numbers.</summary>
/// <remarks>
/// <para>In training with the batch's own mean and variance, of which running averages are kept; in use with those averages, so that one example's result does not depend on the others.
/// The batch's variance divides by n, the running one by n − 1.</para>
/// <para>Source: Ioffe and Szegedy, "Batch Normalization" (2015), algorithms 1 and 2.</para>
/// </remarks>
public sealed class BatchNorm<T> : Layer<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer for inputs [batch, channels, …].</summary>
    public BatchNorm(int channels, double epsilon = 1e-5, double momentum = 0.1)
    {
        Weight = Parameter("weight", Tensor<T>.Ones(channels));
        Bias = Parameter("bias", Tensor<T>.Zeros(channels));
        RunningMean = Buffer("running_mean", Tensor<T>.Zeros(channels));
        RunningVariance = Buffer("running_var", Tensor<T>.Ones(channels));
        BatchesSeen = Buffer("num_batches_tracked", Tensor<T>.Zeros());
        (Epsilon, Momentum) = (epsilon, momentum);
    }

    /// <summary>w [channels].</summary>
    public Tensor<T> Weight { get; }

    /// <summary>b [channels].</summary>
    public Tensor<T> Bias { get; }

    /// <summary>The running mean of each channel [channels].</summary>
    public Tensor<T> RunningMean { get; }

    /// <summary>The running variance of each channel [channels].</summary>
    public Tensor<T> RunningVariance { get; }

    /// <summary>How many batches the running averages have seen [].</summary>
    public Tensor<T> BatchesSeen { get; }

    /// <summary>ε: keeps a channel of equal numbers from dividing by 0.</summary>
    public double Epsilon { get; }

    /// <summary>How much of the running average each new batch replaces.</summary>
    public double Momentum { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x)
    {
        int channels = Weight.Shape[0];
        if (x.Rank < 2 || x.Shape[1] != channels) throw new ArgumentException($"BatchNorm: the input has shape {x.Shape}, the layer {channels} channels. It wants [batch, channels, …].", nameof(x));
        Tensor<T> rows = x.Transpose(0, 1).Reshape(channels, -1);             // [channels, batch·pixels]
        Tensor<T> mean, variance;                                             // [channels, 1]
        if (IsTraining)
        {
            if (rows.Shape[1] < 2) throw new ArgumentException($"BatchNorm: in training, shape {x.Shape} has one value a channel, whose variance says nothing. Give larger batches or call Eval().", nameof(x));
            mean = rows.Mean(1, keepDim: true);
            variance = rows.Var(1, correction: 0, keepDim: true);
            UpdateAverages(mean.Detach(), variance.Detach(), rows.Shape[1]);
        }
        else
        {
            (mean, variance) = (RunningMean.Unsqueeze(1), RunningVariance.Unsqueeze(1));
        }

        Tensor<T> y = (rows - mean) / (variance + T.CreateTruncating(Epsilon)).Sqrt() * Weight.Unsqueeze(1) + Bias.Unsqueeze(1);
        Shape swapped = x.Shape.With(0, channels).With(1, x.Shape[0]);
        return y.Reshape(swapped).Transpose(0, 1);
    }

    private void UpdateAverages(Tensor<T> mean, Tensor<T> variance, int count)
    {
        using GradMode.Restore restore = GradMode.NoGrad();
        T share = T.CreateTruncating(Momentum), unbiased = T.CreateTruncating(count / (count - 1.0));
        RunningMean.Copy(RunningMean * (T.One - share) + mean.Squeeze(1) * share);
        RunningVariance.Copy(RunningVariance * (T.One - share) + variance.Squeeze(1) * (share * unbiased));
        BatchesSeen.Copy(BatchesSeen + T.One);
    }
}
