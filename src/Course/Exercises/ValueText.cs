using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Course;

/// <summary>Values as a learner would write them: <c>[3, 4]</c>, <c>[[1, 2], [3, 4]]</c>, <c>5e200</c>. Invariant, short, cut with a count.</summary>
public static class ValueText
{
    private const int MostEntries = 12;
    private const int MostInner = 8;       // entries of a row
    private const int LongestText = 200;
    private const int DeepestLevel = 4;

    /// <summary>The value in one line.</summary>
    public static string Of(object? value) => new Writer(Full).Of(value, 0);

    /// <summary>Two values that differ, each in one line, so that the difference shows: with six digits where that is enough, with all where it is not, and with the first entry that differs where it lies beyond the cut.</summary>
    internal static (string Expected, string Actual) Pair(object? expected, object? actual)
    {
        (string Expected, string Actual) brief = (new Writer(Brief).Of(expected, 0), new Writer(Brief).Of(actual, 0));
        (string Expected, string Actual) pair = brief.Expected != brief.Actual ? brief : (Of(expected), Of(actual));
        return pair.Expected == pair.Actual && FirstDifference(expected, actual) is { } at
            ? ($"{pair.Expected} with {Of(at.Expected)} at [{at.Index.ToString(CultureInfo.InvariantCulture)}]", $"{pair.Actual} with {Of(at.Actual)} at [{at.Index.ToString(CultureInfo.InvariantCulture)}]")
            : pair;
    }

    private static (int Index, object? Expected, object? Actual)? FirstDifference(object? expected, object? actual) =>
        expected is ICollection x && actual is ICollection y
            ? x.Cast<object?>().Zip(y.Cast<object?>(), (a, b) => (a, b)).Select((pair, i) => ((int Index, object? Expected, object? Actual)?)(i, pair.a, pair.b)).FirstOrDefault(entry => !Equals(entry!.Value.Expected, entry.Value.Actual))
            : null;

    // All digits: two numbers that differ have different texts.
    private static string Full(double number) => Exponent(number.ToString("R", CultureInfo.InvariantCulture));

    private static string Brief(double number) => Exponent(number.ToString("G6", CultureInfo.InvariantCulture));

    private static string Exponent(string text) => text.Replace("E+0", "e", StringComparison.Ordinal).Replace("E+", "e", StringComparison.Ordinal).Replace("E-0", "e-", StringComparison.Ordinal).Replace('E', 'e');

    private sealed class Writer(Func<double, string> number)
    {
        public string Of(object? value, int level) => value switch
        {
            null => "null",
            string text => $"\"{Escaped(Cut(text))}\"",
            double real => double.IsFinite(real) ? number(real) : Special(real),
            float real => float.IsFinite(real) ? Exponent(real.ToString("R", CultureInfo.InvariantCulture)) : Special(real),
            bool flag => flag ? "true" : "false",
            Snapshot.Parts parts => Of(parts, level),
            Array { Rank: 2 } matrix => Rows(matrix, level),
            Delegate function => function.Method.Name.StartsWith('<') || function.Method.Name.StartsWith("lambda", StringComparison.Ordinal) ? "a function" : $"the function {function.Method.Name}",
            ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i], level + 1)))})",
            IEnumerable when level >= DeepestLevel => "[…]",
            ICollection entries => List(entries.Cast<object?>().Select(entry => Of(entry, level + 1)), entries.Count, level),
            IEnumerable entries => Unknown(entries, level),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ when RecordShape.Of(value.GetType()) is { } shape && shape.Properties.Length == 0 => value.GetType().Name,
            _ when level < DeepestLevel && RecordShape.Of(value.GetType()) is { } shape => $"{value.GetType().Name} {{ {string.Join(", ", shape.Properties.Select(property => $"{property.Name} = {Of(property.GetValue(value), level + 1)}"))} }}",
            _ => Cut(value.ToString() ?? value.GetType().Name),
        };

        private string Of(Snapshot.Parts parts, int level)
        {
            if (parts.Names is { } names) return parts.Open + string.Join(", ", parts.Entries.Select((entry, i) => $"{names[i]} = {Of(entry, level + 1)}")) + parts.Close;
            IEnumerable<string> entries = parts.Entries.Select(entry => Of(entry, level + 1));
            return parts.Open == "[" ? List(entries, parts.Entries.Length, level) : parts.Open + string.Join(", ", entries) + parts.Close;
        }

        private string Rows(Array matrix, int level)
        {
            int columns = matrix.GetLength(1);
            return List(Enumerable.Range(0, matrix.GetLength(0)).Select(row => List(Enumerable.Range(0, columns).Select(column => Of(matrix.GetValue(row, column), level + 2)), columns, level + 1)), matrix.GetLength(0), level);
        }

        /// <summary>A sequence whose end is not known: it may have none.</summary>
        private string Unknown(IEnumerable entries, int level)
        {
            string[] first = [.. entries.Cast<object?>().Take(MostEntries + 1).Select(entry => Of(entry, level + 1))];
            return first.Length <= MostEntries ? $"[{string.Join(", ", first)}]" : $"[{string.Join(", ", first.Take(MostEntries))}, …]";
        }

        private static string List(IEnumerable<string> entries, int count, int level)
        {
            int most = level == 0 ? MostEntries : MostInner;
            return count <= most ? $"[{string.Join(", ", entries)}]" : string.Create(CultureInfo.InvariantCulture, $"[{string.Join(", ", entries.Take(most))}, … {count - most} more]");
        }

        private static string Special(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";

        // A line end within a value stands as \n: a verdict keeps its lines, and what cannot be seen is seen.
        private static string Escaped(string text) => !text.Any(char.IsControl) ? text : string.Concat(text.Select(letter => letter switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\0' => "\\0",
            _ when char.IsControl(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
            _ => letter.ToString(),
        }));

        private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
    }
}
