using System.Diagnostics;
using System.Globalization;
using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Slicing;

namespace Course.Cli.Grading;

/// <summary>Grades a notebook again whenever its file changes, and of it only the exercises whose code changed.</summary>
/// <remarks>
/// The file's time and length are asked for every 50 ms: that sees every save on every file system, also those of containers and network drives, which tell nobody of changes.
/// </remarks>
internal sealed class NotebookWatch(Unit unit, IReadOnlyList<ExerciseEntry> exercises, NotebookGrader grader, CommandContext context)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, string> _graded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GradeOutcome> _outcomes = new(StringComparer.Ordinal);
    private string? _told;

    /// <summary>Watches until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            (DateTime, long) seen = State();
            await GradeAsync(first: true, cancellation);
            while (true)
            {
                await Task.Delay(_pause, cancellation);
                (DateTime, long) now = State();
                if (now == seen) continue;
                seen = now;
                await GradeAsync(first: false, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C is how a watch ends.
        }
    }

    private (DateTime Written, long Length) State()
    {
        var file = new FileInfo(unit.Path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private async Task GradeAsync(bool first, CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation) is not { } code) return;
        long start = Stopwatch.GetTimestamp();
        ExerciseEntry[] changed = [.. exercises.Where(e => IsChanged(code, e))];
        foreach (ExerciseEntry exercise in changed)
        {
            ExerciseGrade grade = await grader.GradeAsync(code, exercise, cancellation);
            _outcomes[exercise.Id] = grade.Outcome;
            if (first && grade.Outcome == GradeOutcome.NotStarted) continue;
            Show(grade, start);
        }

        if (first || changed.Length > 0) Sum();
        else context.Terminal.Line($"{Now()} saved; no exercise's code changed.");
    }

    private bool IsChanged(NotebookCode code, ExerciseEntry exercise)
    {
        string signature = NotebookGrader.Signature(code, exercise);
        if (_graded.GetValueOrDefault(exercise.Id) == signature) return false;
        _graded[exercise.Id] = signature;
        return true;
    }

    /// <summary>Reads the notebook. An editor may be in the middle of writing it: what does not read is tried again for a second.</summary>
    private async Task<NotebookCode?> ReadAsync(CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var code = NotebookCode.Of(NotebookReader.ReadFile(unit.Path));
                _told = null;
                return code;
            }
            catch (Exception e) when (e is NotebookException or IOException)
            {
                if (attempt < 20)
                {
                    await Task.Delay(_pause, cancellation);
                    continue;
                }

                if (_told != e.Message) context.Terminal.Line(_told = e.Message);
                return null;
            }
        }
    }

    private void Show(ExerciseGrade grade, long start)
    {
        GradeText.Show(context.Terminal, grade);
        context.Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {Now()}, {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms after the save was seen"));
    }

    private void Sum() => context.Terminal.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Now()} Unit {unit.Id}: {Count(GradeOutcome.Passed)} passed, {Count(GradeOutcome.Failed)} failed, {Count(GradeOutcome.NotStarted)} not started."));

    private int Count(GradeOutcome outcome) => _outcomes.Values.Count(o => o == outcome);

    private string Now() => context.Clock.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
