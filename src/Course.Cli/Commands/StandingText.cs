using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Terminals;
using Spectre.Console;

namespace Course.Cli.Commands;

/// <summary>Where the learner stands and what comes next, in a few lines.</summary>
internal static class StandingText
{
    /// <summary>Writes how much is passed, what fails again, and what to do next.</summary>
    public static void Show(Terminal terminal, CommandContext context)
    {
        Standing standing = context.Standing;
        ExerciseEntry[] core = [.. standing.Exercises.Where(e => e.Attribute.Core)];
        terminal.Line($"You have passed {standing.Exercises.Count(standing.Passes)} of {standing.Exercises.Count} exercises; of the core path {core.Count(standing.Passes)} of {core.Length}.");
        foreach (ExerciseEntry again in standing.Exercises.Where(standing.FailsAgain)) terminal.Line($"  ✗ {again.Id} {again.Attribute.Title} passed once and fails now.");
        Next(terminal, context, standing.Next);
    }

    /// <summary>Writes what to do next.</summary>
    public static void Next(Terminal terminal, CommandContext context, ExerciseEntry? next)
    {
        if (next is null)
        {
            terminal.Line(context.Exercises.Count == 0 ? "There is no exercise yet." : "Every exercise that is there is passed. `course list` shows what is planned.");
            return;
        }

        Unit? unit = Unit.All(context.Tree).FirstOrDefault(u => u.Id == next.Unit);
        terminal.Markup($"[bold]Next: exercise {next.Id}, {Markup.Escape(next.Attribute.Title)}[/] ({(next.Attribute.Core ? "core" : "depth")}, about {next.Attribute.Minutes} minutes)");
        if (next.Attribute.Theory.Length > 0) terminal.Line($"  Read first: {next.Attribute.Theory}");
        if (unit is not null) terminal.Line($"  In: {context.Tree.Shown(unit.Path)} (`course open {unit.Id}`)");
        terminal.Line($"  Then: run its cell and the check below it, or `course grade {next.Id}`; `course hint {next.Id}` when you are stuck.");
    }
}
