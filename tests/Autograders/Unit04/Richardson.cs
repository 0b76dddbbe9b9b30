using Course;
using CsCheck;
using FromScratch.Calculus;

namespace Autograders;

/// <summary>Exercise 4.2: Richardson's extrapolation of central differences.</summary>
[Exercise("4.2", "Richardson's extrapolation", Difficulty = 3, Minutes = 30, Theory = "2. Two errors fight")]
public sealed class Richardson : Exercise<Richardson, Richardson.Contract>
{
    public delegate double ExtrapolatedSlope(Func<double, double> f, double x, double h0, int levels);

    public sealed record Contract(ExtrapolatedSlope Extrapolate);

    public static Verdict Check(ExtrapolatedSlope extrapolate) => Grade(new Contract(extrapolate));

    protected override Contract Reference => new(Extrapolation.Derivative);

    private static double Reciprocal(double x) => 1 / x;

    private static double Slope(double h) => -1 / (4 - h * h);   // the central difference of 1/x at 2

    [Fact]
    public void One_level_is_the_central_difference() =>
        Expect.Close(-1 / 3.0, Subject.Extrapolate(Reciprocal, 2, 1, 1), because: "1/x at 2 with h = 1: (1/3 − 1)/2.");

    [Fact]
    public void Two_levels_cancel_the_first_error() =>
        Expect.Close((4 * Slope(0.5) - Slope(1)) / 3, Subject.Extrapolate(Reciprocal, 2, 1, 2), because: "Central with h = 1 gives −0.33333, with h = 0.5 gives −0.26667. Halving h quarters the error, so (4·(−0.26667) + 0.33333)/3 is free of it.");

    [Fact]
    public void Extrapolating_goes_on_beyond_the_last_difference()
    {
        double answer = Subject.Extrapolate(Reciprocal, 2, 1, 2);
        Expect.That(answer > Slope(0.5), $"more than {ValueText.Of(Slope(0.5))}, the difference with the smaller step", answer, because: "From h = 1 to h = ½ the differences of 1/x at 2 rise from −0.333 to −0.267, and the slope −0.25 lies further on. A mean lies between them.");
    }

    [Fact]
    public void It_is_no_worse_than_its_best_difference()
    {
        double answer = Subject.Extrapolate(Reciprocal, 2, 1, 2);
        Expect.That(Math.Abs(answer + 0.25) <= Math.Abs(Slope(0.5) + 0.25), $"at most {ValueText.Of(Math.Abs(Slope(0.5) + 0.25))} away from the slope −0.25 of 1/x at 2", answer, because: "The difference with the smaller step alone is that near.");
    }

    [Fact]
    public void Three_levels_cancel_the_second_error_too()
    {
        double first = (4 * Slope(0.5) - Slope(1)) / 3, second = (4 * Slope(0.25) - Slope(0.5)) / 3;
        Expect.Close((16 * second - first) / 15, Subject.Extrapolate(Reciprocal, 2, 1, 3), because: "What is left after the first round falls like h⁴: by 16 when h is halved. So the second round is (16·better − worse)/15.");
    }

    [Fact]
    public void Four_levels_take_a_third_round()
    {
        double[] a = [Slope(1), Slope(0.5), Slope(0.25), Slope(0.125)];
        double[] b = [(4 * a[1] - a[0]) / 3, (4 * a[2] - a[1]) / 3, (4 * a[3] - a[2]) / 3];
        double[] c = [(16 * b[1] - b[0]) / 15, (16 * b[2] - b[1]) / 15];
        Expect.Close((64 * c[1] - c[0]) / 63, Subject.Extrapolate(Reciprocal, 2, 1, 4), because: "Rounds with 4, 16 and 64.");
    }

    [Fact]
    public void Six_levels_from_a_half_leave_only_rounding() =>
        Expect.Close(Math.Cos(1), Subject.Extrapolate(Math.Sin, 1, 0.5, 6), because: "sin at 1, from h = 0.5: the error should be below 1e-12, and no step is small.", tolerance: 2e-12);

    [Fact]
    public void A_negative_first_step_gives_the_same() =>
        Expect.Close(-1 / 3.0, Subject.Extrapolate(Reciprocal, 2, -1, 1), because: "A central difference does not care which side comes first.");

    [Fact]
    public void Polynomials_up_to_degree_twice_the_levels_are_exact() => Property.Holds(
        Gen.Select(Draw.Vector(7), Gen.Int[1, 3], Draw.OneOf(-1, 0.5, 2)), sample =>
        {
            (double[] c, int levels, double x) = sample;
            double[] used = c[..(2 * levels + 1)];
            double slope = 0;
            for (int k = 1; k < used.Length; k++) slope += k * used[k] * Math.Pow(x, k - 1);
            Expect.Close(slope, Subject.Extrapolate(t => Taylor.Evaluate(used, 0, t), x, 1, levels), because: $"f has the coefficients {ValueText.Of(used)}, lowest first: degree {used.Length - 1}. {levels} levels cancel all of its errors.", tolerance: 1e-10, scale: 100);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_level_costs_two_calls(int levels)
    {
        int calls = 0;
        Subject.Extrapolate(x => { calls++; return x; }, 1, 1, levels);
        Expect.That(calls <= 2 * levels, $"at most {2 * levels} calls of f for {levels} levels", calls, because: "Each step size is measured once, with two calls. The rounds only combine numbers you have.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void Without_a_level_there_is_no_slope(int levels) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Extrapolate(Math.Sin, 1, 0.5, levels), because: "At least one difference is needed.");

    [Fact]
    public void A_first_step_of_0_is_refused() =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Extrapolate(Math.Sin, 1, 0, 3), because: "0 halved stays 0, and the slope would be 0/0.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Central errors fall by 4 when h is halved, not by 2: the rounds need 4, 16, 64, not 2, 4, 8.", new((f, x, h0, levels) => Table(f, x, h0, levels, round => Math.Pow(2, round)))),
        new("After the first round the error falls by 16, then by 64: the factor grows from round to round, you used 4 in all of them.", new((f, x, h0, levels) => Table(f, x, h0, levels, _ => 4))),
        new("You averaged the levels. An average keeps a part of the error; the weights 4/3 and −1/3 cancel it.", new((f, x, h0, levels) => Slopes(f, x, h0, levels).Average())),
        new("That is the central difference with the smallest step. Combine the levels: (4·better − worse)/3 is better than both.", new((f, x, h0, levels) => Slopes(f, x, h0, levels)[^1])),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("recursion: a level is made of two of the round before", new((f, x, h0, levels) =>
        {
            double[] slopes = Slopes(f, x, h0, levels);
            double Round(int round, int k) => round == 0 ? slopes[k] : (Math.Pow(4, round) * Round(round - 1, k) - Round(round - 1, k - 1)) / (Math.Pow(4, round) - 1);
            return Round(levels - 1, levels - 1);
        })),
        new("a polynomial in h², taken at 0 by Lagrange's weights", new((f, x, h0, levels) =>
        {
            double[] slopes = Slopes(f, x, h0, levels);
            double sum = 0;
            for (int k = 0; k < levels; k++)
            {
                double weight = 1;
                for (int j = 0; j < levels; j++)
                    if (j != k) weight *= Math.Pow(4, -j) / (Math.Pow(4, -j) - Math.Pow(4, -k));
                sum += weight * slopes[k];
            }

            return sum;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write A(h) = slope + c·h². What is A(h/2)? Which mix of the two has no c?",
        "Fill an array with the central differences for h₀, h₀/2, h₀/4 and so on. A round replaces each entry by a mix of it and its neighbour with the larger step; the first entry drops out.",
        "In round r the weight is 4 to the power r: new = old + (old − neighbour)/(weight − 1). Go from the smallest step to larger ones, so that the neighbour is still the old one. After levels − 1 rounds the last entry is the answer.",
    ];

    private static double[] Slopes(Func<double, double> f, double x, double h0, int levels)
    {
        if (levels < 1 || h0 == 0) throw new ArgumentOutOfRangeException(nameof(levels));
        return [.. Enumerable.Range(0, levels).Select(k => Math.ScaleB(h0, -k)).Select(h => (f(x + h) - f(x - h)) / (2 * h))];
    }

    private static double Table(Func<double, double> f, double x, double h0, int levels, Func<int, double> weight)
    {
        double[] row = Slopes(f, x, h0, levels);
        for (int round = 1; round < levels; round++)
            row = [.. row.Zip(row.Skip(1), (worse, better) => (weight(round) * better - worse) / (weight(round) - 1))];
        return row[0];
    }
}
