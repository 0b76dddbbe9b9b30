namespace FromScratch.ResponsibleAi;

/// <summary>A condition of release that a program can check.</summary>
/// <param name="Name">What it asks, as a sentence.</param>
/// <param name="Holds">Whether a card fulfils it; may throw where the card lacks what it asks for.</param>
public sealed record Gate(string Name, Func<ModelCard, bool> Holds);
