using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Cli.Exercises;
using Course.Cli.Running;
using Course.Cli.Slicing;
using CSharpKernel.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Cli.Grading;

/// <summary>Grades the exercises of a notebook, each by itself: what one does wrong, or to the process, does not touch the next.</summary>
internal sealed class NotebookGrader(GradingSession session)
{
    private const string VerdictForm = Verdict.MimeType;

    private bool _lost;   // whether the process that graded last has ended

    /// <summary>How long all tests of one exercise may take; each test has its own, shorter limit.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    /// <summary>Grades one exercise.</summary>
    public async Task<ExerciseGrade> GradeAsync(NotebookCode code, ExerciseEntry exercise, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        CheckCall call = CheckCall.In(code, exercise);
        Slice slice = code.SliceFor([.. call.Names], name => !call.Functions.Contains(name));
        List<string> notes = [.. slice.Notes, .. call.Notes];
        (GradeOutcome outcome, string text, JsonObject? verdict) = slice.Missing.Count > 0
            ? (GradeOutcome.NotStarted, Headline(exercise, '○', $"not started: {Missing(slice.Missing)} not in the notebook. `course reset {exercise.Id}` brings the stub back."), null)
            : await RunUndisturbedAsync(code, exercise, call, slice, cancellation);
        return new ExerciseGrade(exercise, outcome, text, verdict, notes, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>What a grading of the exercise depends on: the same text means the same verdict.</summary>
    public static string Signature(NotebookCode code, ExerciseEntry exercise)
    {
        CheckCall call = CheckCall.In(code, exercise);
        Slice slice = code.SliceFor([.. call.Names], name => !call.Functions.Contains(name));
        return string.Join('\0', slice.Submissions.Select(s => s.Code).Concat(slice.Missing).Append(call.Code));
    }

    /// <summary>Grades; and grades again in a fresh process when the process ended that other exercises' code was in, since one of these may have ended it.</summary>
    private async Task<(GradeOutcome, string, JsonObject?)> RunUndisturbedAsync(NotebookCode code, ExerciseEntry exercise, CheckCall call, Slice slice, CancellationToken cancellation)
    {
        bool used = session.IsUsed;
        _lost = false;
        (GradeOutcome, string, JsonObject?) graded = await RunAsync(code, exercise, call, slice, cancellation);
        if (!_lost || !used) return graded;
        await session.RestartAsync();
        return await RunAsync(code, exercise, call, slice, cancellation);
    }

    private async Task<(GradeOutcome, string, JsonObject?)> RunAsync(NotebookCode code, ExerciseEntry exercise, CheckCall call, Slice slice, CancellationToken cancellation)
    {
        await session.PrepareAsync(code, cancellation);
        if (await session.LoadAsync(slice, code, cancellation) is { } failed)
        {
            _lost = failed.Result.Status == CellStatus.Lost;
            string what = failed.Result.Error?.Name == "CompileError" ? "does not compile" : failed.Result.Status == CellStatus.Interrupted ? "does not end" : "fails";
            return (GradeOutcome.Failed, Headline(exercise, '✗', $"not graded: cell {failed.Submission.CellNumber}, which it needs, {what}.\n{PlainError.Of(failed.Result.Error)}"), null);
        }

        CellResult result = await session.ExecuteAsync(call.Code, call.CellNumber, _limit, cancellation);
        if (result.Status != CellStatus.Ok)
        {
            _lost = result.Status == CellStatus.Lost;
            string what = result.Error?.Name == "CompileError"
                ? $"the compiler does not accept {call.Code}. Compare your functions' parameters and results with the exercise's text."
                : $"{call.Code} did not end with a verdict.";
            string text = Headline(exercise, '✗', $"not graded: {what}\n{PlainError.Of(result.Error)}");
            if (result.Error?.Name != "CompileError") await session.RestartAsync();   // whatever it did to the process ends here
            return (GradeOutcome.Failed, text, null);
        }

        if (result.Value?.Data[VerdictForm] is not JsonObject verdict)
            return (GradeOutcome.Failed, Headline(exercise, '✗', $"not graded: {call.Code} gave no verdict but {result.Value?.Text ?? "nothing"}."), null);
        GradeOutcome outcome = (string?)verdict["outcome"] switch
        {
            nameof(Outcome.Passed) => GradeOutcome.Passed,
            nameof(Outcome.NotStarted) => GradeOutcome.NotStarted,
            _ => GradeOutcome.Failed,
        };
        return (outcome, result.Value.Text, (JsonObject)verdict.DeepClone());
    }

    private static string Headline(ExerciseEntry exercise, char mark, string text) => $"{mark} Exercise {exercise.Id}, {exercise.Attribute.Title}: {text}".TrimEnd();

    private static string Missing(IReadOnlyList<string> names) =>
        names.Count == 1 ? $"the function {names[0]} is" : $"the functions {string.Join(", ", names)} are";
}

/// <summary>The call that grades an exercise: the learner's own, or the shipped one where the check cell is gone.</summary>
/// <param name="Code">The call.</param>
/// <param name="CellNumber">The cell it stands in, or would.</param>
/// <param name="Names">Every name it needs.</param>
/// <param name="Functions">The names it passes as they are: the learner's functions.</param>
/// <param name="Notes">What the person should know.</param>
internal sealed record CheckCall(string Code, int CellNumber, IReadOnlyList<string> Names, IReadOnlyList<string> Functions, IReadOnlyList<string> Notes)
{
    /// <summary>Finds the call in a notebook.</summary>
    public static CheckCall In(NotebookCode code, ExerciseEntry exercise)
    {
        (CellSyntax Cell, InvocationExpressionSyntax Call)[] calls = [.. code.Cells.Where(c => c.Identifiers.Contains(exercise.Name)).SelectMany(c => c.Calls(exercise.Name, "Check").Select(call => (c, call)))];
        (int least, int most) = exercise.CheckArguments;
        (CellSyntax Cell, InvocationExpressionSyntax Call)? own = calls.LastOrDefault(c => c.Call.ArgumentList.Arguments.Count >= least && c.Call.ArgumentList.Arguments.Count <= most) is { Call: not null } found ? found : null;
        if (own is { } theirs)
        {
            string[] functions = [.. theirs.Call.ArgumentList.Arguments.Select(a => a.Expression).OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText)];
            string[] names = [.. theirs.Call.ArgumentList.DescendantNodes().OfType<SimpleNameSyntax>().Select(n => n.Identifier.ValueText).Distinct()];
            return new CheckCall(theirs.Call.ToString(), theirs.Cell.Number, names, functions, []);
        }

        string note = calls.Length == 0
            ? $"The check cell of exercise {exercise.Id} is not in the notebook: graded with {exercise.DefaultCheck}."
            : $"{calls[^1].Call} has {calls[^1].Call.ArgumentList.Arguments.Count} arguments: graded with {exercise.DefaultCheck}.";
        return new CheckCall(exercise.DefaultCheck, calls.Length == 0 ? code.Cells.Select(c => c.Number).DefaultIfEmpty(0).Max() + 1 : calls[^1].Cell.Number, exercise.Functions, exercise.Functions, [note]);
    }
}
