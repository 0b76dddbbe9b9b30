namespace FromScratch.Transformers;

/// <summary>The sizes of a GPT.</summary>
/// <param name="Vocabulary">How many tokens there are.</param>
/// <param name="Context">How many positions it can look back over.</param>
/// <param name="Layers">How many blocks stand one on the other.</param>
/// <param name="Heads">How many attentions each block has.</param>
/// <param name="Width">How many numbers stand for a token.</param>
public sealed record GptConfig(int Vocabulary, int Context, int Layers, int Heads, int Width);
