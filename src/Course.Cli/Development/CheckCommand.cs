using System.CommandLine;
using System.Diagnostics;
using Course.Cli.Terminals;
using Spectre.Console;

namespace Course.Cli.Development;

/// <summary><c>course dev check</c>: all that must hold before a change is sent, in one.</summary>
internal static class CheckCommand
{
    private const int LinesOfAFailure = 40;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("check", "Format, build, tests and lint: before you send a change.");
        command.SetAction((_, cancellation) => RunAsync(terminal, SourceTree.Find(), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, SourceTree tree, CancellationToken cancellation)
    {
        // The freshly built command, not the one that runs: its exercises are those of the changed source.
        string built = Path.Combine(tree.Root, "artifacts", "bin", "Course.Cli", "debug", "Course.Cli.dll");
        Part[] parts =
        [
            new("format", "`dotnet format` mends it", TimeSpan.FromSeconds(60), ["format", "--verify-no-changes", "--verbosity", "minimal"]),
            new("build", "warnings are errors: mend each", TimeSpan.FromSeconds(60), ["build", "--verbosity", "quiet"]),
            new("tests", "`dotnet test` shows them all", TimeSpan.FromSeconds(180), ["test", "--no-build"]),
            new("notebook libraries", "`./course start` says more", TimeSpan.FromSeconds(60), [built, "start", "--build-only"]),
            new("lint", "each line says what to do", TimeSpan.FromSeconds(60), [built, "dev", "lint", "all"]),
        ];
        var outcomes = new List<Outcome>();
        await terminal.RunAsync([.. parts.Select(part => new Step(part.Name, part.Expected, async (_, stop) => outcomes.Add(await RunAsync(tree, part, outcomes, stop))))], cancellation);
        Write(terminal, outcomes);
        return outcomes.All(outcome => outcome.Passed) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<Outcome> RunAsync(SourceTree tree, Part part, List<Outcome> before, CancellationToken cancellation)
    {
        if (part.Name != "format" && before.Exists(outcome => outcome is { Part.Name: "build", Passed: false })) return new Outcome(part, false, TimeSpan.Zero, "not run: the build failed");
        long start = Stopwatch.GetTimestamp();
        (int exitCode, string output) = await ChildProcess.RunAsync(tree.Root, "dotnet", part.Arguments, cancellation);
        return new Outcome(part, exitCode == 0, Stopwatch.GetElapsedTime(start), output);
    }

    private static void Write(Terminal terminal, List<Outcome> outcomes)
    {
        foreach (Outcome failed in outcomes.Where(outcome => !outcome.Passed))
        {
            terminal.Line($"{failed.Part.Name}: {failed.Part.WhenItFails}");
            foreach (string line in failed.Output.TrimEnd().Split('\n').TakeLast(LinesOfAFailure)) terminal.Line($"    {line}");
        }

        Table table = Tables.Plain("Check", "Outcome", "Seconds");
        foreach (Outcome outcome in outcomes) table.AddRow(Tables.Cells(outcome.Part.Name, outcome.Passed ? "ok" : "failed", FormattableString.Invariant($"{outcome.Time.TotalSeconds:0}")));
        terminal.Console.Write(table);
    }

    /// <summary>One check: what <c>dotnet</c> is asked, and what to do when the answer is no.</summary>
    private sealed record Part(string Name, string WhenItFails, TimeSpan Expected, string[] Arguments);

    private sealed record Outcome(Part Part, bool Passed, TimeSpan Time, string Output);
}
