namespace FromScratch.ClassicalMl;

/// <summary>A logistic regression: the log-odds of class 1 are w·x + b.</summary>
/// <param name="W">The weights [d].</param>
/// <param name="B">The intercept.</param>
/// <param name="Converged">Whether the minimum was reached. False: there is none, or it was not found, and the weights mean little.</param>
public sealed record LogisticFit(double[] W, double B, bool Converged);
