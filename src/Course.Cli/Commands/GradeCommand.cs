using System.CommandLine;
using Course.Cli.Building;
using Course.Cli.Exercises;
using Course.Cli.Grading;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Slicing;

namespace Course.Cli.Commands;

/// <summary><c>course grade</c>: the verdicts of the notebook's check cells, without a front end.</summary>
internal static class GradeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var target = new Argument<string?>("what") { Description = "A unit (1), an exercise (1.2) or all; without it, the unit you are at.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print the verdicts as JSON." };
        var junit = new Option<string?>("--junit") { Description = "Write the verdicts to this file, in the XML that build servers read." };
        var command = new Command("grade", "Grade your notebooks without a front end.") { target, json, junit };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetValue(target), parsed.GetValue(json), parsed.GetValue(junit), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? name, bool json, string? junit, CancellationToken cancellation)
    {
        Target target = name is null ? new Target([context.UnitOrCurrent(null)], null) : Target.Parse(context.Tree, name);
        if (target.Exercise is { } id) context.Exercise(id);
        var units = new List<UnitGrades>();
        foreach (Unit unit in target.Units)
        {
            ExerciseEntry[] asked = [.. context.Exercises.Where(e => e.Unit == unit.Id && (target.Exercise is null || e.Id == target.Exercise))];
            if (!json) context.Terminal.Markup($"[bold]Unit {unit.Id} · {Spectre.Console.Markup.Escape(unit.Title)}[/]");
            UnitGrades grades = await GradeAsync(context, unit, asked, grade => Show(context, grade, json), cancellation);
            if (grades.Error is not null && !json) context.Terminal.Line(grades.Error);
            units.Add(grades);
        }

        var report = new GradeReport(units);
        if (json) context.Terminal.Raw(report.ToJson());
        else context.Terminal.Line(report.Summary);
        if (junit is not null) AtomicFile.Write(Path.GetFullPath(junit), report.ToJUnit() + "\n");
        return report.AllPassed ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<UnitGrades> GradeAsync(CommandContext context, Unit unit, IReadOnlyList<ExerciseEntry> exercises, Action<ExerciseGrade> graded, CancellationToken cancellation)
    {
        NotebookCode code;
        try
        {
            code = NotebookCode.Of(NotebookReader.ReadFile(unit.Path));
        }
        catch (NotebookException e)
        {
            return new UnitGrades(unit, [], e.Message);
        }

        await using var session = new GradingSession(() => context.StartSession(context.Tree), Path.GetDirectoryName(unit.Path)!);
        var grader = new NotebookGrader(session);
        var grades = new List<ExerciseGrade>();
        foreach (ExerciseEntry exercise in exercises)
        {
            ExerciseGrade grade = await grader.GradeAsync(code, exercise, cancellation);
            grades.Add(grade);
            graded(grade);
        }

        return new UnitGrades(unit, grades);
    }

    private static void Show(CommandContext context, ExerciseGrade grade, bool json)
    {
        if (!json) GradeText.Show(context.Terminal, grade);
    }
}
