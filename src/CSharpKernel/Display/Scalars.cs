using System.Globalization;
using System.Numerics;

namespace CSharpKernel.Display;

/// <summary>Values that are no more than a text: numbers, strings, dates, names of enums.</summary>
internal static class Scalars
{
    /// <summary>Whether the value is one.</summary>
    public static bool Is(object? value) => value is null or string or char or bool or Enum or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid or Uri or Version or Index or Range || IsNumber(value);

    /// <summary>Whether the value is a number: it stands to the right in a table.</summary>
    public static bool IsNumber(object? value) => value is int or double or float or long or decimal or byte or sbyte or short or ushort or uint or ulong or nint or nuint or Half or Int128 or UInt128 or BigInteger;

    /// <summary>The whole value.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The value among others: numbers with six significant digits, and every digit before the point.</summary>
    public static string Short(object? value) => value switch
    {
        double number => Short(number),
        float number => Short(number),
        Half number => Short((double)number),
        decimal number => Math.Abs(number) is > 0 and < 0.00001m ? number.ToString("G6", CultureInfo.InvariantCulture) : Rounded((double)number, number),
        _ => Text(value),
    };

    private static string Short(double number)
    {
        double size = Math.Abs(number);
        if (!double.IsFinite(number) || size is > 0 and < 1e-5 or >= 1e15) return number.ToString("G6", CultureInfo.InvariantCulture);
        return Rounded(number, number);
    }

    private static string Rounded(double number, IFormattable value)
    {
        int before = Math.Abs(number) < 1 ? (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(number), 1e-5))) + 1 : (int)Math.Log10(Math.Abs(number)) + 1;
        string text = value.ToString(_decimals[Math.Clamp(6 - before, 0, _decimals.Length - 1)], CultureInfo.InvariantCulture);
        return text is "-0" ? "0" : text;
    }

    private static readonly string[] _decimals = [.. Enumerable.Range(0, 12).Select(places => "0." + new string('#', places))];
}
