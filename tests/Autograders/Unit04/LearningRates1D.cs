using Course;
using CsCheck;
using FromScratch.Calculus;

namespace Autograders;

/// <summary>Exercise 4.10: gradient descent on a line, and the rate at which it breaks.</summary>
[Exercise("4.10", "Learning rates on a line", Difficulty = 2, Minutes = 25, Core = true, Theory = "7. The slope as a compass")]
public sealed class LearningRates1D : Exercise<LearningRates1D, LearningRates1D.Contract>
{
    public delegate double[] Descent(Func<Dual, Dual> f, double x0, double rate, int steps);

    public delegate double Threshold(double curvature);

    public sealed record Contract(Descent Descend, Threshold CriticalRate);

    public static Verdict Check(Descent descend, Threshold criticalRate) => Grade(new Contract(descend, criticalRate));

    protected override Contract Reference => new(Descent1D.Gradient, Descent1D.CriticalRate);

    private static Dual Parabola(Dual x) => 2 * x * x;   // curvature 4

    private static Dual TwoValleys(Dual x) => x * x * x * x / 4 - x * x / 2;   // minima at −1 and 1, a top at 0

    [Fact]
    public void Each_step_goes_against_the_slope_times_the_rate() =>
        Expect.Close([8.0, 4, 2, 1], Subject.Descend(Parabola, 8, 0.125, 3), because: "2x² has the slope 4x: from 8, 8 − 0.125·32 = 4, then 2, then 1. The start stands first: 3 steps make 4 places.");

    [Fact]
    public void From_the_left_it_walks_to_the_right() =>
        Expect.Close([-8.0, -4, -2], Subject.Descend(Parabola, -8, 0.125, 2), because: "At −8 the slope is −32; against it is to the right.");

    [Fact]
    public void A_small_step_goes_downhill()
    {
        foreach (double start in new[] { 3.0, -2 })
        {
            double[] places = Subject.Descend(Parabola, start, 0.01, 1);
            Expect.That(places is { Length: 2 } && Math.Abs(places[1]) < Math.Abs(start), $"a place nearer to 0 than {ValueText.Of(start)}", places, because: "2x² is lowest at 0, and the slope points uphill: go against it.");
        }
    }

    [Fact]
    public void The_slope_decides_how_far_not_only_where() =>
        Expect.Close([1, 0.5, 0.375], Subject.Descend(x => x * x * x / 6, 1, 1, 2), because: "x³/6 has the slope x²/2: 1 − ½, then 0.5 − 0.125.");

    [Fact]
    public void No_step_leaves_the_start() => Expect.Close([5.0], Subject.Descend(Parabola, 5, 0.1, 0), because: "0 steps, one place.");

    [Fact]
    public void On_a_parabola_a_step_multiplies_by_1_less_rate_times_curvature() => Property.Holds(
        Gen.Select(Draw.OneOf(0.5, 1, 4), Draw.OneOf(0.125, 0.25, 0.75), Draw.Whole), sample =>
        {
            (double c, double rate, double x0) = sample;
            double[] expected = [.. Enumerable.Range(0, 6).Select(k => x0 * Math.Pow(1 - rate * c, k))];
            Expect.Close(expected, Subject.Descend(x => 0.5 * c * x * x, x0, rate, 5), because: $"½·c·x² with c = {ValueText.Of(c)}: x becomes x − rate·c·x, so each step multiplies it by {ValueText.Of(1 - rate * c)}.");
        });

    [Fact]
    public void The_critical_rate_is_2_over_the_curvature()
    {
        Expect.Close(0.5, Subject.CriticalRate(4), because: "A step multiplies x by 1 − rate·c. It is −1 at rate = 2/c: from there on it no longer shrinks. At 1/c it jumps right to the minimum.");
        Expect.Close(20, Subject.CriticalRate(0.1), because: "2/0.1: flat valleys bear large steps.");
    }

    [Fact]
    public void Just_below_the_critical_rate_it_converges_just_above_it_flies_off() => Property.Holds(
        Draw.OneOf(0.1, 1, 4, 300), c =>
        {
            double rate = Subject.CriticalRate(c);
            double[] below = Subject.Descend(x => 0.5 * c * x * x, 1, 0.98 * rate, 200), above = Subject.Descend(x => 0.5 * c * x * x, 1, 1.02 * rate, 200);
            Expect.That(Math.Abs(below[^1]) < 0.001, $"near 0 after 200 steps at 0.98 of your critical rate for c = {ValueText.Of(c)}", below[^1], because: "Below the critical rate each step shrinks x.");
            Expect.That(Math.Abs(above[^1]) > 1000, $"beyond 1,000 after 200 steps at 1.02 of your critical rate for c = {ValueText.Of(c)}", above[^1], because: "Above the critical rate each step overshoots by more than it corrects.");
        }, samples: 4);

    [Fact]
    public void Two_starts_find_two_valleys()
    {
        double[] right = Subject.Descend(TwoValleys, 0.5, 0.2, 100), left = Subject.Descend(TwoValleys, -0.5, 0.2, 100);
        Expect.Close(1, right[^1], because: "x⁴/4 − x²/2 from 0.5: the valley at 1.", tolerance: 1e-9);
        Expect.Close(-1, left[^1], because: "x⁴/4 − x²/2 from −0.5: the valley at −1. Where you start decides where you end.", tolerance: 1e-9);
        Expect.Close([0.0, 0, 0], Subject.Descend(TwoValleys, 0, 0.2, 2), because: "At the top between the valleys the slope is 0: it stands still there.");
    }

    [Fact]
    public void It_ends_before_the_first_place_that_is_no_number()
    {
        Expect.Close([1.0, -0.5], Subject.Descend(Dual.Sqrt, 1, 3, 10), because: "√x from 1 with rate 3: the slope ½ leads to −0.5, where √x has no slope. Return what you have: NaN would spoil every later place.");
        double[] flight = Subject.Descend(x => Dual.Pow(x, 4), 3, 1, 50);
        Expect.That(flight is { Length: > 3 and < 20 } && flight.All(double.IsFinite), "a few finite places", flight, because: "x⁴ from 3 with rate 1 flies off beyond the largest double. Infinity is no place either: stop before it.");
    }

    [Fact]
    public void A_step_costs_one_call()
    {
        int calls = 0;
        Subject.Descend(x => { calls++; return x * x; }, 1, 0.1, 7);
        Expect.Equal(7, calls, because: "The dual number brings value and slope at once; 7 steps need 7 slopes.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_rate_that_does_not_descend_is_refused(double rate) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Descend(Parabola, 1, rate, 3), because: "With rate 0 it stands still, with a negative one it climbs.");

    [Fact]
    public void Negative_steps_are_refused() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Descend(Parabola, 1, 0.1, -1), because: "There is no walk of −1 steps.");

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(double.NaN)]
    public void Without_upward_curvature_there_is_no_critical_rate(double curvature) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.CriticalRate(curvature), because: "½·c·x² has a minimum only for c above 0.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You climb: you add the slope. Downhill is against it.", Reference with { Descend = (f, x0, rate, steps) => Walk(x0, rate, steps, x => x + rate * Dual.Derivative(f, x)) }),
        new("1/c jumps right to the minimum; 2/c is where descent starts to diverge.", Reference with { CriticalRate = c => Descent1D.CriticalRate(c) / 2 }),
        new("You use only the sign of the slope: every step is as long as the rate, and it never settles.", Reference with { Descend = (f, x0, rate, steps) => Walk(x0, rate, steps, x => x - rate * SignOf(Dual.Derivative(f, x))) }),
        new("You walk on with NaN or infinity. Stop before the first place that is no finite number, and return the places so far.", Reference with { Descend = (f, x0, rate, steps) => Walk(x0, rate, steps, x => x - rate * Dual.Derivative(f, x), stops: false) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("an array filled in place, cut where it ends", new(
            (f, x0, rate, steps) =>
            {
                if (rate <= 0 || double.IsNaN(rate) || steps < 0) throw new ArgumentOutOfRangeException(nameof(rate));
                double[] places = new double[steps + 1];
                places[0] = x0;
                for (int k = 1; k <= steps; k++)
                {
                    places[k] = places[k - 1] - rate * f(Dual.Variable(places[k - 1])).D;
                    if (!double.IsFinite(places[k])) return places[..k];
                }

                return places;
            },
            c => double.IsNaN(c) || c <= 0 ? throw new ArgumentOutOfRangeException(nameof(c)) : 1 / (0.5 * c))),
        new("a step of its own, repeated", new((f, x0, rate, steps) => Walk(x0, rate, steps, x => x - f(new Dual(x, rate)).D), c => c > 0 ? 2.0 / c : throw new ArgumentOutOfRangeException(nameof(c)))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "The slope says in which direction f rises, and how steeply. What is the simplest step downhill?",
        "The next place is x − rate·f′(x); the slope is the D of f at a dual number with slope 1. CriticalRate: what does one step make of x on ½·c·x²?",
        "Check rate and steps, start a list with the start. In each of the steps compute the next place; if it is not finite, stop; else add it. For the rate: 1 − rate·c must stay above −1.",
    ];

    private static double SignOf(double slope) => double.IsNaN(slope) ? slope : Math.Sign(slope);

    private static double[] Walk(double x0, double rate, int steps, Func<double, double> next, bool stops = true)
    {
        if (!(rate > 0) || steps < 0) throw new ArgumentOutOfRangeException(nameof(rate));
        List<double> places = [x0];
        while (places.Count <= steps)
        {
            double x = next(places[^1]);
            if (stops && !double.IsFinite(x)) break;
            places.Add(x);
        }

        return [.. places];
    }
}
