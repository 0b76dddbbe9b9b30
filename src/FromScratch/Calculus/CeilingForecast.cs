namespace FromScratch.Calculus;

/// <summary>What the weeks so far say about where growth ends.</summary>
/// <param name="Ceiling">The ceiling, in users; ∞ where the data show no bend.</param>
/// <param name="Rate">The share of the distance to the ceiling that is covered in a week.</param>
/// <param name="CeilingStdErr">The standard error of the ceiling, in users: the truth is within two of it in about 95 of 100 such data sets.</param>
/// <param name="Week90">The week in which 90 % of the ceiling are reached, ln(10)/rate.</param>
public sealed record CeilingForecast(double Ceiling, double Rate, double CeilingStdErr, double Week90);
