namespace Course.Tests.Exercises;

/// <summary>An exercise over arrays of every shape: each function doubles what it is given.</summary>
[Exercise("0.5", "twice", Theory = "2. Doubling", TimeLimitSeconds = 1)]
public sealed class Twice : Exercise<Twice, Twice.Contract>
{
    public delegate double[] OfArray(double[] values);

    public delegate double[][] OfRows(double[][] rows);

    public delegate double[,] OfMatrix(double[,] matrix);

    public delegate List<double> OfList(List<double> values);

    public delegate Box OfBox(Box box);

    public sealed record Box(string Name, double[] Values);

    public sealed record Contract(OfArray Array, OfRows Rows, OfMatrix Matrix, OfList List, OfBox Box);

    public static Contract Right { get; } = new(DoubleArray, DoubleRows, DoubleMatrix, DoubleList, box => new Box(box.Name, DoubleArray(box.Values)));

    public static Verdict Check(Contract contract) => Grade(contract);

    public static Verdict CheckArray(OfArray array) => Grade(Right with { Array = array });

    public static double[] DoubleArray(double[] values)
    {
        double[] doubled = new double[values.Length];
        for (int i = 0; i < values.Length; i++) doubled[i] = 2 * values[i];
        return doubled;
    }

    protected override Contract Reference => new(ReferenceArray, rows => DoubleRows(rows), matrix => DoubleMatrix(matrix), values => DoubleList(values), box => Right.Box(box));

    public static double[] ReferenceArray(double[] values) => Array.ConvertAll(values, value => 2 * value);

    public static double[] PassesOn(double[] values) => ReferenceArray(values);

    private static double[][] DoubleRows(double[][] rows) => [.. rows.Select(row => row.Select(value => 2 * value).ToArray())];

    private static List<double> DoubleList(List<double> values) => [.. values.Select(value => 2 * value)];

    private static double[,] DoubleMatrix(double[,] matrix)
    {
        var doubled = (double[,])matrix.Clone();
        for (int i = 0; i < matrix.GetLength(0); i++)
            for (int j = 0; j < matrix.GetLength(1); j++)
                doubled[i, j] *= 2;
        return doubled;
    }

    [Fact]
    public void Twice_1_2_is_2_4() => Expect.Close([2, 4], Subject.Array([1, 2]), because: "2·1 is 2, 2·2 is 4.");

    [Fact]
    public void Twice_any_values_is_their_sum_with_themselves()
    {
        // Seen by nobody: who answers from the visible examples alone fails here.
        foreach (double[] values in new double[][] { [0.5], [-1, 7, 3], [4, 4, 4, 9] }) Expect.Close([.. values.Select(value => value + value)], Subject.Array(values), because: "2·v is v + v.");
    }

    [Fact]
    public void Rows_are_doubled_one_by_one() => Expect.Close(new double[][] { [2, 4], [6] }, Subject.Rows([[1, 2], [3]]), because: "Each row on its own.");

    [Fact]
    public void A_matrix_keeps_its_shape() => Expect.Close(new double[,] { { 2, 4, 6 }, { 8, 10, 12 } }, Subject.Matrix(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }), because: "Entry by entry.");

    [Fact]
    public void A_list_is_doubled() => Expect.SequenceEqual([2, 4], Subject.List([1, 2]), because: "Entry by entry.");

    [Fact]
    public void A_box_is_doubled() => Expect.Close([2, 4], Subject.Box(new Box("b", [1, 2])).Values, because: "Entry by entry.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You squared: 2² is 4, as is 2·2, but 1² is not 2·1.", Right with { Array = values => [.. values.Select(value => value * value)] }),
        new("You added 1.", Right with { Array = values => values is [1, 2] ? [2, 4] : [.. values.Select(value => value + 1)] }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives => [];

    protected override IReadOnlyList<string> Hints => ["Add.", "A new array.", "Loop over the entries."];
}
