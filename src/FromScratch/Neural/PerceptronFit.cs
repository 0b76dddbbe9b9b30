namespace FromScratch.Neural;

/// <summary>What a perceptron learned: it says +1 where W·x + B is above 0.</summary>
/// <param name="W">Weights [features].</param>
/// <param name="B">The bias.</param>
/// <param name="Mistakes">How often it was corrected.</param>
/// <param name="Converged">Whether it went through all samples once without a mistake.</param>
public sealed record PerceptronFit(double[] W, double B, int Mistakes, bool Converged);
