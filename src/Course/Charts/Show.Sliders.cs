namespace Course.Charts;

public static partial class Show
{
    /// <summary>A figure that follows a slider. It is computed for every position ahead, so it moves at once, in an exported page as well.</summary>
    /// <param name="name">What the slider sets, with its unit.</param>
    /// <param name="from">The value at the left end.</param>
    /// <param name="to">The value at the right end.</param>
    /// <param name="positions">How many positions there are, both ends among them: from 2 to 101.</param>
    /// <param name="figure">The figure for a value.</param>
    /// <param name="start">The value to begin with, or the position next to it; the left end when left out.</param>
    /// <exception cref="ArgumentException">The range is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many positions.</exception>
    public static Slider Slider(string name, double from, double to, int positions, Func<double, Figure> figure, double? start = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(positions, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(positions, 101);
        if (!double.IsFinite(to - from) || from == to) throw new ArgumentException(FormattableString.Invariant($"Slider: from {from} to {to} is no way to go. Give two finite numbers that differ."), nameof(to));
        // Rounded to 12 digits: the third of ten steps from 0 to 1 is then 0.3 and not 0.30000000000000004.
        double[] values = [.. Enumerable.Range(0, positions).Select(i => Significant.Round(from + (to - from) * i / (positions - 1), 12))];
        int begin = start is { } value ? Enumerable.Range(0, positions).MinBy(i => Math.Abs(values[i] - value)) : 0;
        return new(name, values, [.. values.Select(figure)], begin);
    }
}
