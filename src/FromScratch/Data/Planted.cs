namespace FromScratch.Data;

/// <summary>Generated data together with the truth it was made from, so that an answer can be held against it.</summary>
/// <param name="Data">What a learner's code sees.</param>
/// <param name="Truth">What it is to find.</param>
public sealed record Planted<TData, TTruth>(TData Data, TTruth Truth);
