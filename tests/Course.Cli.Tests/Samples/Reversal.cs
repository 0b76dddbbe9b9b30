namespace Course.Cli.Tests.Samples;

/// <summary>An exercise on arrays, for solutions that do more or less than compute.</summary>
[Exercise("8.1", "the reversal", Core = true, Minutes = 5, Theory = "1. Backwards")]
public sealed class Reversal : Exercise<Reversal, Reversal.Contract>
{
    public delegate double[] OfValues(double[] values);

    public delegate double[][] OfRows(double[][] rows);

    public sealed record Contract(OfValues Reverse, OfRows ReverseRows);

    public static Verdict Check(OfValues reverse, OfRows reverseRows) => Grade(new Contract(reverse, reverseRows));

    protected override Contract Reference => new(values => [.. values.Reverse()], rows => [.. rows.Reverse().Select(row => (double[])row.Clone())]);

    [Fact]
    public void Words_that_read_the_same_both_ways_stay() => Expect.Close([2, 5, 2], Subject.Reverse([2, 5, 2]), because: "Backwards it reads 2, 5, 2.");

    [Fact]
    public void The_last_comes_first() => Expect.Close([3, 2, 1], Subject.Reverse([1, 2, 3]), because: "The last entry is 3.");

    [Fact]
    public void So_do_rows() => Expect.Close([[3, 4], [1, 2]], Subject.ReverseRows([[1, 2], [3, 4]]), because: "The last row is (3, 4).");

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Any_number_of_entries_is_turned_round(int count)
    {
        double[] values = [.. Enumerable.Range(1, count).Select(i => 1.5 * i)];
        Expect.Close([.. values.Reverse()], Subject.Reverse(values), because: "Entry i of the result is entry n − 1 − i.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions => [new("You left out the last entry.", Reference with { Reverse = values => [.. values.SkipLast(1).Reverse()] })];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["Walk.", "From the end.", "Copy each entry to its place from the other end."];
}

/// <summary>The exercise after it.</summary>
[Exercise("8.2", "the last entry", Core = true, Minutes = 5, Theory = "2. The end")]
public sealed class LastEntry : Exercise<LastEntry, LastEntry.Contract>
{
    public delegate double OfValues(double[] values);

    public sealed record Contract(OfValues Last);

    public static Verdict Check(OfValues last) => Grade(new Contract(last));

    protected override Contract Reference => new(values => values[^1]);

    [Fact]
    public void The_last_of_1_2_3_is_3() => Expect.Equal(3, Subject.Last([1, 2, 3]), because: "It stands at the end.");

    protected override IReadOnlyList<Misconception> Misconceptions => [new("You took the first.", new(values => values[0]))];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["Look.", "At the end.", "Count from the end."];
}
