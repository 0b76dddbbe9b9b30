namespace FromScratch.Data;

/// <summary>Points with a label each.</summary>
/// <param name="X">Samples [n][features].</param>
/// <param name="Y">Their labels [n].</param>
public sealed record LabeledPoints(double[][] X, int[] Y);
