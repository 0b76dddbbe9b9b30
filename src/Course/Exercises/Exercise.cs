namespace Course;

/// <summary>An exercise: a contract the learner's code fulfils, tests against it, known misconceptions, hints. Written as an ordinary xunit class.</summary>
/// <typeparam name="TSelf">The exercise's own class.</typeparam>
/// <typeparam name="TContract">A record of the delegates the learner writes.</typeparam>
public abstract class Exercise<TSelf, TContract>
    where TSelf : Exercise<TSelf, TContract>, new()
    where TContract : class
{
    /// <summary>The solution under test: the learner's inside a check; the reference when xunit runs the class.</summary>
    protected TContract Subject => throw new NotSupportedException();

    /// <summary>The reference solution, as method groups of FromScratch: their source is what <see cref="Solution"/> shows.</summary>
    protected abstract TContract Reference { get; }

    /// <summary>Wrong solutions the tests must reject, each with what to tell who wrote it.</summary>
    protected abstract IReadOnlyList<Misconception> Misconceptions { get; }

    /// <summary>Right solutions in another style than the reference, which the tests must accept.</summary>
    protected abstract IReadOnlyList<Alternative> Alternatives { get; }

    /// <summary>Three hints, from a nudge to a plan in words.</summary>
    protected abstract IReadOnlyList<string> Hints { get; }

    /// <summary>Runs the tests on a solution and records the outcome in the learner's progress.</summary>
    protected static Verdict Grade(TContract submission) => throw new NotSupportedException();

    /// <summary>The learner's solution once it passes, else the reference.</summary>
    public static TContract Best => throw new NotSupportedException();

    /// <summary>The next hint, or the one asked for.</summary>
    public static Hint Hint(int? number = null) => throw new NotSupportedException();

    /// <summary>The source of the reference. Free after a pass; before it, <paramref name="reveal"/> must say that you mean it, and the log remembers.</summary>
    public static Solution Solution(bool reveal = false) => throw new NotSupportedException();

    /// <summary>A wrong solution and what to tell who wrote it.</summary>
    public sealed record Misconception(string Message, TContract Wrong);

    /// <summary>A right solution in another style, and what that style is ("recursion for the loop").</summary>
    public sealed record Alternative(string Style, TContract Right);
}
