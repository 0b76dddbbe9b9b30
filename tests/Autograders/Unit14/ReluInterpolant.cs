using Course;
using FromScratch.Neural;

namespace Autograders;

/// <summary>Exercise 14.7: a layer of ReLUs that follows a curve.</summary>
[Exercise("14.7", "ReLU interpolant", Difficulty = 4, Minutes = 45, Theory = "5. Width adds bends, depth folds")]
public sealed class ReluInterpolant : Exercise<ReluInterpolant, ReluInterpolant.Contract>
{
    public delegate Mlp Construction(Func<double, double> f, double a, double b, int pieces);

    public sealed record Contract(Construction Interpolate);

    public static Verdict Check(Construction interpolate) => Grade(new Contract(interpolate));

    protected override Contract Reference => new(ReluSpline.Interpolate);

    [Fact]
    public void A_square_in_two_pieces_by_hand()
    {
        Mlp net = Built(x => x * x, 0, 2, 2, "x²");
        RequireAt(net, 0.5, 0.5, 1e-12, "From (0, 0) to (1, 1) the line has the slope 1.");
        RequireAt(net, 1.5, 2.5, 1e-12, "From (1, 1) to (2, 4) the slope is 3. The first ReLU is still on there, with its slope 1, so the second adds only 2: the change.");
        RequireAt(net, 2, 4, 1e-12, "The last knot.");
    }

    [Fact]
    public void A_line_in_one_piece()
    {
        Mlp net = Built(x => 7 - 2 * x, 1, 4, 1, "7 − 2x");
        RequireAt(net, 1, 5, 1e-12, "At the left end no ReLU is on: f(a) is the output's bias.");
        RequireAt(net, 3, 1, 1e-12, "7 − 2·3.");
    }

    [Fact]
    public void From_end_to_end_it_rises_as_the_curve_does()
    {
        Mlp net = Built(x => x * x, 2, 5, 3, "x²");
        Expect.Close(21, net.At(5) - net.At(2), because: "5² − 2². The knots are 2, 3, 4 and 5: the first at a, not at 0.", part: "y(5) − y(2)");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    public void At_the_knots_it_is_exact(int pieces)
    {
        Mlp net = Built(Math.Exp, -1, 2, pieces, "exp");
        for (int i = 0; i <= pieces; i++)
        {
            double knot = -1 + 3.0 * i / pieces;
            RequireAt(net, knot, Math.Exp(knot), 1e-9, $"x = {ValueText.Of(Math.Round(knot, 6))} is knot {i} of {pieces}: there the lines meet on the curve.");
        }
    }

    [Fact]
    public void Between_the_knots_it_is_the_straight_line()
    {
        Mlp net = Built(Math.Sin, 2, 5, 6, "sin");
        for (int i = 0; i < 6; i++)
        {
            double left = 2 + i / 2.0, middle = left + 0.25;
            RequireAt(net, middle, (Math.Sin(left) + Math.Sin(left + 0.5)) / 2, 1e-9, $"{ValueText.Of(middle)} lies halfway between the knots {ValueText.Of(left)} and {ValueText.Of(left + 0.5)}, and so does the line.");
        }
    }

    [Fact]
    public void With_32_pieces_a_sine_is_off_by_at_most_0_00482()
    {
        double error = Worst(Built(Math.Sin, 0, 2 * Math.PI, 32, "sin"), Math.Sin, 0, 2 * Math.PI);
        Expect.That(error <= 0.00482, "at most 0.00482 from the sine", error, because: "h²/8·max|f″| with h = 2π/32 and |f″| ≤ 1.", part: "the greatest distance");
    }

    [Fact]
    public void Twice_the_pieces_leave_a_quarter_of_the_error()
    {
        double coarse = Worst(Built(Math.Sin, 0, 2 * Math.PI, 16, "sin"), Math.Sin, 0, 2 * Math.PI), fine = Worst(Built(Math.Sin, 0, 2 * Math.PI, 32, "sin"), Math.Sin, 0, 2 * Math.PI);
        Expect.That(coarse / fine is >= 3.6 and <= 4.4, "an error divided by about 4", coarse / fine, because: "The error goes with h²: half the spacing, a quarter of the error.", part: "the quotient of the errors of 16 and 32 pieces");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    public void It_has_one_hidden_layer_of_few_ReLUs(int pieces)
    {
        Mlp net = Built(Math.Exp, -1, 2, pieces, "exp");
        Expect.Equal(2, net.Layers.Count, because: "One hidden layer and the output.", part: "the number of layers");
        Expect.Equal(Act.Relu, net.Layers[0].Act, because: "Each ReLU is one bend.", part: "the hidden activation");
        Expect.That(net.HiddenUnits <= pieces + 1, $"at most {pieces + 1} hidden units", net.HiddenUnits, because: "A bend is needed at each knot but the last: as many units as pieces.", part: "HiddenUnits");
    }

    [Fact]
    public void A_range_or_pieces_that_are_none_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Interpolate(Math.Exp, 2, 2, 4), because: "The range is empty.");
        Expect.Throws<ArgumentException>(() => Subject.Interpolate(Math.Exp, 3, 2, 4), because: "The range runs backwards.");
        Expect.Throws<ArgumentException>(() => Subject.Interpolate(Math.Exp, double.NaN, 2, 4), because: "A bound is no number. NaN < 2 is false: ask whether b > a.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Interpolate(Math.Exp, 0, 2, 0), because: "No piece, no line.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Your output weights are the slopes. Each ReLU stays on to the right of its knot, so the slopes pile up and the error grows: the weight is the change of slope.", Reference with { Interpolate = (f, a, b, pieces) => Careless(f, a, b, pieces, changes: false) }),
        new("You are off by f(a) everywhere: at the left end every ReLU is 0, so the output's bias must be f(a).", Reference with { Interpolate = (f, a, b, pieces) => Careless(f, a, b, pieces, offset: false) }),
        new("Your knots start at 0 instead of at a: unit i bends at a + i·h, so its bias is −(a + i·h).", Reference with { Interpolate = (f, a, b, pieces) => Careless(f, a, b, pieces, fromZero: true) }),
        new("The slope of a piece is the difference of its two values divided by h. You did not divide.", Reference with { Interpolate = (f, a, b, pieces) => Careless(f, a, b, pieces, divide: false) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the weights by second differences of the values", Reference with { Interpolate = BySecondDifferences }),
        new("from right to left, with mirrored ReLUs", Reference with { Interpolate = Mirrored }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Draw relu(x − 1) and 2·relu(x − 3) and their sum. What is the slope left of 1, between 1 and 3, and right of 3?",
        "A sum of ReLUs is a line whose slope changes by cᵢ at knot tᵢ and never changes back by itself. What does the sum give at the left end, where no ReLU is on?",
        "Knots tᵢ = a + i·h for i from 0 to pieces − 1. Hidden weights 1, biases −tᵢ. Output weight i: slope of piece i minus slope of piece i − 1, the first minus 0. Output bias f(a).",
    ];

    private Mlp Built(Func<double, double> f, double a, double b, int pieces, string name)
    {
        Mlp net = Subject.Interpolate(f, a, b, pieces);
        Expect.That(net is not null && net.Inputs == 1 && net.Outputs == 1, "a network with 1 input and 1 output", net, because: $"It follows {name}, a function of one number.");
        return net!;
    }

    private static void RequireAt(Mlp net, double x, double expected, double tolerance, string because) =>
        Expect.Close(expected, net.At(x), because, tolerance, scale: 1, part: $"y({ValueText.Of(Math.Round(x, 6))})");

    private static double Worst(Mlp net, Func<double, double> f, double a, double b)
    {
        const int Probes = 2001;
        double[,] x = new double[Probes, 1];
        for (int i = 0; i < Probes; i++) x[i, 0] = a + (b - a) * i / (Probes - 1);
        double[,] y = net.Forward(x);
        return Enumerable.Range(0, Probes).Max(i => Math.Abs(y[i, 0] - f(x[i, 0])));
    }

    private static void Guard(double a, double b, int pieces)
    {
        if (!(a < b)) throw new ArgumentException("b must be above a.");
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 1);
    }

    private static Mlp Careless(Func<double, double> f, double a, double b, int pieces, bool changes = true, bool offset = true, bool fromZero = false, bool divide = true)
    {
        Guard(a, b, pieces);
        double h = (b - a) / pieces;
        double[] slopes = [.. Enumerable.Range(0, pieces).Select(i => (f(a + (i + 1) * h) - f(a + i * h)) / (divide ? h : 1))];
        double[,] into = new double[pieces, 1], weights = new double[1, pieces];
        for (int i = 0; i < pieces; i++) (into[i, 0], weights[0, i]) = (1, changes && i > 0 ? slopes[i] - slopes[i - 1] : slopes[i]);
        return new([new(into, [.. Enumerable.Range(0, pieces).Select(i => -((fromZero ? 0 : a) + i * h))], Act.Relu), new(weights, [offset ? f(a) : 0], Act.Identity)]);
    }

    private static Mlp BySecondDifferences(Func<double, double> f, double a, double b, int pieces)
    {
        Guard(a, b, pieces);
        double[] knots = [.. Enumerable.Range(0, pieces + 1).Select(i => a + (b - a) * i / pieces)], y = [.. knots.Select(f)];
        double h = (b - a) / pieces;
        double[,] into = new double[pieces, 1], weights = new double[1, pieces];
        for (int i = 0; i < pieces; i++) into[i, 0] = 1 / h;
        for (int i = 0; i < pieces; i++) weights[0, i] = i == 0 ? y[1] - y[0] : y[i + 1] - 2 * y[i] + y[i - 1];
        return new([new(into, [.. knots[..^1].Select(knot => -knot / h)], Act.Relu), new(weights, [y[0]], Act.Identity)]);
    }

    private static Mlp Mirrored(Func<double, double> f, double a, double b, int pieces)
    {
        Guard(a, b, pieces);
        double h = (b - a) / pieces, slope = 0;
        double[,] into = new double[pieces, 1], weights = new double[1, pieces];
        double[] biases = new double[pieces];
        for (int i = 0; i < pieces; i++)
        {
            double knot = b - i * h, next = (f(knot - h) - f(knot)) / h;
            (into[i, 0], biases[i], weights[0, i]) = (-1, knot, next - slope);
            slope = next;
        }

        return new([new(into, biases, Act.Relu), new(weights, [f(b)], Act.Identity)]);
    }
}
