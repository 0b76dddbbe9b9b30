namespace FromScratch.ClassicalMl;

/// <summary>Rows in groups.</summary>
/// <param name="Centers">The groups' means [k, d].</param>
/// <param name="Labels">The group of each row [n], from 0 to k − 1; the numbers themselves mean nothing.</param>
/// <param name="Inertia">The squared distances of the rows from their group's mean, summed.</param>
public sealed record Clusters(double[,] Centers, int[] Labels, double Inertia);
