using System.Globalization;
using System.Text;

namespace Course.Cli.Mutation;

/// <summary>The summary of a unit's exercises, as a Markdown table for the documentation.</summary>
public static class MutationTable
{
    /// <summary>A row an exercise, and the sum.</summary>
    public static string Markdown(IReadOnlyList<MutationReport> reports)
    {
        var table = new StringBuilder();
        table.Append("| exercise | mutants | rejected | timed out | survived | of them equivalent | found |\n");
        table.Append("|---|---:|---:|---:|---:|---:|---:|\n");
        foreach (MutationReport report in reports) Row(report.Exercise, [report]);
        Row("**together**", reports);
        return table.ToString();

        void Row(string name, IReadOnlyList<MutationReport> rows)
        {
            int found = rows.Sum(row => row.Rejected + row.TimedOut), open = rows.Sum(row => row.Unexplained.Count());
            double share = found + open == 0 ? 1 : (double)found / (found + open);
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {rows.Sum(row => row.Mutants)} | {rows.Sum(row => row.Rejected)} | {rows.Sum(row => row.TimedOut)} | {rows.Sum(row => row.Survivors.Count)} | {rows.Sum(row => row.Survivors.Count) - open} | {share * 100:F1} % |\n");
        }
    }
}
