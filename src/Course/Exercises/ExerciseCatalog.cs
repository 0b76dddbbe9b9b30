using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Course;

/// <summary>The exercises of an assembly, and what must be true of each before it ships.</summary>
public static partial class ExerciseCatalog
{
    /// <summary>Every exercise of an assembly, in the order of its unit and number.</summary>
    public static IReadOnlyList<IExercise> In(Assembly assembly) =>
        [.. assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IExercise).IsAssignableFrom(type))
            .Select(type => (IExercise)Activator.CreateInstance(type)!)
            .OrderBy(exercise => Part(exercise, 0)).ThenBy(exercise => Part(exercise, 1))];

    /// <summary>What is wrong with an exercise, a sentence each; none when it may ship.</summary>
    public static IReadOnlyList<string> Faults(IExercise exercise)
    {
        List<string> faults = [];
        string name = $"{exercise.About.Id} {exercise.About.Title}";
        Verdict reference = exercise.GradeReference();
        if (reference.Outcome != Outcome.Passed) faults.Add($"{name}: the reference is rejected.\n{reference}");
        Outcome stub = exercise.GradeStub().Outcome;
        if (stub != Outcome.NotStarted) faults.Add($"{name}: the stub is {stub}, not {Outcome.NotStarted}.");
        IReadOnlyList<(string Message, Verdict Verdict)> mistakes = exercise.GradeMisconceptions();
        if (mistakes.Count < 2) faults.Add($"{name}: it knows {mistakes.Count} misconceptions; at least 2 are wanted.");
        foreach ((string message, Verdict verdict) in mistakes)
        {
            if (verdict.Outcome != Outcome.Failed) faults.Add($"{name}: a misconception is {verdict.Outcome}: {message}");
            else if (WordFaults(verdict) is [_, ..] wordFaults) faults.Add($"{name}: the verdict on a misconception {string.Join("; it ", wordFaults)}.\n{verdict}");
            else if (verdict.Misconception != message) faults.Add($"{name}: the verdict names \"{verdict.Misconception}\" instead of \"{message}\". Add a test that tells them apart.");
        }

        foreach ((string style, Verdict verdict) in exercise.GradeAlternatives())
            if (verdict.Outcome != Outcome.Passed) faults.Add($"{name}: a right solution is rejected ({style}).\n{verdict}");
        if (exercise.Hints.Count != 3) faults.Add($"{name}: it has {exercise.Hints.Count} hints; 3 are wanted.");
        foreach (IGrouping<string, TestResult> same in reference.Tests.GroupBy(test => test.Sentence).Where(tests => tests.Count() > 1))
            faults.Add($"{name}: {same.Count()} tests have the sentence \"{same.Key}\".");
        return faults;
    }

    /// <summary>What the verdict on a wrong solution lacks of helping, each in words that follow "the verdict"; none when it names an input, the learner's answer and the expected one.</summary>
    public static IReadOnlyList<string> WordFaults(Verdict verdict)
    {
        if (verdict.FirstFailure is not { } first) return ["names no failure"];
        List<string> faults = [];
        string text = verdict.ToString();
        if (first.Input.Length == 0) faults.Add("does not say what the code was given");
        if (first.Actual.Length == 0) faults.Add("does not say what the code returned");
        if (first.Expected.Length == 0 || first.Expected == FailureWords.OfAnAssertion) faults.Add("does not say what was expected: compare with Expect, not with Assert");
        if (first.Reason.Length == 0) faults.Add("does not say why that matters");
        if (text.Contains(FailureWords.NotTheLearners, StringComparison.Ordinal)) faults.Add("blames the exercise");
        if (text.Split('\n') is { Length: > Verdict.MostLines } lines) faults.Add(FormattableString.Invariant($"has {lines.Length} lines, more than {Verdict.MostLines}"));
        if (StackFrame().IsMatch(text)) faults.Add("shows a stack trace of the engine");
        return faults;
    }

    [GeneratedRegex(@"^\s+at [\w.`<>\[\]]+\(", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex StackFrame();

    private static int Part(IExercise exercise, int index) =>
        exercise.About.Id.Split('.') is { Length: 2 } parts && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new InvalidOperationException($"{exercise.GetType().Name}: the id is \"{exercise.About.Id}\"; it is unit and number, as in \"1.2\".");
}
