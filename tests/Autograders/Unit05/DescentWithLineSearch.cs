using Course;
using FromScratch.Calculus;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.5: gradient descent that chooses its own step.</summary>
[Exercise("5.5", "Descent with a line search", Difficulty = 3, Minutes = 40, Core = true, Theory = "6. Why descent zig-zags")]
public sealed class DescentWithLineSearch : Exercise<DescentWithLineSearch, DescentWithLineSearch.Contract>
{
    public delegate MinimumResult Descent(Func<double[], double> f, Func<double[], double[]> grad, double[] x0, int maxSteps, double tol);

    public sealed record Contract(Descent Descend);

    public static Verdict Check(Descent descend) => Grade(new Contract(descend));

    protected override Contract Reference => new(GradientDescent.Minimize);

    private const double C1 = 1e-4;

    private static double Ellipse(double[] p) => 0.5 * (p[0] * p[0] + 100 * p[1] * p[1]);

    private static double[] EllipseSlopes(double[] p) => [p[0], 100 * p[1]];

    [Fact]
    public void The_first_step_on_a_steep_parabola_is_halved_three_times()
    {
        List<double> places = [];
        MinimumResult result = Subject.Descend(p => { places.Add(p[0]); return 4 * p[0] * p[0]; }, p => [8 * p[0]], [1], 10, 1e-9);
        Expect.SequenceEqual([1, -7, -3, -1, 0], places, because: "4x² from 1: the slope is 8, so t = 1 leads to −7, ½ to −3, ¼ to −1. There f is 4 as before: not low enough. ⅛ leads to 0.");
        Expect.That(result is { Steps: 1, Evaluations: 5, Converged: true } && result.X is [0] && result.F == 0, "X = [0], F = 0, 1 step, 5 evaluations, converged", result, because: "At 0 the gradient is 0: the search ends there.");
    }

    [Fact]
    public void The_path_holds_every_place_and_the_start_first()
    {
        MinimumResult result = Subject.Descend(Ellipse, EllipseSlopes, [100, 1], 7, 1e-8);
        Expect.That(result.Steps == 7 && result.Path?.Count == 8 && !result.Converged, "7 steps, a path of 8 places, Converged = false", result, because: "maxSteps was 7, and the gradient is still long.");
        Expect.Close([100.0, 1], result.Path![0], because: "The path begins with the start.");
        Expect.Close(result.X, result.Path[^1], because: "X is the last place of the path.");
        Expect.Close(Ellipse(result.X), result.F, because: "F is f at X.");
        Expect.That(result.Path.Distinct(ReferenceEqualityComparer.Instance).Count() == 8, "8 arrays", result.Path, because: "One array in the path again and again shows the last place eight times. Copy it when you add it.");
    }

    /// <summary>What the tests look at most closely: every place is the one that Armijo's rule gives.</summary>
    [Fact]
    public void Every_step_is_the_first_halving_that_is_low_enough()
    {
        FollowsTheRule("½(x² + 100y²)", Ellipse, EllipseSlopes, [100, 1]);
        FollowsTheRule("Rosenbrock's valley", Valleys.Rosenbrock, Valleys.RosenbrockGradient, [-1.2, 1]);
        FollowsTheRule("x⁴ + 3xy + y⁴", p => Math.Pow(p[0], 4) + 3 * p[0] * p[1] + Math.Pow(p[1], 4), p => [4 * Math.Pow(p[0], 3) + 3 * p[1], 3 * p[0] + 4 * Math.Pow(p[1], 3)], [2, 1.5]);
        FollowsTheRule("0.99995·x²", p => 0.99995 * p[0] * p[0], p => [1.9999 * p[0]], [1]);
    }

    [Fact]
    public void Any_decrease_is_not_enough()
    {
        MinimumResult result = Subject.Descend(p => 0.99995 * p[0] * p[0], p => [1.9999 * p[0]], [1], 100, 1e-6);
        Expect.That(result.Converged && Math.Abs(result.X[0]) <= 1e-6, "the minimum at 0 within 100 steps", result, because: "0.99995·x² from 1: the full step leads to −0.9999, which is lower, a little. Whoever takes it walks 100,000 steps from side to side. Ask for a ten-thousandth of what the slope promises: f(x) − 1e-4·t·‖g‖².");
    }

    [Fact]
    public void Exactly_enough_is_enough()
    {
        MinimumResult result = Subject.Descend(p => 0.0001 * p[0], _ => [1.0], [0], 1, 1e-9);
        Expect.That(result is { Steps: 1, Evaluations: 2 } && result.X is [-1], "X = [−1] after 1 step and 2 evaluations", result, because: "f(0) = 0 and f(−1) = −0.0001, and the gradient given is 1: the full step brings exactly the ten-thousandth that is asked for, and \"at most\" includes it.");
    }

    [Fact]
    public void An_ellipse_of_condition_100_takes_a_thousand_steps()
    {
        MinimumResult result = Subject.Descend(Ellipse, EllipseSlopes, [100, 1], 1500, 1e-8);
        Expect.That(result.Converged && Vec.Of(EllipseSlopes(result.X)).Norm() <= 1e-8, "a gradient of at most 1e-8 within 1,500 steps", result, because: "½(x² + 100y²) from (100, 1). With t from 1, halved, and c₁ = 1e-4 it takes 1,041.");
        for (int k = 1; k < result.Path.Count; k++)
            Expect.That(Ellipse(result.Path[k]) <= Ellipse(result.Path[k - 1]), $"f at most {ValueText.Of(Ellipse(result.Path[k - 1]))} after step {k}", Ellipse(result.Path[k]), because: "A line search never goes up.");
    }

    [Fact]
    public void Rosenbrocks_valley_is_walked_down()
    {
        MinimumResult result = Subject.Descend(Valleys.Rosenbrock, Valleys.RosenbrockGradient, [-1.2, 1], 5000, 1e-8);
        Expect.That(result.F < 1e-4 && result.Steps == 5000, "f below 1e-4 after 5,000 steps", result.F, because: "Rosenbrock from (−1.2, 1): a long walk with short steps, but always downward.");
    }

    [Fact]
    public void Beyond_a_cliff_f_has_no_value_and_the_step_is_halved()
    {
        double F(double[] p) => 3 * p[0] - Math.Log(p[0]) + 2 * p[1] - Math.Log(2 * p[1]);
        MinimumResult result = Subject.Descend(F, p => [3 - 1 / p[0], 2 - 1 / p[1]], [2, 0.8], 500, 1e-7);
        Expect.That(result.Path.All(p => p[0] > 0 && p[1] > 0), "only places with x and y above 0", result.Path, because: "3x − ln x + 2y − ln 2y is NaN where x or y is negative, and from (2, 0.8) the full step leads to x = −0.5. NaN > anything is false, and NaN ≤ anything is false too: ask the question so that NaN means no.");
        Expect.Close([1 / 3.0, 0.5], result.X, because: "The minimum of 3x − ln x + 2y − ln 2y.", tolerance: 1e-6);
        Expect.That(result.Converged, "Converged = true", result.Converged, because: "The gradient is short enough.");
    }

    [Fact]
    public void A_start_with_a_short_gradient_is_the_end()
    {
        MinimumResult result = Subject.Descend(p => 0.5 * p[0] * p[0], p => [p[0]], [0.25], 10, 0.25);
        Expect.That(result is { Steps: 0, Evaluations: 1, Converged: true } && result.X is [0.25] && result.Path.Count == 1, "X = [0.25], no step, 1 evaluation, converged", result, because: "½x² at 0.25 has the gradient 0.25, and tol is 0.25: at most that counts.");
    }

    [Fact]
    public void No_steps_allowed_is_the_start_unconverged()
    {
        MinimumResult result = Subject.Descend(Ellipse, EllipseSlopes, [1, 1], 0, 1e-8);
        Expect.That(result is { Steps: 0, Converged: false } && result.X is [1, 1], "X = [1, 1], no step, not converged", result, because: "maxSteps is 0 and there is a slope.");
    }

    [Fact]
    public void Where_no_step_lowers_f_it_gives_up()
    {
        int calls = 0;
        MinimumResult result = Subject.Descend(p => ++calls < 1000 ? p[0] : throw new InvalidOperationException("You have asked for f 1,000 times. No step will do: give up when x − t·g is x again."), _ => [-1.0], [2], 10, 1e-8);
        Expect.That(result is { Steps: 0, Converged: false } && result.X is [2], "X = [2], no step, not converged", result, because: "The gradient given here is wrong: it points downhill. Halving will never help: when x − t·g rounds to x itself, stop, and do not claim a minimum. A place that is not lower has not been reached.");
    }

    [Fact]
    public void Calls_are_counted_and_none_is_wasted()
    {
        int values = 0, gradients = 0;
        MinimumResult result = Subject.Descend(p => { values++; return Ellipse(p); }, p => { gradients++; return EllipseSlopes(p); }, [100, 1], 20, 1e-8);
        Expect.Equal(values, result.Evaluations, because: "Evaluations is how often f was called, at the start and at every trial.");
        Expect.That(gradients <= 21, "at most 21 gradients for 20 steps", gradients, because: "One gradient at each place; the halving asks for values only.");
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        foreach (double tol in new[] { 0, -1, double.NaN })
            Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Descend(Ellipse, EllipseSlopes, [1, 1], 5, tol), because: $"tol is {ValueText.Of(tol)}; it is a length above 0.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Descend(Ellipse, EllipseSlopes, [1, 1], -1, 1e-8), because: "There are no −1 steps.");
        Expect.Throws<ArgumentException>(() => Subject.Descend(p => Math.Log(p[0]), p => [1 / p[0]], [-1], 5, 1e-8), because: "f is NaN at the start: there is nothing to be lower than.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Your step is fixed: for a curvature of 100 a rate of 0.05 overshoots further each time, and for 1 it creeps. Let the line search choose.", new((f, grad, x0, most, tol) => Search(f, grad, x0, most, tol, fixedStep: 0.05))),
        new("You take any decrease: a step that lowers f by nothing to speak of wastes itself. Ask for f(x) − 1e-4·t·‖g‖².", new((f, grad, x0, most, tol) => Search(f, grad, x0, most, tol, c1: 0))),
        new("You walk along the gradient: that is uphill. Downhill is against it.", new((f, grad, x0, most, tol) => Search(f, grad, x0, most, tol, sign: 1))),
        new("NaN > anything is false: your loop ends and takes a step to where f has no value. Ask whether the new value is low enough, and go on halving while it is not.", new((f, grad, x0, most, tol) => Search(f, grad, x0, most, tol, nanPasses: true))),
        new("You go on from the last t. Begin each step with t = 1: where the ground flattens, long steps are good again.", new((f, grad, x0, most, tol) => Search(f, grad, x0, most, tol, keepsStep: true))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("recursion for the halving, places in arrays", new((f, grad, x0, most, tol) =>
        {
            if (!(tol > 0) || most < 0) throw new ArgumentOutOfRangeException(nameof(tol));
            int calls = 0;
            double F(double[] p)
            {
                calls++;
                return f(p);
            }

            double[] x = [.. x0];
            double value = F(x);
            if (double.IsNaN(value) || double.IsInfinity(value)) throw new ArgumentException("The start.");
            List<double[]> path = [x];
            double[] g = grad(x);
            while (InnerProduct.Norm(g, 2) > tol && path.Count <= most)
            {
                (double[] Place, double Value)? Try(double t)
                {
                    double[] place = [.. x.Zip(g, (entry, slope) => entry - t * slope)];
                    if (place.SequenceEqual(x)) return null;
                    double there = F(place);
                    return value - there >= C1 * t * InnerProduct.Dot(g, g) ? (place, there) : Try(t / 2);
                }

                if (Try(1) is not { } found) break;
                (x, value) = found;
                path.Add(x);
                g = grad(x);
            }

            return new MinimumResult([.. x], value, path.Count - 1, calls, InnerProduct.Norm(g, 2) <= tol, path);
        })),
        new("a for loop over steps, with the powers of ½", new((f, grad, x0, most, tol) => Search(f, grad, x0, most, tol))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "By hand, 4x² from 1: which places does the rule try, and which is the first that is low enough?",
        "Two loops. The outer one ends where the gradient is short or the steps are used up. The inner one begins with t = 1 and halves it while f(x − t·g) is not at most f(x) − 1e-4·t·‖g‖²; write it so that NaN keeps it going.",
        "Check tol, maxSteps and f at the start; count the calls of f. Keep x, its value, a list of copies. In the outer loop: gradient; return if its length is at most tol, or the steps are used up. In the inner loop: the trial place, its value; give up where the place is x itself; leave when low enough; halve t. Then move on.",
    ];

    private void FollowsTheRule(string name, Func<double[], double> f, Func<double[], double[]> grad, double[] start)
    {
        MinimumResult result = Subject.Descend(f, grad, [.. start], 12, 1e-9);
        for (int k = 1; k < result.Path.Count; k++)
        {
            double[] x = result.Path[k - 1], g = grad(x), expected;
            double t = 2;
            do
            {
                t /= 2;
                expected = Draw.Plus(x, Draw.Times(-t, g));
            }
            while (!(f(expected) <= f(x) - C1 * t * InnerProduct.Dot(g, g)));

            Expect.That(
                result.Path[k]?.Length == x.Length && result.Path[k].Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-10 * (1 + Math.Abs(pair.Second))),
                $"{ValueText.Of(expected)} after {ValueText.Of(x)}", result.Path[k],
                because: $"f is {name}, step {k}: the gradient is {ValueText.Of(g)}, and t = {ValueText.Of(t)} is the first of 1, ½, ¼, … with f(x − t·g) ≤ f(x) − 1e-4·t·‖g‖².");
        }

        Expect.That(result.Path.Count == 13 || result.Converged, "12 steps, or an end where the gradient is at most 1e-9", result.Path.Count - 1, because: $"f is {name}: go on until the gradient is short or the steps are used up.");
    }

    private static MinimumResult Search(Func<double[], double> f, Func<double[], double[]> grad, double[] x0, int most, double tol, double fixedStep = 0, double c1 = C1, double sign = -1, bool nanPasses = false, bool keepsStep = false)
    {
        if (!(tol > 0) || most < 0) throw new ArgumentOutOfRangeException(nameof(tol));
        double[] x = [.. x0];
        double value = f(x), t = 1;
        int calls = 1;
        if (!double.IsFinite(value)) throw new ArgumentException("The start.");
        List<double[]> path = [x];
        bool converged = false;
        for (int step = 0; step <= most; step++)
        {
            double[] g = grad(x);
            converged = InnerProduct.Norm(g, 2) <= tol;
            if (converged || step == most) break;
            if (!keepsStep) t = 1;
            if (fixedStep > 0) t = fixedStep;
            double[] next;
            double there = value;
            bool stuck;
            while (true)
            {
                next = Draw.Plus(x, Draw.Times(sign * t, g));
                stuck = next.SequenceEqual(x);
                if (stuck) break;
                there = f(next);
                calls++;
                double bound = value - c1 * t * InnerProduct.Dot(g, g);
                if (fixedStep > 0 || (nanPasses ? !(there > bound) : c1 == 0 ? there < value : there <= bound)) break;
                t /= 2;
            }

            if (stuck) break;
            (x, value) = (next, there);
            path.Add(x);
        }

        return new([.. x], value, path.Count - 1, calls, converged, path);
    }
}
