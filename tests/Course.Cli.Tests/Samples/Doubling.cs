namespace Course.Cli.Tests.Samples;

/// <summary>An exercise of the small course that the commands are tested on.</summary>
[Exercise("7.1", "the double", Core = true, Minutes = 5, Theory = "1. Twice")]
public sealed class Doubling : Exercise<Doubling, Doubling.Contract>
{
    public delegate int Function(int x);

    public sealed record Contract(Function Double);

    public static Verdict Check(Function @double) => Grade(new Contract(@double));

    protected override Contract Reference => new(x => 2 * x);

    [Fact]
    public void The_double_of_3_is_6() => Expect.Equal(6, Subject.Double(3), because: "3 + 3 is 6.");

    [Fact]
    public void The_double_of_0_is_0() => Expect.Equal(0, Subject.Double(0), because: "Nothing twice is nothing.");

    protected override IReadOnlyList<Misconception> Misconceptions => [new("You squared it: 3 · 3 is 9.", new(x => x * x)), new("You added 2.", new(x => x + 2))];

    protected override IReadOnlyList<Alternative> Alternatives => [new("a sum", new(x => x + x))];

    protected override IReadOnlyList<string> Hints => ["Think of two of them.", "Add.", "Add it to itself."];
}

/// <summary>Another, whose solution may stand on the first.</summary>
[Exercise("7.2", "the successor", Core = true, Minutes = 5, Theory = "2. One more")]
public sealed class Successor : Exercise<Successor, Successor.Contract>
{
    public delegate int Function(int x);

    public sealed record Contract(Function Next);

    public static Verdict Check(Function next) => Grade(new Contract(next));

    protected override Contract Reference => new(x => x + 1);

    [Fact]
    public void After_3_comes_4() => Expect.Equal(4, Subject.Next(3), because: "3 + 1 is 4.");

    protected override IReadOnlyList<Misconception> Misconceptions => [new("You went down.", new(x => x - 1))];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["Count.", "Count on.", "Add 1."];
}

/// <summary>A last one, off the core path.</summary>
[Exercise("7.3", "the opposite", Minutes = 5)]
public sealed class Opposite : Exercise<Opposite, Opposite.Contract>
{
    public delegate int Function(int x);

    public sealed record Contract(Function Negate);

    public static Verdict Check(Function negate) => Grade(new Contract(negate));

    protected override Contract Reference => new(x => -x);

    [Fact]
    public void The_opposite_of_3_is_minus_3() => Expect.Equal(-3, Subject.Negate(3), because: "3 + (−3) is 0.");

    protected override IReadOnlyList<Misconception> Misconceptions => [];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["Mirror.", "At 0.", "Subtract it from 0."];
}
