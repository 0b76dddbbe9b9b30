using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Running;
using CSharpKernel.Scripting;

namespace Course.Cli.Development.Lint;

/// <summary>The notebook runs from top to bottom without an error: as shipped, and with every exercise solved.</summary>
internal static class NotebookRuns
{
    private static readonly TimeSpan _wanted = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(4);

    /// <summary>Runs it twice.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="start">Starts a session.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<IReadOnlyList<LintFinding>> FindingsAsync(LintUnit unit, Func<ISession> start, CancellationToken cancellation)
    {
        string? home = Environment.GetEnvironmentVariable(CourseTree.HomeVariable);
        Environment.SetEnvironmentVariable(CourseTree.HomeVariable, "off");   // what lint solves is no progress of a learner
        try
        {
            return
            [
                .. await RunAsync(unit, SolvedNotebook.Of(unit.Notebook, []), new Expected("as shipped", nameof(Outcome.NotStarted)), start, cancellation),
                .. await RunAsync(unit, SolvedNotebook.Of(unit.Notebook, unit.Exercises, unit.WrittenSolution), new Expected("with every exercise solved", nameof(Outcome.Passed)), start, cancellation),
            ];
        }
        finally
        {
            Environment.SetEnvironmentVariable(CourseTree.HomeVariable, home);
        }
    }

    private static async Task<List<LintFinding>> RunAsync(LintUnit unit, Notebook notebook, Expected expected, Func<ISession> start, CancellationToken cancellation)
    {
        var findings = new List<LintFinding>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_limit);
        long begun = Stopwatch.GetTimestamp();
        await using ISession session = start();
        try
        {
            await NotebookRun.RunAsync(notebook, Path.GetDirectoryName(unit.Path)!, session, keepGoing: true, ran => findings.AddRange(Judge(unit, ran, expected)), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            findings.Add(unit.InFile($"{expected.When}, it runs longer than {_limit.TotalMinutes} minutes", $"bring a whole run under {_wanted.TotalSeconds} s"));
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begun);
        if (findings.Count == 0 && time > _wanted)
            findings.Add(unit.InFile(FormattableString.Invariant($"{expected.When}, it runs for {time.TotalSeconds:0} s"), $"bring a whole run under {_wanted.TotalSeconds} s on two cores"));
        return findings;
    }

    private static IEnumerable<LintFinding> Judge(LintUnit unit, CellRan ran, Expected expected)
    {
        NotebookCell shipped = unit.Notebook.Cells[ran.Place - 1];
        if (ran.Result.Status != CellStatus.Ok)
            yield return unit.InCell(shipped, $"{expected.When}, it fails: {ran.Result.Error?.Name}: {ran.Result.Error?.Message.Split('\n')[0]}", "a notebook runs from top to bottom without an error");
        else if (shipped.Role == "check" && (string?)(ran.Result.Value?.Data[Verdict.MimeType] as JsonObject)?["outcome"] is var outcome && outcome != expected.Outcome)
            yield return unit.InCell(shipped, $"{expected.When}, the verdict is {outcome ?? "none"}, not {expected.Outcome}", "look at the stub's signature, and at the check's arguments");
    }

    /// <summary>How a run is called, and what its checks should say.</summary>
    private sealed record Expected(string When, string Outcome);
}
