namespace Course.Tests.Exercises;

/// <summary>An exercise as an author writes it.</summary>
[Exercise("0.1", "the mean", Theory = "1. What an average is")]
public sealed class Mean : Exercise<Mean, Mean.Contract>
{
    public delegate double MeanOf(double[] values);

    public sealed record Contract(MeanOf Mean);

    public static Verdict Check(MeanOf mean) => Grade(new Contract(mean));

    public static Contract BestSoFar => Best;

    protected override Contract Reference => new(values => values.Length == 0 ? throw new ArgumentException("no values") : values.Sum() / values.Length);

    [Fact]
    public void The_mean_of_1_2_6_is_3() => Expect.Close(3, Subject.Mean([1, 2, 6]), because: "1 + 2 + 6 is 9, and there are 3 values.");

    [Theory]
    [InlineData(2.5, 2.5)]
    [InlineData(-1, -1)]
    public void One_value_is_its_own_mean(double value, double mean) => Expect.Close(mean, Subject.Mean([value]), because: "A sum of one value divided by 1.");

    [Fact]
    public void No_values_have_no_mean() => Expect.Throws<ArgumentException>(() => Subject.Mean([]), because: "0/0 is NaN, which spreads unseen.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You divided by n − 1. That is the sample variance's divisor.", new(values => values.Length == 0 ? throw new ArgumentException("no values") : values.Sum() / (values.Length - 1))),
        new("You did not ask whether there are values.", new(values => values.Sum() / values.Length)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives => [new("LINQ's own", new(values => values.Length == 0 ? throw new ArgumentException("no values") : values.Average()))];

    protected override IReadOnlyList<string> Hints => ["Think of a seesaw.", "Sum first.", "Divide the sum by the count."];
}
