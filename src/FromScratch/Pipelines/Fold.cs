namespace FromScratch.Pipelines;

/// <summary>One division of the rows: what may be learnt from, and what the result is tested on.</summary>
/// <param name="Train">Row numbers to learn from.</param>
/// <param name="Test">Row numbers to test on, none of which is in Train.</param>
public sealed record Fold(int[] Train, int[] Test);
