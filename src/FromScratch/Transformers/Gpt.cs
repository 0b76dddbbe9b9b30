using System.Numerics;
using FromScratch.Data;
using FromScratch.Nn;
using FromScratch.Tensors;

namespace FromScratch.Transformers;

/// <summary>A GPT: from tokens to the logits of the token that follows each.</summary>
/// <remarks>Source: Radford et al., "Language Models are Unsupervised Multitask Learners" (2019).</remarks>
public sealed class Gpt<T> : Module<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Embedding<T> _tokens, _positions;
    private readonly TransformerBlock<T>[] _blocks;
    private readonly LayerNorm<T> _norm;
    private readonly Linear<T> _head;

    /// <summary>A model with random weights: normally distributed with deviation 0.02 in the tables.</summary>
    public Gpt(GptConfig config, Rng rng)
    {
        Config = config;
        _tokens = Child("tokens", new Embedding<T>(config.Vocabulary, config.Width, rng));
        _positions = Child("positions", new Embedding<T>(config.Context, config.Width, rng));
        foreach (Embedding<T> table in new[] { _tokens, _positions }) SoftmaxKernel.Scale(table.Weight.Data, T.CreateTruncating(0.02));
        _blocks = [.. Enumerable.Range(0, config.Layers).Select(i => Child($"blocks.{i}", new TransformerBlock<T>(config.Width, config.Heads, rng)))];
        _norm = Child("norm", new LayerNorm<T>(config.Width));
        _head = Child("head", new Linear<T>(config.Width, config.Vocabulary, rng, bias: false));
    }

    /// <summary>The sizes.</summary>
    public GptConfig Config { get; }

    /// <summary>The logits of the next token at every position.</summary>
    /// <param name="tokens">[batch, time], time at most the context.</param>
    /// <returns>[batch, time, vocabulary].</returns>
    /// <exception cref="ArgumentException">There are more tokens than the context holds.</exception>
    public Tensor<T> Forward(IndexTensor tokens)
    {
        int time = tokens.Shape[1];
        if (time > Config.Context) throw new ArgumentException($"Gpt: tokens of shape {tokens.Shape}; the context holds {Config.Context} positions.", nameof(tokens));
        Tensor<T> x = _tokens.Forward(tokens) + _positions.Weight.Narrow(0, 0, time);    // [batch, time, width]
        foreach (TransformerBlock<T> block in _blocks) x = block.Forward(x);
        return _head.Forward(_norm.Forward(x));                                         // [batch, time, vocabulary]
    }
}
