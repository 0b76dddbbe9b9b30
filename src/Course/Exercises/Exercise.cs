using System.Reflection;

namespace Course;

/// <summary>An exercise: a contract the learner's code fulfils, tests against it, known misconceptions, hints. Written as an ordinary xunit class.</summary>
/// <typeparam name="TSelf">The exercise's own class.</typeparam>
/// <typeparam name="TContract">A record of the delegates the learner writes.</typeparam>
public abstract class Exercise<TSelf, TContract> : IExercise
    where TSelf : Exercise<TSelf, TContract>, new()
    where TContract : class
{
    private static TContract? _passed;
    private static int _hintsShown;
    private static IReadOnlyList<(string Message, FailurePattern Pattern)>? _patterns;
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

    ExerciseAttribute IExercise.About => About;

    Type IExercise.ContractType => typeof(TContract);

    IReadOnlyList<string> IExercise.Hints => Hints;

    IReadOnlyList<MethodInfo> IExercise.ReferenceMethods =>
        [.. ContractShape<TContract>.Parts(Reference).Select(part => part.Part).OfType<Delegate>().Select(part => part.Method).Where(method => !method.Name.Contains('<', StringComparison.Ordinal))];

    object IExercise.Reference => Reference;

    Verdict IExercise.Grade(object contract) => Judge(Own(contract));

    TestResult? IExercise.FirstFailed(object contract, TimeSpan timeLimit) =>
        Run(Own(contract), timeLimit, stopAtFailure: true).FirstOrDefault(test => !test.Passed);

    Verdict IExercise.GradeReference() => Judge(Reference);

    Verdict IExercise.GradeStub() => Judge(CallRecorder.Stub<TContract>(Reference));

    IReadOnlyList<(string Message, Verdict Verdict)> IExercise.GradeMisconceptions() => [.. Misconceptions.Select(mistake => (mistake.Message, Judge(mistake.Wrong)))];

    IReadOnlyList<(string Style, Verdict Verdict)> IExercise.GradeAlternatives() => [.. Alternatives.Select(alternative => (alternative.Style, Judge(alternative.Right)))];

    /// <summary>The next hint, or the one asked for. After the last, the last again.</summary>
    /// <param name="number">From 1; null for the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no hint of that number.</exception>
    public static Hint Hint(int? number = null)
    {
        IReadOnlyList<string> hints = new TSelf().Hints;
        int shown = number ?? Math.Min(_hintsShown + 1, hints.Count);
        if (shown < 1 || shown > hints.Count) throw new ArgumentOutOfRangeException(nameof(number), $"Exercise {About.Id} has the hints 1 to {hints.Count}; there is no hint {shown}.");
        _hintsShown = Math.Max(_hintsShown, shown);
        ProgressLog.Current?.Append(new ProgressEntry(ProgressKind.Hint, About.Id) { Number = shown });
        return new Hint(About, shown, hints.Count, hints[shown - 1]);
    }

    /// <summary>The source of the reference. Free after a pass; before it, <paramref name="reveal"/> must say that you mean it, and the log remembers.</summary>
    /// <exception cref="InvalidOperationException">The reference's assembly does not embed its source.</exception>
    public static Solution Solution(bool reveal = false)
    {
        ProgressLog? log = ProgressLog.Current;
        bool passed = _passed is not null || log?.HasPassed(About.Id) == true;
        if (!passed && !reveal) return new Solution(About, null);
        string[] sources = [.. ((IExercise)new TSelf()).ReferenceMethods.Select(MethodSource.Of)];
        if (!passed) log?.Append(new ProgressEntry(ProgressKind.Reveal, About.Id));
        return new Solution(About, sources);
    }

    /// <summary>Runs the tests on the learner's solution, and writes the outcome to the progress log where there is one.</summary>
    protected static Verdict Grade(TContract submission)
    {
        Verdict verdict = Objection(submission) is { } objection
            ? new Verdict(About, Outcome.Failed, [new TestResult("The solution is your own, and only computes", false, objection)], null) { Next = NextStep() }
            : Judge(submission);
        if (verdict.Outcome == Outcome.Passed) _passed = submission;
        string? notWritten = ProgressLog.Current?.Append(new ProgressEntry(ProgressKind.Check, About.Id)
        {
            Outcome = verdict.Outcome.ToString(),
            FailedTests = [.. verdict.Tests.Where(test => !test.Passed).Select(test => test.Sentence)],
            Misconception = verdict.Misconception,
        });
        return verdict with { Note = notWritten };
    }

    /// <summary>Holds the learner's functions against the reference and a library, on the same inputs: answers, time, allocation.</summary>
    /// <remarks>An exercise offers it as <c>Compare</c>, so that the notebook's cell shows the library's own call as a lambda.</remarks>
    protected static Comparison Compared(params ComparisonPart[] parts) => Comparison.Of(About, parts);

    /// <summary>One function of a comparison, on inputs named in words.</summary>
    /// <param name="function">The function's name, "Dot".</param>
    /// <param name="yours">The learner's.</param>
    /// <param name="part">Which part of the contract it is: <c>contract => contract.Dot</c>.</param>
    /// <param name="library">The library's; null where there is none.</param>
    /// <param name="libraryName">What to call it, "MathNet"; null for "the library".</param>
    /// <param name="inputs">Each input in words, and the call on it: <c>("1 000 entries", dot => dot(x, y))</c>.</param>
    protected static ComparisonPart Part<TFunction, TResult>(string function, TFunction yours, Func<TContract, TFunction> part, TFunction? library, string? libraryName, params (string Input, Func<TFunction, TResult> Call)[] inputs)
        where TFunction : Delegate =>
        new ComparisonPart<TFunction, TResult>(function, yours, part(new TSelf().Reference), Named(library, libraryName), [.. inputs.Select(input => (input.Input, (double?)null, input.Call))]);

    /// <summary>One function of a comparison, on inputs of several sizes: they are drawn as well.</summary>
    /// <param name="function">The function's name, "Dot".</param>
    /// <param name="yours">The learner's.</param>
    /// <param name="part">Which part of the contract it is: <c>contract => contract.Dot</c>.</param>
    /// <param name="library">The library's; null where there is none.</param>
    /// <param name="libraryName">What to call it, "MathNet"; null for "the library".</param>
    /// <param name="sizes">Each size, and the call on an input of that size: <c>(1000, dot => dot(x, y))</c>.</param>
    protected static ComparisonPart Part<TFunction, TResult>(string function, TFunction yours, Func<TContract, TFunction> part, TFunction? library, string? libraryName, params (int Size, Func<TFunction, TResult> Call)[] sizes)
        where TFunction : Delegate =>
        new ComparisonPart<TFunction, TResult>(function, yours, part(new TSelf().Reference), Named(library, libraryName), [.. sizes.Select(size => (FormattableString.Invariant($"n = {size.Size}"), (double?)size.Size, size.Call))]);

    private static (string Name, TFunction Function)? Named<TFunction>(TFunction? library, string? name)
        where TFunction : Delegate => library is null ? null : (name ?? "the library", library);

    private static Verdict Judge(TContract submission)
    {
        IReadOnlyList<TestResult> tests = Run(submission);
        bool passed = tests.All(test => test.Passed);
        bool notStarted = !passed && tests.All(test => test.Passed || test.Failure!.IsNotWritten);
        if (passed || notStarted) return new Verdict(About, passed ? Outcome.Passed : Outcome.NotStarted, tests, null);
        return new Verdict(About, Outcome.Failed, tests, MistakeOf(tests)) { Next = NextStep() };
    }

    /// <summary>What the learner's compiled code already says against it.</summary>
    private static TestFailure? Objection(TContract submission)
    {
        var scan = new SolutionScan(typeof(TSelf), ((IExercise)new TSelf()).ReferenceMethods);
        return ContractShape<TContract>.Parts(submission).Select(part => part.Part is Delegate function ? scan.Of(part.Name, function) : null).FirstOrDefault(found => found is not null);
    }

    private static string NextStep()
    {
        int count = new TSelf().Hints.Count;
        string hint = FormattableString.Invariant($"{typeof(TSelf).Name}.Hint() gives hint {Math.Min(_hintsShown + 1, count)} of {count}");
        return About.Theory.Length == 0 ? $"Next: {hint}." : $"Next: {hint}; the theory is in section {About.Theory}.";
    }

    /// <summary>The misconception that fails exactly these tests, and in the same way.</summary>
    private static string? MistakeOf(IReadOnlyList<TestResult> tests)
    {
        FailurePattern pattern = FailurePattern.Of(tests);
        return Patterns().FirstOrDefault(mistake => mistake.Pattern.Equals(pattern)).Message;
    }

    /// <summary>For each misconception how it fails. It is always the same, so it is found out once.</summary>
    private static IReadOnlyList<(string Message, FailurePattern Pattern)> Patterns() =>
        _patterns ??= [.. new TSelf().Misconceptions.Select(mistake => (mistake.Message, FailurePattern.Of(Run(mistake.Wrong))))];

    private static IReadOnlyList<TestResult> Run(TContract submission) => Run(submission, TimeSpan.FromSeconds(About.TimeLimitSeconds), stopAtFailure: false);

    private static IReadOnlyList<TestResult> Run(TContract submission, TimeSpan timeLimit, bool stopAtFailure) =>
        TestRunner.Run(typeof(TSelf), recorder => new TSelf { _subject = recorder.Around(submission) }, timeLimit, stopAtFailure);

    private static TContract Own(object contract) => contract as TContract
        ?? throw new ArgumentException($"{typeof(TSelf).Name} grades a {typeof(TContract).Name}; this is {contract?.GetType().FullName ?? "null"}.", nameof(contract));

    /// <summary>A wrong solution and what to tell who wrote it.</summary>
    public sealed record Misconception(string Message, TContract Wrong);

    /// <summary>A right solution in another style, and what that style is ("recursion for the loop").</summary>
    public sealed record Alternative(string Style, TContract Right);
}
