namespace FromScratch.Data;

/// <summary>What is true of a product's adoption.</summary>
/// <param name="Ceiling">Where growth ends, in users.</param>
/// <param name="Rate">The share of the distance to the ceiling that is covered in a week.</param>
/// <param name="Noise">The standard deviation of a week's count, as a share of the ceiling.</param>
public sealed record AdoptionTruth(double Ceiling, double Rate, double Noise);
