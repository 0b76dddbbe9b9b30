namespace FromScratch.ClassicalMl;

/// <summary>Where to cut a feature in two.</summary>
/// <param name="Threshold">Rows with a value up to this go left, the others right; +∞ where no cut is possible.</param>
/// <param name="Gain">How much the impurity falls: that of all rows, minus the mean of the two sides' weighted by their rows. At least 0.</param>
public sealed record Cut(double Threshold, double Gain);
