namespace Course.Charts;

/// <summary>Positions for an axis' numbers: multiples of 1, 2 or 5 times a power of ten.</summary>
/// <remarks>A reader subtracts and halves such numbers in the head; (max − min)/5 would give numbers such as 0.7384.</remarks>
public static class Ticks
{
    /// <summary>The round positions within [low, high], in the axis' unit, about <paramref name="count"/> of them.</summary>
    /// <exception cref="ArgumentException">The range is empty or not finite, or count is below 1.</exception>
    public static double[] Between(double low, double high, int count = 5)
    {
        if (!(low < high) || !double.IsFinite(high - low))
            throw new ArgumentException(FormattableString.Invariant($"Ticks: the range {low} to {high} has no finite positive length."), nameof(high));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double step = RoundStep((high - low) / count);
        double first = Math.Ceiling(low / step - 1e-9);
        double last = Math.Floor(high / step + 1e-9);
        // The product is rounded to 12 digits: 3 · 0.1 is then 0.3 and prints as such.
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Significant.Round((first + i) * step, 12))];
    }

    private static double RoundStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double digit = rough / power;   // 1 ≤ digit < 10
        return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
    }
}
