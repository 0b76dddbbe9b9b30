using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Frames;

namespace Autograders;

/// <summary>Frames to ask about, and what is expected of those that come back.</summary>
internal static class Tables
{
    /// <summary>Four sales: two of one customer, one with a missing amount, one of nobody known.</summary>
    public static Frame Sales { get; } = new(
        Column.Of("customer", "ann", "bob", "ann", null),
        Column.Of<long>("year", 2025, 2025, 2026, 2026),
        Column.Of<double>("amount", 10, null, 30, 8));

    /// <summary>The columns have these names, and the rows these values, null where one is missing.</summary>
    public static void Hold(string[] names, object?[][] rows, Frame? actual, string because, double tolerance = 0)
    {
        if (actual is null) throw new ExpectationFailedException("a frame", "null", because);
        Expect.That(names.SequenceEqual(actual.Names), $"the columns {ValueText.Of(names)}", actual.Names, because);
        if (actual.Count != rows.Length) throw new ExpectationFailedException(FormattableString.Invariant($"{rows.Length} rows"), actual.ToString(), because);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < names.Length; column++)
            {
                object? expected = rows[row][column], seen = actual.Columns[column].Value(row);
                bool same = expected is double x && seen is double y ? x.Equals(y) || Math.Abs(x - y) <= tolerance * Math.Max(1, Math.Abs(x)) : Equals(expected, seen);
                if (!same) throw new ExpectationFailedException($"{Typed(expected)} in row {row} of {names[column]}", $"{Typed(seen)} there: {actual}", because);
            }
        }
    }

    /// <summary>The same columns and cells.</summary>
    public static void Same(Frame expected, Frame? actual, string because, double tolerance = 0) => Hold(expected.Names, Cells(expected), actual, because, tolerance);

    /// <summary>The values of a column are these, null where one is missing.</summary>
    public static void Values<T>(T?[] values, Column<T>? actual, string because)
        where T : struct
    {
        if (actual is null) throw new ExpectationFailedException(ValueText.Of(values), "null", because);
        object?[] expected = [.. values.Select(value => (object?)value)];
        Expect.SequenceEqual(expected, actual.ToArray(), because);
    }

    /// <summary>The rows of a frame, as arrays of values.</summary>
    public static object?[][] Cells(Frame frame) => [.. frame.Rows.Select(row => frame.Columns.Select(column => column.Value(row.Index)).ToArray())];

    /// <summary>A frame with keys that repeat and values that are missing: two key columns of few values, a number, a whole number.</summary>
    public static Gen<Frame> Any { get; } = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 1_000_000]).Select((rows, seed) => Random(rows, (ulong)seed));

    /// <summary>Such a frame of so many rows.</summary>
    public static Frame Random(int rows, ulong seed, string prefix = "")
    {
        var rng = new Rng(seed);
        string?[] words = ["a", "ab", "b", "", null];
        T? Missing<T>(T value)
            where T : struct => rng.NextInt(4) == 0 ? null : value;
        return new(
            Column.Of("k", [.. Enumerable.Range(0, rows).Select(_ => words[rng.NextInt(words.Length)])]),
            Column.Of("n", [.. Enumerable.Range(0, rows).Select(_ => Missing<long>(rng.NextInt(3)))]),
            Column.Of(prefix + "x", [.. Enumerable.Range(0, rows).Select(_ => Missing(rng.NextInt(9) / 4.0))]),
            Column.Of(prefix + "c", [.. Enumerable.Range(0, rows).Select(_ => Missing<long>(rng.NextInt(4)))]));
    }

    private static string Typed(object? value) => value is null ? "null" : value is string or bool ? ValueText.Of(value) : $"{ValueText.Of(value)} ({value.GetType().Name})";
}
