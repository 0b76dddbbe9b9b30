using System.Collections;
using System.Globalization;

namespace Course;

/// <summary>Values as a learner would write them: <c>[3, 4]</c>, <c>[[1, 2], [3, 4]]</c>, <c>5e200</c>. Invariant, short, cut with a count.</summary>
public static class ValueText
{
    private const int MostEntries = 12;

    /// <summary>The value in one line.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => number.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e'),
        bool flag => flag ? "true" : "false",
        Array { Rank: 2 } matrix => List(Enumerable.Range(0, matrix.GetLength(0)).Select(row => List(Enumerable.Range(0, matrix.GetLength(1)).Select(column => Of(matrix.GetValue(row, column)))))),
        Delegate function => $"the function {function.Method.Name}",
        System.Runtime.CompilerServices.ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])))})",
        IEnumerable entries => List(entries.Cast<object?>().Select(Of)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? value.GetType().Name,
    };

    private static string List(IEnumerable<string> entries)
    {
        string[] all = [.. entries];
        string shown = string.Join(", ", all.Take(MostEntries));
        return all.Length > MostEntries ? $"[{shown}, … {all.Length - MostEntries} more]" : $"[{shown}]";
    }
}
