namespace FromScratch.Complexity;

/// <summary>A way through all cities and home again.</summary>
/// <param name="Length">How long it is, the way home included.</param>
/// <param name="Cities">The cities in their order [n], home not named again.</param>
public sealed record RoundTour(double Length, int[] Cities);
