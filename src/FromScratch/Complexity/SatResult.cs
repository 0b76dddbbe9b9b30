namespace FromScratch.Complexity;

/// <summary>What a search for a satisfying assignment found.</summary>
/// <param name="Satisfiable">Whether there is one; null where the search was given up.</param>
/// <param name="Model">A satisfying assignment [variables], where there is one; else null.</param>
/// <param name="Decisions">How many values were guessed.</param>
public sealed record SatResult(bool? Satisfiable, bool[]? Model, long Decisions);
