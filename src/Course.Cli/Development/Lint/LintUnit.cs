using System.Text.RegularExpressions;
using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Notebooks;

namespace Course.Cli.Development.Lint;

/// <summary>A unit as lint looks at it: its notebook, and its exercises.</summary>
/// <param name="Tree">The source it stands in.</param>
/// <param name="Id">The unit.</param>
/// <param name="Path">Its notebook.</param>
/// <param name="Text">The notebook's file.</param>
/// <param name="Notebook">The notebook.</param>
/// <param name="Exercises">Its exercises, in order.</param>
internal sealed partial record LintUnit(SourceTree Tree, UnitId Id, string Path, string Text, Notebook Notebook, IReadOnlyList<ExerciseEntry> Exercises)
{
    /// <summary>The level-two headings with the cells below each, its own cell first.</summary>
    public IReadOnlyList<LintSection> Sections { get; } = SectionsOf(Notebook);

    /// <summary>The folder of the unit's exercises.</summary>
    public string TestFolder => Tree.Exercises(Id);

    /// <summary>The unit as somebody solved it, by hand; empty where nobody did.</summary>
    public string WrittenSolution => System.IO.Path.Combine(Tree.Root, "tests", "Notebooks.Tests", "Solutions", $"unit-{(Id.Text.Length == 1 ? "0" : "")}{Id.Text}.csx") is var file && File.Exists(file) ? File.ReadAllText(file) : "";

    /// <summary>A finding about the whole notebook.</summary>
    public LintFinding InFile(string fault, string whatToDo) => new(Tree.Shown(Path), fault, whatToDo);

    /// <summary>A finding about one cell.</summary>
    public LintFinding InCell(NotebookCell cell, string fault, string whatToDo) =>
        new($"{Tree.Shown(Path)}, cell {Notebook.Cells.IndexOf(cell) + 1}{(cell.Id.Length > 0 ? $" ({cell.Id})" : "")}", fault, whatToDo);

    /// <summary>A finding about the tests.</summary>
    public LintFinding InTests(string file, string fault, string whatToDo) => new(Tree.Shown(System.IO.Path.Combine(TestFolder, file)), fault, whatToDo);

    /// <summary>The section whose heading begins with that word; null when there is none.</summary>
    public LintSection? Section(string title) => Sections.FirstOrDefault(section => section.Title.StartsWith(title, StringComparison.OrdinalIgnoreCase));

    private static List<LintSection> SectionsOf(Notebook notebook)
    {
        var sections = new List<LintSection>();
        foreach (NotebookCell cell in notebook.Cells)
        {
            foreach (string heading in cell.Kind == NotebookCell.Markdown ? Headings(cell.Source, 2) : []) sections.Add(new LintSection(heading, []));
            if (sections.Count > 0) sections[^1].Cells.Add(cell);
        }

        return sections;
    }

    /// <summary>The headings of a level in a Markdown text, without what stands in code blocks.</summary>
    public static IEnumerable<string> Headings(string markdown, int level) =>
        from line in CodeBlock().Replace(markdown, "").Split('\n')
        where line.StartsWith(new string('#', level) + " ", StringComparison.Ordinal)
        select line[(level + 1)..].Trim();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex CodeBlock();
}

/// <summary>A section of a notebook.</summary>
/// <param name="Title">Its heading, without the number signs.</param>
/// <param name="Cells">Its cells, that of the heading first.</param>
internal sealed record LintSection(string Title, List<NotebookCell> Cells)
{
    /// <summary>The code cells.</summary>
    public IEnumerable<NotebookCell> Code => Cells.Where(cell => cell.IsCode);
}
