using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.6: Newton's method for a minimum, made safe.</summary>
[Exercise("5.6", "Newton's method for a minimum", Difficulty = 4, Minutes = 45, Core = true, Theory = "6. Why descent zig-zags")]
public sealed class NewtonMinimizer : Exercise<NewtonMinimizer, NewtonMinimizer.Contract>
{
    public delegate MinimumResult Minimization(Func<double[], double> f, Func<double[], double[]> grad, Func<double[], double[,]> hess, double[] x0, double tol);

    public sealed record Contract(Minimization NewtonMinimize);

    public static Verdict Check(Minimization newtonMinimize) => Grade(new Contract(newtonMinimize));

    /// <summary>Holds your minimiser against the reference's and a library's.</summary>
    public static Comparison Compare(Minimization newtonMinimize, Minimization library) => Compared(
        Part("NewtonMinimize", newtonMinimize, contract => contract.NewtonMinimize, library, "MathNet", ("Rosenbrock from (−1.2, 1)", f => f(Valleys.Rosenbrock, Valleys.RosenbrockGradient, Valleys.RosenbrockHessian, [-1.2, 1], 1e-8).X)));

    protected override Contract Reference => new(NewtonsMethod.Minimize);

    [Fact]
    public void A_quadratic_takes_one_step()
    {
        double[,] a = { { 4, 1 }, { 1, 3 } };
        MinimumResult result = Subject.NewtonMinimize(p => 2 * p[0] * p[0] + p[0] * p[1] + 1.5 * p[1] * p[1] - p[0] - 2 * p[1], p => [4 * p[0] + p[1] - 1, p[0] + 3 * p[1] - 2], _ => a, [9, -5], 1e-9);
        Expect.Close([1 / 11.0, 7 / 11.0], result.X, because: "2x² + xy + 1.5y² − x − 2y: the gradient is 0 where 4x + y = 1 and x + 3y = 2.", tolerance: 1e-9);
        Expect.That(result is { Steps: 1, Converged: true }, "1 step, converged", result, because: "The quadratic model is the function itself: solve H·d = −g and you are there.");
    }

    [Fact]
    public void Any_bowl_takes_one_step_from_anywhere() => Property.Holds(
        Gen.Select(Draw.Matrix(4, 3), Draw.Vector(3), Draw.Vector(3)), sample =>
        {
            (double[,] root, double[] bottom, double[] start) = sample;
            double[,] h = Matrices.Times(Draw.Transpose(root), root);
            for (int i = 0; i < 3; i++) h[i, i] += 1;
            double[] Shift(double[] p) => Draw.Plus(p, Draw.Times(-1, bottom));
            MinimumResult result = Subject.NewtonMinimize(p => 0.5 * InnerProduct.Dot(Shift(p), MatrixMultiplication.ByRows(h, Shift(p))), p => MatrixMultiplication.ByRows(h, Shift(p)), _ => h, start, 1e-7);
            Expect.That(result is { Steps: <= 1, Converged: true } && result.X.Zip(bottom).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-7), $"the bottom {ValueText.Of(bottom)} in one step", result, because: "½(x − b)ᵀH(x − b) with a positive definite H: Newton's step ends at b, however narrow the bowl.");
        });

    [Fact]
    public void Rosenbrocks_valley_takes_at_most_40_steps()
    {
        MinimumResult result = Rosenbrock();
        Expect.Close([1.0, 1], result.X, because: "Rosenbrock from (−1.2, 1).", tolerance: 1e-8);
        Expect.That(result.Converged && result.Steps <= 40, "converged within 40 steps", result, because: "Descent takes 20,000: Newton's model knows that the valley is bent.");
        for (int k = 1; k < result.Path.Count; k++)
            Expect.That(Valleys.Rosenbrock(result.Path[k]) < Valleys.Rosenbrock(result.Path[k - 1]), $"f below {ValueText.Of(Valleys.Rosenbrock(result.Path[k - 1]))} after step {k}", Valleys.Rosenbrock(result.Path[k]), because: "A full Newton step may overshoot: halve it until f falls by 1e-4 of what the slope g·d promises.");
    }

    [Fact]
    public void Near_the_minimum_the_gradient_is_squared()
    {
        double[] lengths = [.. Rosenbrock().Path.Select(p => Vec.Of(Valleys.RosenbrockGradient(p)).Norm())];
        Expect.That(lengths.Zip(lengths.Skip(1)).Any(pair => pair.First < 1e-2 && pair.Second <= pair.First * pair.First), "a step that squares a gradient below 0.01", lengths, because: "Gradient lengths along Rosenbrock's valley. Near the minimum the full step with the true Hessian doubles the right digits; a shortened step or a changed Hessian loses that.");
    }

    [Fact]
    public void Where_the_Hessian_is_positive_definite_the_step_is_Newtons()
    {
        FollowsTheRule("Rosenbrock's valley", Valleys.Rosenbrock, Valleys.RosenbrockGradient, Valleys.RosenbrockHessian, [-1.2, 1]);
        FollowsTheRule("x − ln x", p => p[0] - Math.Log(p[0]), p => [1 - 1 / p[0]], p => new[,] { { 1 / (p[0] * p[0]) } }, [3]);
        FollowsTheRule("√(1 + x²) + y²", p => Math.Sqrt(1 + p[0] * p[0]) + p[1] * p[1], p => [p[0] / Math.Sqrt(1 + p[0] * p[0]), 2 * p[1]], p => new[,] { { Math.Pow(1 + p[0] * p[0], -1.5), 0 }, { 0, 2 } }, [3, 1]);
    }

    [Fact]
    public void Half_a_step_must_bring_half_of_what_a_step_must()
    {
        List<double> places = [];
        MinimumResult result = Subject.NewtonMinimize(
            p =>
            {
                places.Add(Math.Round(p[0], 6));
                return places[^1] switch { 0 => 0, 1 => -0.00005, 0.5 => -0.000075, _ => 1 };
            },
            p => [p[0] == 0 ? -1 : 0], _ => new double[,] { { 1 } }, [0], 1e-9);
        Expect.SequenceEqual([0, 1, 0.5], places, because: "These are the places you tried. f is 0 at 0, −0.00005 at 1 and −0.000075 at ½; at 0 the slope is −1 and H is 1, so Newton's step is 1. t = 1 must bring f to −0.0001 or below: refused. t = ½ must bring it to −0.00005: taken. Each place is asked for once.");
        Expect.That(result is { Steps: 1, Converged: true }, "1 step, converged", result, because: "At ½ the gradient is 0, and H has a Cholesky factor.");
    }

    [Fact]
    public void Beside_a_saddle_it_walks_away_from_it()
    {
        foreach (double[] start in new double[][] { [0.001, 1], [-0.1, -2], [0.3, 0.5] })
        {
            MinimumResult result = Subject.NewtonMinimize(Valleys.Wells, Valleys.WellsGradient, Valleys.WellsHessian, [.. start], 1e-9);
            Expect.That(result.Converged && Math.Abs(Math.Abs(result.X[0]) - Math.Sqrt(0.5)) <= 1e-8 && Math.Abs(result.X[1]) <= 1e-8, "one of the wells, x = ±0.7071, y = 0, converged", result, because: $"x⁴ − x² + y² from {ValueText.Of(start)}. The plain Newton step solves for gradient 0, and the nearest such place is the pass at (0, 0). Where H has no Cholesky factor, add τ to its diagonal until it has one.");
        }
    }

    [Fact]
    public void Near_a_hilltop_it_walks_down()
    {
        MinimumResult result = Subject.NewtonMinimize(p => Math.Cos(p[0]) + Math.Cos(p[1]), p => [-Math.Sin(p[0]), -Math.Sin(p[1])], p => new[,] { { -Math.Cos(p[0]), 0 }, { 0, -Math.Cos(p[1]) } }, [0.1, 0.2], 1e-9);
        Expect.That(result.Converged && Math.Abs(result.F + 2) <= 1e-12, "a minimum, where cos x + cos y is −2", result, because: "At (0.1, 0.2) both curvatures are below 0: the plain Newton step climbs to the top.");
    }

    [Fact]
    public void Without_any_curvature_it_follows_the_slope()
    {
        MinimumResult result = Subject.NewtonMinimize(p => Math.Pow(p[0], 4) / 4 - p[0], p => [Math.Pow(p[0], 3) - 1], p => new[,] { { 3 * p[0] * p[0] } }, [0], 1e-9);
        Expect.Close([1.0], result.X, because: "x⁴/4 − x from 0: the slope is −1 and the Hessian is 0, with 0 as its largest entry. A share of 0 added to the diagonal is still 0, however often it is doubled: add a number of its own there.", tolerance: 1e-8);
    }

    [Fact]
    public void A_saddle_is_not_a_minimum()
    {
        MinimumResult on = Subject.NewtonMinimize(Valleys.Wells, Valleys.WellsGradient, Valleys.WellsHessian, [0, 0], 1e-9), ridge = Subject.NewtonMinimize(Valleys.Wells, Valleys.WellsGradient, Valleys.WellsHessian, [0, 1], 1e-9);
        foreach (MinimumResult result in new[] { on, ridge })
            Expect.That(!result.Converged || Math.Abs(result.F + 0.25) <= 1e-9, "Converged = false, or one of the wells", result, because: "x⁴ − x² + y² has gradient 0 at (0, 0) and is a pass there. Converged is to say: no slope, and H has a Cholesky factor.");
        MinimumResult flat = Subject.NewtonMinimize(p => Math.Pow(p[0], 3), p => [3 * p[0] * p[0]], p => new[,] { { 6 * p[0] } }, [0], 1e-9);
        Expect.That(!flat.Converged, "Converged = false", flat, because: "x³ at 0: no slope and no curvature, and no minimum. A Hessian that is 0 has no Cholesky factor.");
    }

    [Fact]
    public void Beyond_a_cliff_the_step_is_halved()
    {
        MinimumResult result = Subject.NewtonMinimize(p => p[0] - Math.Log(p[0]), p => [1 - 1 / p[0]], p => new[,] { { 1 / (p[0] * p[0]) } }, [3], 1e-9);
        Expect.That(result.Path.All(p => p[0] > 0), "only places above 0", result.Path, because: "x − ln x from 3: Newton's full step leads to −3, where f is NaN.");
        Expect.Close([1.0], result.X, because: "The minimum of x − ln x.", tolerance: 1e-8);
    }

    [Fact]
    public void The_search_ends_in_any_case()
    {
        MinimumResult down = Subject.NewtonMinimize(p => -p[0], _ => [-1.0], _ => new double[,] { { 1 } }, [0], 1e-9), wrong = Subject.NewtonMinimize(p => p[0], _ => [-1.0], _ => new double[,] { { 1 } }, [2], 1e-9);
        Expect.That(down is { Steps: 200, Converged: false }, "200 steps, not converged", down, because: "−x has no minimum. Stop after 200 steps.");
        Expect.That(wrong is { Steps: 0, Converged: false } && wrong.X is [2], "X = [2], no step, not converged", wrong, because: "The gradient given here is wrong, and no step lowers f: stop when x + t·d rounds to x itself.");
    }

    [Fact]
    public void Calls_are_counted_and_none_is_wasted()
    {
        int values = 0, gradients = 0, hessians = 0;
        MinimumResult result = Subject.NewtonMinimize(p => { values++; return Valleys.Rosenbrock(p); }, p => { gradients++; return Valleys.RosenbrockGradient(p); }, p => { hessians++; return Valleys.RosenbrockHessian(p); }, [-1.2, 1], 1e-8);
        Expect.Equal(values, result.Evaluations, because: "Evaluations is how often f was called, at the start and at every trial.");
        Expect.That(gradients <= result.Steps + 1 && hessians <= result.Steps + 1, $"at most {result.Steps + 1} gradients and Hessians for {result.Steps} steps", $"{gradients} and {hessians}", because: "One of each at each place; the halving asks for values only.");
        Expect.That(result.Path.Count == result.Steps + 1 && result.Path[0] is [-1.2, 1], "a path of Steps + 1 places, the start first", result.Path, because: "The path shows where it went.");
        Expect.Close(result.X, result.Path[^1], because: "X is the last place of the path.");
        Expect.Close(Valleys.Rosenbrock(result.X), result.F, because: "F is f at X.", scale: 1e-12);
    }

    [Fact]
    public void At_the_minimum_there_is_nothing_to_do()
    {
        MinimumResult result = Subject.NewtonMinimize(p => 0.5 * p[0] * p[0], p => [p[0]], _ => new double[,] { { 1 } }, [0.25], 0.25);
        Expect.That(result is { Steps: 0, Evaluations: 1, Converged: true } && result.X is [0.25], "X = [0.25], no step, converged", result, because: "½x² at 0.25 has the gradient 0.25, and tol is 0.25: at most that counts.");
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        foreach (double tol in new[] { 0, -1, double.NaN })
            Expect.Throws<ArgumentOutOfRangeException>(() => Subject.NewtonMinimize(Valleys.Rosenbrock, Valleys.RosenbrockGradient, Valleys.RosenbrockHessian, [1, 2], tol), because: $"tol is {ValueText.Of(tol)}; it is a length above 0.");
        Expect.Throws<ArgumentException>(() => Subject.NewtonMinimize(p => Math.Log(p[0]), p => [1 / p[0]], p => new[,] { { -1 / (p[0] * p[0]) } }, [-1], 1e-8), because: "f is NaN at the start: there is nothing to be lower than.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Plain Newton: it looks for gradient 0, and from beside a saddle it walks onto the saddle, since H has a negative eigenvalue there. Make H positive definite first.", new((f, grad, hess, x0, tol) => Search(f, grad, hess, x0, tol, Plain))),
        new("No line search: on Rosenbrock your second full step raises f from 4.73 to 1,412. Halve it until f falls.", new((f, grad, hess, x0, tol) => Search(f, grad, hess, x0, tol, Shifted, halves: false))),
        new("You call every place without slope a minimum. A saddle has none either: Converged asks for a Cholesky factor of H too.", new((f, grad, hess, x0, tol) => Search(f, grad, hess, x0, tol, Shifted, asksCurvature: false))),
        new("You always add to the diagonal of H: then the steps are never Newton's own, and the gradient is no longer squared. Try H itself first.", new((f, grad, hess, x0, tol) => Search(f, grad, hess, x0, tol, (h, g) => Shifted(Plus(h, 1), g)))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the absolute values of the eigenvalues instead of a shift", new((f, grad, hess, x0, tol) => Search(f, grad, hess, x0, tol, ByEigenvalues))),
        new("LU where the eigenvalues are above 0; else a shift by the lowest of them", new((f, grad, hess, x0, tol) => Search(f, grad, hess, x0, tol, (h, g) =>
        {
            double lowest = SymEigen.Jacobi(h).Values.Min();
            return Lu.Factor(lowest > 0 ? h : Plus(h, 0.1 - 1.1 * lowest)).Solve(-1 * g);
        }))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Cholesky.TryFactor(H) answers two questions at once: is there an upward curvature in every direction, and with which factor do you solve H·d = −g?",
        "Where there is no factor, add τ to the diagonal: a thousandth of H's largest entry, then twice that, and again, until there is one. The slope along d is g·d, below 0; the line search is that of 5.5 with −t·‖g‖² replaced by t·(g·d).",
        "As in 5.5: check, keep x and its value, count, copy. At each place: gradient, Hessian; where the gradient is short, return, with Converged as whether H itself has a factor; stop after 200 steps. Factor H or a shifted copy, solve for d, halve t from 1 until f(x + t·d) ≤ f(x) + 1e-4·t·(g·d) (NaN is no), give up where that place is x itself. Move on.",
    ];

    private MinimumResult Rosenbrock() => Subject.NewtonMinimize(Valleys.Rosenbrock, Valleys.RosenbrockGradient, Valleys.RosenbrockHessian, [-1.2, 1], 1e-8);

    private void FollowsTheRule(string name, Func<double[], double> f, Func<double[], double[]> grad, Func<double[], double[,]> hess, double[] start)
    {
        MinimumResult result = Subject.NewtonMinimize(f, grad, hess, [.. start], 1e-6);
        for (int k = 1; k < result.Path.Count; k++)
        {
            double[] x = result.Path[k - 1], g = grad(x);
            Mat h = Mat.Of(hess(x));
            if (Cholesky.TryFactor(h) is null) continue;
            double[] d = Lu.Factor(h).Solve(-1 * Vec.Of(g)).ToArray(), expected;
            double t = 2;
            do
            {
                t /= 2;
                expected = Draw.Plus(x, Draw.Times(t, d));
            }
            while (!(f(expected) <= f(x) + 1e-4 * t * InnerProduct.Dot(g, d)) && t > 1e-12);

            Expect.That(
                result.Path[k]?.Length == x.Length && result.Path[k].Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-9 * (1 + Math.Abs(pair.Second))),
                $"{ValueText.Of(expected)} after {ValueText.Of(x)}", result.Path[k],
                because: $"f is {name}, step {k}: H is positive definite, Newton's step is {ValueText.Of(d)}, and t = {ValueText.Of(t)} is the first of 1, ½, ¼, … with f(x + t·d) ≤ f(x) + 1e-4·t·(g·d).");
        }
    }

    private static Mat Plus(Mat h, double tau)
    {
        double[,] entries = h.ToArray();
        for (int i = 0; i < h.Rows; i++) entries[i, i] += tau;
        return Mat.Of(entries);
    }

    private static Vec Plain(Mat h, Vec g) => Lu.Factor(h).Solve(-1 * g);

    private static Vec Shifted(Mat h, Vec g)
    {
        double tau = 0;
        Mat? l;
        while ((l = Cholesky.TryFactor(Plus(h, tau))) is null) tau = Math.Max(0.01, 2 * tau);
        return Cholesky.Solve(l, -1 * g);
    }

    private static Vec ByEigenvalues(Mat h, Vec g)
    {
        SymEigen eigen = SymEigen.Jacobi(h);
        double largest = eigen.Values.Max(Math.Abs);
        Vec along = eigen.Vectors.T() * g;
        return eigen.Vectors * Vec.Of([.. eigen.Values.Select((value, i) => -along[i] / Math.Max(Math.Abs(value), 1e-9 * largest + 1e-300))]);
    }

    private static MinimumResult Search(Func<double[], double> f, Func<double[], double[]> grad, Func<double[], double[,]> hess, double[] x0, double tol, Func<Mat, Vec, Vec> direction, bool halves = true, bool asksCurvature = true)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
        Vec x = Vec.Of(x0);
        double value = f(x.ToArray());
        int calls = 1;
        if (!double.IsFinite(value)) throw new ArgumentException("The start.");
        List<double[]> path = [x.ToArray()];
        bool converged = false;
        for (int step = 0; step <= 200; step++)
        {
            Vec g = Vec.Of(grad(x.ToArray()));
            Mat h = Mat.Of(hess(x.ToArray()));
            if (g.Norm() <= tol)
            {
                converged = !asksCurvature || Cholesky.TryFactor(h) is not null;
                break;
            }

            if (step == 200) break;
            Vec d = direction(h, g);
            double t = 1, there = f((x + d).ToArray());
            calls++;
            bool stuck = false;
            while (halves && !stuck && !(there <= value + 1e-4 * t * g.Dot(d)))
            {
                t /= 2;
                stuck = (x + t * d).ToArray().SequenceEqual(x.ToArray());
                if (stuck) break;
                there = f((x + t * d).ToArray());
                calls++;
            }

            if (stuck) break;
            (x, value) = (x + t * d, there);
            path.Add(x.ToArray());
        }

        return new(x.ToArray(), value, path.Count - 1, calls, converged, path);
    }
}
