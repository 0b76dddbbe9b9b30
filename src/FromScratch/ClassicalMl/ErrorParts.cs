namespace FromScratch.ClassicalMl;

/// <summary>What the expected squared error of a learner on new data is made of: it is the sum of the three.</summary>
/// <param name="Bias2">The squared distance of the average fit from the truth.</param>
/// <param name="Variance">How much fits to different training sets differ.</param>
/// <param name="Noise">What no learner can predict.</param>
public sealed record ErrorParts(double Bias2, double Variance, double Noise);
