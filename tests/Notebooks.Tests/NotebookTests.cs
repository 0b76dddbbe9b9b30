using System.Diagnostics;
using System.Text.Json.Nodes;
using Course;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Running;
using CSharpKernel.Scripting;

namespace Notebooks.Tests;

/// <summary>Every notebook runs from top to bottom, as it is shipped and when all of it is solved, in the kernel's own session.</summary>
public sealed class NotebookTests(TemporaryCourse course) : IClassFixture<TemporaryCourse>
{
    /// <summary>30 s on two cores, as time of the processor: other work on the machine does not lengthen that.</summary>
    private static readonly TimeSpan _limit = 2 * TimeSpan.FromSeconds(30);

    public static TheoryData<string> Ids => [.. TemporaryCourse.Units.Select(unit => unit.Id.Text)];

    [Theory, MemberData(nameof(Ids))]
    public async Task As_shipped_it_runs_without_an_error_and_every_exercise_is_not_started(string id)
    {
        (Unit unit, Notebook notebook) = Read(id);
        Assert.Equal("", await RunAsync(unit, notebook, nameof(Outcome.NotStarted)));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task With_a_learners_solutions_it_runs_without_an_error_and_every_check_passes(string id)
    {
        (Unit unit, Notebook notebook) = Read(id);
        IReadOnlyDictionary<string, string> solutions = WrittenSolutions.Of(unit.Path);
        NotebookCell[] stubs = [.. notebook.Cells.Where(cell => cell.Role == "stub")];
        Assert.Equal(stubs.Select(cell => cell.Id), solutions.Keys);
        foreach (NotebookCell stub in stubs) stub.Source = solutions[stub.Id];
        Assert.Equal("", await RunAsync(unit, notebook, nameof(Outcome.Passed)));
    }

    [Theory, MemberData(nameof(Ids))]
    public void It_is_kept_in_the_form_that_the_course_writes(string id)
    {
        (Unit unit, Notebook notebook) = Read(id);
        Assert.Equal(NotebookWriter.Canonical(notebook), File.ReadAllText(unit.Path));
    }

    private static (Unit Unit, Notebook Notebook) Read(string id)
    {
        Unit unit = TemporaryCourse.Units.Single(unit => unit.Id.Text == id);
        return (unit, NotebookReader.ReadFile(unit.Path));
    }

    /// <summary>Runs it, and says a sentence for each cell that failed or gave another verdict, and for a run that took too long.</summary>
    private async Task<string> RunAsync(Unit unit, Notebook notebook, string outcome)
    {
        List<string> faults = [];
        long start = Stopwatch.GetTimestamp();
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        await using var session = new ScriptSession();
        await NotebookRun.RunAsync(notebook, Path.GetDirectoryName(course.Notebook(unit))!, session, keepGoing: true, ran =>
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"[{ran.Cell.Id}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s]\n{ran.Text}\n");
            if (ran.Result.Status != CellStatus.Ok) faults.Add($"{ran.Cell.Id} failed: {string.Join('\n', ran.Result.Error?.Traceback ?? [])}");
            else if (ran.Cell.Role == "check" && (string?)(ran.Result.Value?.Data[Verdict.MimeType] as JsonObject)?["outcome"] is var given && given != outcome) faults.Add($"{ran.Cell.Id} says {given}: {ran.Text}");
        }, TestContext.Current.CancellationToken);
        TimeSpan took = Process.GetCurrentProcess().TotalProcessorTime - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s by the clock, {took.TotalSeconds:0.0} s of the processor");
        if (took > _limit) faults.Add($"the run took {took.TotalSeconds:0} s of the processor, more than {_limit.TotalSeconds:0}");
        return string.Join("\n\n", faults);
    }
}
