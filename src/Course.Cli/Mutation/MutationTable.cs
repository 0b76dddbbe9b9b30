using System.Text;

namespace Course.Cli.Mutation;

/// <summary>The counts of a unit's exercises, as a Markdown table for the documentation.</summary>
public static class MutationTable
{
    private const string Sum = "**together**";

    /// <summary>A row an exercise, and the sum.</summary>
    public static string Markdown(IReadOnlyList<MutationReport> reports) =>
        Head("exercise") + string.Concat(reports.Select(report => Row(report.Exercise, [report]))) + Row(Sum, reports);

    /// <summary>The head of a table whose rows are of that kind.</summary>
    public static string Head(string rows) => $"""
        | {rows} | mutants | rejected | timed out | survived | of them equivalent | found |
        |---|---:|---:|---:|---:|---:|---:|

        """.ReplaceLineEndings("\n");

    /// <summary>The last row of a table, the sum, under another name.</summary>
    public static string Renamed(string table, string name)
    {
        string mark = $"| {Sum} |";
        return table.Split('\n').First(line => line.StartsWith(mark, StringComparison.Ordinal)).Replace(mark, $"| {name} |", StringComparison.Ordinal) + "\n";
    }

    private static string Row(string name, IReadOnlyList<MutationReport> rows)
    {
        int found = rows.Sum(row => row.Rejected + row.TimedOut), open = rows.Sum(row => row.Unexplained.Count()), survived = rows.Sum(row => row.Survivors.Count);
        double share = found + open == 0 ? 1 : (double)found / (found + open);
        return FormattableString.Invariant($"| {name} | {rows.Sum(row => row.Mutants)} | {rows.Sum(row => row.Rejected)} | {rows.Sum(row => row.TimedOut)} | {survived} | {survived - open} | {share * 100:F1} % |\n");
    }
}
