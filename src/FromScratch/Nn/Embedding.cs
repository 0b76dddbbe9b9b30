using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;

namespace FromScratch.Nn;

/// <summary>A table with a vector for each token: looking a row up is a product with a one-hot vector, without the zeros.</summary>
public sealed class Embedding<T> : Module<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A table of normally distributed numbers.</summary>
    public Embedding(int count, int width, Rng rng) => Weight = Parameter("weight", Tensor<T>.Randn(rng, count, width));

    /// <summary>The table [count, width].</summary>
    public Tensor<T> Weight { get; }

    /// <summary>The vectors of the tokens.</summary>
    /// <param name="tokens">Numbers of rows, in any shape.</param>
    /// <returns>[…the tokens' shape, width].</returns>
    public Tensor<T> Forward(IndexTensor tokens) => Weight.Rows(tokens);
}
