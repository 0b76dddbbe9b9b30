using Course;
using CsCheck;
using FromScratch.Neural;

namespace Autograders;

/// <summary>Exercise 14.5: the forward pass of a layer over a batch.</summary>
[Exercise("14.5", "Batched forward pass", Difficulty = 2, Minutes = 25, Core = true, Theory = "6. The forward pass as shapes")]
public sealed class BatchedForward : Exercise<BatchedForward, BatchedForward.Contract>
{
    public delegate double[,] Layer(double[,] x, double[,] w, double[] b, Act act);

    public sealed record Contract(Layer Dense);

    public static Verdict Check(Layer dense) => Grade(new Contract(dense));

    /// <summary>Holds your layer against the reference's and a library's: 256 samples of 784 numbers, 128 units, ReLU.</summary>
    public static Comparison Compare(Layer dense, Layer library, string libraryName = "TorchSharp") => Compared(
        Part("Dense", dense, contract => contract.Dense, library, libraryName, ("[3, 5] · [4, 5]ᵀ", f => f(Unit14Samples.Matrix(1, 3, 5), Unit14Samples.Matrix(2, 4, 5), Unit14Samples.Numbers(3, 4), Act.Relu)), ("[256, 784] · [128, 784]ᵀ", f => f(Unit14Samples.Batch, Unit14Samples.Weights, Unit14Samples.Biases, Act.Relu))));

    protected override Contract Reference => new(ForwardPass.Dense);

    private static readonly double[,] _w = { { 1, 0, 2 }, { -1, 3, 1 } };

    [Fact]
    public void A_batch_of_two_by_hand() =>
        Expect.Close(new double[,] { { 17, 8.5 }, { -8, -2.5 } }, Subject.Dense(new double[,] { { 1, 2, 3 }, { -4, 0, -7 } }, _w, [10, 0.5], Act.Identity),
            because: "Sample 0 is (1, 2, 3): unit 0 gives 1·1 + 0·2 + 2·3 + 10 = 17, unit 1 gives −1·1 + 3·2 + 1·3 + 0.5 = 8.5. Sample 1: −4 − 14 + 10 and 4 − 7 + 0.5.");

    [Fact]
    public void The_activation_comes_after_the_bias() =>
        Expect.Close(new double[,] { { 0, 2 }, { 4, 0 }, { 0, 0 } }, Subject.Dense(new double[,] { { 1, 2 }, { 3, -2 }, { -2, 1 } }, new double[,] { { 1, -1 }, { 0, 2 } }, [-1, -2], Act.Relu),
            because: "relu(W·x + b). Row 0: relu(1 − 2 − 1) = 0, relu(4 − 2) = 2. A ReLU layer cannot give a negative number.");

    [Fact]
    public void More_units_than_inputs() =>
        Expect.Close(new double[,] { { 1, 2, 3, 4 }, { 2, 3, 4, 5 }, { 0, 1, 2, 3 } }, Subject.Dense(new double[,] { { 0, 1, 0 }, { 1, 1, 0 }, { 0, 0, 0 } }, new double[,] { { 1, 1, 9 }, { 1, 1, 9 }, { 1, 1, 9 }, { 1, 1, 9 } }, [0, 1, 2, 3], Act.Identity),
            because: "W is [units, inputs] = [4, 3]: a row for each unit, as PyTorch stores it. Each unit adds its own bias.");

    [Fact]
    public void One_sample_alone_and_one_unit_alone()
    {
        Expect.Close(new double[,] { { 5 } }, Subject.Dense(new double[,] { { 1, 2 } }, new double[,] { { 1, 2 } }, [0], Act.Identity), because: "1·1 + 2·2.");
        Expect.Close(new double[,] { { 3 }, { 7 }, { 11 } }, Subject.Dense(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, new double[,] { { 1, 1 } }, [0], Act.Relu), because: "Three samples, one unit: [3, 1].");
    }

    [Fact]
    public void No_samples_give_no_outputs()
    {
        double[,] y = Subject.Dense(new double[0, 3], _w, [10, 0.5], Act.Relu);
        Expect.That(y?.GetLength(0) == 0 && y.GetLength(1) == 2, "0 × 2 entries", y is null ? "null" : $"{y.GetLength(0)} × {y.GetLength(1)} entries", because: "An empty batch is a batch. Its outputs still have 2 columns.");
    }

    [Theory]
    [InlineData(Act.Step)]
    [InlineData(Act.Tanh)]
    [InlineData(Act.Gelu)]
    public void Every_activation_is_applied(Act act) => Property.Holds(Gen.Select(Draw.Matrix(3, 2), Draw.Matrix(4, 2), Draw.Vector(4)), sample =>
    {
        (double[,] x, double[,] w, double[] b) = sample;
        double[,] expected = new double[3, 4];
        for (int n = 0; n < 3; n++)
            for (int o = 0; o < 4; o++)
                expected[n, o] = Activations.Eval(act, (b[o] + x[n, 0] * w[o, 0] + x[n, 1] * w[o, 1]) / 10);
        Expect.Close(expected, Subject.Dense(Scaled(x), w, Array.ConvertAll(b, entry => entry / 10), act), because: "The activation you are given is applied to each sum: Activations.Eval(act, sum), or your own.");
    });

    [Fact]
    public void Samples_do_not_see_each_other() => Property.Holds(Draw.Matrix(3, 4), x =>
    {
        double[,] w = { { 1, -2, 0.5, 3 }, { 0, 1, 1, -1 } };
        double[,] moved = Permuted(x);
        Expect.Close(Permuted(Subject.Dense(x, w, [1, -2], Act.LeakyRelu)), Subject.Dense(moved, w, [1, -2], Act.LeakyRelu), because: "Rows of the batch in another order give the same outputs in that order.");
    });

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_both_shapes()
    {
        Refused(new double[2, 3], new double[4, 5], new double[4], ["[2, 3]", "[4, 5]"]);
        Refused(new double[2, 3], new double[3, 4], new double[3], ["[2, 3]", "[3, 4]"]);
        Refused(new double[2, 5], new double[4, 3], new double[4], ["[2, 5]", "[4, 3]"]);
        Refused(new double[2, 3], new double[4, 3], new double[3], ["[4, 3]", "[3]"]);
        Refused(new double[2, 3], new double[4, 3], new double[5], ["[4, 3]", "[5]"]);
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You read W as [inputs, units]. Here W is [units, inputs]: [4, 3] has 4 units with 3 weights each, so unit o uses w[o, i].", Reference with { Dense = (x, w, b, act) => Careless(x, w, b, act, transposed: true) }),
        new("You added the bias of the row: sample n got b[n]. A bias belongs to a unit, so column o gets b[o].", Reference with { Dense = (x, w, b, act) => Careless(x, w, b, act, rowBias: true) }),
        new("You applied the activation before adding the bias: relu(W·x) + b can be negative, a ReLU layer cannot.", Reference with { Dense = (x, w, b, act) => Careless(x, w, b, act, biasLast: true) }),
        new("The bias is missing: the sum starts at b[o].", Reference with { Dense = (x, w, b, act) => { Guard(x, w, b); return Careless(x, w, new double[b.Length], act); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("unit by unit, with spans of rows", Reference with { Dense = ByUnits }),
        new("the product accumulated input by input", Reference with { Dense = ByInputs }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the shapes above each other: x is [N, in], W is [out, in], the result is [N, out]. Which index do x and W share?",
        "Three loops: sample n, unit o, input i. What does the sum start with, and what happens to it after the last input?",
        "Compare x's columns with W's, and W's rows with b's length, and name both shapes in the exception. For each n and o: sum = b[o], plus x[n, i]·w[o, i] for each i; store the activation of the sum.",
    ];

    private void Refused(double[,] x, double[,] w, double[] b, string[] shapes)
    {
        string? said = null;
        Expect.Throws<ArgumentException>(() =>
        {
            try
            {
                return Subject.Dense(x, w, b, Act.Relu);
            }
            catch (ArgumentException exception)
            {
                said = exception.Message;
                throw;
            }
        }, because: "Units and inputs of W must be those of b and x. An answer would be made of entries that do not belong together.");
        string letters = Bare(said!);
        string? missing = shapes.FirstOrDefault(shape => !letters.Contains(Bare(shape), StringComparison.Ordinal));
        Expect.That(missing is null, $"a message that names the shapes {string.Join(" and ", shapes)}", said, because: "Who reads the message must see which array is the wrong one. Write each shape as [rows, columns].");
    }

    private static string Bare(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace('×', ',').Replace('x', ',').Replace('(', '[').Replace(')', ']');

    private static double[,] Scaled(double[,] x)
    {
        double[,] y = new double[x.GetLength(0), x.GetLength(1)];
        for (int i = 0; i < y.GetLength(0); i++)
            for (int j = 0; j < y.GetLength(1); j++)
                y[i, j] = x[i, j] / 10;
        return y;
    }

    // Row 0 becomes row 1, 1 becomes 2, 2 becomes 0.
    private static double[,] Permuted(double[,] x)
    {
        double[,] y = new double[x.GetLength(0), x.GetLength(1)];
        for (int i = 0; i < y.GetLength(0); i++)
            for (int j = 0; j < y.GetLength(1); j++)
                y[(i + 1) % y.GetLength(0), j] = x[i, j];
        return y;
    }

    private static void Guard(double[,] x, double[,] w, double[] b)
    {
        if (x.GetLength(1) != w.GetLength(1) || w.GetLength(0) != b.Length) throw new ArgumentException($"x is [{x.GetLength(0)}, {x.GetLength(1)}], W is [{w.GetLength(0)}, {w.GetLength(1)}], b is [{b.Length}].");
    }

    private static double[,] Careless(double[,] x, double[,] w, double[] b, Act act, bool transposed = false, bool rowBias = false, bool biasLast = false)
    {
        if (transposed)
        {
            if (x.GetLength(1) != w.GetLength(0) || w.GetLength(1) != b.Length) throw new ArgumentException($"x is [{x.GetLength(0)}, {x.GetLength(1)}], W is [{w.GetLength(0)}, {w.GetLength(1)}], b is [{b.Length}].");
            w = Draw.Transpose(w);
        }

        Guard(x, w, b);
        double[,] y = new double[x.GetLength(0), w.GetLength(0)];
        for (int n = 0; n < y.GetLength(0); n++)
        {
            for (int o = 0; o < y.GetLength(1); o++)
            {
                double bias = rowBias ? b[n % b.Length] : b[o], sum = biasLast ? 0 : bias;
                for (int i = 0; i < x.GetLength(1); i++) sum += x[n, i] * w[o, i];
                y[n, o] = Activations.Eval(act, sum) + (biasLast ? bias : 0);
            }
        }

        return y;
    }

    private static double[,] ByUnits(double[,] x, double[,] w, double[] b, Act act)
    {
        Guard(x, w, b);
        int samples = x.GetLength(0), inputs = x.GetLength(1);
        double[,] y = new double[samples, b.Length];
        for (int o = 0; o < b.Length; o++)
        {
            double[] row = [.. Enumerable.Range(0, inputs).Select(i => w[o, i])];
            for (int n = 0; n < samples; n++) y[n, o] = Activations.Eval(act, row.Select((weight, i) => weight * x[n, i]).Sum() + b[o]);
        }

        return y;
    }

    private static double[,] ByInputs(double[,] x, double[,] w, double[] b, Act act)
    {
        Guard(x, w, b);
        double[,] y = new double[x.GetLength(0), w.GetLength(0)];
        for (int n = 0; n < y.GetLength(0); n++)
        {
            for (int i = 0; i < x.GetLength(1); i++)
                for (int o = 0; o < y.GetLength(1); o++)
                    y[n, o] += x[n, i] * w[o, i];
            for (int o = 0; o < y.GetLength(1); o++) y[n, o] = Activations.Eval(act, y[n, o] + b[o]);
        }

        return y;
    }
}
