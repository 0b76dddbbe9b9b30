using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>Several attentions side by side, each over its own part of the width, joined by a linear layer.</summary>
/// <remarks>
/// <para>One product makes the queries, keys and values of all heads; the weights lie one below the other, as PyTorch saves them.</para>
/// <para>Source: Vaswani et al., "Attention Is All You Need" (2017), §3.2.2.</para>
/// </remarks>
public sealed class MultiHeadAttention<T> : Module<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer with so many heads over a width they divide.</summary>
    public MultiHeadAttention(int width, int heads, Rng rng)
    {
        if (heads < 1 || width % heads != 0) throw new ArgumentException($"MultiHeadAttention: a width of {width} does not fall into {heads} equal heads.", nameof(heads));
        Heads = heads;
        InputWeight = Parameter("in_proj_weight", Initialization.XavierUniform<T>(rng, [3 * width, width]));
        InputBias = Parameter("in_proj_bias", Tensor<T>.Zeros(3 * width));
        Output = Child("out_proj", new Linear<T>(width, width, rng));
        Output.Bias!.Fill(T.Zero);
    }

    /// <summary>How many attentions stand side by side.</summary>
    public int Heads { get; }

    /// <summary>The weights of queries, keys and values, one below the other [3·width, width].</summary>
    public Tensor<T> InputWeight { get; }

    /// <summary>[3·width].</summary>
    public Tensor<T> InputBias { get; }

    /// <summary>What joins the heads.</summary>
    public Linear<T> Output { get; }

    /// <summary>Self-attention.</summary>
    /// <param name="x">[batch, time, width].</param>
    /// <param name="mask">Added to the scores: 0 where a query may look, −∞ where it may not; broadcasts to [batch, heads, time, time].</param>
    /// <param name="causal">Whether a position sees only itself and those before it.</param>
    /// <returns>[batch, time, width].</returns>
    public Tensor<T> Forward(Tensor<T> x, Tensor<T>? mask = null, bool causal = false)
    {
        (int batch, int time, int width) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        Tensor<T> joined = x.Linear(InputWeight, InputBias).Reshape(batch, time, 3, Heads, width / Heads);
        if (mask is null && joined.NumElements > 0) return Output.Forward(Attention.FusedSelf(joined, causal).Reshape(batch, time, width));
        Tensor<T> attended = Attention.ScaledDotProduct(Part(joined, 0), Part(joined, 1), Part(joined, 2), mask, causal);
        return Output.Forward(attended.Transpose(1, 2).Reshape(batch, time, width));
    }

    /// <summary>The queries (0), keys (1) or values (2) as [batch, heads, time, dim].</summary>
    private static Tensor<T> Part(Tensor<T> joined, int index) => joined.Select(2, index).Transpose(1, 2);

    /// <summary>Attention whose keys and values come from another sequence.</summary>
    /// <param name="x">What asks [batch, time, width].</param>
    /// <param name="source">What is asked [batch, source, width].</param>
    /// <param name="mask">Added to the scores; broadcasts to [batch, heads, time, source].</param>
    /// <returns>[batch, time, width].</returns>
    public Tensor<T> ForwardAcross(Tensor<T> x, Tensor<T> source, Tensor<T>? mask = null)
    {
        int width = x.Shape[2];
        Tensor<T> Projected(Tensor<T> from, int index) => from.Linear(InputWeight.Narrow(0, index * width, width), InputBias.Narrow(0, index * width, width))
            .Reshape(from.Shape[0], from.Shape[1], Heads, width / Heads).Transpose(1, 2);
        Tensor<T> attended = Attention.ScaledDotProduct(Projected(x, 0), Projected(source, 1), Projected(source, 2), mask);
        return Output.Forward(attended.Transpose(1, 2).Reshape(x.Shape[0], x.Shape[1], width));
    }
}
