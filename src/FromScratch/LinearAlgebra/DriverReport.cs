namespace FromScratch.LinearAlgebra;

/// <summary>What drives a set of metrics, and which rows do not obey.</summary>
/// <param name="Factors">How many hidden drivers there are.</param>
/// <param name="ExplainedRatio">The share of the metrics' total variance along each driver [factors], the largest first; each metric counts the same.</param>
/// <param name="ResidualScore">For each row [rows], the length of what the drivers leave unexplained, in standard deviations of the metrics.</param>
public sealed record DriverReport(int Factors, double[] ExplainedRatio, double[] ResidualScore);
