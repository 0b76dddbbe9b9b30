namespace Course.Tests.Exercises;

/// <summary>An exercise with a comparison, as an author writes it.</summary>
[Exercise("0.4", "sums")]
public sealed class Sums : Exercise<Sums, Sums.Contract>
{
    public delegate double SumOf(double[] values);

    public delegate double[] RunningSums(double[] values);

    public sealed record Contract(SumOf Sum, RunningSums Running);

    public static Comparison Compare(SumOf sum, RunningSums running, SumOf library) => Compared(
        Part("Sum", sum, contract => contract.Sum, library, "LINQ", (100, f => f(Numbers(100))), (1000, f => f(Numbers(1000)))),
        Part("Running", running, contract => contract.Running, null, null, ("10 values", f => f(Numbers(10)))));

    private static readonly Dictionary<int, double[]> _numbers = [];

    private static double[] Numbers(int count)
    {
        if (!_numbers.TryGetValue(count, out double[]? values)) _numbers[count] = values = [.. Enumerable.Range(1, count).Select(i => 1.0 / i)];
        return values;
    }

    public static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }

    public static double[] Running(double[] values)
    {
        double[] sums = [.. values];
        for (int i = 1; i < sums.Length; i++) sums[i] += sums[i - 1];
        return sums;
    }

    protected override Contract Reference => new(Sum, Running);

    [Fact]
    public void The_sum_of_1_2_6_is_9() => Expect.Close(9, Subject.Sum([1, 2, 6]), because: "1 + 2 + 6 is 9.");

    [Fact]
    public void Running_sums_of_1_2_6_are_1_3_9() => Expect.Close([1, 3, 9], Subject.Running([1, 2, 6]), because: "Each entry is the sum so far.");

    protected override IReadOnlyList<Misconception> Misconceptions => [];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["Add.", "Keep what you have.", "Add each value to what you have."];
}
