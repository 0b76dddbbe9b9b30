namespace FromScratch.Statistics;

/// <summary>A linear regression and how sure its coefficients are.</summary>
/// <param name="Beta">The coefficients [p].</param>
/// <param name="StdErr">Their standard errors [p].</param>
/// <param name="Sigma">The standard deviation of the residuals, √(RSS/(n − p)).</param>
/// <param name="R2">The share of y's variance that the regression explains.</param>
/// <param name="P">For each coefficient [p] how often one as large comes about where the true one is 0.</param>
public sealed record LinearFit(double[] Beta, double[] StdErr, double Sigma, double R2, double[] P);
