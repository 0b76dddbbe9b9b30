using Course;
using CsCheck;
using FromScratch.Calculus;

namespace Autograders;

/// <summary>Exercise 4.8: Newton's method that cannot fly off.</summary>
[Exercise("4.8", "Safe Newton", Difficulty = 3, Minutes = 40, Core = true, Theory = "7. The slope as a compass")]
public sealed class SafeNewton : Exercise<SafeNewton, SafeNewton.Contract>
{
    public delegate RootResult RootSearch(Func<Dual, Dual> f, double lo, double hi, double tol);

    public sealed record Contract(RootSearch Solve);

    public static Verdict Check(RootSearch solve) => Grade(new Contract(solve));

    /// <summary>Holds your search against the reference's and a library's.</summary>
    public static Comparison Compare(RootSearch solve, RootSearch library) => Compared(
        Part("Solve", solve, contract => contract.Solve, library, "MathNet, Brent's method", ("x³ − 2x − 5 on [2, 3]", f => f(Wallis, 2, 3, 1e-12).X), ("e⁻ˣ − x on [0, 1]", f => f(Falling, 0, 1, 1e-12).X), ("arctan on [−1, 10]", f => f(Atan, -1, 10, 1e-12).X)));

    protected override Contract Reference => new(Roots.SafeNewton);

    private static Dual Wallis(Dual x) => x * x * x - 2 * x - 5;

    private static Dual Falling(Dual x) => Dual.Exp(-x) - x;

    private static Dual Atan(Dual x) => new(Math.Atan(x.V), x.D / (1 + x.V * x.V));

    private static Dual CubeRootAndAHalf(Dual x) => new(Math.Cbrt(x.V) + 0.5, x.D / (3 * Math.Cbrt(x.V) * Math.Cbrt(x.V)));

    private static Dual StepAtOne(Dual x) => new(x.V < 1 ? -1 : 1, 0);

    [Fact]
    public void Newtons_own_cubic_has_its_root_at_2_0945514815() => Finds(2.0945514815423265, Wallis, 2, 3, 1e-12, "x³ − 2x − 5, the example of 1669.");

    [Fact]
    public void A_falling_function_has_its_root_too() => Finds(0.56714329040978384, Falling, 0, 1, 1e-12, "e⁻ˣ − x falls: it is above 0 at the lower end.");

    [Fact]
    public void Near_a_simple_root_it_is_as_fast_as_Newton()
    {
        RootResult result = Subject.Solve(Wallis, 2, 3, 1e-12);
        Expect.That(result.Evaluations <= 15, "at most 15 calls of f for x³ − 2x − 5 on [2, 3] to 1e-12", result.Evaluations, because: "Halving alone takes 42. Inside the bracket a Newton step doubles the digits: take it whenever it stays in and is short enough.");
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(-40, 1)]
    public void Arctan_is_held_by_its_bracket(double lo, double hi) => Finds(0, Atan, lo, hi, 1e-12, "From 4.5, the middle, a plain Newton step for arctan lands at −24, the next at 875. Keep the bracket.");

    [Fact]
    public void F_is_only_called_within_the_bracket() => Property.Holds(
        Gen.Select(Draw.OneOf(-6, -1.5, 0, 0.3, 4), Draw.OneOf(0, 1, -3), Draw.OneOf(-9, -7), Draw.OneOf(5, 11)), sample =>
        {
            (double root, double bend, double lo, double hi) = sample;
            List<double> places = [];
            RootResult result = Subject.Solve(x => { places.Add(x.V); return (x - root) * ((x - bend) * (x - bend) + 0.1); }, lo, hi, 1e-9);
            Expect.That(places.All(place => place >= lo && place <= hi), $"calls between {ValueText.Of(lo)} and {ValueText.Of(hi)}", places, because: "Outside of the bracket f may have no value at all.");
            Expect.That(Math.Abs(result.X - root) <= 1e-8 && result.Converged, $"the root {ValueText.Of(root)}", result, because: $"f(x) = (x − {ValueText.Of(root)})·((x − {ValueText.Of(bend)})² + 0.1) has one root.");
        });

    [Fact]
    public void A_flat_root_is_found_by_place_not_by_height()
    {
        RootResult result = Subject.Solve(x => Dual.Pow(x, 9), -1, 1.7, 1e-9);
        Expect.That(Math.Abs(result.X) <= 1e-8 && result.Converged, "0 to within 1e-8", result, because: "x⁹ is 2e-12 at x = 0.05: a small f does not say that x is near. Ask for the length of the step.");
        Expect.That(result.Evaluations <= 80, "at most 80 calls of f", result.Evaluations, because: "At a root like x⁹ Newton's steps shrink by 8/9 only. Halve whenever a Newton step is more than half as long as the step before.");
    }

    [Theory]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    public void The_scale_of_f_does_not_matter(double scale) => Finds(0.3, x => scale * (x - 0.3) * (x + 4), -1, 2, 1e-10, $"f is multiplied by {ValueText.Of(scale)}; its root stays. Do not compare f with a fixed number, and do not multiply two values of f.");

    [Fact]
    public void A_slope_of_0_on_the_way_is_no_reason_to_stop() => Finds(1.1, x => Dual.Pow(x - 1, 3) - 0.001, 0, 2, 1e-10, "(x − 1)³ − 0.001: in the middle of the bracket the slope is 0, and f/f′ is infinite. Halve there.");

    [Fact]
    public void An_infinite_slope_on_the_way_is_no_root() => Finds(-0.125, CubeRootAndAHalf, -1, 1, 1e-10, "∛x + ½: in the middle of the bracket the slope is infinite, so the Newton step is 0. That is no convergence: f is ½ there.");

    [Fact]
    public void A_root_at_an_end_is_found_there()
    {
        Finds(2, x => x * x - 4, 2, 3, 1e-9, "f(2) = 0 at the lower end.");
        Finds(3, x => x * x - 9, 2, 3, 1e-9, "f(3) = 0 at the upper end.");
    }

    [Fact]
    public void A_root_hit_exactly_ends_the_search()
    {
        RootResult result = Subject.Solve(x => x - 0.5, 0, 1, 1e-9);
        Expect.That(result is { X: 0.5, Converged: true }, "X = 0.5", result, because: "f is exactly 0 in the middle.");
        Expect.That(result.Evaluations <= 4, "at most 4 calls of f", result.Evaluations, because: "There is nothing left to search.");
    }

    [Fact]
    public void Evaluations_are_counted_right()
    {
        foreach ((Func<Dual, Dual> f, double lo, double hi) in new (Func<Dual, Dual>, double, double)[] { (Wallis, 2, 3), (Atan, -1, 10), (x => x - 2, 2, 5), (x => x - 0.5, 0, 1) })
        {
            int calls = 0;
            RootResult result = Subject.Solve(x => { calls++; return f(x); }, lo, hi, 1e-9);
            Expect.Equal(calls, result.Evaluations, because: "Evaluations is how often f was called, the two ends included.");
        }
    }

    [Fact]
    public void After_200_calls_it_gives_up_and_says_so()
    {
        int calls = 0;
        RootResult result = Subject.Solve(x => { calls++; return StepAtOne(x); }, -1e300, 3e299, 1e-9);
        Expect.That(calls == 200 && result is { Evaluations: 200, Converged: false }, "200 calls of f and Converged = false", result, because: "f jumps from −1 to 1 with slope 0, so only halving helps, and from a width of 1e300 that takes a thousand calls. Stop at 200, and do not claim convergence.");
    }

    [Fact]
    public void Without_a_change_of_sign_nothing_is_promised()
    {
        Expect.Throws<ArgumentException>(() => Subject.Solve(x => x * x + 1, -1, 2, 1e-9), because: "x² + 1 is above 0 at both ends: there may be no root.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(x => -x * x - 1, -1, 2, 1e-9), because: "−x² − 1 is below 0 at both ends: there may be no root.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(Dual.Log, -1, 2, 1e-9), because: "ln(−1) is NaN, which has no sign.");
        Expect.Throws<ArgumentException>(() => Subject.Solve(x => Dual.Log(2 - x), 0, 3, 1e-9), because: "ln(2 − 3) is NaN, which has no sign.");
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 2)]
    [InlineData(double.NaN, 2)]
    public void An_empty_bracket_is_refused(double lo, double hi) => Expect.Throws<ArgumentException>(() => Subject.Solve(x => x - 2, lo, hi, 1e-9), because: "lo must be below hi.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    public void A_tolerance_that_is_none_is_refused(double tol) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Solve(Wallis, 2, 3, tol), because: "tol is a distance, above 0.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Plain Newton: on arctan it flies off. Keep the bracket, and halve it where a Newton step would leave it.", new((f, lo, hi, tol) => Search(f, lo, hi, tol, plain: true))),
        new("You stop when |f| is small. For x⁹ f is 1e-12 while x is 0.05 away; for a small scale of f you stop at once. Look at the step.", new((f, lo, hi, tol) => Search(f, lo, hi, tol, byHeight: true))),
        new("You only halve: right, but 42 calls where Newton's steps need 8. Take them while they stay inside and are short.", new((f, lo, hi, tol) => Search(f, lo, hi, tol, onlyHalve: true))),
        new("You take every Newton step that stays inside, also those that hardly shrink: on x⁹ that takes over a hundred calls. Halve when a step is more than half as long as the step before.", new((f, lo, hi, tol) => Search(f, lo, hi, tol, alwaysInside: true))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("starts from the end with the smaller value, and orders the ends by the sign of f", new(FromTheEnd)),
        new("recursion on the bracket", new((f, lo, hi, tol) =>
        {
            Guard(lo, hi, tol);
            Dual atLo = f(Dual.Variable(lo)), atHi = f(Dual.Variable(hi));
            if (atLo.V == 0) return new(lo, 2, true);
            if (atHi.V == 0) return new(hi, 2, true);
            if (!(Math.Abs(Sign(atLo.V) - Sign(atHi.V)) == 2)) throw new ArgumentException("No change of sign.");
            return Within(f, lo, hi, Sign(atLo.V), (lo + hi) / 2, hi - lo, tol, 2);
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Newton's step from x is x − f/f′. When would you not take it? And what always works instead?",
        "Keep lo and hi so that the sign changes between them: after each call, x replaces one of them. A Newton step is taken if it lands inside and is at most half as long as the step before; else the middle of the bracket. Compare so that NaN and infinite steps fail the test.",
        "Check the arguments, call f at the ends, return an end where f is 0, throw without a change of sign. Start in the middle with a step of hi − lo. In the loop: call f, return on 0, tighten the bracket, choose the next place, and return it when the step to it is at most tol. Count the calls, stop at 200.",
    ];

    private void Finds(double root, Func<Dual, Dual> f, double lo, double hi, double tol, string because)
    {
        RootResult result = Subject.Solve(f, lo, hi, tol);
        Expect.That(result is not null && Math.Abs(result.X - root) <= 2 * tol && result.Converged, $"the root {ValueText.Of(root)}, converged", result, because);
    }

    private static int Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    private static void Guard(double lo, double hi, double tol)
    {
        if (!(lo < hi)) throw new ArgumentException("Empty.");
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
    }

    private static RootResult Within(Func<Dual, Dual> f, double lo, double hi, int signAtLo, double x, double step, double tol, int calls)
    {
        if (calls == 200) return new(x, calls, false);
        Dual y = f(Dual.Variable(x));
        calls++;
        if (y.V == 0) return new(x, calls, true);
        (lo, hi) = Sign(y.V) == signAtLo ? (x, hi) : (lo, x);
        double next = x - y.V / y.D;
        if (!(next >= lo && next <= hi && 2 * Math.Abs(next - x) <= step) || double.IsInfinity(y.D)) next = (lo + hi) / 2;
        return Math.Abs(next - x) <= tol ? new(next, calls, true) : Within(f, lo, hi, signAtLo, next, Math.Abs(next - x), tol, calls);
    }

    private static RootResult FromTheEnd(Func<Dual, Dual> f, double lo, double hi, double tol)
    {
        Guard(lo, hi, tol);
        Dual atLo = f(Dual.Variable(lo)), atHi = f(Dual.Variable(hi));
        int calls = 2;
        if (atLo.V == 0) return new(lo, calls, true);
        if (atHi.V == 0) return new(hi, calls, true);
        if (!(atLo.V < 0 && atHi.V > 0) && !(atLo.V > 0 && atHi.V < 0)) throw new ArgumentException("No change of sign.");
        (double below, double above) = atLo.V < 0 ? (lo, hi) : (hi, lo);
        (double x, Dual y) = Math.Abs(atLo.V) < Math.Abs(atHi.V) ? (lo, atLo) : (hi, atHi);
        double step = hi - lo;
        while (true)
        {
            double next = x - y.V / y.D, middle = below + (above - below) / 2;
            bool inside = next > Math.Min(below, above) && next < Math.Max(below, above) && double.IsFinite(y.D);
            if (next == x && double.IsFinite(y.D)) return new(x, calls, true);
            if (!inside || Math.Abs(next - x) > step / 2) next = middle;
            step = Math.Abs(next - x);
            x = next;
            if (step <= tol) return new(x, calls, true);
            if (calls == 200) return new(x, calls, false);
            y = f(Dual.Variable(x));
            calls++;
            if (y.V == 0) return new(x, calls, true);
            if (y.V < 0) below = x;
            else above = x;
        }
    }

    private static RootResult Search(Func<Dual, Dual> f, double lo, double hi, double tol, bool plain = false, bool byHeight = false, bool onlyHalve = false, bool alwaysInside = false)
    {
        Guard(lo, hi, tol);
        double atLo = f(Dual.Variable(lo)).V, atHi = f(Dual.Variable(hi)).V;
        if (atLo == 0 || atHi == 0) return new(atLo == 0 ? lo : hi, 2, true);
        if (double.IsNaN(atLo) || double.IsNaN(atHi) || Sign(atLo) == Sign(atHi)) throw new ArgumentException("No change of sign.");
        double x = lo + (hi - lo) / 2, step = hi - lo;
        for (int calls = 3; calls <= 200; calls++)
        {
            Dual y = f(Dual.Variable(x));
            if (y.V == 0 || (byHeight && Math.Abs(y.V) <= tol)) return new(x, calls, true);
            if (Sign(y.V) == Sign(atLo)) lo = x;
            else hi = x;
            double newton = x - y.V / y.D;
            bool trusted = plain ? double.IsFinite(newton) : !onlyHalve && newton >= lo && newton <= hi && double.IsFinite(y.D) && (alwaysInside || Math.Abs(newton - x) <= step / 2);
            double next = trusted ? newton : lo + (hi - lo) / 2;
            step = Math.Abs(next - x);
            x = next;
            if (!byHeight && step <= tol) return new(x, calls, true);
        }

        return new(x, 200, false);
    }
}
