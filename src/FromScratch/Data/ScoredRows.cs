namespace FromScratch.Data;

/// <summary>People with a score, an outcome and a group.</summary>
/// <param name="Score">What a model says [n], from 0 to 1.</param>
/// <param name="Y">What happened [n], 0 or 1.</param>
/// <param name="Group">Who they are [n].</param>
public sealed record ScoredRows(double[] Score, int[] Y, string[] Group);
