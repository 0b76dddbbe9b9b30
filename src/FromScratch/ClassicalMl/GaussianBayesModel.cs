namespace FromScratch.ClassicalMl;

/// <summary>What naive Bayes keeps of numeric rows: for each class a share, and a mean and a variance a column.</summary>
/// <param name="Prior">The classes' shares [classes].</param>
/// <param name="Mean">[classes, d].</param>
/// <param name="Variance">[classes, d].</param>
public sealed record GaussianBayesModel(double[] Prior, double[,] Mean, double[,] Variance);
