using System.Globalization;

namespace Course.Charts;

/// <summary>Numbers cut to a count of significant digits: what a chart can show, and no more bytes than that.</summary>
public static class Significant
{
    /// <summary>The nearest number with this many significant digits; NaN and infinities stay as they are.</summary>
    public static double Round(double value, int digits = 5) =>
        double.Parse(Text(value, digits), CultureInfo.InvariantCulture);

    /// <summary>The number as text, with at most this many significant digits.</summary>
    public static string Text(double value, int digits = 5) =>
        (value == 0 ? 0 : value).ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
