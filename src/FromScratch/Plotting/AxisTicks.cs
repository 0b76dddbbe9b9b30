namespace FromScratch.Plotting;

/// <summary>Where an axis has its numbers, and how far it must reach.</summary>
public static class AxisTicks
{
    /// <summary>Round numbers that cover a range: multiples of 1, 2 or 5 times a power of ten, evenly spaced, the first at or below lo and the last at or above hi.</summary>
    /// <param name="lo">The least value to cover.</param>
    /// <param name="hi">The greatest; above lo.</param>
    /// <param name="target">About how many are wanted, at least 2; there are at most two more.</param>
    /// <remarks>Each tick is a whole number times the step, not the one before plus the step: ten times 0.1 added up is 0.9999999999999999. Source: Heckbert, "Nice numbers for graph labels", Graphics Gems (1990) 61-63.</remarks>
    /// <exception cref="ArgumentException">hi is not above lo, one of them is not finite, or target is below 2.</exception>
    public static double[] NiceTicks(double lo, double hi, int target)
    {
        if (!(lo < hi) || !double.IsFinite(hi - lo)) throw new ArgumentException($"NiceTicks: from {lo} to {hi}. The range needs a finite length above 0.", nameof(hi));
        if (target < 2) throw new ArgumentException($"NiceTicks: {target} ticks. An axis has two at least.", nameof(target));
        (int digit, int power) = NiceStep((hi - lo) / (target - 1));
        double Times(double n) => power >= 0 ? n * digit * Math.Pow(10, power) : n * digit / Math.Pow(10, -power);   // dividing by 10 is exact where multiplying by 0.1 is not
        double first = Math.Floor(lo / Times(1)), last = Math.Ceiling(hi / Times(1));
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Times(first + i))];
    }

    /// <summary>Where the axis of a bar chart begins and ends: it has all heights, and 0, always.</summary>
    /// <param name="heights">The bars' heights, at least one.</param>
    /// <remarks>A bar is read by its length. On an axis from 98 to 102 a bar of 101 is three times as long as one of 99, for 2 % more.</remarks>
    /// <exception cref="ArgumentException">There is no bar, or one is not finite.</exception>
    public static (double Low, double High) BarAxis(double[] heights)
    {
        if (heights.Length == 0 || !heights.All(double.IsFinite)) throw new ArgumentException("BarAxis: there must be at least one bar, and each of a finite height.", nameof(heights));
        return (Math.Min(0, heights.Min()), Math.Max(0, heights.Max()));
    }

    /// <summary>The least step of 1, 2 or 5 times a power of ten that is not below the rough one.</summary>
    private static (int Digit, int Power) NiceStep(double rough)
    {
        int power = (int)Math.Floor(Math.Log10(rough));
        foreach (int digit in (int[])[1, 2, 5])
            if (digit * Math.Pow(10, power) >= rough * (1 - 1e-12)) return (digit, power);
        return (1, power + 1);
    }
}
