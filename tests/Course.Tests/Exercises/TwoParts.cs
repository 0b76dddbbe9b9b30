namespace Course.Tests.Exercises;

/// <summary>An exercise with two functions to write.</summary>
[Exercise("0.3", "two parts")]
public sealed class TwoParts : Exercise<TwoParts, TwoParts.Contract>
{
    public delegate int Step(int x);

    public sealed record Contract(Step More, Step Less);

    public static Verdict Check(Step more, Step less) => Grade(new Contract(more, less));

    protected override Contract Reference => new(x => x + 1, x => x - 1);

    [Fact]
    public void More_than_2_is_3() => Expect.Equal(3, Subject.More(2), because: "2 + 1 is 3.");

    [Fact]
    public void Less_than_2_is_1() => Expect.Equal(1, Subject.Less(2), because: "2 − 1 is 1.");

    protected override IReadOnlyList<Misconception> Misconceptions => [];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["Count.", "Count on your fingers.", "Add or take away 1."];
}
