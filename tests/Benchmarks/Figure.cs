namespace Benchmarks;

/// <summary>One measured number, and the most it should be.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much it was.</param>
/// <param name="Unit">In what.</param>
/// <param name="Limit">The most that the project promises on a quiet machine of two cores; null: nothing is promised.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Limit = null)
{
    /// <summary>Whether the promise is kept.</summary>
    public bool Holds => Limit is not { } limit || Value <= limit;

    /// <summary>The middle of several measurements: one that another program disturbed does not move it.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
