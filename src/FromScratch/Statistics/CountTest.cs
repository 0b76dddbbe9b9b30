namespace FromScratch.Statistics;

/// <summary>What a chi-square test of counts found.</summary>
/// <param name="Statistic">Σ (observed − expected)²/expected.</param>
/// <param name="Df">Degrees of freedom.</param>
/// <param name="P">How often chance alone gives at least this statistic.</param>
/// <param name="Reliable">Whether every expected count is at least 5: below that the chi-square distribution is no good approximation.</param>
public sealed record CountTest(double Statistic, double Df, double P, bool Reliable);
