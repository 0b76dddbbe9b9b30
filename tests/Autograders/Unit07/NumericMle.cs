using Course;
using CsCheck;
using FromScratch.LinearAlgebra;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.3: maximum likelihood by search, with standard errors from the curvature.</summary>
[Exercise("7.3", "Maximum likelihood by search", Difficulty = 4, Minutes = 50, Theory = "2. Likelihood is a hill")]
public sealed class NumericMle : Exercise<NumericMle, NumericMle.Contract>
{
    public delegate MleFit Search(Func<double[], double> negLogLik, double[] start);

    public sealed record Contract(Search FitMle);

    public static Verdict Check(Search fitMle) => Grade(new Contract(fitMle));

    protected override Contract Reference => new(Mle.Fit);

    [Fact]
    public void A_hill_that_is_a_parabola()
    {
        MleFit fit = Fit(t => (t[0] - 3) * (t[0] - 3) / (2 * 0.04) + (t[1] + 2) * (t[1] + 2) / (2 * 25) + 7, [1, 1]);
        Expect.Close([3, -2], fit.Theta, because: "(θ₀ − 3)²/0.08 + (θ₁ + 2)²/50 + 7 is least there.", tolerance: 1e-6);
        Expect.Close([0.2, 5], fit.StdErr, because: "Second derivatives 1/0.04 and 1/25: the standard errors are √0.04 and √25.", tolerance: 1e-4);
        Expect.Close(-7, fit.LogLik, because: "LogLik is the logarithm of the likelihood, −7: the function you were given is its negative.", tolerance: 1e-9);
    }

    [Fact]
    public void Parameters_that_depend_on_one_another_are_less_sure()
    {
        MleFit fit = Fit(t => (t[0] - 1) * (t[0] - 1) + 1.2 * (t[0] - 1) * t[1] + t[1] * t[1] / 2, [0, 0]);
        Expect.Close([1, 0], fit.Theta, because: "(θ₀ − 1)² + 1.2(θ₀ − 1)θ₁ + θ₁²/2 is least there.", tolerance: 1e-6);
        Expect.Close([Math.Sqrt(1 / 0.56), Math.Sqrt(2 / 0.56)], fit.StdErr, because: "H = (2, 1.2; 1.2, 1) has the determinant 0.56, so H⁻¹ has the diagonal (1/0.56, 2/0.56). Where one parameter can make up for the other, both are less sure than 1/√H says.", tolerance: 1e-4);
    }

    [Fact]
    public void Three_parameters_that_depend_on_one_another()
    {
        // H = (2, 1, 0; 1, 3, 1; 0, 1, 1), determinant 2·2 − 1·1 = 3; H⁻¹ has the diagonal (2, 2, 5)/3.
        MleFit fit = Fit(t => t[0] * t[0] + 1.5 * t[1] * t[1] + t[2] * t[2] / 2 + t[0] * t[1] + t[1] * t[2] - 3 * t[1] + 20, [4, -3, 2]);
        Expect.Close([-1, 2, -2], fit.Theta, because: "2θ₀ + θ₁ = 0, θ₀ + 3θ₁ + θ₂ = 3, θ₁ + θ₂ = 0.", tolerance: 1e-6);
        Expect.Close([Math.Sqrt(2 / 3.0), Math.Sqrt(2 / 3.0), Math.Sqrt(5 / 3.0)], fit.StdErr, because: "The roots of the diagonal of H⁻¹, with H = (2, 1, 0; 1, 3, 1; 0, 1, 1).", tolerance: 1e-4);
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(-2000)]
    public void A_parameter_may_be_large(double place)
    {
        MleFit fit = Fit(t => (t[0] - place) * (t[0] - place) / 200 + (t[1] - 0.5) * (t[1] - 0.5) * 2 + 5000, [0.9 * place, 1]);
        Expect.Close([place, 0.5], fit.Theta, because: $"(θ₀ − {ValueText.Of(place)})²/200 + 2(θ₁ − 0.5)² + 5000 is least there.", tolerance: 1e-5);
        Expect.Close([10, 0.5], fit.StdErr, because: "Second derivatives 1/100 and 4. Differences over 1e-4 are lost in the digits of 5000: let the step grow with the size of the parameter.", tolerance: 1e-4);
    }

    [Fact]
    public void A_flat_hill_is_a_hill()
    {
        MleFit fit = Fit(t => 5e-8 * (t[0] - 5) * (t[0] - 5), [0]);
        Expect.Close(5, fit.Theta[0], because: "(θ − 5)²·5e-8 is least there.", tolerance: 1e-5);
        Expect.Close(Math.Sqrt(1e7), fit.StdErr[0], because: "The second derivative is 1e-7: little is known of θ, but it is known. How flat is too flat depends on the parameter's unit, so a fixed threshold will not do, and where H is positive definite nothing is added to it.", tolerance: 1e-3);
    }

    [Fact]
    public void A_narrow_valley_is_no_ridge()
    {
        MleFit fit = Fit(t => 50 * (t[0] + t[1] - 3) * (t[0] + t[1] - 3) + 0.005 * (t[1] - 1) * (t[1] - 1) + 4, [1, 0]);
        Expect.Close([2, 1], fit.Theta, because: "50(θ₀ + θ₁ − 3)² + (θ₁ − 1)²/200 + 4: the sum is known well, the difference badly, but it is known.", tolerance: 1e-4);
        Expect.Close([Math.Sqrt(100.01), 10], fit.StdErr, because: "H = (100, 100; 100, 100.01) has the determinant 1. The first parameter leaves of the second's diagonal entry one part in 10,000: little, and far more than rounding leaves.", tolerance: 1e-3);
    }

    [Fact]
    public void A_rate_and_its_standard_error_as_by_formula()
    {
        MleFit fit = Fit(t => t[0] > 0 ? -(25 * Math.Log(t[0]) - t[0] * 50) : double.PositiveInfinity, [2]);
        Expect.Close(0.5, fit.Theta[0], because: "25 events in 50 units of time: n/Σx.", tolerance: 1e-6);
        Expect.Close(0.1, fit.StdErr[0], because: "H = n/λ², so the standard error is λ/√n.", tolerance: 1e-4);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void A_step_may_not_leave_what_is_allowed(double outside)
    {
        // 40 values with mean 0.3 and mean squared distance 0.0016: far narrower than the start says.
        MleFit fit = Fit(t => t[1] > 0 ? 40 * (Math.Log(t[1]) + (0.0016 + (t[0] - 0.3) * (t[0] - 0.3)) / (2 * t[1] * t[1])) : outside, [0, 1]);
        Expect.Close([0.3, 0.04], fit.Theta, because: $"Mean and deviation of normal values, and {ValueText.Of(outside)} for a deviation that is not above 0. Halve a step that leads there, or up.", tolerance: 1e-5);
        Expect.Close([0.04 / Math.Sqrt(40), 0.04 / Math.Sqrt(80)], fit.StdErr, because: "σ/√n and σ/√(2n).", tolerance: 1e-3);
    }

    [Fact]
    public void A_bent_valley_is_followed_to_its_end()
    {
        MleFit fit = Fit(t => 100 * Math.Pow(t[1] - t[0] * t[0], 2) + Math.Pow(1 - t[0], 2), [-1.2, 1]);
        Expect.Close([1, 1], fit.Theta, because: "Rosenbrock's valley is least at (1, 1). A full step from far away may lead up: halve it.", tolerance: 1e-5);
        Expect.Close([Math.Sqrt(0.5), Math.Sqrt(2.005)], fit.StdErr, because: "H = (802, −400; −400, 200) there, and H⁻¹ has the diagonal (0.5, 2.005).", tolerance: 1e-3);
    }

    [Fact]
    public void A_start_on_a_hilltop_of_the_wrong_kind()
    {
        MleFit fit = Fit(t => -10 * Math.Exp(-(t[0] - 4) * (t[0] - 4) / 8) + t[0] * t[0] / 1000, [-1]);
        Expect.That(fit.Theta[0] is > 3.9 and < 4.0, "a place between 3.9 and 4", fit.Theta[0], because: "−10·exp(−(θ − 4)²/8) + θ²/1000, from −1: the curve bends the wrong way there, and Newton's plain step leads away from the minimum. Go downhill.");
    }

    [Fact]
    public void A_gamma_distribution_is_found_again()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            MleFit fit = FitGamma(seed, 2000);
            Expect.That(Math.Abs(fit.Theta[0] - 3) < 4 * fit.StdErr[0] && Math.Abs(fit.Theta[1] - 2) < 4 * fit.StdErr[1], "shape 3 and rate 2 within 4 of your standard errors", fit, because: $"2,000 draws of a gamma distribution (seed {seed}). One estimate in 16,000 is further off.");
        }
    }

    [Fact]
    public void The_standard_error_is_the_spread_of_repeated_fits()
    {
        // 300 fits: their deviation is known to 1/√600 = 4 %. Measured over 20 blocks of 300 seeds: 0.91 to 1.04 and 0.91 to 1.05, mean 0.99, deviation 0.037; with these seeds 1.02 and 1.00.
        MleFit[] fits = [.. Enumerable.Range(1, 300).Select(seed => FitGamma((ulong)seed, 400))];
        for (int i = 0; i < 2; i++)
        {
            double mean = fits.Average(fit => fit.Theta[i]), spread = Math.Sqrt(fits.Sum(fit => Math.Pow(fit.Theta[i] - mean, 2)) / 299);
            double ratio = fits.Average(fit => fit.StdErr[i]) / spread;
            Expect.That(ratio is > 0.84 and < 1.14, "between 0.84 and 1.14", ratio, because: $"Your standard errors of parameter {i}, on average over 300 samples of a gamma distribution, over the spread of the 300 estimates.");
        }
    }

    [Fact]
    public void Logistic_regression_as_by_iterated_least_squares()
    {
        (double[][] x, int[] y) = Clicks(600);
        MleFit fit = Fit(Logistic(x, y), [0, 0, 0]);
        (double[] beta, double[] errors) = IteratedLeastSquares(x, y);
        Expect.Close(beta, fit.Theta, because: "Intercept and two features, 600 users: the maximum as found with exact derivatives.", tolerance: 1e-6);
        Expect.Close(errors, fit.StdErr, because: "√ of the diagonal of (XᵀWX)⁻¹, with W = p(1 − p): the exact second derivatives.", tolerance: 1e-4);
    }

    [Fact]
    public void A_likelihood_without_a_top_has_not_converged()
    {
        double[][] x = [[1, -2], [1, -1], [1, 1], [1, 3]];
        MleFit fit = Answer(Logistic(x, [0, 0, 1, 1]), [0, 0]);
        Expect.That(!fit.Converged, "Converged = false", fit, because: "All clicks lie at positive x, all others at negative: the steeper, the likelier, without end. The step does not shrink, however flat it has become.");
    }

    [Fact]
    public void A_ridge_has_not_converged()
    {
        static double NegLogLik(double[] t) => 50 * (t[0] + t[1] - 3) * (t[0] + t[1] - 3) + 2;
        MleFit fit = Answer(NegLogLik, [1, 1]);
        Expect.That(!fit.Converged, "Converged = false", fit, because: "50(θ₀ + θ₁ − 3)² + 2: only the sum is known, every point of a line is as good. H has no inverse; what rounding leaves of its determinant is not information.");
        Expect.Close(-NegLogLik(fit.Theta), fit.LogLik, because: "LogLik is ln L at the Theta that you return, converged or not.", tolerance: 1e-9);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(1, -2)]
    [InlineData(0, 0)]
    [InlineData(5, 1)]
    public void A_ridge_of_a_difference_has_not_converged(double first, double second)
    {
        MleFit fit = Answer(t => 50 * (t[0] - t[1] - 3) * (t[0] - t[1] - 3), [first, second]);
        Expect.That(!fit.Converged, "Converged = false", fit, because: $"50(θ₀ − θ₁ − 3)² from ({ValueText.Of(first)}, {ValueText.Of(second)}): only the difference is known.");
    }

    [Fact]
    public void A_search_is_no_flood()
    {
        int calls = 0;
        Fit(t => { calls++; return Math.Pow(t[0] - 2, 2) + Math.Pow(t[1] + 1, 2) + Math.Pow(t[0] - 2, 4); }, [0, 0]);
        Expect.That(calls is > 0 and <= 5000, "at most 5,000 calls of the likelihood", calls, because: "Two parameters: follow slope and curvature. A grid costs more, and finds less.");
    }

    [Fact]
    public void The_start_must_be_allowed()
    {
        Expect.Throws<ArgumentException>(() => Subject.FitMle(t => t[0] > 0 ? t[0] - Math.Log(t[0]) : double.PositiveInfinity, [-1]), because: "At −1 the likelihood is 0: there is no slope to follow.");
        Expect.Throws<ArgumentException>(() => Subject.FitMle(t => t[0] - Math.Log(t[0]), [-1]), because: "The logarithm of −1 is NaN: there is no slope to follow.");
        Expect.Throws<ArgumentException>(() => Subject.FitMle(_ => 1, []), because: "There is no parameter to find.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Invert the matrix, not its entries: 1/√Hⱼⱼ is the error when all other parameters are known.", new((f, start) => Mle.Fit(f, start) is { Converged: true } fit ? fit with { StdErr = [.. Enumerable.Range(0, start.Length).Select(j => 1 / Math.Sqrt(Curvature(f, fit.Theta)[j, j]))] } : Mle.Fit(f, start))),
        new("A step left the place where the likelihood exists: a σ below 0, and the rest is NaN. Halve a step that leads up or out. (Or let the search run over ln σ, which has no border.)", new((f, start) => PlainNewton(f, start))),
        new("Those are variances. The standard error is the root.", new((f, start) => Mle.Fit(f, start) is var fit ? fit with { StdErr = Array.ConvertAll(fit.StdErr, error => error * error) } : fit)),
        new("LogLik is the logarithm of the likelihood; you returned its negative.", new((f, start) => Mle.Fit(f, start) is var fit ? fit with { LogLik = -fit.LogLik } : fit)),
        new("Stopped is not converged: where the likelihood has no top, say so.", new((f, start) => Mle.Fit(f, start) with { Converged = true })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("quasi-Newton steps (BFGS), curvature at the end", new((f, start) => QuasiNewton(f, start))),
        new("damped steps, with the damping raised and lowered", new((f, start) => Damped(f, start))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Close to its top a hill is a parabola: slope and curvature say where the top is. And the sharper the top, the surer the parameters.",
        "Slope and H by central differences; Newton's step solves H·d = slope and goes to θ − d. Where H is not positive definite, add λ to its diagonal until it is. Where the step leads up or out, halve it. At the end the standard errors are the roots of the diagonal of H⁻¹.",
        "Loop at most 100 times: slope and H with h = 1e-4·max(1, |θ|); factor H by Cholesky (Unit 2); if all |dⱼ| are at most 1e-6·max(1, |θⱼ|) and H was positive definite by itself, with no pivot below a millionth of its diagonal entry, take the step and return. Else halve until the value falls. After the loop: Converged = false, standard errors NaN.",
    ];

    private MleFit Fit(Func<double[], double> f, double[] start)
    {
        MleFit fit = Answer(f, start);
        Expect.That(fit.Converged, "Converged = true", fit, because: $"There is a maximum, and it can be reached from {ValueText.Of(start)}.");
        return fit;
    }

    private MleFit Answer(Func<double[], double> f, double[] start)
    {
        MleFit? fit = Subject.FitMle(f, start);
        Expect.That(fit?.Theta?.Length == start.Length && fit.StdErr?.Length == start.Length, $"a fit with {start.Length} parameters and as many standard errors", fit, because: "One of each for every entry of start.");
        return fit!;
    }

    private MleFit FitGamma(ulong seed, int n)
    {
        var gamma = new Gamma(3, 2);
        double[] x = Chance.Draws(seed, n, gamma.Sample);
        double sum = x.Sum(), logs = x.Sum(Math.Log);   // all that the likelihood needs of the sample
        return Fit(t => t[0] > 0 && t[1] > 0 ? n * (SpecialFunctions.LogGamma(t[0]) - t[0] * Math.Log(t[1])) - (t[0] - 1) * logs + t[1] * sum : double.PositiveInfinity, [2, 2]);
    }

    private static (double[][] X, int[] Y) Clicks(int n)
    {
        var rng = new FromScratch.Data.Rng(11);
        double[][] x = new double[n][];
        int[] y = new int[n];
        for (int i = 0; i < n; i++)
        {
            double first = rng.NextGaussian();
            x[i] = [1, first, 0.7 * first + rng.NextGaussian()];
            y[i] = rng.NextDouble() < 1 / (1 + Math.Exp(-(-0.5 + 1.2 * x[i][1] - 0.8 * x[i][2]))) ? 1 : 0;
        }

        return (x, y);
    }

    /// <summary>Σ ln(1 + e^(−s)), where s is the score with the sign of the answer.</summary>
    private static Func<double[], double> Logistic(double[][] x, int[] y) => beta =>
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double score = InnerProduct.Dot(x[i], beta) * (y[i] == 1 ? 1 : -1);
            sum += score > 0 ? SpecialFunctions.Log1p(Math.Exp(-score)) : SpecialFunctions.Log1p(Math.Exp(score)) - score;
        }

        return sum;
    };

    private static (double[] Beta, double[] Errors) IteratedLeastSquares(double[][] x, int[] y)
    {
        int k = x[0].Length;
        double[] beta = new double[k];
        double[,] h = new double[k, k];
        for (int step = 0; step < 30; step++)
        {
            double[] slope = new double[k];
            h = new double[k, k];
            for (int i = 0; i < x.Length; i++)
            {
                double p = 1 / (1 + Math.Exp(-InnerProduct.Dot(x[i], beta)));
                for (int a = 0; a < k; a++)
                {
                    slope[a] += (y[i] - p) * x[i][a];
                    for (int b = 0; b < k; b++) h[a, b] += p * (1 - p) * x[i][a] * x[i][b];
                }
            }

            beta = Draw.Plus(beta, Lu.Factor(Mat.Of(h)).Solve(Vec.Of(slope)).ToArray());
        }

        return (beta, Errors(h));
    }

    private static double[] Errors(double[,] h) => [.. Enumerable.Range(0, h.GetLength(0)).Select(j => Math.Sqrt(Lu.Factor(Mat.Of(h)).Solve(Vec.Of(Draw.Basis(h.GetLength(0), j)))[j]))];

    private static double[] Slope(Func<double[], double> f, double[] t) => [.. t.Select((value, j) => 5e-6 * Math.Max(1, Math.Abs(value)) is var d ? (f(Moved(t, j, d)) - f(Moved(t, j, -d))) / (2 * d) : 0)];

    private static double[,] Curvature(Func<double[], double> f, double[] t)
    {
        double[] d = Array.ConvertAll(t, value => 1e-4 * Math.Max(1, Math.Abs(value)));
        double[,] h = new double[t.Length, t.Length];
        for (int i = 0; i < t.Length; i++)
            for (int j = 0; j < t.Length; j++)
                h[i, j] = (f(Moved(Moved(t, i, d[i]), j, d[j])) - f(Moved(Moved(t, i, d[i]), j, -d[j])) - f(Moved(Moved(t, i, -d[i]), j, d[j])) + f(Moved(Moved(t, i, -d[i]), j, -d[j]))) / (4 * d[i] * d[j]);
        return h;
    }

    private static double[] Moved(double[] t, int j, double by) => [.. t.Select((value, i) => i == j ? value + by : value)];

    /// <summary>Whether H determines every parameter: no pivot below a millionth of its diagonal.</summary>
    private static bool IsHill(double[,] h) => Cholesky.TryFactor(Mat.Of(h)) is { } l && Enumerable.Range(0, l.Rows).All(j => l[j, j] * l[j, j] > 1e-6 * h[j, j]);

    private static MleFit Finished(Func<double[], double> f, double[] t)
    {
        double[,] h = Curvature(f, t);
        bool found = IsHill(h) && Slope(f, t) is var slope && Lu.Factor(Mat.Of(h)).Solve(Vec.Of(slope)).ToArray().Zip(t).All(pair => Math.Abs(pair.First) <= 1e-4 * Math.Max(1, Math.Abs(pair.Second)));
        return new(t, found ? Errors(h) : Array.ConvertAll(t, _ => double.NaN), -f(t), found);
    }

    private static double Guarded(Func<double[], double> f, double[] start)
    {
        double value = start.Length == 0 ? double.NaN : f(start);
        return double.IsFinite(value) ? value : throw new ArgumentException("No start.");
    }

    private static MleFit PlainNewton(Func<double[], double> f, double[] start)
    {
        Guarded(f, start);
        MleFit right = Mle.Fit(f, start);
        double[] t = start;
        for (int step = 0; step < 60; step++)
        {
            double[,] h = Curvature(f, t);
            if (!IsHill(h)) return step == 0 && right.Converged ? right with { Theta = Array.ConvertAll(t, _ => double.NaN), Converged = false } : right;   // the first step already goes astray
            t = Draw.Plus(t, Draw.Times(-1, Lu.Factor(Mat.Of(h)).Solve(Vec.Of(Slope(f, t))).ToArray()));
        }

        return right;
    }

    private static MleFit QuasiNewton(Func<double[], double> f, double[] start)
    {
        double value = Guarded(f, start);
        int k = start.Length;
        double[] t = [.. start], slope = Slope(f, t);
        double[,] inverse = Mat.Identity(k).ToArray();
        for (int step = 0; step < 150; step++)
        {
            double[] d = Draw.Times(-1, MatrixMultiplication.ByRows(inverse, slope));
            if (InnerProduct.Dot(d, slope) >= 0) (inverse, d) = (Mat.Identity(k).ToArray(), Draw.Times(-1, slope));
            double share = 1;
            while (share > 1e-12 && !(f(Draw.Plus(t, Draw.Times(share, d))) <= value + 1e-4 * share * InnerProduct.Dot(d, slope))) share /= 2;
            if (share <= 1e-12) break;
            double[] s = Draw.Times(share, d);
            t = Draw.Plus(t, s);
            value = f(t);
            double[] next = Slope(f, t), y = Draw.Plus(next, Draw.Times(-1, slope));
            slope = next;
            double sy = InnerProduct.Dot(s, y);
            if (!(sy > 1e-14)) continue;
            double[] hy = MatrixMultiplication.ByRows(inverse, y);
            double yhy = InnerProduct.Dot(y, hy);
            for (int i = 0; i < k; i++)
                for (int j = 0; j < k; j++)
                    inverse[i, j] += (1 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
        }

        // A Newton step or two give the last digits.
        for (int step = 0; step < 2 && IsHill(Curvature(f, t)); step++)
        {
            double[] next = Draw.Plus(t, Draw.Times(-1, Lu.Factor(Mat.Of(Curvature(f, t))).Solve(Vec.Of(Slope(f, t))).ToArray()));
            if (!double.IsFinite(f(next)) || f(next) > f(t) + 1e-9) break;
            t = next;
        }

        return Finished(f, t);
    }

    private static MleFit Damped(Func<double[], double> f, double[] start)
    {
        double value = Guarded(f, start), damping = 1;
        double[] t = [.. start];
        for (int step = 0; step < 400; step++)
        {
            double[,] h = Curvature(f, t);
            for (int j = 0; j < t.Length; j++) h[j, j] += damping;
            double[]? next = Cholesky.TryFactor(Mat.Of(h)) is { } l ? Draw.Plus(t, Draw.Times(-1, Cholesky.Solve(l, Vec.Of(Slope(f, t))).ToArray())) : null;
            if (next is not null && next.Zip(t).All(pair => Math.Abs(pair.First - pair.Second) < 1e-11)) break;
            if (next is not null && f(next) <= value) (t, value, damping) = (next, f(next), damping < 1e-9 ? 0 : damping / 4);
            else damping = Math.Max(4 * damping, 1e-6);
            if (damping > 1e12) break;
        }

        return Finished(f, t);
    }
}
