namespace FromScratch.Statistics;

/// <summary>A range that an estimate comes with.</summary>
/// <param name="Lo">Its lower end.</param>
/// <param name="Hi">Its upper end.</param>
public sealed record Interval(double Lo, double Hi);
