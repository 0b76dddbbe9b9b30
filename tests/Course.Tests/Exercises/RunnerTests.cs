using System.Reflection;

namespace Course.Tests.Exercises;

public sealed class RunnerTests
{
    private static IExercise Exercise<T>() => ExerciseCatalog.In(Assembly.GetExecutingAssembly()).Single(exercise => exercise is T);

    [Fact]
    public void Every_kind_of_test_runs_with_its_setup_and_its_cleanup()
    {
        Verdict verdict = Exercise<EveryKind>().GradeReference();
        Assert.Equal(
            [
                "A fact", "A task", "A value task", "Rows in line: 1, 2", "Rows in line: 3, 4", "Rows of a member: 5, 6", "Rows of a class: 7, 8",
            ], verdict.Tests.Select(test => test.Sentence));
        Assert.All(verdict.Tests, test => Assert.Null(test.Failure));
        Assert.Equal(7, EveryKind.Begun);
        Assert.Equal(7, EveryKind.Ended);
    }

    [Fact]
    public void A_constructor_that_throws_is_a_failed_test_of_the_exercises() => Assert.Equal(
        new TestFailure("", "InvalidOperationException: no set-up", "an answer", "The test could not start: this is the exercise's fault, not yours."),
        Exercise<Unmakeable>().GradeReference().FirstFailure);

    [Fact]
    public void Data_that_cannot_be_made_are_a_failed_test_of_the_exercises() => Assert.Equal(
        new TestFailure("", "no data for this test: no rows", "data", "This is the exercise's fault, not yours."),
        Exercise<WithoutData>().GradeReference().FirstFailure);

    [Fact]
    public void A_factorys_things_are_recorded()
    {
        Verdict verdict = Exercise<Factory>().Grade(new Factory.Contract(() => new Factory.Broken()));
        Assert.Equal(new TestFailure("Counter().Add(3)", "1", "3", "0 + 3 is 3."), verdict.FirstFailure);
        Assert.Equal(Outcome.Passed, Exercise<Factory>().GradeReference().Outcome);
    }
}

public abstract class OfOne<TSelf> : Exercise<TSelf, OfOne<TSelf>.Contract>
    where TSelf : OfOne<TSelf>, new()
{
    public sealed record Contract(Func<int, int> Next);

    protected override Contract Reference => new(x => x + 1);

    protected override IReadOnlyList<Misconception> Misconceptions => [];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["1", "2", "3"];

    protected void Holds(int x, int next) => Expect.Equal(next, Subject.Next(x), because: "The next is one more.");
}

[Exercise("0.6", "every kind of test")]
internal sealed class EveryKind : OfOne<EveryKind>, IAsyncLifetime
{
    public static int Begun { get; private set; }

    public static int Ended { get; private set; }

    public static IEnumerable<TheoryDataRow<int, int>> Members => [new(5, 6)];

    public async ValueTask InitializeAsync()
    {
        await Task.Yield();
        Begun++;
    }

    public ValueTask DisposeAsync()
    {
        Ended++;
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_fact() => Holds(1, 2);

    [Fact(Skip = "to be left out")]
    public void A_skipped_fact() => Holds(1, 3);

    [Fact]
    public async Task A_task()
    {
        await Task.Delay(1, TestContext.Current.CancellationToken);
        Holds(1, 2);
    }

    [Fact]
    public async ValueTask A_value_task()
    {
        await Task.Yield();
        Holds(1, 2);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public void Rows_in_line(int x, int next) => Holds(x, next);

    [Theory]
    [MemberData(nameof(Members))]
    public void Rows_of_a_member(int x, int next) => Holds(x, next);

    [Theory]
    [ClassData(typeof(Rows))]
    public void Rows_of_a_class(int x, int next) => Holds(x, next);

    private sealed class Rows : TheoryData<int, int>
    {
        public Rows() => Add(7, 8);
    }
}

[Exercise("0.7", "unmakeable")]
internal sealed class Unmakeable : OfOne<Unmakeable>
{
    public Unmakeable()
    {
        // The catalogue makes one on a test's thread; a check makes one on a thread of its own.
        if (Thread.CurrentThread is { IsBackground: true, IsThreadPoolThread: false }) throw new InvalidOperationException("no set-up");
    }

    [Fact]
    public void A_fact() => Holds(1, 2);
}

[Exercise("0.8", "without data")]
internal sealed class WithoutData : OfOne<WithoutData>
{
    public static IEnumerable<TheoryDataRow<int, int>> Members => throw new InvalidOperationException("no rows");

    [Theory]
    [MemberData(nameof(Members))]
    public void Rows_of_a_member(int x, int next) => Holds(x, next);
}

/// <summary>The learner writes a type: the contract is an interface, and what is handed in makes one.</summary>
[Exercise("0.9", "factory")]
public sealed class Factory : Exercise<Factory, Factory.Contract>
{
    public interface ICounter
    {
        int Total { get; }

        int Add(int amount);
    }

    public sealed record Contract(Func<ICounter> Counter);

    protected override Contract Reference => new(() => new Right());

    [Fact]
    public void Adding_3_makes_3() => Expect.Equal(3, Subject.Counter().Add(3), because: "0 + 3 is 3.");

    [Fact]
    public void A_second_counter_starts_at_0()
    {
        Subject.Counter().Add(3);
        Expect.Equal(0, Subject.Counter().Total, because: "Each counter counts for itself.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions => [];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["1", "2", "3"];

    private sealed class Right : ICounter
    {
        public int Total { get; private set; }

        public int Add(int amount) => Total += amount;
    }

    public sealed class Broken : ICounter
    {
        public int Total => 0;

        public int Add(int amount) => 1;
    }
}
