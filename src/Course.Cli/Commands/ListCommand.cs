using System.CommandLine;
using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Terminals;
using Spectre.Console;

namespace Course.Cli.Commands;

/// <summary><c>course list</c>: the units, or the exercises of one.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var unit = new Argument<string?>("unit") { Description = "A unit, to list its exercises.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list", "List the units, or the exercises of one.") { unit };
        command.SetAction(parsed => Run(context, parsed.GetValue(unit)));
        return command;
    }

    private static int Run(CommandContext context, string? name)
    {
        if (name is null) Units(context.Terminal, context);
        else if (Planned(context.Tree, name) is { } planned) ExercisesOf(context.Terminal, planned);
        else ExercisesOf(context.Terminal, context, Unit.Named(context.Tree, name));
        return ExitCode.Ok;
    }

    /// <summary>The unit of that name, when it is of the plan and its notebook is not written yet.</summary>
    private static RoadmapEntry? Planned(CourseTree tree, string name) =>
        UnitId.TryParse(name) is { } id && Unit.All(tree).All(unit => unit.Id != id) ? Roadmap.Entries.FirstOrDefault(entry => entry.Id == id) : null;

    private static void ExercisesOf(Terminal terminal, RoadmapEntry planned)
    {
        terminal.Line($"Unit {planned.Id} · {planned.Title} · planned: its notebook is not written yet. Its exercises are to be:");
        foreach (PlannedExercise exercise in PlannedExercises.Of(planned.Id)) terminal.Line($"  {exercise.Id} {exercise.Name}");
    }

    private static void Units(Terminal terminal, CommandContext context)
    {
        IReadOnlyList<Unit> units = Unit.All(context.Tree);
        ILookup<UnitId, ExerciseEntry> exercises = context.Exercises.ToLookup(e => e.Unit);
        Table table = Tables.Plain("Unit", "Title", "Exercises", "Minutes", "Notebook");
        foreach (Unit unit in units)
        {
            ExerciseEntry[] own = [.. exercises[unit.Id]];
            table.AddRow(Tables.Cells(unit.Id.Text, unit.Title, $"{own.Length}", $"{own.Sum(e => e.Attribute.Minutes)}", context.Tree.Shown(unit.Path)));
        }

        terminal.Console.Write(table);
        HashSet<UnitId> there = [.. units.Select(u => u.Id)];
        terminal.Line();
        terminal.Line("Planned:");
        foreach (IGrouping<string, RoadmapEntry> phase in Roadmap.Entries.Where(e => !there.Contains(e.Id)).GroupBy(e => e.Phase))
            terminal.Line($"  {phase.Key}: {string.Join(", ", phase.Select(e => $"{e.Id} {e.Title}"))}");
    }

    private static void ExercisesOf(Terminal terminal, CommandContext context, Unit unit)
    {
        terminal.Line($"Unit {unit.Id} · {unit.Title} · {context.Tree.Shown(unit.Path)}");
        Table table = Tables.Plain("Exercise", "Title", "You write", "Difficulty", "Minutes", "Path");
        foreach (ExerciseEntry exercise in context.Exercises.Where(e => e.Unit == unit.Id))
        {
            table.AddRow(Tables.Cells(exercise.Id, exercise.Attribute.Title, string.Join(", ", exercise.Functions),
                $"{exercise.Attribute.Difficulty} of 5", $"{exercise.Attribute.Minutes}", exercise.Attribute.Core ? "core" : "depth"));
        }

        terminal.Console.Write(table);
    }
}
