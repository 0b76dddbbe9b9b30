namespace FromScratch.Data;

/// <summary>The course's seeded generator of random numbers.</summary>
public sealed class Rng;
