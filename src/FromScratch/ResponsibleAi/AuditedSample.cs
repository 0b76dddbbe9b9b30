namespace FromScratch.ResponsibleAi;

/// <summary>A sample with three audits: a census, a second and careful measurement, and a label verified by hand.</summary>
/// <param name="CensusShareB">The share of group B in the population that the sample is drawn from.</param>
/// <param name="Group">"A" or "B" [n].</param>
/// <param name="Measured">The feature as the system has it [n].</param>
/// <param name="Remeasured">The feature as measured again, almost without error [n].</param>
/// <param name="Recorded">The label as the system has it [n], 0 or 1.</param>
/// <param name="Verified">The true label [n].</param>
public sealed record AuditedSample(double CensusShareB, string[] Group, double[] Measured, double[] Remeasured, int[] Recorded, int[] Verified);
