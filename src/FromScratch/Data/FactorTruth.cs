namespace FromScratch.Data;

/// <summary>What drives a table of planted metrics.</summary>
/// <param name="Loadings">How much of each factor is in each metric [metrics, factors]; orthonormal columns.</param>
/// <param name="Variances">The variance of each factor [factors], the largest first.</param>
/// <param name="IsBroken">For each row [rows], whether it was moved off what the factors explain.</param>
public sealed record FactorTruth(double[,] Loadings, double[] Variances, bool[] IsBroken);
