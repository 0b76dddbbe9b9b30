namespace FromScratch.Statistics;

/// <summary>Parameters found by maximum likelihood, and how well the data determine them.</summary>
/// <param name="Theta">The parameters [k].</param>
/// <param name="StdErr">Their standard errors [k]; NaN where the search did not converge.</param>
/// <param name="LogLik">The logarithm of the likelihood at them.</param>
/// <param name="Converged">Whether they are at a maximum: false where the likelihood grows without end, or has a ridge.</param>
public sealed record MleFit(double[] Theta, double[] StdErr, double LogLik, bool Converged);
