using Course;
using CsCheck;
using FromScratch.Calculus;

namespace Autograders;

/// <summary>Exercise 4.1: slopes from function values, and the step that suits them.</summary>
[Exercise("4.1", "Finite differences", Difficulty = 2, Minutes = 30, Core = true, Theory = "2. Two errors fight")]
public sealed class FiniteDifferences : Exercise<FiniteDifferences, FiniteDifferences.Contract>
{
    public delegate double ForwardDifference(Func<double, double> f, double x, double h);

    public delegate double CentralDifference(Func<double, double> f, double x, double h);

    public delegate double StepChoice(double x, int order);

    public sealed record Contract(ForwardDifference Forward, CentralDifference Central, StepChoice BestStep);

    public static Verdict Check(ForwardDifference forward, CentralDifference central, StepChoice bestStep) => Grade(new Contract(forward, central, bestStep));

    /// <summary>Holds your central difference against the reference's and a library's.</summary>
    public static Comparison Compare(CentralDifference central, CentralDifference library) => Compared(
        Part("Central", central, contract => contract.Central, library, "MathNet", ("sin(x²) at 1.2, h = 6e-6", f => f(SinOfSquare, 1.2, 6e-6)), ("a sum of 1,000 sines at 1.2, h = 6e-6", f => f(ManySines, 1.2, 6e-6))));

    protected override Contract Reference => new(Differences.Forward, Differences.Central, Differences.BestStep);

    private static double SinOfSquare(double x) => Math.Sin(x * x);

    private static double ManySines(double x)
    {
        double sum = 0;
        for (int k = 1; k <= 1000; k++) sum += Math.Sin(k * x) / (k * k);
        return sum;
    }

    private static double Square(double x) => x * x;

    private static double Cube(double x) => x * x * x;

    private static double Reciprocal(double x) => 1 / x;

    [Fact]
    public void The_forward_difference_of_a_square_is_2x_plus_h()
    {
        Expect.Close(6.5, Subject.Forward(Square, 3, 0.5), because: "(3.5² − 3²)/0.5 = 3.25/0.5. The slope at 3 is 6; half a step too much is the price of looking one way.");
        Expect.Close(5.5, Subject.Forward(Square, 3, -0.5), because: "(2.5² − 3²)/(−0.5): with a negative step it looks backward. Divide by h as it is, not by its size.");
    }

    [Fact]
    public void The_central_difference_of_a_square_is_2x()
    {
        Expect.Close(6, Subject.Central(Square, 3, 0.5), because: "(3.5² − 2.5²)/1 = 6: exact, as the errors of the two sides cancel.");
        Expect.Close(6, Subject.Central(Square, 3, -0.5), because: "Swapping the two sides changes nothing: the difference and 2h both change their sign.");
    }

    [Fact]
    public void The_central_difference_of_a_cube_is_3x_squared_plus_h_squared() =>
        Expect.Close(12.25, Subject.Central(Cube, 2, 0.5), because: "(2.5³ − 1.5³)/1 = 15.625 − 3.375.");

    [Fact]
    public void On_exp_at_1_with_a_hundredth_the_errors_are_those_of_Taylor()
    {
        Expect.Close(Math.E * Math.Sinh(0.01) / 0.01, Subject.Central(Math.Exp, 1, 0.01), because: "e·sinh(h)/h: the error is 4.53e-5, about h²·e/6.", tolerance: 1e-11);
        Expect.Close(Math.E * (Math.Exp(0.01) - 1) / 0.01, Subject.Forward(Math.Exp, 1, 0.01), because: "e·(eʰ − 1)/h: the error is 1.36e-2, about h·e/2.", tolerance: 1e-11);
    }

    [Fact]
    public void Halving_the_step_quarters_the_central_error_and_halves_the_forward_one()
    {
        double central = (Subject.Central(Math.Sin, 1, 0.02) - Math.Cos(1)) / (Subject.Central(Math.Sin, 1, 0.01) - Math.Cos(1));
        Expect.That(central is > 3.9 and < 4.1, "an error 4 times smaller after halving h from 0.02 to 0.01", central, because: "The central error is h²·f‴/6: half the step, a quarter of the error. For sin at 1.");
        double forward = (Subject.Forward(Math.Sin, 1, 0.02) - Math.Cos(1)) / (Subject.Forward(Math.Sin, 1, 0.01) - Math.Cos(1));
        Expect.That(forward is > 1.9 and < 2.1, "an error 2 times smaller after halving h from 0.02 to 0.01", forward, because: "The forward error is h·f″/2: half the step, half the error. For sin at 1.");
    }

    [Fact]
    public void Straight_lines_have_their_slope_everywhere() => Property.Holds(
        Gen.Select(Draw.Whole, Draw.Whole, Draw.Whole, Draw.OneOf(0.25, 0.5, 2, -1)), sample =>
        {
            (double slope, double start, double x, double h) = sample;
            Expect.Close(slope, Subject.Forward(t => slope * t + start, x, h), because: $"f(x) = {ValueText.Of(slope)}x + {ValueText.Of(start)} has one slope, for every step.");
            Expect.Close(slope, Subject.Central(t => slope * t + start, x, h), because: $"f(x) = {ValueText.Of(slope)}x + {ValueText.Of(start)} has one slope, for every step.");
        });

    [Fact]
    public void Two_calls_are_enough()
    {
        List<double> places = [];
        double Watched(double x)
        {
            places.Add(x);
            return x * x;
        }

        Subject.Forward(Watched, 3, 0.5);
        Expect.That(places.Count == 2, "2 calls of f", places.Count, because: "f may be a simulation that runs for hours. Forward needs f(x + h) and f(x).");
        places.Clear();
        Subject.Central(Watched, 3, 0.5);
        Expect.That(places.Count == 2, "2 calls of f", places.Count, because: "Central needs f(x + h) and f(x − h), not f(x).");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_step_to_nowhere_is_refused(double h)
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Forward(Math.Exp, 1, h), because: "With h = 0 it is 0/0; a slope needs two different points at a finite distance.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Central(Math.Exp, 1, h), because: "With h = 0 it is 0/0; a slope needs two different points at a finite distance.");
    }

    [Theory]
    [InlineData(1, 1, 1.5e-8)]
    [InlineData(1, 2, 6.1e-6)]
    [InlineData(1, 4, 7.4e-4)]
    [InlineData(0, 2, 6.1e-6)]
    [InlineData(1e-3, 2, 6.1e-6)]
    public void Near_1_the_best_step_is_a_root_of_the_rounding(double x, int order, double about)
    {
        double step = Subject.BestStep(x, order);
        Expect.That(step > about / 4 && step < about * 4, $"about {ValueText.Of(about)}, up to a factor of 4", step, because: "Truncation hᵖ and rounding ε/h are equal at h = ε^(1/(p + 1)), ε = 2.2e-16. Below x = 1 the scale stays 1, or h would be 0 at x = 0.");
    }

    [Theory]
    [InlineData(1e6, 1)]
    [InlineData(1e6, 2)]
    [InlineData(-1e6, 2)]
    [InlineData(-3e10, 2)]
    public void A_large_x_needs_a_large_step(double x, int order)
    {
        double step = Subject.BestStep(x, order), about = Math.Abs(x) * (order == 1 ? 1.5e-8 : 6.1e-6);
        Expect.That(step > about / 4 && step < about * 4, $"about {ValueText.Of(about)}, up to a factor of 4", step, because: "Doubles near x are ε·|x| apart. x + 1e-10 rounds to x at 1e6: scale h with |x|, and keep it positive.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(-7.3)]
    [InlineData(123456.789)]
    public void X_plus_the_best_step_is_exactly_that_far_from_x(double x)
    {
        foreach (int order in new[] { 1, 2 })
        {
            double step = Subject.BestStep(x, order);
            Expect.Equal(step, Math.Abs(x) + step - Math.Abs(x), because: "x + h is rounded, so the step that is really made is another one than the h you divide by. Return the rounded one: (|x| + h) − |x|.");
        }
    }

    private static readonly (string Name, Func<double, double> F, double X, double Slope)[] _six =
    [
        ("exp", Math.Exp, 1e-3, Math.Exp(1e-3)), ("sin", Math.Sin, 0.5, Math.Cos(0.5)), ("x³", Cube, -2, 12), ("ln", Math.Log, 50, 1 / 50.0), ("1/x", Reciprocal, -1e4, -1e-8), ("x²", Square, 1e6, 2e6),
    ];

    [Fact]
    public void With_the_best_step_central_differences_keep_9_digits()
    {
        foreach ((string name, Func<double, double> f, double x, double slope) in _six)
        {
            double h = Subject.BestStep(x, 2);
            Expect.Close(slope, Subject.Central(f, x, h), because: $"The slope of {name} at {ValueText.Of(x)}, with your own step {ValueText.Of(h)}. Too small a step subtracts nearly equal numbers, too large a one is no longer local.", tolerance: 1e-9);
        }
    }

    [Fact]
    public void With_the_best_step_forward_differences_keep_6_digits()
    {
        foreach ((string name, Func<double, double> f, double x, double slope) in _six)
        {
            double h = Subject.BestStep(x, 1);
            Expect.Close(slope, Subject.Forward(f, x, h), because: $"The slope of {name} at {ValueText.Of(x)}, with your own step {ValueText.Of(h)}.", tolerance: 1e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_order_below_1_is_refused(int order) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BestStep(1, order), because: "An error of order h⁰ does not fall with h: there is no best step.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Twice the slope: between x − h and x + h lie two steps, so divide by 2h.", Reference with { Central = (f, x, h) => 2 * Differences.Central(f, x, h) }),
        new("With h = 1e-15 the slope of exp at 1 is off by 0.39: you subtract two numbers that agree in nearly all digits. Smaller is not better; balance hᵖ against ε/h.", Reference with { BestStep = (x, order) => { Differences.BestStep(x, order); return Math.Max(1, Math.Abs(x)) * Math.Pow(2, -49); } }),
        new("Your step does not grow with x: at x = 1e6 doubles are 1e-10 apart, and far out x + h is x. Scale h with |x|.", Reference with { BestStep = (x, order) => Rounded(x, Differences.BestStep(1, order)) }),
        new("At x = 0 your step is 0: take max(1, |x|) as the scale, not |x| alone.", Reference with { BestStep = (x, order) => Rounded(x, Differences.BestStep(1, order) * Math.Abs(x)) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the step as a power of two, and differences written with two named points", new(
            (f, x, h) =>
            {
                if (h == 0 || !double.IsFinite(h)) throw new ArgumentOutOfRangeException(nameof(h));
                double there = f(x + h), here = f(x);
                return there / h - here / h;
            },
            (f, x, h) => !double.IsFinite(1 / h) || !double.IsFinite(h) ? throw new ArgumentOutOfRangeException(nameof(h)) : 0.5 * (f(x + h) - f(x - h)) / h,
            (x, order) =>
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
                return Math.Pow(2, Math.Round((-52.0 / (order + 1)) + Math.Log2(1 + Math.Abs(x))));
            })),
        new("a step balanced with the factor of Taylor's formula", Reference with
        {
            BestStep = (x, order) =>
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order);
                double h = Math.Pow((order + 1) * 1.1e-16, 1.0 / (1 + order)) * (1 + Math.Abs(x));
                return x >= 0 ? x + h - x : h - x + x;
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write both differences as rise over run. How long is the run of each?",
        "BestStep: the error is about hᵖ + ε/h, with ε = 2.2e-16. Where is its minimum, up to a factor of a few? And what does ε become when x is a million?",
        "Refuse a step that is 0 or not finite. BestStep: refuse an order below 1; take ε to the power 1/(p + 1), times the larger of 1 and |x|; then add that to |x| and take |x| away again, and return what is left.",
    ];

    private static double Rounded(double x, double h) => Math.Abs(x) + h - Math.Abs(x);
}
