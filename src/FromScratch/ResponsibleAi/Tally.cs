namespace FromScratch.ResponsibleAi;

/// <summary>One cell of a published table: how many of a group in a stratum there were, and for how many of them the outcome was yes.</summary>
/// <param name="Group">The group.</param>
/// <param name="Stratum">The department, site or month.</param>
/// <param name="Positive">How many were admitted, hired, approved.</param>
/// <param name="Total">How many applied; at least <paramref name="Positive"/>.</param>
public sealed record Tally(string Group, string Stratum, int Positive, int Total);
