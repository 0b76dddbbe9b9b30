using Course.Cli.Layout;
using Course.Cli.Notebooks;

namespace Course.Cli.Development.Lint;

/// <summary>The sections every unit has, in their order, and what each must hold.</summary>
internal static class UnitSections
{
    private static readonly (string Title, string Holds)[] _wanted =
    [
        ("Theory", "4 to 7 sections: one insight each, with something to run"),
        ("Implementation", "the exercises"),
        ("Comparison", "the learner's code, the reference and the library on the same inputs"),
        ("Application", "the product scenario, ending in a number to hold against the truth"),
        ("Checkpoints", "the conceptual questions, answered in code"),
        ("Lens", "the ethics or product question, the journal, sources, the next unit"),
    ];

    /// <summary>Phases whose units argue more than they compute.</summary>
    private static readonly string[] _fewCharts = ["6 Product Engineering", "10 Growth & Business", "11 Capstones", "Enhancement: ML Research"];

    /// <summary>What is missing or out of order.</summary>
    public static IEnumerable<LintFinding> Findings(LintUnit unit) => [.. Order(unit), .. Theory(unit), .. Comparison(unit), .. Checkpoints(unit), .. Charts(unit), .. Journal(unit)];

    private static IEnumerable<LintFinding> Order(LintUnit unit)
    {
        int last = -1;
        foreach ((string title, string holds) in _wanted)
        {
            if (unit.Section(title) is not { } section)
            {
                yield return unit.InFile($"the section {title} is missing", $"add a cell \"## {title}\" with {holds}");
                continue;
            }

            int place = unit.Sections.ToList().IndexOf(section);
            if (place < last) yield return unit.InCell(section.Cells[0], $"the section {title} stands too early", $"the order is {string.Join(", ", _wanted.Select(wanted => wanted.Title))}");
            last = Math.Max(last, place);
            if (section.Cells.Count < 2 && title != "Lens") yield return unit.InCell(section.Cells[0], $"the section {title} is empty", $"it holds {holds}");
        }
    }

    private static IEnumerable<LintFinding> Theory(LintUnit unit)
    {
        if (unit.Section("Theory") is not { } theory) yield break;
        int sections = theory.Cells.Where(cell => cell.Kind == NotebookCell.Markdown).Sum(cell => LintUnit.Headings(cell.Source, 3).Count());
        if (sections is < 4 or > 7) yield return unit.InCell(theory.Cells[0], $"the theory has {sections} sections", "4 to 7, each under a heading \"### …\"");
    }

    private static IEnumerable<LintFinding> Comparison(LintUnit unit)
    {
        if (unit.Section("Comparison") is { } section && !section.Code.Any(cell => cell.Source.Contains(".Compare(", StringComparison.Ordinal)))
            yield return unit.InCell(section.Cells[0], "nothing is compared", "call Compare of an exercise, with the library's own call");
    }

    private static IEnumerable<LintFinding> Checkpoints(LintUnit unit)
    {
        if (unit.Section("Checkpoints") is { } section && !section.Code.Any(cell => cell.Source.Contains("Checkpoint(\"", StringComparison.Ordinal)))
            yield return unit.InCell(section.Cells[0], "no checkpoint is asked", $"a code cell each: Checkpoint(\"{unit.Id}.1\")");
    }

    private static IEnumerable<LintFinding> Charts(LintUnit unit)
    {
        bool technical = Roadmap.Entries.FirstOrDefault(entry => entry.Id == unit.Id) is not { } planned || !_fewCharts.Contains(planned.Phase);
        int charts = unit.Notebook.Cells.Where(cell => cell.IsCode).Sum(cell => cell.Source.Split("Show.").Length - 1);
        if (technical && charts < 2) yield return unit.InFile($"it shows {charts} charts", "at least 2 in a technical unit: Show.Lines, Show.Scatter, Show.Bars, Show.Arrows");
    }

    private static IEnumerable<LintFinding> Journal(LintUnit unit)
    {
        if (unit.Section("Lens") is not { } lens) yield break;
        string text = string.Join('\n', unit.Sections.SkipWhile(section => section != lens).SelectMany(section => section.Cells).Select(cell => cell.Source));
        foreach (string word in new[] { "journal", "sources", "next" })
            if (!text.Contains(word, StringComparison.OrdinalIgnoreCase)) yield return unit.InCell(lens.Cells[0], $"it has no {word}", "the end of a unit holds the question, the journal, the sources and what comes next");
    }
}
