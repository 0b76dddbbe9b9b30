using Course;
using FromScratch.Neural;

namespace Autograders;

/// <summary>Exercise 14.3: a network for parity, by hand.</summary>
[Exercise("14.3", "Parity network", Difficulty = 3, Minutes = 35, Theory = "1. A neuron is a half-space vote")]
public sealed class ParityNetwork : Exercise<ParityNetwork, ParityNetwork.Contract>
{
    public delegate Mlp Construction(int n);

    public sealed record Contract(Construction BuildParity);

    public static Verdict Check(Construction buildParity) => Grade(new Contract(buildParity));

    protected override Contract Reference => new(ParityBits.Build);

    [Fact]
    public void Two_inputs_make_XOR() => RequireTable(Built(2), 2);

    [Fact]
    public void One_input_is_its_own_parity() => RequireTable(Built(1), 1);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_row_of_the_truth_table_is_right(int n) => RequireTable(Built(n), n);

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void As_many_hidden_units_as_inputs_suffice(int n)
    {
        Mlp net = Built(n);
        Expect.That(net.HiddenUnits <= n, $"at most {n} hidden units", net.HiddenUnits, because: "A unit for each pattern is a look-up table, and doubles with each input. Parity depends on the count alone: one unit for each count is enough.", part: "HiddenUnits");
    }

    [Fact]
    public void There_is_one_hidden_layer_and_it_steps()
    {
        Mlp net = Built(4);
        Expect.Equal(2, net.Layers.Count, because: "One hidden layer and the output.", part: "the number of layers");
        Expect.Equal(Act.Step, net.Layers[0].Act, because: "Each hidden unit is a yes or a no: a half-space.", part: "the hidden activation");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Fewer_than_one_input_is_refused(int n) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BuildParity(n), because: "Parity of nothing needs no network.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You built XOR, whatever n is. For n = 3, the input 1 1 1 has an odd count, so the answer is 1: let the construction depend on n.", Reference with { BuildParity = FixedXor }),
        new("Step(0) is 1 here: your unit k fires already when k − 1 inputs are 1, because its sum is then exactly 0. Put the thresholds between the counts, at k − 0.5.", Reference with { BuildParity = n => Counting(n, k => 1 - k) }),
        new("One hidden unit for each odd pattern is a look-up table: 2ⁿ⁻¹ units where n suffice. Parity depends on how many inputs are 1, not on which.", Reference with { BuildParity = LookUp }),
        new("All your hidden units count with the same sign, so the output asks whether anything is 1 at all. The second 1 must take back what the first one gave: alternate the signs.", Reference with { BuildParity = n => Counting(n, k => 0.5 - k, k => 1) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("inputs counted from above, the output a sum without a step", Reference with { BuildParity = FromAbove }),
        new("large weights, thresholds off the middle", Reference with
        {
            BuildParity = n => new Mlp(
            [
                new DenseLayer(Filled(n, n, (_, _) => 10), [.. Enumerable.Range(1, Positive(n)).Select(k => 3.0 - 10 * k)], Act.Step),
                new DenseLayer(Filled(1, n, (_, k) => k % 2 == 0 ? 4 : -4), [-1], Act.Step),
            ]),
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Which single number about the inputs decides parity? What question about that number can one step unit ask?",
        "Let unit k ask: are at least k inputs 1? If three are, the units 1, 2 and 3 fire. Give them output weights so that an odd number of firing units leaves 1 and an even number leaves 0.",
        "Hidden W is n × n ones with biases −(k − ½) for k from 1 to n. The output's weights are +1, −1, +1, … and its threshold lies between 0 and 1.",
    ];

    private Mlp Built(int n)
    {
        Mlp net = Subject.BuildParity(n);
        Expect.That(net is not null && net.Inputs == n && net.Outputs == 1, $"a network with {n} {(n == 1 ? "input" : "inputs")} and 1 output", net, because: "W of the first layer is [units, n], that of the last [1, units].");
        return net!;
    }

    private static void RequireTable(Mlp net, int n)
    {
        double[,] rows = new double[1 << n, n];
        for (int row = 0; row < 1 << n; row++)
            for (int bit = 0; bit < n; bit++)
                rows[row, bit] = row >> bit & 1;
        double[,] answers = net.Forward(rows);
        for (int row = 0; row < 1 << n; row++)
        {
            int ones = int.PopCount(row);
            string input = string.Join(" ", Enumerable.Range(0, n).Select(bit => row >> bit & 1));
            Expect.That(Math.Abs(answers[row, 0] - ones % 2) <= 1e-9, $"{ones % 2} for the input {input}", answers[row, 0], because: $"{ones} of its {n} entries {(ones == 1 ? "is" : "are")} 1, and {ones} is {(ones % 2 == 1 ? "odd" : "even")}.", part: $"the output for {input}");
        }
    }

    private static int Positive(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return n;
    }

    private static double[,] Filled(int rows, int columns, Func<int, int, double> entry)
    {
        double[,] matrix = new double[Positive(rows), Positive(columns)];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                matrix[i, j] = entry(i, j);
        return matrix;
    }

    private static Mlp Counting(int n, Func<int, double> bias, Func<int, double>? sign = null) => new(
    [
        new DenseLayer(Filled(n, n, (_, _) => 1), [.. Enumerable.Range(1, Positive(n)).Select(bias)], Act.Step),
        new DenseLayer(Filled(1, n, (_, k) => sign?.Invoke(k + 1) ?? (k % 2 == 0 ? 1 : -1)), [-0.5], Act.Step),
    ]);

    private static Mlp FixedXor(int n) => new(
    [
        new DenseLayer(Filled(Math.Min(2, Positive(n)), n, (_, j) => j < 2 ? 1 : 0), n == 1 ? [-0.5] : [-0.5, -1.5], Act.Step),
        new DenseLayer(n == 1 ? new double[,] { { 1 } } : new double[,] { { 1, -1 } }, [-0.5], Act.Step),
    ]);

    private static Mlp LookUp(int n)
    {
        int[] odd = [.. Enumerable.Range(0, 1 << Positive(n)).Where(row => int.PopCount(row) % 2 == 1)];
        return new(
        [
            new DenseLayer(Filled(odd.Length, n, (unit, bit) => (odd[unit] >> bit & 1) == 1 ? 1 : -1), [.. odd.Select(row => 0.5 - int.PopCount(row))], Act.Step),
            new DenseLayer(Filled(1, odd.Length, (_, _) => 1), [-0.5], Act.Step),
        ]);
    }

    // Unit k asks whether at most k inputs are 1, for k from 0 to n − 1.
    private static Mlp FromAbove(int n) => new(
    [
        new DenseLayer(Filled(n, n, (_, _) => -1), [.. Enumerable.Range(0, Positive(n)).Select(k => k + 0.25)], Act.Step),
        new DenseLayer(Filled(1, n, (_, k) => k % 2 == 0 ? -1 : 1), [n % 2], Act.Identity),
    ]);
}
