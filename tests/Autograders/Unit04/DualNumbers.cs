using System.Reflection;
using Course;
using CsCheck;
using FromScratch.Calculus;

namespace Autograders;

/// <summary>Exercise 4.4: a type of numbers that carry their slope.</summary>
[Exercise("4.4", "Dual numbers", Difficulty = 3, Minutes = 50, Core = true, Theory = "4. Dual numbers carry the slope along")]
public sealed class DualNumbers : Exercise<DualNumbers, DualNumbers.Contract>
{
    public delegate Dual FromNumber(double c);

    public delegate Dual OfTwo(Dual a, Dual b);

    public delegate Dual OfOne(Dual x);

    public delegate Dual FixedPower(Dual x, double p);

    public sealed record Contract(FromNumber Constant, OfTwo Add, OfTwo Subtract, OfTwo Multiply, OfTwo Divide, OfOne Sin, OfOne Exp, OfOne Log, FixedPower Pow, OfTwo Max);

    /// <summary>Checks your type of dual numbers.</summary>
    /// <param name="make">How to make one: <c>(v, d) => new MyDual(v, d)</c>.</param>
    public static Verdict Check<T>(Func<double, double, T> make)
        where T : struct, IDual<T>
    {
        // The type's own methods, so that what they call can be looked at; where one is written as an explicit implementation, a call of it.
        FromNumber FromOne(string name)
        {
            Func<double, T> own = Own<Func<double, T>>(name, typeof(double)) ?? T.Constant;
            return c => Shown(own(c));
        }

        OfTwo FromTwo(string name, Func<T, T, T> instead)
        {
            Func<T, T, T> own = Own<Func<T, T, T>>(name, typeof(T), typeof(T)) ?? instead;
            return (a, b) => Shown(own(make(a.V, a.D), make(b.V, b.D)));
        }

        OfOne FromOwn(string name, Func<T, T> instead)
        {
            Func<T, T> own = Own<Func<T, T>>(name, typeof(T)) ?? instead;
            return x => Shown(own(make(x.V, x.D)));
        }

        Func<T, double, T> power = Own<Func<T, double, T>>("Pow", typeof(T), typeof(double)) ?? T.Pow;
        return Grade(new Contract(
            FromOne("Constant"), FromTwo("op_Addition", (a, b) => a + b), FromTwo("op_Subtraction", (a, b) => a - b), FromTwo("op_Multiply", (a, b) => a * b), FromTwo("op_Division", (a, b) => a / b),
            FromOwn("Sin", T.Sin), FromOwn("Exp", T.Exp), FromOwn("Log", T.Log), (x, p) => Shown(power(make(x.V, x.D), p)), FromTwo("Max", T.Max)));

        static Dual Shown(T x) => new(x.V, x.D);

        static TFunction? Own<TFunction>(string name, params Type[] parameters)
            where TFunction : Delegate => typeof(T).GetMethod(name, BindingFlags.Public | BindingFlags.Static, parameters)?.CreateDelegate<TFunction>();
    }

    /// <summary>Holds a slope by your type against the reference's and a library's, on one function.</summary>
    public static Comparison Compare<T>(Func<double, double, T> make, Func<double, double> library)
        where T : struct, IDual<T> => Compared(
        Part("The slope of sin(x²)/x", x => Program(make(x, 1)).D, _ => x => Program(Dual.Variable(x)).D, library, "MathNet, by differences", ("at 2", f => f(2)), ("at 0.01", f => f(0.01))));

    private static T Program<T>(T x)
        where T : struct, IDual<T> => T.Sin(x * x) / x;

    protected override Contract Reference => new(DualRules.Constant, DualRules.Add, DualRules.Subtract, DualRules.Multiply, DualRules.Divide, DualRules.Sin, DualRules.Exp, DualRules.Log, DualRules.Pow, DualRules.Max);

    [Fact]
    public void A_constant_has_slope_0() => Close(new(3, 0), Subject.Constant(3), "d(3)/dx = 0: a constant does not move when x does.");

    [Fact]
    public void A_sum_adds_slopes() => Close(new(7, 11), Subject.Add(new(2, 5), new(5, 6)), "2 + 5 and 5 + 6.");

    [Fact]
    public void A_difference_subtracts_slopes() => Close(new(-3, -1), Subject.Subtract(new(2, 5), new(5, 6)), "2 − 5 and 5 − 6.");

    [Fact]
    public void A_product_follows_the_product_rule() => Close(new(10, 37), Subject.Multiply(new(2, 5), new(5, 6)), "The slope is 5·5 + 2·6: each factor's slope times the other factor, added.");

    [Fact]
    public void A_quotient_follows_the_quotient_rule() => Close(new(0.4, 0.52), Subject.Divide(new(2, 5), new(5, 6)), "The slope is (5·5 − 2·6)/5² = 13/25: first the numerator's slope, then minus.");

    [Fact]
    public void The_reciprocal_falls() => Close(new(0.25, -0.0625), Subject.Divide(new(1, 0), new(4, 1)), "1/x at 4 has the slope −1/16.");

    [Fact]
    public void The_sine_multiplies_by_the_inner_slope() => Close(new(Math.Sin(2), 3 * Math.Cos(2)), Subject.Sin(new(2, 3)), "The chain rule: cos of the value, times the slope that came in, 3.");

    [Fact]
    public void The_exponential_multiplies_by_the_inner_slope() => Close(new(Math.Exp(2), 3 * Math.Exp(2)), Subject.Exp(new(2, 3)), "The chain rule: exp is its own slope, times the slope that came in, 3.");

    [Fact]
    public void The_logarithm_divides_the_inner_slope() => Close(new(Math.Log(2), 1.5), Subject.Log(new(2, 3)), "The chain rule: 1/2 times the slope that came in, 3.");

    [Theory]
    [InlineData(2, 3, 3, 8, 36)]
    [InlineData(-2, 3, 3, -8, 36)]
    [InlineData(4, 3, 0.5, 2, 0.75)]
    [InlineData(2, 3, -1, 0.5, -0.75)]
    public void A_power_lowers_its_exponent(double v, double d, double p, double value, double slope) =>
        Close(new(value, slope), Subject.Pow(new(v, d), p), "p·v^(p − 1)·d: the exponent comes down, and the inner slope goes along. exp(p·ln v) would fail for negative v.");

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 0)]
    [InlineData(3, 0, 0)]
    public void Powers_have_a_slope_at_0(double p, double value, double slope) =>
        Close(new(value, slope), Subject.Pow(new(0, 1), p), p == 0 ? "x⁰ is 1 everywhere, so its slope is 0. p·v^(p − 1) is 0·∞ here, which is NaN: look at p = 0 first." : "The slope of xᵖ at 0 is p·0^(p − 1), and 0⁰ is 1.");

    [Fact]
    public void The_maximum_takes_the_slope_of_the_branch_that_wins()
    {
        Close(new(5, 6), Subject.Max(new(2, 5), new(5, 6)), "5 is larger than 2, so its slope counts, alone.");
        Close(new(5, 3), Subject.Max(new(5, 3), new(2, 7)), "5 is larger than 2, whatever the slopes are. Compare the values.");
    }

    [Fact]
    public void Where_branches_meet_the_maximum_takes_one_slope()
    {
        Dual both = Subject.Max(new(2, 5), new(2, -1));
        Expect.That(both is { V: 2, D: 5 or -1 }, "the slope 5 or −1", both.D, because: "At a corner there is no slope; the two sides' are the honest answers. Their mean or sum belongs to neither.");
    }

    [Fact]
    public void Sin_of_x_squared_over_x_at_2()
    {
        Dual x = new(2, 1);
        Close(new(Math.Sin(4) / 2, 2 * Math.Cos(4) - Math.Sin(4) / 4), Subject.Divide(Subject.Sin(Subject.Multiply(x, x)), x), "sin(x²)/x: the slope is (cos(x²)·2x·x − sin(x²))/x².");
    }

    [Fact]
    public void Tanh_built_from_exp_has_the_slope_of_tanh()
    {
        Dual x = new(0.7, 1), up = Subject.Exp(x), down = Subject.Exp(Subject.Subtract(Subject.Constant(0), x));
        Close(new(Math.Tanh(0.7), 1 - Math.Pow(Math.Tanh(0.7), 2)), Subject.Divide(Subject.Subtract(up, down), Subject.Add(up, down)), "tanh x is (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ), and its slope is 1 − tanh²x.");
    }

    [Fact]
    public void A_program_with_a_loop_and_an_if_keeps_its_slope()
    {
        Dual x = new(1.5, 1), product = Subject.Constant(1);
        for (int i = 0; i < 3; i++) product = Subject.Multiply(product, x.V > i ? x : Subject.Subtract(Subject.Constant(0), x));
        Close(new(-3.375, -6.75), product, "At 1.5 the loop computes x·x·(−x), whose slope is −3x².");
    }

    [Fact]
    public void A_polynomial_is_a_loop_of_products_and_sums() => Property.Holds(
        Gen.Select(Draw.Vector(4), Draw.Whole), sample =>
        {
            (double[] c, double at) = sample;
            Dual x = new(at, 1), sum = Subject.Constant(0);
            for (int k = 3; k >= 0; k--) sum = Subject.Add(Subject.Multiply(sum, x), Subject.Constant(c[k]));
            Close(new(((c[3] * at + c[2]) * at + c[1]) * at + c[0], (3 * c[3] * at + 2 * c[2]) * at + c[1]), sum, $"c₀ + c₁x + c₂x² + c₃x³ with c = {ValueText.Of(c)}, at {ValueText.Of(at)}.");
        });

    [Fact]
    public void Products_and_quotients_agree_with_the_complex_step() => Property.Holds(
        Gen.Select(Draw.Whole, Draw.Whole, Draw.OneOf(-2.5, 0.3, 1.7)), sample =>
        {
            (double a, double b, double at) = sample;
            Dual x = new(at, 1), top = Subject.Multiply(Subject.Sin(x), Subject.Add(x, Subject.Constant(a)));
            Dual bottom = Subject.Add(Subject.Multiply(x, x), Subject.Constant(1 + b * b));
            double slope = ImaginaryStep.Derivative(z => System.Numerics.Complex.Sin(z) * (z + a) / (z * z + 1 + b * b), at);
            Expect.Close(slope, Subject.Divide(top, bottom).D, because: $"sin x·(x + {ValueText.Of(a)})/(x² + {ValueText.Of(1 + b * b)}) at {ValueText.Of(at)}, against the complex step.", tolerance: 1e-12, scale: 1);
        });

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The quotient rule's sign: it is u′w − uw′ over w², you have them the other way round.", Reference with { Divide = (a, b) => new(a.V / b.V, (a.V * b.D - a.D * b.V) / (b.V * b.V)) }),
        new("Sin ignores the inner slope: sin(x²)′ is cos(x²)·2x, so multiply cos by the slope that came in.", Reference with { Sin = x => new(Math.Sin(x.V), Math.Cos(x.V)) }),
        new("Sin, Exp and Log ignore the inner slope: the chain rule multiplies by the slope that came in.", Reference with { Sin = x => new(Math.Sin(x.V), Math.Cos(x.V)), Exp = x => new(Math.Exp(x.V), Math.Exp(x.V)), Log = x => new(Math.Log(x.V), 1 / x.V) }),
        new("d(3)/dx = 0: you gave constants the slope 1, which only the input has.", Reference with { Constant = c => new(c, 1) }),
        new("You multiplied the slopes. The product rule is u′w + uw′: each slope times the other value.", Reference with { Multiply = (a, b) => new(a.V * b.V, a.D * b.D) }),
        new("At p = 0 your slope is 0·∞, which is NaN: x⁰ is constant, its slope is 0.", Reference with { Pow = (x, p) => new(Math.Pow(x.V, p), p * Math.Pow(x.V, p - 1) * x.D) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the quotient as a product with a reciprocal, functions by one helper for the chain rule", Reference with
        {
            Subtract = (a, b) => DualRules.Add(a, new(-b.V, -b.D)),
            Divide = (a, b) => DualRules.Multiply(a, new(1 / b.V, -b.D / (b.V * b.V))),
            Sin = x => Chain(x, Math.Sin, Math.Cos),
            Exp = x => Chain(x, Math.Exp, Math.Exp),
            Log = x => Chain(x, Math.Log, v => 1 / v),
            Pow = (x, p) => p == 0 ? new(1, 0) : Chain(x, v => Math.Pow(v, p), v => p * Math.Pow(v, p - 1)),
        }),
        new("the textbook's quotient rule; at a corner the second branch", Reference with
        {
            Divide = (a, b) => new(a.V / b.V, (a.D * b.V - a.V * b.D) / Math.Pow(b.V, 2)),
            Multiply = (a, b) => new(b.V * a.V, b.V * a.D + b.D * a.V),
            Max = (a, b) => a.V > b.V ? a : b,
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Multiply (u + u′ε)(w + w′ε) by hand and strike out ε². What stands in front of ε?",
        "Every function of one argument has the same shape: f of the value, and f′ of the value times the slope that came in. For the quotient, ask which slope gives back u′ when you multiply by w again.",
        "Values first, as with plain numbers. Slopes: sum and difference entry by entry; product u′w + uw′; quotient (u′ − (u/w)w′)/w; power p·v^(p − 1)·d but 0 for p = 0; Max returns whichever argument has the larger value, whole.",
    ];

    private static Dual Chain(Dual x, Func<double, double> f, Func<double, double> slope) => new(f(x.V), slope(x.V) * x.D);

    private static void Close(Dual expected, Dual actual, string because) => Expect.That(
        Near(expected.V, actual.V) && Near(expected.D, actual.D), $"value {ValueText.Of(expected.V)}, slope {ValueText.Of(expected.D)}", actual, because);

    private static bool Near(double expected, double actual) => Math.Abs(actual - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected));
}
