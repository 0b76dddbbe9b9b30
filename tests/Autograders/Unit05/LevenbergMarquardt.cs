using Course;
using FromScratch.Calculus;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.9: nonlinear least squares to NIST's certified digits.</summary>
[Exercise("5.9", "Levenberg and Marquardt", Difficulty = 5, Minutes = 60, Core = true, Theory = "6. Why descent zig-zags")]
public sealed class LevenbergMarquardt : Exercise<LevenbergMarquardt, LevenbergMarquardt.Contract>
{
    public delegate MinimumResult CurveFit(Func<double[], double[]> residual, Func<double[], double[,]> jac, double[] start, double tol);

    public sealed record Contract(CurveFit Fit);

    public static Verdict Check(CurveFit fit) => Grade(new Contract(fit));

    /// <summary>Holds your fit against the reference's and a library's.</summary>
    public static Comparison Compare(CurveFit fit, CurveFit library) => Compared(
        Part("Fit", fit, contract => contract.Fit, library, "MathNet", [.. Problems.Select(problem => (problem.Name, (Func<CurveFit, double[]>)(f => f(problem.Curve.Model.Residuals, problem.Curve.Model.Jacobian, problem.Start, 1e-13).X)))]));

    protected override Contract Reference => new(NonlinearLeastSquares.Fit);

    private static readonly CertifiedCurve _misra = NistNonlinear.Misra1a(), _box = NistNonlinear.BoxBod();

    private static (string Name, CertifiedCurve Curve, double[] Start)[] Problems =>
    [
        ("Misra1a from (500, 1e-4)", _misra, _misra.FarStart), ("Misra1a from (250, 5e-4)", _misra, _misra.NearStart), ("BoxBOD from (100, 0.75)", _box, _box.NearStart), ("BoxBOD from (1, 1)", _box, _box.FarStart),
    ];

    [Fact]
    public void A_line_through_three_points_is_found_as_by_hand()
    {
        double[] y = [1, 2, 6];
        MinimumResult fit = Subject.Fit(b => [.. y.Select((value, x) => b[0] + b[1] * x - value)], _ => new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 } }, [10, -4], 1e-12);
        Expect.Close([0.5, 2.5], fit.X, because: "b₁ + b₂·x through (0, 1), (1, 2), (2, 6): the least squares line is 0.5 + 2.5x.", tolerance: 1e-8);
        Expect.Close(1.5, fit.F, because: "The residuals are −½, 1, −½: F is the sum of their squares, not half of it and not its root.", tolerance: 1e-8);
        Expect.That(fit.Converged && fit.Steps <= 8, "converged within 8 steps", fit, because: "A linear model is solved in one step without damping; with λ from 1e-3 it takes a few.");
    }

    [Fact]
    public void Misra1a_is_certified_from_the_near_start() => IsCertified(_misra, _misra.NearStart);

    [Fact]
    public void Misra1a_is_certified_from_the_far_start() => IsCertified(_misra, _misra.FarStart);

    [Fact]
    public void BoxBOD_is_certified_from_the_near_start() => IsCertified(_box, _box.NearStart);

    [Fact]
    public void From_BoxBODs_far_start_it_converges_or_says_that_it_did_not()
    {
        MinimumResult fit = Subject.Fit(_box.Model.Residuals, _box.Model.Jacobian, [.. _box.FarStart], 1e-13);
        Expect.That(double.IsFinite(fit.F) && fit.Path.All(b => b.All(double.IsFinite)), "finite numbers throughout", fit, because: "From (1, 1) the first steps send the rate to where exp(−b₂x) is 0 or ∞. A step to NaN or ∞ is refused like any other bad step.");
        if (!fit.Converged) return;
        Expect.That(Lre.Of(fit.X[1], _box.Parameters[1]) >= 8, "b₂ = 0.547, or Converged = false", fit, because: "With a rate of 20 and more exp(−b₂x) is 0 for all x: the rate has no effect there, and a method that damps it too much never leaves the plateau. It is no minimum: judge each parameter by |Jⱼᵀr|/‖Jⱼ‖, which is large there, not by the gradient or the step, which are tiny.");
    }

    [Fact]
    public void The_sum_of_squares_never_grows()
    {
        foreach ((string name, CertifiedCurve curve, double[] start) in Problems)
        {
            MinimumResult fit = Subject.Fit(curve.Model.Residuals, curve.Model.Jacobian, [.. start], 1e-13);
            double[] sums = [.. fit.Path.Select(b => Sum(curve.Model.Residuals(b)))];
            int up = Enumerable.Range(1, Math.Max(0, sums.Length - 1)).FirstOrDefault(k => !(sums[k] <= sums[k - 1] * (1 + 1e-11)), 0);
            Expect.That(up == 0, up == 0 ? "" : $"at most {ValueText.Of(sums[up - 1])} after step {up}", up == 0 ? 0 : sums[up], because: $"{name}: RSS went up. A step that raises the sum is refused, and λ grows.");
            Expect.That(fit.Path.Count == fit.Steps + 1 && fit.Path[0].SequenceEqual(start) && fit.Path[^1].SequenceEqual(fit.X), "a path of Steps + 1 places, from the start to X", fit.Path, because: $"{name}: the path holds the start and every step that was taken.");
        }
    }

    [Fact]
    public void After_a_refused_step_the_next_is_shorter()
    {
        int refusals = 0;
        foreach ((string name, CertifiedCurve curve, double[] start) in Problems)
        {
            double[] here = [.. start];
            double refused = double.PositiveInfinity;
            bool isFirst = true;
            List<(double[] Place, double Before, double Now)> longer = [];
            Subject.Fit(
                b =>
                {
                    double[] r = curve.Model.Residuals(b);
                    if (!isFirst && !b.SequenceEqual(here))
                    {
                        double length = Length(curve.Model.Jacobian(here), Draw.Plus(b, Draw.Times(-1, here)));
                        if (length > 1.000001 * refused) longer.Add(([.. here], refused, length));
                        bool taken = Sum(r) <= Sum(curve.Model.Residuals(here)) * (1 + 1e-12);
                        refusals += taken ? 0 : 1;
                        (here, refused) = taken ? ([.. b], double.PositiveInfinity) : (here, length);
                    }

                    isFirst = false;
                    return r;
                },
                curve.Model.Jacobian, [.. start], 1e-9);
            Expect.That(longer.Count == 0, longer.Count == 0 ? "" : $"a step not longer than {ValueText.Of(longer[0].Before)} from {ValueText.Of(longer[0].Place)}", longer.Count == 0 ? 0 : longer[0].Now, because: $"{name}: the step before was refused. λ must grow, and with it the step gets shorter and turns downhill.");
        }

        Expect.That(refusals >= 3, "some refused steps on the way", refusals, because: "From the far starts the undamped step overshoots: trials that raise the sum belong to the method.");
    }

    [Fact]
    public void The_units_of_the_parameters_do_not_matter()
    {
        const double Unit = 1 << 20;   // a power of two: every rounding is the same
        MinimumResult plain = Subject.Fit(_misra.Model.Residuals, _misra.Model.Jacobian, [.. _misra.FarStart], 1e-10);
        MinimumResult other = Subject.Fit(
            b => _misra.Model.Residuals([b[0], b[1] / Unit]),
            b =>
            {
                double[,] j = _misra.Model.Jacobian([b[0], b[1] / Unit]);
                for (int i = 0; i < j.GetLength(0); i++) j[i, 1] /= Unit;
                return j;
            },
            [_misra.FarStart[0], _misra.FarStart[1] * Unit], 1e-10);
        Expect.That(Math.Abs(plain.Steps - other.Steps) <= 2, $"about {plain.Steps} steps, as before", other.Steps, because: "Misra1a with the rate given in units a million times smaller. λI damps a parameter of 500 and one of 0.0001 by the same amount, so the way hangs on units. Scale the damping: λ times the diagonal of JᵀJ.");
        Expect.Close([plain.X[0], plain.X[1] * Unit], other.X, because: "The same fit in other units.", tolerance: 1e-7);
    }

    [Fact]
    public void Two_parameters_with_one_effect_do_no_harm()
    {
        MinimumResult fit = Subject.Fit(b => [b[0] + b[1] - 3, 2 * (b[0] + b[1]) - 6, 1], _ => new double[,] { { 1, 1 }, { 2, 2 }, { 0, 0 } }, [5, 1], 1e-12);
        Expect.That(fit.Converged && Math.Abs(fit.X[0] + fit.X[1] - 3) <= 1e-7, "b₁ + b₂ = 3, converged", fit, because: "Only the sum of the two parameters matters here, so JᵀJ is singular and Gauss and Newton's step does not exist. With λ above 0 there is one.");
    }

    [Fact]
    public void Exact_data_are_met_exactly()
    {
        double[] x = [0, 1, 2, 3, 5];
        MinimumResult fit = Subject.Fit(b => [.. x.Select(t => b[0] * Math.Exp(b[1] * t) - 2 * Math.Exp(-0.7 * t))], b => LinearSystems.Filled(5, 2, (i, j) => j == 0 ? Math.Exp(b[1] * x[i]) : b[0] * x[i] * Math.Exp(b[1] * x[i])), [1, 0.1], 1e-13);
        Expect.Close([2, -0.7], fit.X, because: "2·exp(−0.7x) without noise, from (1, 0.1).", tolerance: 1e-10);
        Expect.That(fit.Converged, "Converged = true", fit, because: "The sum of squares is then rounding alone: compare |Jⱼᵀr|/‖Jⱼ‖ with the size of the model, not with the size of the residuals.");
    }

    [Fact]
    public void A_step_to_where_the_model_has_no_value_is_refused()
    {
        MinimumResult fit = Subject.Fit(b => [Math.Log(b[0]) - 1, 0.5 * Math.Log(b[0]) - 0.7], b => new[,] { { 1 / b[0] }, { 0.5 / b[0] } }, [50], 1e-12);
        Expect.Close([Math.Exp(1.35 / 1.25)], fit.X, because: "ln b − 1 and ½·ln b − 0.7, from 50: least squares gives ln b = 1.35/1.25. The undamped first step leads below 0, where the logarithm is NaN.", tolerance: 1e-7);
        Expect.That(fit.Steps <= 40, "at most 40 steps", fit.Steps, because: "The refused steps have made λ large. Let it fall after each step that is taken, or the search creeps on like gradient descent.");
    }

    [Fact]
    public void A_step_made_short_by_damping_is_no_convergence()
    {
        MinimumResult fit = Subject.Fit(b => [b[0] <= 1 ? b[0] - 3 : double.NaN], _ => new double[,] { { 1 } }, [1], 1e-6);
        Expect.That(fit is { Converged: false, Steps: 0 }, "no step, not converged", fit, because: "The residual is b − 3 up to b = 1 and NaN beyond: every step is refused, λ grows, and the steps become as short as you like. That is no minimum: |Jᵀr|/‖J‖ is still 2.");
    }

    [Fact]
    public void A_parameter_without_effect_cannot_be_judged()
    {
        MinimumResult fit = Subject.Fit(b => [b[0] - 1, b[0] - 3], _ => new double[,] { { 1, 0 }, { 1, 0 } }, [5, 7], 1e-9);
        Expect.That(!fit.Converged, "Converged = false", fit, because: "The second parameter is in no residual: its column of J is 0, and 7 is as good as any number. Whoever reads it as a result is deceived. 0/0 ≤ tol is false, and that is the right answer.");
    }

    [Fact]
    public void The_first_trial_is_damped_by_a_thousandth_in_every_parameter()
    {
        // JᵀJ = (17, 6; 6, 5) at any b, Jᵀr = (30, 13) at the start.
        double[,] j = { { 2, 1 }, { 2, 2 }, { 3, 0 } };
        double[] start = [1, 2], first = [];
        Subject.Fit(
            b =>
            {
                if (first.Length == 0 && !b.SequenceEqual(start)) first = [.. b];
                return Draw.Plus(MatrixMultiplication.ByRows(j, Draw.Plus(b, Draw.Times(-1, start))), [3, 5, 14 / 3.0]);
            },
            _ => j, [.. start], 1e-9);
        double a = 17 * 1.001, d = 5 * 1.001, determinant = a * d - 36;
        Expect.Close([1 - (d * 30 - 6 * 13) / determinant, 2 - (a * 13 - 6 * 30) / determinant], first, because: "J = (2, 1; 2, 2; 3, 0) and r = (3, 5, 14/3) at (1, 2): JᵀJ = (17, 6; 6, 5) and Jᵀr = (30, 13). With λ = 0.001 both diagonal entries, 17 and 5, are multiplied by 1.001; this is the first place you tried.", tolerance: 1e-9);
    }

    [Theory]
    [InlineData(0.70, 0.20, true)]
    [InlineData(0.20, 0.70, true)]
    [InlineData(0.74, 0.20, false)]
    [InlineData(0.20, 0.74, false)]
    public void The_end_is_a_share_of_the_model(double first, double second, bool isLevel)
    {
        double[] start = [2, -1];
        MinimumResult fit = Subject.Fit(b => [3 * (b[0] - 2) + first, 4 * (b[1] + 1) - second, 9], _ => new double[,] { { 3, 0 }, { 0, 4 }, { 0, 0 } }, [.. start], 0.1);
        Expect.That(
            isLevel == (fit.Steps == 0) && fit.Converged, isLevel ? "no step, converged" : "a step, then converged", fit,
            because: $"At the start (2, −1) the first parameter could move the model by {ValueText.Of(first)}, the second by {ValueText.Of(second)}. The model's own size is √((3·2)² + (4·1)²) = 7.21, and tol is 0.1 of it: the search ends where both are at most 0.721.");
    }

    [Fact]
    public void At_a_solution_of_0_there_is_nothing_to_do()
    {
        MinimumResult fit = Subject.Fit(b => [b[0], 2 * b[0]], _ => new double[,] { { 1 }, { 2 } }, [0], 1e-9);
        Expect.That(fit is { Steps: 0, Evaluations: 1, Converged: true }, "no step, 1 evaluation, converged", fit, because: "b and 2b are both 0 at the start. The model's size is 0 as well, and 0 is at most 0.");
    }

    [Fact]
    public void The_damping_falls_bit_by_bit()
    {
        List<double> places = [];
        Subject.Fit(
            b =>
            {
                places.Add(b[0]);
                return [b[0] - 3, 2];
            },
            _ => new double[,] { { 1 }, { 0 } }, [10], 1e-12);
        Expect.That(places.Count >= 3, "two trials and more", places, because: "b − 3 and 2, from 10: the first damped step leaves a thousandth of the way to 3.");
        double damping = (places[1] - 3) / (places[1] - places[2]) - 1;
        Expect.That(damping is >= 1e-5 and <= 5e-4, "a λ between 0.00001 and 0.0005 at the second trial", damping, because: "The residuals are b − 3 and 2, so a step is −(b − 3)/(1 + λ), and from your places λ can be told. It was 0.001, and the first step was taken: divide it by 10. As large as before it creeps; gone at once, it is not there when the next step overshoots.");
    }

    [Fact]
    public void What_falls_for_ever_ends_after_a_thousand_calls()
    {
        MinimumResult fit = Subject.Fit(b => [Math.Exp(-b[0])], b => new[,] { { -Math.Exp(-b[0]) } }, [1], 1e-9);
        Expect.That(fit is { Converged: false, Evaluations: 1000 }, "1,000 calls of the residuals, not converged", fit, because: "exp(−b) falls for ever, and every step is taken. Give up after 1,000 residuals. A λ that is divided by 10 three hundred times is 0 in a double, and 0·10 does not grow any more: keep it at 1e-100 or above.");
    }

    [Fact]
    public void Calls_are_counted_and_none_is_wasted()
    {
        foreach ((string name, CertifiedCurve curve, double[] start) in Problems)
        {
            int residuals = 0, jacobians = 0;
            MinimumResult fit = Subject.Fit(b => { residuals++; return curve.Model.Residuals(b); }, b => { jacobians++; return curve.Model.Jacobian(b); }, [.. start], 1e-13);
            Expect.Equal(residuals, fit.Evaluations, because: $"{name}: Evaluations is how often the residuals were computed, at the start and at every trial.");
            Expect.That(residuals <= 1000, "at most 1,000 calls", residuals, because: $"{name}: a search that does not get on must end.");
            Expect.That(jacobians <= fit.Steps + 1, $"at most {fit.Steps + 1} Jacobians for {fit.Steps} steps", jacobians, because: $"{name}: after a refused step the place is the same, and so is its Jacobian; only λ is new.");
            Expect.Close(Sum(curve.Model.Residuals(fit.X)), fit.F, because: "F is the sum of squares at X.");
        }
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        foreach (double tol in new[] { 0, -1, double.NaN })
            Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Fit(b => [b[0]], _ => new double[,] { { 1 } }, [1], tol), because: $"tol is {ValueText.Of(tol)}; it is a share of the parameters.");
        Expect.Throws<ArgumentException>(() => Subject.Fit(b => [b[0] + b[1]], _ => new double[,] { { 1, 1 } }, [1, 2], 1e-8), because: "One residual for two parameters.");
        Expect.Throws<ArgumentException>(() => Subject.Fit(b => [Math.Log(b[0])], b => new[,] { { 1 / b[0] } }, [-1], 1e-8), because: "The residual is NaN at the start.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You let λ stay 0: that is Gauss and Newton's step, which overshoots, and does not exist where JᵀJ is singular.", new((residual, jac, start, tol) => Search(residual, jac, start, tol, damps: false))),
        new("You take every step: RSS went up. Refuse a step that raises the sum, and let λ grow.", new((residual, jac, start, tol) => Search(residual, jac, start, tol, takesAll: true))),
        new("You add λ to the diagonal as it is: a rate of 0.0001 and a ceiling of 500 then get the same damping. Multiply the diagonal of JᵀJ by 1 + λ.", new((residual, jac, start, tol) => Search(residual, jac, start, tol, scales: false))),
        new("You take a short step for the end of the search: λ makes any step short. Ask what each parameter alone could still change: |Jⱼᵀr|/‖Jⱼ‖.", new((residual, jac, start, tol) => Search(residual, jac, start, tol, judgesSteps: true))),
        new("λ stays as large as it once became: let it fall after a step that was taken, or the search creeps like gradient descent.", new((residual, jac, start, tol) => Search(residual, jac, start, tol, relaxes: false))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("fours and thirds instead of tens; LU", new((residual, jac, start, tol) => Search(residual, jac, start, tol, up: 4, down: 3, solve: (a, g) => Lu.Factor(a).Solve(g)))),
        new("QR of J with the damping as further rows", new((residual, jac, start, tol) => Search(residual, jac, start, tol, byRows: true))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Near b the residuals are about r + J·δ. Which δ makes ‖r + Jδ‖² least? And what becomes of that δ when the diagonal of JᵀJ is made larger?",
        "One trial: add λ·Dⱼ to the diagonal of JᵀJ, solve with Cholesky for δ with −Jᵀr on the right, compute the residuals at b + δ. Not higher: go there, λ/10 (1e-100 at least). Higher, NaN or no factor: stay, λ·10, the same Jacobian. Dⱼ is the largest (JᵀJ)ⱼⱼ so far.",
        "Check; r and its sum at the start; λ = 1e-3. At each place: J, JᵀJ, Jᵀr; return with Converged = true if |(Jᵀr)ⱼ|/√(JᵀJ)ⱼⱼ is at most tol·√Σ(JᵀJ)ₖₖbₖ² for every j, written so that 0/0 is no; update D. Then trials until one is taken: a sum of at most (1 + 1e-12) times the old one. Return with false when λ is beyond 1e16 or 1,000 residuals were computed. Keep the path and the count.",
    ];

    private void IsCertified(CertifiedCurve curve, double[] start)
    {
        MinimumResult fit = Subject.Fit(curve.Model.Residuals, curve.Model.Jacobian, [.. start], 1e-13);
        double[] digits = [Lre.Of(fit.X[0], curve.Parameters[0]), Lre.Of(fit.X[1], curve.Parameters[1]), Lre.Of(fit.F, curve.ResidualSumOfSquares)];
        Expect.That(
            fit.Converged && digits.Min() >= 10, $"b = {ValueText.Of(curve.Parameters)} and RSS {ValueText.Of(curve.ResidualSumOfSquares)} to 10 digits, converged",
            $"b = {ValueText.Of(fit.X)} and RSS {ValueText.Of(fit.F)} after {fit.Steps} steps, {(fit.Converged ? "converged" : "not converged")}; right digits: {digits[0]:0.0}, {digits[1]:0.0}, {digits[2]:0.0}",
            because: $"{curve.Name} from {ValueText.Of(start)}, with NIST's certified values. Around its lowest point the sum is flat: half of b's digits do not show in it, so do not stop when the sum stops falling.");
    }

    private static double Sum(double[] r) => InnerProduct.Dot(r, r);

    private static double Length(double[,] j, double[] v) => Math.Sqrt(Enumerable.Range(0, v.Length).Sum(k => InnerProduct.Dot(Draw.Column(j, k), Draw.Column(j, k)) * v[k] * v[k]));

    private static MinimumResult Search(
        Func<double[], double[]> residual, Func<double[], double[,]> jac, double[] start, double tol,
        bool damps = true, bool takesAll = false, bool scales = true, bool judgesSteps = false, bool relaxes = true, double up = 10, double down = 10, Func<Mat, Vec, Vec>? solve = null, bool byRows = false)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol));
        double[] b = [.. start], r = residual([.. b]);
        if (r.Length < b.Length || !double.IsFinite(Sum(r))) throw new ArgumentException("The start.");
        int n = b.Length, calls = 1;
        List<double[]> path = [[.. b]];
        double[,] j = jac([.. b]);
        double[] d = new double[n];
        double lambda = damps ? 1e-3 : 0;
        bool isNew = true, isShort = false;
        while (true)
        {
            double[,] gram = Matrices.Times(Draw.Transpose(j), j), damped = (double[,])gram.Clone();
            double[] slopes = MatrixMultiplication.TransposeTimes(j, r);
            if (isNew && (judgesSteps ? isShort : Enumerable.Range(0, n).All(k => gram[k, k] > 0 && Math.Abs(slopes[k]) <= tol * Length(j, b) * Math.Sqrt(gram[k, k])))) return new(b, Sum(r), path.Count - 1, calls, true, path);
            if (calls >= 1000 || lambda > 1e16) return new(b, Sum(r), path.Count - 1, calls, false, path);
            for (int k = 0; k < n; k++)
            {
                d[k] = scales ? Math.Max(d[k], gram[k, k]) : 1;
                damped[k, k] += lambda * d[k];
            }

            double[]? step = null;
            try
            {
                Vec right = Vec.Of(Draw.Times(-1, slopes));
                step = (byRows ? Rows(j, r, d, lambda) : solve is not null || !damps ? Lu.Factor(Mat.Of(damped)).Solve(right) : Cholesky.TryFactor(Mat.Of(damped)) is { } l ? Cholesky.Solve(l, right) : null)?.ToArray();
            }
            catch (InvalidOperationException) when (damps)
            {
                // singular: more damping
            }

            isNew = false;
            if (step is null || !step.All(double.IsFinite))
            {
                lambda = lambda == 0 ? 1e17 : lambda * up;
                continue;
            }

            double[] next = Draw.Plus(b, step), nextR = residual([.. next]);
            calls++;
            isShort = Length(j, step) <= tol * Length(j, b);
            if (takesAll ? nextR.All(double.IsFinite) : Sum(nextR) <= Sum(r) * (1 + 1e-12))
            {
                (b, r) = (next, nextR);
                path.Add([.. b]);
                j = jac([.. b]);
                isNew = true;
                if (relaxes) lambda = Math.Max(lambda / down, 1e-100);
            }
            else
            {
                isNew = judgesSteps && isShort;
                lambda = damps ? lambda * up : 1e17;
            }
        }
    }

    /// <summary>The damped step as a plain least squares problem: J above, √(λD) below.</summary>
    private static Vec? Rows(double[,] j, double[] r, double[] d, double lambda)
    {
        int m = j.GetLength(0), n = j.GetLength(1);
        if (d.Any(entry => !(entry > 0))) return null;
        double[,] rows = LinearSystems.Filled(m + n, n, (i, k) => i < m ? j[i, k] : i - m == k ? Math.Sqrt(lambda * d[k]) : 0);
        return Vec.Of(Householder.SolveLeastSquares(rows, [.. r.Select(value => -value), .. new double[n]]));
    }
}
