using FromScratch.Transformers;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TorchParity;

/// <summary>The course's GPT, written with libtorch's functions over weights by name.</summary>
internal static class TorchGpt
{
    /// <summary>The logits of the next token at every position.</summary>
    /// <param name="tokens">[batch, time].</param>
    /// <param name="weights">The state of a <see cref="Gpt{T}"/>.</param>
    /// <param name="config">Its sizes.</param>
    public static torch.Tensor Forward(torch.Tensor tokens, IReadOnlyDictionary<string, torch.Tensor> weights, GptConfig config)
    {
        (long batch, long time) = (tokens.shape[0], tokens.shape[1]);
        torch.Tensor x = weights["tokens.weight"].index_select(0, tokens.reshape(-1)).view(batch, time, config.Width) + weights["positions.weight"].narrow(0, 0, time);
        for (int i = 0; i < config.Layers; i++)
        {
            string block = $"blocks.{i}.";
            torch.Tensor joined = F.linear(Norm(x, block + "norm1"), weights[block + "attention.in_proj_weight"], weights[block + "attention.in_proj_bias"]).view(batch, time, 3, config.Heads, config.Width / config.Heads);
            torch.Tensor Part(int part) => joined.select(2, part).transpose(1, 2);
            torch.Tensor attended = F.scaled_dot_product_attention(Part(0), Part(1), Part(2), is_casual: true).transpose(1, 2).reshape(batch, time, config.Width);
            x += F.linear(attended, weights[block + "attention.out_proj.weight"], weights[block + "attention.out_proj.bias"]);
            x += Linear(F.gelu(Linear(Norm(x, block + "norm2"), block + "up"), TorchSharp.Modules.GELU.Approximate.tanh), block + "down");
        }

        return F.linear(Norm(x, "norm"), weights["head.weight"]);

        torch.Tensor Norm(torch.Tensor input, string name) => F.layer_norm(input, [config.Width], weights[$"{name}.weight"], weights[$"{name}.bias"]);
        torch.Tensor Linear(torch.Tensor input, string name) => F.linear(input, weights[$"{name}.weight"], weights[$"{name}.bias"]);
    }
}
