using Spectre.Console;

namespace Course.Cli.Terminals;

/// <summary>Tables in the one look they have in this command.</summary>
internal static class Tables
{
    /// <summary>A table without a frame, its columns as wide as what they hold.</summary>
    public static Table Plain(params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (string column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        return table;
    }

    /// <summary>Cells of plain text: brackets mean nothing in them.</summary>
    public static string[] Cells(params IEnumerable<string> texts) => [.. texts.Select(Markup.Escape)];
}
