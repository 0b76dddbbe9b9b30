using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using CSharpKernel.Scripting;

namespace Course.Cli.Development.Lint;

/// <summary>All that lint holds of a unit.</summary>
internal static class UnitLint
{
    /// <summary>What can be said without running the notebook.</summary>
    public static IReadOnlyList<LintFinding> Static(LintUnit unit) =>
        [.. NotebookForm.Findings(unit), .. UnitSections.Findings(unit), .. ExerciseCells.Findings(unit), .. Links.Findings(unit), .. ExerciseGraders.Findings(unit)];

    /// <summary>Everything.</summary>
    public static async Task<IReadOnlyList<LintFinding>> AllAsync(LintUnit unit, Func<ISession> start, CancellationToken cancellation) =>
        [.. Static(unit), .. await NotebookRuns.FindingsAsync(unit, start, cancellation)];

    /// <summary>The links of the project's own pages.</summary>
    public static IReadOnlyList<LintFinding> Pages(SourceTree tree) =>
        [.. Directory.EnumerateFiles(tree.Root, "*.md").Concat(Directory.Exists(Path.Combine(tree.Root, "docs")) ? Directory.EnumerateFiles(Path.Combine(tree.Root, "docs"), "*.md", SearchOption.AllDirectories) : [])
            .Order(StringComparer.Ordinal).SelectMany(page => Links.Findings(tree, page))];

    /// <summary>Reads a unit.</summary>
    /// <exception cref="NotebookException">The file is no notebook.</exception>
    public static LintUnit Read(SourceTree tree, UnitId id, string path) =>
        new(tree, id, path, File.ReadAllText(path), NotebookReader.ReadFile(path), [.. ExerciseEntry.All.Where(exercise => exercise.Unit == id)]);
}
