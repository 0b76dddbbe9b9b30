namespace FromScratch.Statistics;

/// <summary>One-way analysis of variance: the spread between groups against that within.</summary>
/// <param name="SumBetween">Σ nᵢ(mᵢ − m)²: how far the groups' means lie from the common one.</param>
/// <param name="SumWithin">Σ (x − mᵢ)²: how far the values lie from their own group's mean.</param>
/// <param name="DfBetween">k − 1 for k groups.</param>
/// <param name="DfWithin">n − k for n values.</param>
/// <param name="F">(SumBetween/DfBetween)/(SumWithin/DfWithin), about 1 when the groups do not matter.</param>
/// <param name="P">How often chance alone gives at least this F.</param>
public sealed record AnovaTable(double SumBetween, double SumWithin, double DfBetween, double DfWithin, double F, double P);
