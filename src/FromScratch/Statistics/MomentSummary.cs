namespace FromScratch.Statistics;

/// <summary>What is known of a stream once it has passed.</summary>
/// <param name="Mean">Its mean; NaN for no value.</param>
/// <param name="StdDev">Its sample standard deviation; NaN for fewer than two values.</param>
/// <param name="Lag1">Its lag-1 correlation; NaN for fewer than two values, or where all are alike.</param>
public sealed record MomentSummary(double Mean, double StdDev, double Lag1);
