using Course.Cli.Notebooks;

namespace Course.Cli.Development.Lint;

/// <summary>The file's form: canonical, so that a change of one cell shows as a change of its lines, and made for our kernel.</summary>
internal static class NotebookForm
{
    private const string Import = "#!import \"../course.csx\"";

    /// <summary>What is wrong with the file, and with its first two cells.</summary>
    public static IEnumerable<LintFinding> Findings(LintUnit unit) => [.. File(unit), .. Beginning(unit)];

    private static IEnumerable<LintFinding> File(LintUnit unit)
    {
        foreach (NotebookCell cell in unit.Notebook.Cells.Where(cell => cell.Outputs.Count > 0 || cell.ExecutionCount is not null))
            yield return unit.InCell(cell, "it holds outputs or an execution count", "clear all outputs before you commit");
        string? canonical = null, broken = null;
        try
        {
            canonical = NotebookWriter.Canonical(unit.Notebook);
        }
        catch (NotebookException exception)
        {
            broken = exception.Message;
        }

        if (broken is not null) yield return unit.InFile(broken, "give every cell an id of its own");
        else if (canonical != unit.Text) yield return unit.InFile($"the file is not in canonical form from line {FirstDifference(canonical!, unit.Text)} on", "run `course dev lint --fix`, which writes it in that form");
        if ((string?)unit.Notebook.Metadata["kernelspec"]?["name"] != "csharp" || (string?)unit.Notebook.Metadata["language_info"]?["name"] != "csharp")
            yield return unit.InFile("the notebook's metadata names another kernel", "kernelspec.name and language_info.name are both \"csharp\"");
    }

    private static IEnumerable<LintFinding> Beginning(LintUnit unit)
    {
        if (unit.Notebook.Cells is not [{ Kind: NotebookCell.Markdown } title, { IsCode: true } import, ..])
        {
            yield return unit.InFile("it does not begin with a text cell and a code cell", $"the first holds the title, the second {Import}");
            yield break;
        }

        if (!LintUnit.Headings(title.Source, 1).Any()) yield return unit.InCell(title, "there is no title", $"begin with \"# Unit {unit.Id} · …\"");
        foreach ((string word, string what) in new[] { ("outcome|you will be able|you can", "outcomes that can be tested"), ("prerequisite|before this", "the prerequisites, with links"), ("minute| min", "the minutes a block takes") })
            if (!word.Split('|').Any(one => title.Source.Contains(one, StringComparison.OrdinalIgnoreCase))) yield return unit.InCell(title, $"it does not say {what}", "write it below the title");
        if (!import.Source.Split('\n').Any(line => line.Trim() == Import)) yield return unit.InCell(import, "it does not import the course", $"its first line is {Import}");
    }

    private static int FirstDifference(string expected, string actual)
    {
        string[] right = expected.Split('\n'), given = actual.Split('\n');
        int line = 0;
        while (line < Math.Min(right.Length, given.Length) && right[line] == given[line]) line++;
        return line + 1;
    }
}
