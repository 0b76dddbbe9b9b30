using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Terminals;
using Spectre.Console;

namespace Course.Cli.Commands;

/// <summary><c>course progress</c>: the units, what is passed of each, and what passed once and fails now.</summary>
internal static class ProgressCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var unit = new Argument<string?>("unit") { Description = "A unit, to see its exercises; without it, those of the unit you are at.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new Command("progress", "Show what you have passed.") { unit, json };
        command.SetAction(parsed =>
        {
            Unit? asked = parsed.GetValue(unit) is { } name ? Unit.Named(context.Tree, name) : null;
            if (parsed.GetValue(json)) context.Terminal.Raw(Json(context).ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
            else Show(context, asked);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(CommandContext context, Unit? asked)
    {
        Standing standing = context.Standing;
        if (asked is null) Units(context, standing);
        UnitId? detailed = asked?.Id ?? (standing.Next ?? (standing.Exercises is [.., var last] ? last : null))?.Unit;
        if (detailed is { } id) Exercises(context, standing, id);
        context.Terminal.Line();
        StandingText.Show(context.Terminal, context);
    }

    private static void Units(CommandContext context, Standing standing)
    {
        Table table = Tables.Plain("Unit", "Title", "Passed", "Core path", "");
        foreach (Unit unit in Unit.All(context.Tree))
        {
            ExerciseEntry[] own = [.. standing.Exercises.Where(e => e.Unit == unit.Id)];
            ExerciseEntry[] core = [.. own.Where(e => e.Attribute.Core)];
            table.AddRow(Tables.Cells(unit.Id.Text, unit.Title, $"{own.Count(standing.Passes)} of {own.Length}", $"{core.Count(standing.Passes)} of {core.Length}", Bar(own.Count(standing.Passes), own.Length)));
        }

        context.Terminal.Console.Write(table);
    }

    private static void Exercises(CommandContext context, Standing standing, UnitId unit)
    {
        Table table = Tables.Plain("", "Exercise", "Title", "Path", "State");
        foreach (ExerciseEntry exercise in standing.Exercises.Where(e => e.Unit == unit))
        {
            (string mark, string state) = State(standing, exercise);
            table.AddRow(Tables.Cells(mark, exercise.Id, exercise.Attribute.Title, exercise.Attribute.Core ? "core" : "depth", state));
        }

        context.Terminal.Console.Write(table);
    }

    /// <summary>An exercise's mark and its state in words.</summary>
    private static (string Mark, string State) State(Standing standing, ExerciseEntry exercise)
    {
        string? passed = standing.PassedOn(exercise)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (string mark, string state) = (standing.Passes(exercise), passed, standing.Last(exercise)) switch
        {
            (true, _, _) => ("✓", $"passed on {passed}"),
            (false, not null, _) => ("✗", $"passed on {passed}, fails now"),
            (_, _, null or nameof(Outcome.NotStarted)) => ("○", "not started"),
            _ => ("✗", "not yet"),
        };
        if (standing.HintsRead(exercise).Count is > 0 and var hints) state += hints == 1 ? "; 1 hint" : $"; {hints} hints";
        return (mark, standing.WasRevealed(exercise) ? state + "; solution seen before a pass" : state);
    }

    private static string Bar(int passed, int all)
    {
        const int width = 20;
        int full = all == 0 ? 0 : width * passed / all;
        return new string('█', full) + new string('░', width - full);
    }

    private static JsonObject Json(CommandContext context)
    {
        Standing standing = context.Standing;
        return new JsonObject
        {
            ["passed"] = standing.Exercises.Count(standing.Passes),
            ["exercises"] = standing.Exercises.Count,
            ["corePassed"] = standing.Exercises.Count(e => e.Attribute.Core && standing.Passes(e)),
            ["core"] = standing.Exercises.Count(e => e.Attribute.Core),
            ["next"] = standing.Next?.Id,
            ["states"] = new JsonArray([.. standing.Exercises.Select(e => new JsonObject
            {
                ["id"] = e.Id,
                ["title"] = e.Attribute.Title,
                ["core"] = e.Attribute.Core,
                ["passed"] = standing.Passes(e),
                ["passedOn"] = standing.PassedOn(e)?.ToString("O", CultureInfo.InvariantCulture),
                ["failsAgain"] = standing.FailsAgain(e),
                ["last"] = standing.Last(e),
                ["hints"] = standing.HintsRead(e).Count,
                ["revealed"] = standing.WasRevealed(e),
            })]),
        };
    }
}
