using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Slicing;

namespace Course.Cli.Development.Lint;

/// <summary>Each exercise's cells: a stub to write in, and below it the check.</summary>
internal static class ExerciseCells
{
    /// <summary>The file in a unit's test folder that says why an exercise of the syllabus is not there: a line each, "Name: why".</summary>
    public const string ChangesFile = "changes.txt";

    /// <summary>What is missing in the notebook, and of the syllabus.</summary>
    public static IEnumerable<LintFinding> Findings(LintUnit unit) => [.. Planned(unit), .. unit.Exercises.SelectMany(exercise => Cells(unit, exercise)), .. Strangers(unit)];

    private static IEnumerable<LintFinding> Planned(LintUnit unit)
    {
        HashSet<string> there = [.. unit.Exercises.Select(exercise => exercise.Name)];
        string file = Path.Combine(unit.TestFolder, ChangesFile);
        Dictionary<string, string> changes = (File.Exists(file) ? File.ReadAllLines(file) : [])
            .Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).GroupBy(parts => parts[0].Trim()).ToDictionary(same => same.Key, same => same.First()[1].Trim());
        foreach (PlannedExercise planned in PlannedExercises.Of(unit.Id).Where(planned => !there.Contains(planned.Name)))
            if (changes.GetValueOrDefault(planned.Name, "").Length == 0)
                yield return unit.InTests(ChangesFile, $"the syllabus asks for {planned.Name} as exercise {planned.Id}, and there is none", $"write it, or say here why not: \"{planned.Name}: why\"");
    }

    private static IEnumerable<LintFinding> Cells(LintUnit unit, ExerciseEntry exercise)
    {
        NotebookCell[] own = [.. unit.Notebook.Cells.Where(cell => cell.Exercise == exercise.Name)];
        NotebookCell? stub = own.FirstOrDefault(cell => cell.Role == "stub"), check = own.FirstOrDefault(cell => cell.Role == "check");
        if (stub is null) yield return unit.InFile($"exercise {exercise.Id} has no stub cell", $"add a code cell with the functions {string.Join(", ", exercise.Functions)} and the metadata {{\"course\": {{\"exercise\": \"{exercise.Name}\", \"role\": \"stub\"}}}}");
        else if (!IsStub(stub)) yield return unit.InCell(stub, $"the stub of exercise {exercise.Id} holds more than functions that throw NotImplementedException", "take the solution out");
        if (check is null)
        {
            yield return unit.InFile($"exercise {exercise.Id} has no check cell", $"add a code cell \"{exercise.DefaultCheck}\" below the stub, with \"role\": \"check\" in its metadata");
            yield break;
        }

        if (stub is not null && unit.Notebook.Cells.IndexOf(check) < unit.Notebook.Cells.IndexOf(stub)) yield return unit.InCell(check, "it stands above its stub", "move it below");
        if (!check.Source.StartsWith($"{exercise.Name}.Check(", StringComparison.Ordinal) || !check.Source.EndsWith(')') || check.Source.Contains('\n', StringComparison.Ordinal))
            yield return unit.InCell(check, "it is more or less than one call without a semicolon", $"it reads {exercise.DefaultCheck}");
        string heading = string.Join('\n', unit.Notebook.Cells.Where(cell => cell.Kind == NotebookCell.Markdown).SelectMany(cell => LintUnit.Headings(cell.Source, 3)));
        if (!heading.Contains(exercise.Id, StringComparison.Ordinal)) yield return unit.InFile($"no heading names exercise {exercise.Id}", $"\"### Exercise {exercise.Id} · {exercise.Attribute.Title}\", with difficulty, minutes and path");
    }

    private static bool IsStub(NotebookCell cell)
    {
        CellSyntax syntax = CellSyntax.Parse(1, cell.Source);
        return syntax.IsWhole && syntax.Pieces.Any(piece => piece.IsStub) && syntax.Pieces.All(piece => piece.IsStub || piece.IsDefinition);
    }

    private static IEnumerable<LintFinding> Strangers(LintUnit unit)
    {
        HashSet<string> names = [.. unit.Exercises.Select(exercise => exercise.Name)];
        foreach (NotebookCell cell in unit.Notebook.Cells.Where(cell => cell.Exercise is { } name && !names.Contains(name)))
            yield return unit.InCell(cell, $"its metadata names the exercise {cell.Exercise}, which this unit does not have", "name the class, or take the metadata out");
    }
}
