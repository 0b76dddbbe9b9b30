using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Course;

/// <summary>The greatest difference between two answers, and where it is.</summary>
/// <param name="Greatest">|actual − expected| where it is greatest; infinite when they cannot be compared number by number.</param>
/// <param name="Where">The place of it: <c>[3, 5]</c>; empty for a single number, or when nothing differs.</param>
/// <param name="Words">Why they cannot be compared, "3 entries, the reference has 4"; null when they can.</param>
public sealed record Difference(double Greatest, string Where, string? Words = null)
{
    /// <summary>Compares two answers: numbers, arrays of any shape, tuples, and types that enumerate or have <c>ToArray()</c>.</summary>
    public static Difference Between(object? expected, object? actual) => At("", expected, actual);

    /// <summary>The largest absolute number in an answer, infinities aside; 0 when it has none.</summary>
    internal static double Magnitude(object? value) => value switch
    {
        null => 0,
        _ when IsNumber(value) => double.IsFinite(Number(value)) ? Math.Abs(Number(value)) : 0,
        _ when value is not (string or bool or char) && Entries(value) is { } entries => entries.Select(Magnitude).DefaultIfEmpty(0).Max(),
        _ => 0,
    };

    private static Difference At(string where, object? expected, object? actual)
    {
        if (expected is null || actual is null)
            return expected is null && actual is null ? new(0, "") : Different(where, expected, actual);
        if (IsNumber(expected) && IsNumber(actual)) return Numbers(where, Number(expected), Number(actual), expected, actual);
        if (expected is string or bool or char) return expected.Equals(actual) ? new(0, "") : Different(where, expected, actual);
        return (Entries(expected), Entries(actual)) switch
        {
            ({ } x, { } y) => Lists(where, expected, x, actual, y),
            _ => expected.Equals(actual) ? new(0, "") : Different(where, expected, actual),
        };
    }

    private static Difference Numbers(string where, double expected, double actual, object shownExpected, object shownActual)
    {
        double distance = expected.Equals(actual) ? 0 : Math.Abs(actual - expected);
        return double.IsNaN(distance) ? Different(where, shownExpected, shownActual) : new(distance, distance == 0 ? "" : where);
    }

    private static Difference Lists(string where, object expectedWhole, IReadOnlyList<object?> expected, object actualWhole, IReadOnlyList<object?> actual)
    {
        if (Shape(expectedWhole, expected) != Shape(actualWhole, actual))
            return new(double.PositiveInfinity, where, $"{Shape(actualWhole, actual)}, the reference has {Shape(expectedWhole, expected)}");
        var greatest = new Difference(0, "");
        int columns = expectedWhole is Array { Rank: 2 } matrix ? matrix.GetLength(1) : 0;
        for (int i = 0; i < expected.Count; i++)
        {
            string index = columns > 0 ? F($"[{i / columns}, {i % columns}]") : F($"[{i}]");
            Difference here = At(where + index, expected[i], actual[i]);
            if (here.Words is not null) return here;
            if (here.Greatest > greatest.Greatest) greatest = here;
        }

        return greatest;
    }

    private static string Shape(object whole, IReadOnlyList<object?> entries) => whole is Array { Rank: > 1 } array
        ? string.Join(" × ", Enumerable.Range(0, array.Rank).Select(axis => array.GetLength(axis).ToString(CultureInfo.InvariantCulture))) + " entries"
        : F($"{entries.Count} {(entries.Count == 1 ? "entry" : "entries")}");

    private static IReadOnlyList<object?>? Entries(object value) => value switch
    {
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])],
        IEnumerable entries and not string => [.. entries.Cast<object?>()],
        _ when value.GetType().GetMethod("ToArray", BindingFlags.Public | BindingFlags.Instance, []) is { } toArray && toArray.Invoke(value, null) is Array array => [.. array.Cast<object?>()],
        _ => null,
    };

    private static Difference Different(string where, object? expected, object? actual) =>
        new(double.PositiveInfinity, where, $"{ValueText.Of(actual)}, the reference gives {ValueText.Of(expected)}");

    private static bool IsNumber(object value) => value is double or float or Half or int or long or short or byte or uint or ulong or decimal;

    private static double Number(object value) => value is Half half ? (double)half : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string F(FormattableString text) => FormattableString.Invariant(text);
}
