using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>For each position, the average of the values, weighted by how well their keys match its query.</summary>
public static partial class Attention
{
    /// <summary>softmax(QKᵀ/√dim + mask)·V.</summary>
    /// <param name="q">Queries [batch, heads, time, dim].</param>
    /// <param name="k">Keys [batch, heads, source, dim].</param>
    /// <param name="v">Values [batch, heads, source, dim].</param>
    /// <param name="mask">Added to the scores: 0 where a query may look, −∞ where it may not; broadcasts to [batch, heads, time, source].</param>
    /// <param name="causal">Whether a query sees only its own position and those before it.</param>
    /// <returns>[batch, heads, time, dim].</returns>
    /// <remarks>Source: Vaswani et al., "Attention Is All You Need" (2017), eq. (1).</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor<T> ScaledDotProduct<T>(Tensor<T> q, Tensor<T> k, Tensor<T> v, Tensor<T>? mask = null, bool causal = false) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (q.Rank != 4 || k.Rank != 4 || v.Rank != 4 || q.Shape[3] != k.Shape[3] || k.Shape[2] != v.Shape[2])
            throw new ArgumentException($"Attention: queries {q.Shape}, keys {k.Shape}, values {v.Shape}. All are [batch, heads, time, dim]; queries and keys share dim, keys and values time.", nameof(q));
        return mask is null && q.NumElements > 0 && k.NumElements > 0 && v.NumElements > 0 ? Fused(q, k, v, causal) : Textbook(q, k, v, mask, causal);
    }

    /// <summary>The formula, from the tensor's own operations: the textbook form.</summary>
    internal static Tensor<T> Textbook<T>(Tensor<T> q, Tensor<T> k, Tensor<T> v, Tensor<T>? mask, bool causal) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T scale = T.CreateTruncating(1 / Math.Sqrt(q.Shape[3]));                        // keeps the scores' variance near 1: larger scores saturate softmax
        Tensor<T> scores = q.MatMul(k.Mt) * scale;                                      // [batch, heads, time, source]
        if (mask is not null) scores += mask;
        if (causal) scores = scores.MaskedFill(Tensor<T>.Ones(q.Shape[2], k.Shape[2]).Triu(1), T.NegativeInfinity);
        return scores.Softmax().MatMul(v);                                              // [batch, heads, time, dim]
    }
}
