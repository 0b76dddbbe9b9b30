using System.Globalization;
using System.Reflection;

namespace CSharpKernel.Display;

/// <summary>Values with rows and columns: arrays of rank two, and types that have an indexer of two integers and say how many rows and columns they have.</summary>
internal static class Matrices
{
    private static readonly string[] _rowNames = ["Rows", "RowCount", "NumRows", "Height"];
    private static readonly string[] _columnNames = ["Columns", "ColumnCount", "Cols", "NumCols", "Width"];

    /// <summary>The value as a grid; null when it is no matrix.</summary>
    public static Grid? Of(object value) => value switch
    {
        Array { Rank: 2 } array => Build(TypeNames.Of(value.GetType().GetElementType()!), array.GetLength(0), array.GetLength(1), (r, c) => array.GetValue(r + array.GetLowerBound(0), c + array.GetLowerBound(1))),
        System.Numerics.Matrix4x4 matrix => Build("Matrix4x4", 4, 4, (r, c) => matrix[r, c]),
        System.Numerics.Matrix3x2 matrix => Build("Matrix3x2", 3, 2, (r, c) => matrix[r, c]),
        Array => null,
        _ => OfType(value),
    };

    private static Grid? OfType(object value)
    {
        Type type = value.GetType();
        if (Count(value, _rowNames) is not { } rows || Count(value, _columnNames) is not { } columns) return null;
        PropertyInfo? entry = type.GetProperties().FirstOrDefault(property => property.GetIndexParameters() is [{ ParameterType: var first }, { ParameterType: var second }] && first == typeof(int) && second == typeof(int));
        return entry is null ? null : Build(TypeNames.Of(type), rows, columns, (r, c) => entry.GetValue(value, BindingFlags.DoNotWrapExceptions, null, [r, c], CultureInfo.InvariantCulture));
    }

    private static int? Count(object value, string[] names)
    {
        foreach (string name in names)
            if (value.GetType().GetProperty(name, typeof(int)) is { } property && property.GetIndexParameters().Length == 0) return (int?)property.GetValue(value);
        return null;
    }

    private static Grid Build(string name, int rows, int columns, Func<int, int, object?> entry)
    {
        int shownRows = Math.Min(rows, DisplayLimits.Rows), shownColumns = Math.Min(columns, DisplayLimits.Columns);
        var notes = new List<string>();
        if (rows > shownRows) notes.Add($"… {Items.Number(rows - shownRows)} more rows");
        if (columns > shownColumns) notes.Add($"… {Items.Number(columns - shownColumns)} more columns");
        return new Grid(
            string.Create(CultureInfo.InvariantCulture, $"{name} [{rows} × {columns}]"), "",
            [.. Enumerable.Range(0, shownColumns).Select(Index)],
            [.. Enumerable.Range(0, shownRows).Select(r => new GridRow(Index(r), [.. Enumerable.Range(0, shownColumns).Select(c => GridCell.Of(entry(r, c)))]))],
            notes).Aligned();
    }

    private static string Index(int i) => i.ToString(CultureInfo.InvariantCulture);
}
