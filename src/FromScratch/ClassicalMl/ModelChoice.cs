namespace FromScratch.ClassicalMl;

/// <summary>A learner: from rows [n, d] and labels 0 or 1 [n] to a function that gives the probability of 1 for a row [d].</summary>
public delegate Func<double[], double> ProbabilityLearner(double[,] x, int[] y);

/// <summary>A model that was chosen, and how it is used.</summary>
/// <param name="Name">Which candidate it is.</param>
/// <param name="Threshold">Act where the probability is at least this.</param>
/// <param name="Value">The value a row, on rows the model had not seen.</param>
/// <param name="Probability">The model, fitted to all rows.</param>
public sealed record ModelChoice(string Name, double Threshold, double Value, Func<double[], double> Probability);
