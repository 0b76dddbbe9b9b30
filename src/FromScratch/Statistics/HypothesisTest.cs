namespace FromScratch.Statistics;

/// <summary>What a test found.</summary>
/// <param name="Statistic">How far the data are from what the null hypothesis expects, in its own unit.</param>
/// <param name="Df">The degrees of freedom of the statistic's distribution.</param>
/// <param name="P">How often the null hypothesis would show a statistic at least as far off.</param>
public sealed record HypothesisTest(double Statistic, double Df, double P);
