using System.Globalization;
using System.Net;

namespace Course.Display;

/// <summary>Rows under headers, with a caption. Numbers stand right, cut to 5 significant digits.</summary>
[TypeFormatterSource(typeof(ShowableFormatters))]
public sealed class Table : IShowable
{
    private readonly string _caption;
    private readonly string[] _headers;
    private readonly object?[][] _rows;

    private Table(string caption, string[] headers, object?[][] rows) => (_caption, _headers, _rows) = (caption, headers, rows);

    /// <summary>A table of rows.</summary>
    /// <param name="caption">What the table shows.</param>
    /// <param name="headers">The columns' names with their units [columns].</param>
    /// <param name="rows">The cells [rows][columns].</param>
    /// <exception cref="ArgumentException">A row has another number of cells than there are headers.</exception>
    public static Table Of(string caption, string[] headers, params object?[][] rows)
    {
        int wrong = Array.FindIndex(rows, row => row.Length != headers.Length);
        return wrong < 0
            ? new(caption, [.. headers], [.. rows.Select(row => row.ToArray())])
            : throw new ArgumentException(FormattableString.Invariant($"Table: row {wrong} has {rows[wrong].Length} cells under {headers.Length} headers. Give each header one cell."), nameof(rows));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms => [new("text/html", Html()), new("text/plain", Plain())];

    /// <summary>The table in columns of text.</summary>
    public override string ToString() => Plain();

    private string Html()
    {
        string head = string.Concat(_headers.Select(header => $"<th scope=\"col\">{WebUtility.HtmlEncode(header)}</th>"));
        string body = string.Concat(_rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td style=\"text-align:{(IsNumber(cell) ? "right" : "left")}\">{WebUtility.HtmlEncode(Text(cell))}</td>"))}</tr>"));
        return $"<table><caption>{WebUtility.HtmlEncode(_caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>";
    }

    private string Plain()
    {
        int[] widths = [.. _headers.Select((header, c) => _rows.Select(row => Text(row[c]).Length).Append(header.Length).Max())];
        IEnumerable<string> lines = _rows.Select(row => Line(row, widths)).Prepend(Line([.. _headers], widths)).Prepend(_caption);
        return string.Join('\n', lines);
    }

    private static string Line(object?[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, c) => IsNumber(cell) ? Text(cell).PadLeft(widths[c]) : Text(cell).PadRight(widths[c]))).TrimEnd();

    private static bool IsNumber(object? cell) => cell is double or float or int or long or decimal;

    private static string Text(object? cell) => cell switch
    {
        double number => number.ToString("G5", CultureInfo.InvariantCulture),
        float number => number.ToString("G5", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell?.ToString() ?? "",
    };
}
