namespace FromScratch.Calculus;

/// <summary>Where a search for a root ended.</summary>
/// <param name="X">The place.</param>
/// <param name="Evaluations">How often the function was called.</param>
/// <param name="Converged">Whether the last step, or half the bracket, was within the tolerance. False: the search gave up, and X proves nothing.</param>
public sealed record RootResult(double X, int Evaluations, bool Converged);
