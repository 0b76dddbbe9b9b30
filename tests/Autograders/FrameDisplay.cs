using Course.Display;
using FromScratch.Frames;

namespace Autograders;

/// <summary>Frames as a notebook shows them.</summary>
public static class FrameDisplay
{
    /// <summary>The rows of a frame as a table; a missing value as null.</summary>
    /// <param name="frame">A frame; show a large one's <see cref="Frame.Head"/>.</param>
    /// <param name="caption">What the table shows.</param>
    public static Table ToTable(this Frame frame, string caption) =>
        Table.Of(caption, frame.Names, [.. frame.Rows.Select(row => frame.Columns.Select(column => Cell(column.Value(row.Index))).ToArray())]);

    private static object Cell(object? value) => value switch
    {
        null => "null",
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => value,
    };
}
