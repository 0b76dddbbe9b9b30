namespace FromScratch.Plotting;

/// <summary>What a box plot draws.</summary>
/// <param name="Low">Where the lower whisker ends: the least value that is no outlier.</param>
/// <param name="Q1">The lower quartile.</param>
/// <param name="Median">The middle.</param>
/// <param name="Q3">The upper quartile.</param>
/// <param name="High">Where the upper whisker ends: the greatest value that is no outlier.</param>
/// <param name="Outliers">The values beyond the fences, in ascending order.</param>
public sealed record BoxStats(double Low, double Q1, double Median, double Q3, double High, double[] Outliers);
