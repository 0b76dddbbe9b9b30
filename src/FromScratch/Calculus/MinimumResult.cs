namespace FromScratch.Calculus;

/// <summary>Where a search for a minimum ended, and how it went.</summary>
/// <param name="X">The place [n].</param>
/// <param name="F">The value there.</param>
/// <param name="Steps">How many steps were taken.</param>
/// <param name="Evaluations">How often the function was called.</param>
/// <param name="Converged">Whether the search's own test of a minimum was met. False: it gave up, and X proves nothing.</param>
/// <param name="Path">The places, the start first, X last: Steps + 1 of them.</param>
public sealed record MinimumResult(double[] X, double F, int Steps, int Evaluations, bool Converged, IReadOnlyList<double[]> Path);
