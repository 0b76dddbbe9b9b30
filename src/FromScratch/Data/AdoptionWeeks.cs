namespace FromScratch.Data;

/// <summary>How many used a product, week by week.</summary>
/// <param name="Week">1, 2, 3, … [weeks].</param>
/// <param name="Users">How many used it in that week [weeks].</param>
public sealed record AdoptionWeeks(double[] Week, double[] Users);
