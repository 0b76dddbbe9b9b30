using System.CommandLine;
using System.Diagnostics;
using Course.Cli.Building;
using Course.Cli.Exercises;
using Course.Cli.Mutation;
using Course.Cli.Terminals;
using Spectre.Console;

namespace Course.Cli.Development;

/// <summary><c>course dev mutate</c>: whether the graders see the mistakes they should.</summary>
internal static class MutateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string>("what") { Description = "A unit (1), an exercise (1.2), or all.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "all" };
        var json = new Option<string?>("--json") { Description = "Write the counts and the survivors to this file; - for standard output.", HelpName = "F" };
        var write = new Option<bool>("--write") { Description = "Write what was found of whole units into docs/mutation.md, and leave the other units there as they are." };
        var fresh = new Option<bool>("--fresh") { Description = "Forget the outcomes of an earlier run." };
        var command = new Command("mutate", "Make small mistakes in the reference solutions, and count those that the graders do not see.") { target, json, write, fresh };
        command.SetAction((parsed, cancellation) =>
        {
            Terminal output = parsed.GetValue(json) == "-" ? Terminal.Plain(Console.Error) : terminal;
            return RunAsync(output, parsed.GetValue(target)!, new Outputs(parsed.GetValue(json), parsed.GetValue(write), parsed.GetValue(fresh)), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string target, Outputs outputs, CancellationToken cancellation)
    {
        IReadOnlyList<ExerciseEntry> exercises = MutationTargets.Parse(target);
        string root = SourceTree.Find().Root;
        using var campaign = new MutationCampaign(Path.Combine(root, "artifacts", "mutation"), outputs.Fresh);
        var found = new List<ExerciseMutation>();
        Step[] steps = [.. exercises.Select(exercise => new Step($"{exercise.Id} {exercise.Name}", TimeSpan.FromSeconds(6),
            async (progress, stop) => found.Add(await campaign.RunAsync(exercise, exercise.Folder(root), progress, stop))))];
        await terminal.RunAsync(steps, cancellation);

        MutationText.Write(terminal, found);
        if (outputs.Json is not null) await WriteJsonAsync(outputs.Json, found, cancellation);
        if (outputs.Write) Write(terminal, root, found);
        return found.All(mutation => mutation.IsEnough) ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>Only units of which every exercise was looked at: a part would stand there as the whole.</summary>
    private static void Write(Terminal terminal, string root, List<ExerciseMutation> found)
    {
        HashSet<string> there = [.. found.Select(mutation => mutation.Exercise.Id)];
        var whole = found.GroupBy(mutation => mutation.Exercise.Unit).Where(unit => ExerciseEntry.All.Where(entry => entry.Unit == unit.Key).All(entry => there.Contains(entry.Id))).ToList();
        MutationDocument.Write(Path.Combine(root, MutationDocument.Place), [.. whole.SelectMany(unit => unit)]);
        terminal.Line(whole.Count == 0 ? $"{MutationDocument.Place} is as it was: name a whole unit, or all." : $"Written into {MutationDocument.Place}: {string.Join(", ", whole.Select(unit => $"Unit {unit.Key}"))}.");
    }

    private static async Task WriteJsonAsync(string file, IEnumerable<ExerciseMutation> found, CancellationToken cancellation)
    {
        string json = MutationReport.ToJson(found.Select(mutation => mutation.Report)) + "\n";
        if (file == "-") await Console.Out.WriteAsync(json.AsMemory(), cancellation);
        else AtomicFile.Write(Path.GetFullPath(file), json);
    }

    private sealed record Outputs(string? Json, bool Write, bool Fresh);
}
