namespace FromScratch.ResponsibleAi;

/// <summary>Whether a card passed a gate.</summary>
/// <param name="Name">The gate's name.</param>
/// <param name="Passed">Whether it holds.</param>
public sealed record GateResult(string Name, bool Passed);
