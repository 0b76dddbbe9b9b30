namespace Course.Tests.Exercises;

/// <summary>An exercise that nothing else uses, so that its hints are counted by its own tests alone.</summary>
[Exercise("0.10", "halves", Theory = "3. Halving", TimeLimitSeconds = 2)]
public sealed class Spoken : Exercise<Spoken, Spoken.Contract>
{
    public delegate double[] HalvesOf(double[] values);

    public delegate double[,] HalfMatrix(double[,] matrix);

    public sealed record Contract(HalvesOf Halves, HalfMatrix Matrix);

    public static Verdict Check(HalvesOf halves, HalfMatrix? matrix = null) => Grade(new Contract(halves, matrix ?? Halve));

    public static double[] Halve(double[] values) => Array.ConvertAll(values, value => value / 2);

    public static double[] ReferenceHalves(double[] values) => [.. values.Select(value => value / 2)];

    private static double[,] Halve(double[,] matrix)
    {
        var halves = (double[,])matrix.Clone();
        for (int i = 0; i < halves.GetLength(0); i++)
            for (int j = 0; j < halves.GetLength(1); j++) halves[i, j] /= 2;
        return halves;
    }

    protected override Contract Reference => new(ReferenceHalves, matrix => Halve(matrix));

    [Fact]
    public void Halves_of_2_6_are_1_3() => Expect.Close([1, 3], Subject.Halves([2, 6]), because: "2/2 is 1, 6/2 is 3.");

    [Fact]
    public void An_odd_number_has_a_half_too() => Expect.Close([0.5, -1.5, 2.5], Subject.Halves([1, -3, 5]), because: "5/2 is 2.5: whole numbers are not enough.");

    [Fact]
    public void A_matrix_keeps_its_shape() => Expect.Close(
        new double[,] { { 0.5, 1, 1.5, 2 }, { 2.5, 3, 3.5, 4 }, { 4.5, 5, 5.5, 6 }, { 6.5, 7, 7.5, 8 } },
        Subject.Matrix(new double[,] { { 1, 2, 3, 4 }, { 5, 6, 7, 8 }, { 9, 10, 11, 12 }, { 13, 14, 15, 16 } }), because: "Entry by entry.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You rounded: the half of 5 is 2.5.", Reference with { Halves = values => [.. values.Select(value => Math.Floor(value / 2))] }),
        new("You doubled.", Reference with { Halves = values => [.. values.Select(value => 2 * value)] }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["Think of a cake for two.", "A new array, as long as the old one.", "Divide each entry by 2 and write it to the new array."];
}
