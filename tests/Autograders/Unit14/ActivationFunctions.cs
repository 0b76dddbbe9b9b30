using Course;
using CsCheck;
using FromScratch.Neural;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 14.1: nine activations and their slopes.</summary>
[Exercise("14.1", "Activation functions", Difficulty = 1, Minutes = 20, Core = true, Theory = "3. Bends, not curves")]
public sealed class ActivationFunctions : Exercise<ActivationFunctions, ActivationFunctions.Contract>
{
    public delegate double Function(Act a, double x);

    public sealed record Contract(Function Eval, Function Derivative);

    public static Verdict Check(Function eval, Function derivative) => Grade(new Contract(eval, derivative));

    /// <summary>Holds your functions against the reference's and a library's, on 10 001 numbers from −6 to 6.</summary>
    public static Comparison Compare(Function eval, string libraryName, params (Act Act, Func<double[], double[]> OfNumbers)[] library) => Compared(
        [.. library.Select(one => Part($"Eval, {one.Act}", Over(eval, one.Act), contract => Over(contract.Eval, one.Act), new Entrywise(one.OfNumbers), libraryName, ("10 001 numbers from −6 to 6", (Func<Entrywise, double[]>)(f => f(_line)))))]);

    public delegate double[] Entrywise(double[] x);

    protected override Contract Reference => new(Activations.Eval, Activations.Derivative);

    private static readonly double[] _line = [.. Enumerable.Range(0, 10_001).Select(i => -6 + 12 * i / 10_000.0)];

    private static readonly Act[] _bent = [Act.Sigmoid, Act.Tanh, Act.Relu, Act.LeakyRelu, Act.Elu, Act.Softplus, Act.Silu, Act.Gelu];

    [Theory]
    [InlineData(Act.Identity, 2.5, 2.5)]
    [InlineData(Act.Sigmoid, 0.0, 0.5)]
    [InlineData(Act.Sigmoid, 2.0, 0.8807970779778823)]
    [InlineData(Act.Tanh, 0.5, 0.46211715726000973)]
    [InlineData(Act.Relu, 2.5, 2.5)]
    [InlineData(Act.LeakyRelu, 2.5, 2.5)]
    [InlineData(Act.Elu, 2.5, 2.5)]
    [InlineData(Act.Silu, 1.0, 0.7310585786300049)]
    public void Values_to_the_right(Act a, double x, double expected) =>
        Expect.Close(expected, Subject.Eval(a, x), because: "Sigmoid is 1/(1 + e⁻ˣ), SiLU is x times that. Identity, ReLU, leaky ReLU and ELU leave positive numbers alone.", scale: 1);

    [Theory]
    [InlineData(Act.Identity, -2.0, -2.0)]
    [InlineData(Act.Tanh, -0.5, -0.46211715726000973)]
    [InlineData(Act.Relu, -2.0, 0.0)]
    [InlineData(Act.LeakyRelu, -2.0, -0.02)]
    [InlineData(Act.Elu, -1.0, -0.6321205588285577)]
    [InlineData(Act.Silu, -1.0, -0.2689414213699951)]
    public void Values_to_the_left(Act a, double x, double expected) =>
        Expect.Close(expected, Subject.Eval(a, x), because: "Below 0: ReLU gives 0, leaky ReLU 0.01·x, ELU eˣ − 1, SiLU x/(1 + e⁻ˣ).", scale: 1);

    [Theory]
    [InlineData(-0.001, 0.0)]
    [InlineData(0.0, 1.0)]
    [InlineData(3.0, 1.0)]
    public void The_step_is_up_at_0(double x, double expected) => Expect.Close(expected, Subject.Eval(Act.Step, x), because: "1 where x ≥ 0, else 0. Step(0) is 1: exercise 14.3 relies on knowing that.");

    [Theory]
    [InlineData(-1000.0, 0.0)]
    [InlineData(1000.0, 1.0)]
    public void The_sigmoid_reaches_its_ends(double x, double expected) => Expect.Close(expected, Subject.Eval(Act.Sigmoid, x), because: "e¹⁰⁰⁰ is ∞, and 1/(1 + ∞) is 0; but ∞/(1 + ∞) is NaN. Write it so that ∞ stands below alone.", scale: 1);

    [Theory]
    [InlineData(0.0, 0.6931471805599453)]
    [InlineData(2.0, 2.1269280110429727)]
    [InlineData(-2.0, 0.1269280110429726)]
    public void Softplus_is_a_rounded_ReLU(double x, double expected) => Expect.Close(expected, Subject.Eval(Act.Softplus, x), because: "ln(1 + eˣ); at 0 it is ln 2.", scale: 1);

    [Theory]
    [InlineData(1000.0, 1000.0)]
    [InlineData(-1000.0, 0.0)]
    public void Softplus_does_not_overflow(double x, double expected) => Expect.Close(expected, Subject.Eval(Act.Softplus, x), because: "ln(1 + eˣ) = x + ln(1 + e⁻ˣ). Choose the form whose exponent is not positive.", scale: 1);

    [Theory]
    [InlineData(1.0, 0.8413447460685429)]
    [InlineData(-1.0, -0.15865525393145707)]
    [InlineData(2.0, 1.9544997361036416)]
    public void GELU_is_exact(double x, double expected) => Expect.Close(expected, Subject.Eval(Act.Gelu, x), because: "x·Φ(x), with Unit 6's Normal.StandardCdf. Φ(1) is 0.841345.", scale: 1);

    [Fact]
    public void The_slope_is_how_fast_the_value_moves() => Property.Holds(
        Gen.Select(Gen.Int[0, _bent.Length - 1], Gen.Int[1, 50], Gen.Bool), sample =>
        {
            (int which, int tenths, bool right) = sample;
            Act a = _bent[which];
            double x = (right ? tenths : -tenths) / 10.0;
            double moved = (Activations.Eval(a, x + 1e-5) - Activations.Eval(a, x - 1e-5)) / 2e-5;
            Expect.Close(moved, Subject.Derivative(a, x), because: $"Between x − 10⁻⁵ and x + 10⁻⁵, {a} moves by {ValueText.Of(Math.Round(moved, 6))} for each 1. Derivative is given x itself, not the activation's value.", tolerance: 1e-6, scale: 1);
        }, samples: 60);

    [Theory]
    [InlineData(Act.Sigmoid, 0.0, 0.25)]
    [InlineData(Act.Tanh, 0.0, 1.0)]
    [InlineData(Act.Elu, 0.0, 1.0)]
    [InlineData(Act.Softplus, 0.0, 0.5)]
    [InlineData(Act.Silu, 0.0, 0.5)]
    [InlineData(Act.Gelu, 0.0, 0.5)]
    [InlineData(Act.Identity, -7.0, 1.0)]
    [InlineData(Act.Step, 0.5, 0.0)]
    [InlineData(Act.Step, 0.0, 0.0)]
    public void Slopes_by_hand(Act a, double x, double expected) => Expect.Close(expected, Subject.Derivative(a, x), because: "At 0 the sigmoid's s·(1 − s) is ½·½; SiLU's and GELU's slopes are their gates, ½. A step is flat on both sides, and counts as flat at 0.", scale: 1);

    [Theory]
    [InlineData(Act.Relu, 0.0)]
    [InlineData(Act.LeakyRelu, 0.01)]
    public void At_the_kink_the_slope_is_that_from_the_left(Act a, double expected) => Expect.Close(expected, Subject.Derivative(a, 0), because: "At 0 there are two slopes, and a program needs one. The libraries take the left one.");

    [Theory]
    [InlineData(Act.Sigmoid, -1000.0, 0.0)]
    [InlineData(Act.Sigmoid, 1000.0, 0.0)]
    [InlineData(Act.Tanh, -1000.0, 0.0)]
    [InlineData(Act.Elu, -1000.0, 0.0)]
    [InlineData(Act.Elu, 1000.0, 1.0)]
    [InlineData(Act.Softplus, -1000.0, 0.0)]
    [InlineData(Act.Softplus, 1000.0, 1.0)]
    [InlineData(Act.Silu, -1000.0, 0.0)]
    [InlineData(Act.Silu, 1000.0, 1.0)]
    [InlineData(Act.Gelu, -1000.0, 0.0)]
    [InlineData(Act.Gelu, 1000.0, 1.0)]
    public void Far_out_the_slope_is_a_number(Act a, double x, double expected) => Expect.Close(expected, Subject.Derivative(a, x), because: "e¹⁰⁰⁰ is ∞, and ∞/∞ is NaN: one such slope, and training has lost all its weights. With s for the sigmoid, its slope is s·(1 − s).", scale: 1);

    [Fact]
    public void What_is_no_activation_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Eval((Act)99, 1), because: "A new name in the enum must not silently become some other function.");
        Expect.Throws<ArgumentException>(() => Subject.Derivative((Act)99, 1), because: "A new name in the enum must not silently become some other function.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Your sigmoid's slope is NaN at −1000: e⁻ˣ/(1 + e⁻ˣ)² is ∞/∞ there. With s the sigmoid, use s·(1 − s).",
            Reference with { Derivative = (a, x) => a == Act.Sigmoid ? Math.Exp(-x) / Math.Pow(1 + Math.Exp(-x), 2) : Activations.Derivative(a, x) }),
        new("Your softplus is ∞ at 1000: eˣ overflows. ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)), whose exponent is never positive.",
            Reference with { Eval = (a, x) => a == Act.Softplus ? Math.Log(1 + Math.Exp(x)) : Activations.Eval(a, x) }),
        new("Your GELU at 1 is 0.841192, the tanh approximation; the exact x·Φ(x) is 0.841345. Unit 6's Normal.StandardCdf is Φ.",
            Reference with { Eval = (a, x) => a == Act.Gelu ? 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) : Activations.Eval(a, x) }),
        new("Derivative receives the number the activation was given, not the one it gave: s·(1 − s) needs s = sigmoid(x), and 1 − t² needs t = tanh(x).",
            Reference with { Derivative = (a, x) => a switch { Act.Sigmoid => x * (1 - x), Act.Tanh => 1 - x * x, _ => Activations.Derivative(a, x) } }),
        new("Step(0) is 1 here: x ≥ 0, not x > 0.",
            Reference with { Eval = (a, x) => a == Act.Step ? (x > 0 ? 1 : 0) : Activations.Eval(a, x) }),
        new("SiLU and GELU are products, x times a gate, so their slope has two terms: the gate, and x times the gate's slope. You gave the gate alone.",
            Reference with { Derivative = (a, x) => a switch { Act.Silu => Activations.Eval(Act.Sigmoid, x), Act.Gelu => Normal.StandardCdf(x), _ => Activations.Derivative(a, x) } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the sigmoid by tanh, the gates written once", new(
            (a, x) => a switch
            {
                Act.Identity => x,
                Act.Step => x < 0 ? 0 : 1,
                Act.Sigmoid => Gate(a, x),
                Act.Tanh => 2 * Half(2 * x) - 1,
                Act.Relu => x < 0 ? 0 : x,
                Act.LeakyRelu => Math.Max(x, 0.01 * x),
                Act.Elu => x < 0 ? Math.Exp(x) - 1 : x,
                Act.Softplus => x > 30 ? x : Math.Log(1 + Math.Exp(x)),
                Act.Silu or Act.Gelu => x * Gate(a, x),
                _ => throw new ArgumentException("none of them"),
            },
            (a, x) => a switch
            {
                Act.Identity => 1,
                Act.Step => 0,
                Act.Sigmoid => Half(x) * (1 - Half(x)),
                Act.Tanh => 1 - Math.Pow(Math.Tanh(x), 2),
                Act.Relu => x <= 0 ? 0 : 1,
                Act.LeakyRelu => x <= 0 ? 0.01 : 1,
                Act.Elu => Math.Exp(Math.Min(x, 0)),
                Act.Softplus => Half(x),
                Act.Silu => Gate(a, x) + x * Half(x) * (1 - Half(x)),
                Act.Gelu => Gate(a, x) + x * new Normal().Density(x),
                _ => throw new ArgumentException("none of them"),
            })),
        new("a table of pairs", new((a, x) => Entry(a).Value(x), (a, x) => Entry(a).Slope(x))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Two switches with a line for each name. For each formula ask: what does it do at −1000 and at 1000?",
        "Math.Exp is harmless where its exponent is negative or where ∞ lands below a fraction bar alone. For softplus, take x out of the logarithm when x is positive.",
        "Derivative: write s for the sigmoid of x. Sigmoid: s(1 − s). Softplus: s. SiLU is a product of x and s, GELU of x and Φ: first factor times the other's slope, plus the second. Φ's slope is the normal density. At 0, ReLU counts as flat.",
    ];

    private static Entrywise Over(Function f, Act act) => x => Array.ConvertAll(x, entry => f(act, entry));

    private static double Half(double x) => (1 + Math.Tanh(x / 2)) / 2;

    private static double Gate(Act a, double x) => a == Act.Gelu ? SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2 : Half(x);

    private static (Func<double, double> Value, Func<double, double> Slope) Entry(Act a) => new Dictionary<Act, (Func<double, double>, Func<double, double>)>
    {
        [Act.Identity] = (x => x, _ => 1),
        [Act.Step] = (x => x >= 0 ? 1 : 0, _ => 0),
        [Act.Sigmoid] = (Half, x => 0.25 * (1 - Math.Pow(Math.Tanh(x / 2), 2))),
        [Act.Tanh] = (Math.Tanh, x => 1 - Math.Tanh(x) * Math.Tanh(x)),
        [Act.Relu] = (x => Math.Max(0, x), x => x > 0 ? 1 : 0),
        [Act.LeakyRelu] = (x => x > 0 ? x : x / 100, x => x > 0 ? 1 : 0.01),
        [Act.Elu] = (x => x > 0 ? x : Math.Exp(x) - 1, x => x > 0 ? 1 : Math.Exp(x)),
        [Act.Softplus] = (x => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), Half),
        [Act.Silu] = (x => x * Half(x), x => Half(x) + x * 0.25 * (1 - Math.Pow(Math.Tanh(x / 2), 2))),
        [Act.Gelu] = (x => x * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))) / 2, x => (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))) / 2 + x * new Normal().Density(x)),
    }.TryGetValue(a, out var entry) ? entry : throw new ArgumentOutOfRangeException(nameof(a));
}
