using System.Diagnostics;
using System.Reflection;

namespace Course.Cli.Mutation;

/// <summary>An exercise of the course as mutation testing sees it: its reference's methods, and its own tests.</summary>
/// <param name="exercise">The exercise.</param>
internal sealed class ExerciseSubject(IExercise exercise) : IMutationSubject
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);
    private TimeSpan? _timeLimit;

    /// <inheritdoc/>
    public string Exercise => exercise.GetType().Name;

    /// <inheritdoc/>
    public IReadOnlyList<MethodInfo> ReferenceMethods { get; } = [.. exercise.ReferenceMethods.Where(method => ReferenceSource.IsEmbeddedFor(method.Module.Assembly)).Distinct()];

    /// <inheritdoc/>
    public GradedMutant Grade(Func<MethodInfo, MethodInfo> standIn, bool words)
    {
        TestResult? failed = exercise.FirstFailed(Contract(standIn), _timeLimit ??= TimeLimit());
        if (words && failed is { Failure.TimedOut: false }) return WithWords(failed);
        return failed is null
            ? new GradedMutant(false, false, "")
            : new GradedMutant(true, failed.Failure!.TimedOut, $"{failed.Sentence}: {failed.Failure.Input} gave {failed.Failure.Actual}, expected {failed.Failure.Expected}. {failed.Failure.Reason}");
    }

    /// <summary>The verdict as far as the first failure makes it: what it says above the list of tests.</summary>
    private GradedMutant WithWords(TestResult failed)
    {
        try
        {
            var verdict = new Verdict(exercise.About, Outcome.Failed, [failed], null);
            return new GradedMutant(true, false, verdict.ToString()) { WordFaults = ExerciseCatalog.WordFaults(verdict) };
        }
        catch (Exception exception)
        {
            return new GradedMutant(true, false, "") { WordFaults = [$"is not there: the engine threw {exception}"] };
        }
    }

    /// <summary>Time for one test of a mutant: what all tests together take the reference, many times over, so that a busy machine finds no endless loop where there is none.</summary>
    private TimeSpan TimeLimit()
    {
        exercise.FirstFailed(exercise.Reference, TimeSpan.FromSeconds(60));   // compiles what the tests need
        long start = Stopwatch.GetTimestamp();
        exercise.FirstFailed(exercise.Reference, TimeSpan.FromSeconds(60));
        return _patience + (10 * Stopwatch.GetElapsedTime(start));
    }

    /// <summary>The reference's contract with each method replaced that has a stand-in.</summary>
    private object Contract(Func<MethodInfo, MethodInfo> standIn)
    {
        ConstructorInfo constructor = exercise.ContractType.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
        {
            object? part = exercise.ContractType.GetProperty(parameter.Name!)!.GetValue(exercise.Reference);
            return part is Delegate function && ReferenceMethods.Contains(function.Method) ? standIn(function.Method).CreateDelegate(function.GetType()) : part;
        })]);
    }
}
