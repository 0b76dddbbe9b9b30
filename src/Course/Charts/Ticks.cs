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

    /// <summary>Positions for a logarithmic axis between 10^low and 10^high: powers of ten, and 2 and 5 times them where there are few; at most about ten.</summary>
    public static double[] Powers(double low, double high)
    {
        if (!(low < high) || !double.IsFinite(high - low))
            throw new ArgumentException(FormattableString.Invariant($"Ticks: the powers from {low} to {high} have no finite positive range."), nameof(high));
        (int first, int last) = ((int)Math.Floor(low), (int)Math.Ceiling(high));
        int step = Math.Max(1, (int)Math.Ceiling((high - low) / 8));
        double[] digits = high - low <= 3 ? [1, 2, 5] : [1];
        double[] powers = [.. from power in Enumerable.Range(first, last - first + 1)
                              where power % step == 0
                              from digit in digits
                              let at = Significant.Round(digit * Math.Pow(10, power), 12)
                              where Math.Log10(at) >= low - 1e-9 && Math.Log10(at) <= high + 1e-9
                              select at];
        return powers.Length > 1 ? powers : Between(Math.Pow(10, low), Math.Pow(10, high));   // within less than a factor of 2
    }

    private static double RoundStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double digit = rough / power;   // 1 ≤ digit < 10
        return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
    }
}
