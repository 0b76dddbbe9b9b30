using System.Text;

namespace CSharpKernel.Display;

/// <summary>A grid in columns of plain text.</summary>
internal static class GridText
{
    /// <summary>The text, without a line end at its end.</summary>
    public static string Of(Grid grid)
    {
        var lines = new List<(string Label, IReadOnlyList<GridCell> Cells)>();
        bool[] right = [.. Enumerable.Range(0, Columns(grid)).Select(c => grid.Rows.Any(row => c < row.Cells.Count && row.Cells[c].IsNumber))];
        if (grid.Headers.Count > 0) lines.Add((grid.Corner, [.. grid.Headers.Select((header, c) => new GridCell(header, c < right.Length && right[c]))]));
        lines.AddRange(grid.Rows.Select(row => (row.Label, row.Cells)));
        int labels = lines.Max(line => (int?)line.Label.Length) ?? 0;
        int[] widths = [.. Enumerable.Range(0, Math.Max(Columns(grid), grid.Headers.Count)).Select(c => lines.Max(line => c < line.Cells.Count ? line.Cells[c].Text.Length : 0))];
        var text = new StringBuilder();
        if (grid.Caption.Length > 0) text.Append(grid.Caption).Append('\n');
        foreach ((string label, IReadOnlyList<GridCell> cells) in lines)
        {
            var row = new StringBuilder(IsNumber(label) ? label.PadLeft(labels) : label.PadRight(labels));
            for (int c = 0; c < cells.Count; c++) row.Append(labels > 0 || c > 0 ? "  " : "").Append(cells[c].IsNumber ? cells[c].Text.PadLeft(widths[c]) : cells[c].Text.PadRight(widths[c]));
            text.Append(row.ToString().TrimEnd()).Append('\n');
        }

        foreach (string note in grid.Notes) text.Append(note).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    private static int Columns(Grid grid) => grid.Rows.Max(row => (int?)row.Cells.Count) ?? 0;

    private static bool IsNumber(string label) => label.Length > 0 && label.All(char.IsAsciiDigit);
}
