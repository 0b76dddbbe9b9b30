using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.1: a gradient from function values, and the number that says whether two gradients agree.</summary>
[Exercise("5.1", "Numeric gradients", Difficulty = 2, Minutes = 25, Core = true, Theory = "1. Partial derivatives are slices")]
public sealed class NumericGradients : Exercise<NumericGradients, NumericGradients.Contract>
{
    public delegate double[] Gradient(Func<double[], double> f, double[] x);

    public delegate double Distance(double[] a, double[] b);

    public sealed record Contract(Gradient NumericGradient, Distance RelativeError);

    public static Verdict Check(Gradient numericGradient, Distance relativeError) => Grade(new Contract(numericGradient, relativeError));

    /// <summary>Holds your numeric gradient against the reference's and a library's.</summary>
    public static Comparison Compare(Gradient numericGradient, Gradient library) => Compared(
        Part("NumericGradient", numericGradient, contract => contract.NumericGradient, library, "MathNet", ("x²y + sin(yz), 3 coordinates", f => f(Wave, [1.2, -0.7, 2])), ("a chain of Rosenbrock's valleys, 50 coordinates", f => f(Valleys, [.. Enumerable.Range(0, 50).Select(i => 1 + 0.01 * i)]))));

    protected override Contract Reference => new(Gradients.Numeric, Gradients.RelativeError);

    private static double Wave(double[] p) => p[0] * p[0] * p[1] + Math.Sin(p[1] * p[2]);

    private static double Valleys(double[] p)
    {
        double sum = 0;
        for (int i = 0; i + 1 < p.Length; i++) sum += 100 * (p[i + 1] - p[i] * p[i]) * (p[i + 1] - p[i] * p[i]) + (1 - p[i]) * (1 - p[i]);
        return sum;
    }

    [Fact]
    public void The_slopes_of_x_times_y_at_3_4_are_4_and_3() =>
        Expect.Close([4.0, 3], Subject.NumericGradient(p => p[0] * p[1], [3, 4]), because: "When x moves alone, x·y moves by y = 4; when y moves alone, by x = 3.", tolerance: 1e-9);

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(-1.5, 0.3, 2)]
    [InlineData(0, 0, 0)]
    [InlineData(0.1, -4, 0.7)]
    [InlineData(30, 0.5, -2)]
    public void The_slopes_of_x_squared_y_plus_sin_yz_have_eight_digits(double x, double y, double z) => Expect.Close(
        [2 * x * y, x * x + z * Math.Cos(y * z), y * Math.Cos(y * z)], Subject.NumericGradient(Wave, [x, y, z]),
        because: "x²y + sin(yz) has the slopes 2xy, x² + z·cos(yz) and y·cos(yz). A difference that looks both ways, with the step of Unit 4, has nine digits and more.", tolerance: 1e-8);

    [Fact]
    public void Only_one_coordinate_moves_at_a_time()
    {
        double[] x = [2, -3, 5];
        List<double[]> places = [];
        Subject.NumericGradient(p => { places.Add([.. p]); return Wave(p); }, [.. x]);
        foreach (double[] place in places)
        {
            int moved = place.Zip(x).Count(pair => pair.First != pair.Second);
            Expect.That(moved <= 1, "places that differ from [2, -3, 5] in one coordinate", place, because: "A partial derivative asks what one coordinate does while all others stand still. Put each back before the next moves.");
        }

        Expect.That(places.Count == 6, "6 calls of f", places.Count, because: "Two for each of the 3 coordinates. f may be a training run: do not ask for more than you need.");
    }

    [Fact]
    public void A_linear_function_has_its_coefficients_as_slopes() => Property.Holds(
        Gen.Select(Draw.Vector(4), Draw.Vector(4)), sample =>
        {
            (double[] slopes, double[] x) = sample;
            double[] gradient = Subject.NumericGradient(p => InnerProduct.Dot(slopes, p), x);
            Expect.That(gradient?.Length == 4 && gradient.Zip(slopes).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-7), ValueText.Of(slopes), gradient, because: "f(p) = s·p has the slope sᵢ in coordinate i, everywhere.");
        });

    [Fact]
    public void Each_coordinate_has_a_step_of_its_own_size() => Expect.Close(
        [1e-6, -2.5e-7, -2e-6], Subject.NumericGradient(p => Math.Log(p[0]) - Math.Log(p[1]) + 2 * Math.Log(-p[2]), [1e6, 4e6, -1e6]),
        because: "ln x − ln y + 2·ln(−z) at (1e6, 4e6, −1e6) bends on the scale of a million. With a step of 6e-6 the difference of two values is mostly rounding: scale each step with the size of its coordinate, and not below 1.", tolerance: 1e-7);

    [Fact]
    public void Coordinates_of_very_different_size_stand_side_by_side()
    {
        double[] gradient = Subject.NumericGradient(p => Math.Log(p[0]) + Math.Exp(p[1]), [1e6, 1]);
        Expect.That(gradient?.Length == 2, "2 slopes", gradient, because: "Two coordinates.");
        Expect.Close(1e-6, gradient![0], because: "ln x + exp(y) at (1e6, 1): the slope along x is 1/x.", tolerance: 1e-7);
        Expect.Close(Math.E, gradient[1], because: "ln x + exp(y) at (1e6, 1): the slope along y is e. A step that suits a million is 6, and far too long for y: take each coordinate's own.", tolerance: 1e-7);
    }

    [Fact]
    public void One_coordinate_is_enough() => Expect.Close([Math.E], Subject.NumericGradient(p => Math.Exp(p[0]), [1]), because: "exp at 1.", tolerance: 1e-9);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_is_no_number_is_named_by_its_coordinate(double value)
    {
        double[] x = [2, 2, 2, 2, 2, 2, 2, 2];
        double F(double[] p) => p[7] == 2 ? p[0] : value;
        try
        {
            Expect.That(false, "InvalidOperationException", Subject.NumericGradient(F, x), because: $"f is {ValueText.Of(value)} as soon as coordinate 7 moves. A gradient with such an entry poisons everything after it: say so at once.");
        }
        catch (InvalidOperationException exception)
        {
            Expect.That(exception.Message.Contains('7'), "a message that names coordinate 7", exception.Message, because: "Whoever reads it wants to know where to look: put the coordinate's number into the message.");
        }
    }

    [Fact]
    public void The_place_is_unchanged_even_when_f_fails()
    {
        double[] x = [1, 2, 3];
        try
        {
            Subject.NumericGradient(p => p[1] == 2 ? p[0] : throw new ArithmeticException("f fails."), x);
        }
        catch (ArithmeticException)
        {
            // what f throws goes to the caller
        }

        Expect.That(x is [1, 2, 3], "[1, 2, 3] as before", x, because: "f threw while coordinate 1 was moved, and it stayed moved. Move a copy: then nothing has to be put back.");
    }

    [Fact]
    public void The_relative_error_of_1_and_1_1_is_0_0476()
    {
        Expect.Close(0.1 / 2.1, Subject.RelativeError([1], [1.1]), because: "‖a − b‖ = 0.1, divided by ‖a‖ + ‖b‖ = 2.1.");
        Expect.Close(2 / (5 + Math.Sqrt(17)), Subject.RelativeError([3, 4], [1, 4]), because: "‖(2, 0)‖ = 2, divided by 5 + √17. Lengths are Euclidean: squares, summed, and the root.");
    }

    [Fact]
    public void Equal_gradients_have_error_0_opposite_ones_1()
    {
        Expect.Close(0, Subject.RelativeError([3, -4], [3, -4]), because: "There is no difference.");
        Expect.Close(1, Subject.RelativeError([3, -4], [-3, 4]), because: "‖a − b‖ is twice ‖a‖, and so is ‖a‖ + ‖b‖.");
        Expect.Close(1, Subject.RelativeError([0, 0], [0, 2]), because: "One of them is 0: nothing is right.");
    }

    [Fact]
    public void Two_zero_gradients_agree() => Expect.Equal(0, Subject.RelativeError([0, 0, 0], [0, 0, 0]), because: "At a minimum both gradients are 0 and they agree. 0/0 is NaN, and NaN < 1e-6 is false: your check would fail at the best of all places.");

    [Fact]
    public void The_error_does_not_depend_on_order_or_unit() => Property.Holds(
        Gen.Select(Draw.Direction(3), Draw.Direction(3), Draw.OneOf(0.001, 7, 1e6)), sample =>
        {
            (double[] a, double[] b, double unit) = sample;
            double error = Subject.RelativeError(a, b);
            Expect.Close(error, Subject.RelativeError(b, a), because: "Neither of the two is the right one: swapping them changes nothing.", scale: 1);
            Expect.Close(error, Subject.RelativeError(Draw.Times(unit, a), Draw.Times(unit, b)), because: $"Both gradients times {ValueText.Of(unit)}, as by another unit for f: a relative error stays.", scale: 1);
        });

    [Fact]
    public void Gradients_of_different_length_are_refused() => Expect.Throws<ArgumentException>(() => Subject.RelativeError([1, 2], [1, 2, 3]), because: "They cannot belong to one function.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Coordinate 1 was measured with coordinate 0 still moved: put each back before the next moves.", Reference with { NumericGradient = Cumulative }),
        new("You moved the caller's x and put it back by subtracting: (x + h) − h is not always x. Copy x once, or keep the old entry.", Reference with { NumericGradient = (f, x) => InPlace(f, x) }),
        new("You look one way only: the error is then half a step of curvature, 1e-6 instead of 1e-10. Take f(x + h) − f(x − h) over 2h.", Reference with { NumericGradient = Forward }),
        new("You divide by ‖a‖ alone: NaN when both are 0, and another answer when the two are swapped. Divide by ‖a‖ + ‖b‖.", Reference with { RelativeError = (a, b) => (Vec.Of(a) - Vec.Of(b)).Norm() / Vec.Of(a).Norm() }),
        new("Your error has the unit of the gradient: 0.1 is much for slopes of 1 and nothing for slopes of 1e6. Divide by ‖a‖ + ‖b‖.", Reference with { RelativeError = (a, b) => (Vec.Of(a) - Vec.Of(b)).Norm() }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("one copy, each coordinate kept and put back", new(
            (f, x) =>
            {
                double[] p = (double[])x.Clone(), slopes = new double[x.Length];
                for (int i = 0; i < p.Length; i++)
                {
                    double kept = p[i], h = 1e-5 * (1 + Math.Abs(kept));
                    p[i] = kept + h;
                    double up = p[i], above = f(p);
                    p[i] = kept - h;
                    double width = up - p[i], below = f(p);
                    p[i] = kept;
                    if (!double.IsFinite(above - below)) throw new InvalidOperationException($"f is no number near coordinate {i}.");
                    slopes[i] = (above - below) / width;
                }

                return slopes;
            },
            (a, b) =>
            {
                if (a.Length != b.Length) throw new ArgumentException("Lengths.");
                double difference = 0, first = 0, second = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    difference += (a[i] - b[i]) * (a[i] - b[i]);
                    first += a[i] * a[i];
                    second += b[i] * b[i];
                }

                return difference == 0 ? 0 : Math.Sqrt(difference) / (Math.Sqrt(first) + Math.Sqrt(second));
            })),
        new("Unit 4's central difference on a slice", new(
            (f, x) => [.. Enumerable.Range(0, x.Length).Select(i =>
            {
                double slope = Differences.Central(t => f([.. x.Select((entry, j) => j == i ? t : entry)]), x[i], Differences.BestStep(x[i], 2));
                return double.IsFinite(slope) ? slope : throw new InvalidOperationException($"Coordinate {i}: {slope}.");
            })],
            (a, b) => a.Length != b.Length ? throw new ArgumentException("Lengths.") : a.All(e => e == 0) && b.All(e => e == 0) ? 0 : InnerProduct.Norm([.. a.Zip(b, (s, t) => s - t)], 2) / (InnerProduct.Norm(a, 2) + InnerProduct.Norm(b, 2)))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "With all coordinates but one standing still, f is a function of one number. You have differentiated such functions in Unit 4.",
        "For each coordinate: a copy of x with that entry moved up by the best step of Unit 4 (order 2), and one with it moved down. RelativeError: which denominator treats a and b alike? And when is it 0?",
        "A new array of slopes. For coordinate i take h from its own size, compute f at two copies, throw if a value is not finite, and divide the difference by 2h. The error: the length of the difference over the sum of the lengths; when that sum is 0 return 0. Check the lengths first.",
    ];

    private static double Checked(double value, int i) => double.IsFinite(value) ? value : throw new InvalidOperationException($"Coordinate {i}.");

    private static double[] Cumulative(Func<double[], double> f, double[] x)
    {
        double[] p = [.. x], slopes = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double h = Differences.BestStep(x[i], 2);
            p[i] = x[i] - h;
            double below = Checked(f([.. p]), i);
            p[i] = x[i] + h;
            slopes[i] = (Checked(f([.. p]), i) - below) / (2 * h);
        }

        return slopes;
    }

    private static double[] InPlace(Func<double[], double> f, double[] x)
    {
        double[] slopes = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            const double H = 6.1e-6;
            double h = H * Math.Max(1, Math.Abs(x[i]));
            x[i] += h;
            double above = Checked(f(x), i);
            x[i] -= 2 * h;
            double below = Checked(f(x), i);
            x[i] += h;
            slopes[i] = (above - below) / (2 * h);
        }

        return slopes;
    }

    private static double[] Forward(Func<double[], double> f, double[] x)
    {
        double here = f([.. x]);
        return [.. x.Select((entry, i) =>
        {
            double h = Differences.BestStep(entry, 1);
            return (Checked(f([.. x.Select((other, j) => j == i ? other + h : other)]), i) - here) / h;
        })];
    }
}
