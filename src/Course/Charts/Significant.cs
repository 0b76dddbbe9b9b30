using System.Globalization;

namespace Course.Charts;

/// <summary>Numbers cut to a count of significant digits: what a chart can show, and no more bytes than that.</summary>
public static class Significant
{
    /// <summary>The nearest number with this many significant digits; NaN and infinities stay as they are.</summary>
    public static double Round(double value, int digits = 5) =>
        double.Parse(Cut(value, digits), CultureInfo.InvariantCulture);

    /// <summary>The number as text, with at most this many significant digits: 2000 and 0.0001 as people write them, a power of ten only beyond that (1e-6, 3e200).</summary>
    public static string Text(double value, int digits = 5)
    {
        string cut = Cut(value, digits);
        if (!cut.Contains('E', StringComparison.Ordinal)) return cut;
        double rounded = double.Parse(cut, CultureInfo.InvariantCulture);
        if (Math.Abs(rounded) is >= 1e-4 and < 1e7) return rounded.ToString("0.############", CultureInfo.InvariantCulture);
        string[] parts = cut.Split('E');
        return parts[0] + "e" + int.Parse(parts[1], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private static string Cut(double value, int digits) =>
        (value == 0 ? 0 : value).ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
