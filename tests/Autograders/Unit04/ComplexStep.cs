using System.Numerics;
using Course;
using CsCheck;
using FromScratch.Calculus;

namespace Autograders;

/// <summary>Exercise 4.3: slopes by a step along the imaginary axis.</summary>
[Exercise("4.3", "The complex step", Difficulty = 2, Minutes = 20, Theory = "2. Two errors fight")]
public sealed class ComplexStep : Exercise<ComplexStep, ComplexStep.Contract>
{
    public delegate double SlopeByImaginaryStep(Func<Complex, Complex> f, double x);

    public sealed record Contract(SlopeByImaginaryStep ImaginarySlope);

    public static Verdict Check(SlopeByImaginaryStep imaginarySlope) => Grade(new Contract(imaginarySlope));

    protected override Contract Reference => new(ImaginaryStep.Derivative);

    private static Complex Cubic(Complex z) => z * z * z - 2 * z + 5;

    private static Complex Bell(Complex z) => 1 / (1 + z * z);

    private static Complex Fast(Complex z) => Complex.Sin(1e6 * z);

    private static Complex SquireAndTrapp(Complex z) => Complex.Exp(z) / (Cube(Complex.Sin(z)) + Cube(Complex.Cos(z)));

    private static Complex Cube(Complex z) => z * z * z;   // Complex.Pow goes over the angle, whose rounding would be divided by h

    private static Dual SquireAndTrapp(Dual x) => Dual.Exp(x) / (Dual.Pow(Dual.Sin(x), 3) + Dual.Pow(Dual.Cos(x), 3));

    [Fact]
    public void The_slope_of_a_cubic_at_2_is_10() => Expect.Close(10, Subject.ImaginarySlope(Cubic, 2), because: "z³ − 2z + 5 has the slope 3·2² − 2. Its value at 2 is 9.");

    [Fact]
    public void The_slope_of_exp_is_exp() => Expect.Close(Math.Exp(-1.5), Subject.ImaginarySlope(Complex.Exp, -1.5), because: "exp(x + ih) is eˣ·(cos h + i·sin h), and sin h is h.", tolerance: 1e-15);

    [Fact]
    public void The_slope_of_sin_is_cos() => Expect.Close(Math.Cos(2), Subject.ImaginarySlope(Complex.Sin, 2), because: "sin(x + ih) is sin x·cosh h + i·cos x·sinh h.", tolerance: 1e-15);

    [Fact]
    public void The_slope_of_a_fraction_may_be_negative() => Expect.Close(-0.64, Subject.ImaginarySlope(Bell, 0.5), because: "1/(1 + x²) has the slope −2x/(1 + x²)², at ½ that is −1/1.5625.", tolerance: 1e-15);

    [Fact]
    public void A_constant_has_slope_0() => Expect.Close(0, Subject.ImaginarySlope(z => 7, 3), because: "7 does not move.");

    [Fact]
    public void A_step_this_small_has_no_truncation_error() =>
        Expect.Close(1e6 * Math.Cos(1e6), Subject.ImaginarySlope(Fast, 1), because: "sin(10⁶·x) wiggles fast: with h = 1e-8 the error is 1.7e-5 of the slope. Nothing is subtracted here, so h may be 1e-200.", tolerance: 1e-9);

    [Fact]
    public void The_papers_example_agrees_with_dual_numbers()
    {
        foreach (double x in new[] { -0.5, 0.3, 1.5 })
            Expect.Close(Dual.Derivative(SquireAndTrapp, x), Subject.ImaginarySlope(SquireAndTrapp, x), because: $"eˣ/(sin³x + cos³x) at {ValueText.Of(x)}, against the slope by dual numbers.", tolerance: 1e-13);
    }

    [Fact]
    public void Products_have_the_slope_of_the_product_rule() => Property.Holds(
        Gen.Select(Draw.Whole, Draw.Whole, Draw.OneOf(-2, -0.5, 1, 3)), sample =>
        {
            (double a, double b, double x) = sample;
            Expect.Close(2 * x + a + b, Subject.ImaginarySlope(z => (z + a) * (z + b), x), because: $"(x + {ValueText.Of(a)})(x + {ValueText.Of(b)}) has the slope 2x + {ValueText.Of(a + b)}.", scale: 1);
        });

    [Fact]
    public void One_call_is_enough()
    {
        int calls = 0;
        Subject.ImaginarySlope(z => { calls++; return z; }, 1);
        Expect.That(calls == 1, "1 call of f", calls, because: "f(x + ih) holds the value in its real part and the slope in its imaginary part.");
    }

    [Fact]
    public void An_absolute_value_hides_its_slope() =>
        Expect.Close(0, Subject.ImaginarySlope(z => Complex.Abs(z), 3), because: "The magnitude of a complex number is real: the imaginary part, and the slope with it, is gone. Here the true slope is 1, and every complex step says 0. Know this limit.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The slope sits in the imaginary part; you took the real one, which is the value.", new((f, x) => f(new Complex(x, 1e-200)).Real)),
        new("You forgot to divide by h: the imaginary part is h times the slope.", new((f, x) => f(new Complex(x, 1e-200)).Imaginary)),
        new("You still use a step for subtraction. Here nothing is subtracted: take h = 1e-200, and the truncation error h² is 0.", new((f, x) => f(new Complex(x, 1e-8)).Imaginary / 1e-8)),
        new("You subtract f(x): that brings the rounding back. The imaginary part of f(x) is 0 and needs no subtraction; a step along the real axis is the old difference.", new((f, x) => (f(new Complex(x + 1e-8, 0)) - f(new Complex(x, 0))).Real / 1e-8)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the step as an imaginary unit", new((f, x) => f(x + Complex.ImaginaryOne * 1e-150).Imaginary * 1e150)),
        new("the quotient as a complex number", new((f, x) => (f(new Complex(x, 1e-100)) / 1e-100).Imaginary)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write Taylor's series for f(x + ih). Which of its terms have an i?",
        "f(x + ih) = f(x) + ih·f′(x) − h²f″(x)/2 − …: for a real function the imaginary part is h times the slope, but for a term with h³.",
        "One call of f at the complex number with real part x and imaginary part 1e-200; take the imaginary part of the answer and divide it by the step.",
    ];
}
