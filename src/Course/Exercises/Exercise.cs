using System.Reflection;

namespace Course;

/// <summary>An exercise: a contract the learner's code fulfils, tests against it, known misconceptions, hints. Written as an ordinary xunit class.</summary>
/// <typeparam name="TSelf">The exercise's own class.</typeparam>
/// <typeparam name="TContract">A record of the delegates the learner writes.</typeparam>
public abstract class Exercise<TSelf, TContract>
    where TSelf : Exercise<TSelf, TContract>, new()
    where TContract : class
{
    private static TContract? _passed;
    private TContract? _subject;

    /// <summary>The solution under test: the learner's inside a check; the reference when xunit runs the class.</summary>
    protected TContract Subject => _subject ?? Reference;

    /// <summary>The reference solution, as method groups of FromScratch.</summary>
    protected abstract TContract Reference { get; }

    /// <summary>Wrong solutions the tests must reject, each with what to tell who wrote it.</summary>
    protected abstract IReadOnlyList<Misconception> Misconceptions { get; }

    /// <summary>Right solutions in another style than the reference, which the tests must accept.</summary>
    protected abstract IReadOnlyList<Alternative> Alternatives { get; }

    /// <summary>Three hints, from a nudge to a plan in words.</summary>
    protected abstract IReadOnlyList<string> Hints { get; }

    /// <summary>The learner's solution once it passes, else the reference.</summary>
    public static TContract Best => _passed ?? new TSelf().Reference;

    /// <summary>What the exercise's attribute says of it.</summary>
    /// <exception cref="InvalidOperationException">The class has no <see cref="ExerciseAttribute"/>.</exception>
    protected static ExerciseAttribute About { get; } = typeof(TSelf).GetCustomAttribute<ExerciseAttribute>()
        ?? throw new InvalidOperationException($"{typeof(TSelf).Name} has no [Exercise(\"unit.number\", \"title\")].");

    /// <summary>Runs the tests on a solution.</summary>
    protected static Verdict Grade(TContract submission)
    {
        IReadOnlyList<TestResult> tests = Run(submission);
        bool passed = tests.All(test => test.Passed);
        bool notStarted = !passed && tests.All(test => test.Passed || test.Failure!.Actual == "NotImplementedException");
        if (passed) _passed = submission;
        if (notStarted) return new Verdict(About, Outcome.NotStarted, tests, null);
        return new Verdict(About, passed ? Outcome.Passed : Outcome.Failed, tests, passed ? null : MistakeOf(tests));
    }

    /// <summary>The misconception whose failed tests are exactly these.</summary>
    private static string? MistakeOf(IReadOnlyList<TestResult> tests) =>
        new TSelf().Misconceptions.FirstOrDefault(mistake => Run(mistake.Wrong).Select(test => test.Passed).SequenceEqual(tests.Select(test => test.Passed)))?.Message;

    private static IReadOnlyList<TestResult> Run(TContract submission) =>
        TestRunner.Run(typeof(TSelf), recorder => new TSelf { _subject = recorder.Around(submission) });

    /// <summary>A wrong solution and what to tell who wrote it.</summary>
    public sealed record Misconception(string Message, TContract Wrong);

    /// <summary>A right solution in another style, and what that style is ("recursion for the loop").</summary>
    public sealed record Alternative(string Style, TContract Right);
}
