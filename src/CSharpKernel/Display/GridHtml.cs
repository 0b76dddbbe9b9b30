using System.Net;
using System.Text;

namespace CSharpKernel.Display;

/// <summary>A grid as an HTML table.</summary>
/// <remarks>It names no colour: text, lines and background are the theme's, dark or light, and what is less important is only paler. Styles stand in the elements, since front ends remove style sheets from outputs.</remarks>
internal static class GridHtml
{
    private const string Line = "border-bottom:1px solid rgba(128,128,128,.35)";
    private const string Pale = "opacity:.7;font-weight:normal";

    /// <summary>The table's markup.</summary>
    public static string Of(Grid grid)
    {
        var html = new StringBuilder("<div style=\"overflow-x:auto\"><table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">");
        if (grid.Caption.Length > 0) html.Append($"<caption style=\"caption-side:top;text-align:left;white-space:nowrap;{Pale}\">{Encode(grid.Caption)}</caption>");
        if (grid.Headers.Count > 0) AppendHead(html, grid);
        html.Append("<tbody>");
        foreach (GridRow row in grid.Rows)
        {
            html.Append($"<tr style=\"{Line}\"><th scope=\"row\" style=\"text-align:left;{Pale}\">{Encode(row.Label)}</th>");
            foreach (GridCell cell in row.Cells) html.Append($"<td style=\"text-align:{(cell.IsNumber ? "right" : "left")}\">{Encode(cell.Text)}</td>");
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        foreach (string note in grid.Notes) html.Append($"<div style=\"font-size:smaller;{Pale}\">{Encode(note)}</div>");
        return html.Append("</div>").ToString();
    }

    private static void AppendHead(StringBuilder html, Grid grid)
    {
        html.Append($"<thead><tr style=\"{Line}\">").Append(grid.Corner.Length == 0 ? "<td></td>" : $"<th scope=\"col\" style=\"text-align:left\">{Encode(grid.Corner)}</th>");
        for (int c = 0; c < grid.Headers.Count; c++)
        {
            bool right = grid.Rows.Any(row => c < row.Cells.Count && row.Cells[c].IsNumber);
            html.Append($"<th scope=\"col\" style=\"text-align:{(right ? "right" : "left")}\">{Encode(grid.Headers[c])}</th>");
        }

        html.Append("</tr></thead>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
