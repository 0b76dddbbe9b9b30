using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.LinearAlgebra;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.9: least squares with standard errors, against certified values.</summary>
[Exercise("7.9", "Regression with standard errors", Difficulty = 4, Minutes = 45, Theory = "7. Numerical accuracy is part of statistics")]
public sealed class RegressionInference : Exercise<RegressionInference, RegressionInference.Contract>
{
    public delegate LinearFit LeastSquaresFit(double[,] x, double[] y);

    public sealed record Contract(LeastSquaresFit Regress);

    public static Verdict Check(LeastSquaresFit regress) => Grade(new Contract(regress));

    /// <summary>Holds the coefficients against the reference's and a library's.</summary>
    public static Comparison Compare(LeastSquaresFit regress, LeastSquaresFit libraryRegress) => Compared(
        Part("Regress, coefficients", regress, contract => contract.Regress, libraryRegress, "MathNet", ("Longley", f => f(Nist.Longley().X, Nist.Longley().Y).Beta), ("Norris", f => f(Nist.Norris().X, Nist.Norris().Y).Beta), ("1,000 × 5", f => f(Wide.X, Wide.Y).Beta)));

    protected override Contract Reference => new(LinearRegression.Fit);

    private static (double[,] X, double[] Y) Wide { get; } = Noisy(5, 1000, 5);

    [Fact]
    public void A_line_through_four_points_by_hand()
    {
        // x = 0, 1, 2, 3 and y = 1, 3, 2, 6: means 1.5 and 3, Sxx = 5, Sxy = 7: slope 1.4, intercept 0.9. Residuals 0.1, 0.7, −1.7, 0.9: RSS 4.2, over 2.
        LinearFit fit = Answer(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 }, { 1, 3 } }, [1, 3, 2, 6]);
        const string Because = "x = 0, 1, 2, 3 and y = 1, 3, 2, 6. Σ(x − 1.5)² = 5 and Σ(x − 1.5)(y − 3) = 7. The residuals are 0.1, 0.7, −1.7 and 0.9; their squares sum to 4.2.";
        Expect.Close([0.9, 1.4], fit.Beta, because: $"That is Beta. {Because}");
        Expect.Close(Math.Sqrt(2.1), fit.Sigma, because: $"That is Sigma. {Because} Two parameters were fitted to four points: divide by 2.");
        Expect.Close([Math.Sqrt(2.1 * 14 / 20), Math.Sqrt(2.1 / 5)], fit.StdErr, because: $"That is StdErr. {Because} (XᵀX)⁻¹ has the diagonal Σx²/(n·Sxx) = 14/20 and 1/Sxx = 1/5.");
        Expect.Close(0.7, fit.R2, because: $"That is R2. {Because} y's squared distances from its mean sum to 14: 1 − 4.2/14.");
        double t = 1.4 / Math.Sqrt(0.42), p = 1 - t / Math.Sqrt(t * t + 2);   // Student's t with 2 degrees of freedom has a formula
        Expect.Close(p, fit.P[1], because: $"That is P of the slope, two-sided, with 2 degrees of freedom. {Because}", tolerance: 1e-9);
    }

    [Fact]
    public void A_mean_is_a_regression_on_ones()
    {
        LinearFit fit = Answer(new double[,] { { 1 }, { 1 }, { 1 }, { 1 }, { 1 } }, [1, 4, 2, 8, 5]);
        Expect.Close([4], fit.Beta, because: "The best constant is the mean.");
        Expect.Close([Math.Sqrt(1.5)], fit.StdErr, because: "Its standard error is s/√n, with s² = 7.5.");
        Expect.Close(0, fit.R2, because: "A constant explains nothing of what varies.", scale: 1);
    }

    [Fact]
    public void Norris_as_certified() => Certified(Nist.Norris(), 1e-9, 1e-9);

    [Fact]
    public void Longley_as_certified() => Certified(Nist.Longley(), 1e-9, 1e-9);

    [Fact]
    public void Wampler_2_as_certified() => Certified(Nist.Wampler(2), 1e-9, 1e-9);

    [Fact]
    public void P_values_of_Norris()
    {
        CertifiedFit norris = Nist.Norris();
        LinearFit fit = Answer(norris.X, norris.Y);
        Expect.Close(2 * new StudentT(34).Survival(0.262323073774029 / 0.232818234301152), fit.P[0], because: "P of the intercept: t = −1.127 with 34 degrees of freedom, both tails.", tolerance: 1e-8);
        Expect.Close(2 * new StudentT(34).Survival(1.00211681802045 / 0.000429796848199937), fit.P[1], because: "P of the slope: t = 2332, so 1e-90. 1 − Cdf would be 0.", tolerance: 1e-6);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(-0.25)]
    public void Moving_a_column_moves_the_intercept_alone(double shift)
    {
        (double[,] x, double[] y) = Noisy(2, 30, 3);
        double[,] moved = (double[,])x.Clone();
        for (int i = 0; i < 30; i++) moved[i, 2] += shift;
        LinearFit before = Answer(x, y), after = Answer(moved, y);
        Expect.Close([before.Beta[0] - shift * before.Beta[2], before.Beta[1], before.Beta[2]], after.Beta, because: $"Column 2 with {ValueText.Of(shift)} added: the slopes stay, the intercept takes it up.", tolerance: 1e-9);
        Expect.Close(before.StdErr[1..], after.StdErr[1..], because: "The slopes are as sure as they were.", tolerance: 1e-9);
        Expect.Close((before.Sigma, before.R2).Sigma, after.Sigma, because: "The residuals are the same.", tolerance: 1e-9);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(-300)]
    public void Another_unit_scales_the_coefficient_and_its_error(double scale)
    {
        (double[,] x, double[] y) = Noisy(3, 25, 3);
        double[,] scaled = (double[,])x.Clone();
        for (int i = 0; i < 25; i++) scaled[i, 1] *= scale;
        LinearFit before = Answer(x, y), after = Answer(scaled, y);
        Expect.Close(before.Beta[1] / scale, after.Beta[1], because: $"Column 1 in another unit, times {ValueText.Of(scale)}.", tolerance: 1e-9);
        Expect.Close(before.StdErr[1] / Math.Abs(scale), after.StdErr[1], because: "A standard error is positive, and in the coefficient's unit.", tolerance: 1e-9);
        Expect.Close(before.P, after.P, because: "The evidence is the same.", tolerance: 1e-7);
    }

    [Fact]
    public void The_standard_error_is_the_spread_of_repeated_fits()
    {
        // 400 samples: the spread is known to 3.5 %. Measured over 20 blocks of 400 seeds: 0.936 to 1.077, mean 1.005, deviation 0.040.
        LinearFit[] fits = [.. Enumerable.Range(1, 400).Select(seed => { (double[,] x, double[] y) = Noisy(4, 20, 3, (ulong)seed); return Answer(x, y); })];
        double mean = fits.Average(fit => fit.Beta[1]), spread = Math.Sqrt(fits.Sum(fit => Math.Pow(fit.Beta[1] - mean, 2)) / 399);
        double ratio = Math.Sqrt(fits.Average(fit => fit.StdErr[1] * fit.StdErr[1])) / spread;
        Expect.That(ratio is > 0.84 and < 1.17, "between 0.84 and 1.17", ratio, because: "Your standard error of a slope (root mean square over 400 samples with the same x) over the spread of the 400 slopes.");
    }

    [Fact]
    public void Shapes_must_fit()
    {
        Expect.Throws<ArgumentException>(() => Subject.Regress(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 } }, [1, 2]), because: "Three rows, two observations.");
        Expect.Throws<ArgumentException>(() => Subject.Regress(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 } }, [1, 2, 4, 3]), because: "Three rows, four observations.");
        Expect.Throws<ArgumentException>(() => Subject.Regress(new double[,] { { 1, 0 }, { 1, 1 } }, [1, 2]), because: "Two parameters fit two points exactly: nothing is left to see the noise by.");
        Expect.Throws<ArgumentException>(() => Subject.Regress(new double[,] { { 1, 0, 2 }, { 1, 1, 3 } }, [1, 2]), because: "More parameters than points.");
    }

    [Fact]
    public void The_first_column_is_all_ones()
    {
        Expect.Throws<ArgumentException>(() => Subject.Regress(new double[,] { { 0, 1 }, { 1, 1 }, { 2, 1 }, { 4, 1 } }, [1, 2, 2, 3]), because: "R² compares with the mean, so the model must have an intercept: the first column.");
        Expect.Throws<ArgumentException>(() => Subject.Regress(new double[,] { { 1, 1 }, { 1, 0 }, { 1, 5 }, { 0, 1 } }, [1, 2, 2, 3]), because: "The last row has a 0 in the first column.");
        Expect.Throws<ArgumentException>(() => Subject.Regress(new double[,] { { 0, 1 }, { 1, 0 }, { 1, 5 }, { 1, 1 } }, [1, 2, 2, 3]), because: "The first row has a 0 in the first column.");
    }

    [Fact]
    public void Dependent_columns_have_no_single_answer() =>
        Expect.Throws<InvalidOperationException>(() => Subject.Regress(new double[,] { { 1, 0, 1 }, { 1, 1, 3 }, { 1, 2, 5 }, { 1, 4, 9 } }, [1, 3, 2, 6]), because: "The third column is the first plus twice the second: many coefficients are equally good.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("n − p: each coefficient was fitted to the same data, and takes one degree of freedom. You divided by n.", new((x, y) => LinearRegression.Fit(x, y) is var fit && (double)(y.Length - x.GetLength(1)) / y.Length is var share
            ? WithErrors(fit, y.Length, Draw.Times(Math.Sqrt(share), fit.StdErr)) with { Sigma = fit.Sigma * Math.Sqrt(share) } : null!)),
        new("R² compares with the mean, not with 0: 1 − RSS/Σ(y − mean)².", new((x, y) => LinearRegression.Fit(x, y) is var fit ? fit with { R2 = 1 - fit.Sigma * fit.Sigma * (y.Length - x.GetLength(1)) / y.Sum(v => v * v) } : null!)),
        new("On NIST's set Longley your coefficients are short of nine digits: XᵀX squares the condition number. Use QR of X itself.", new((x, y) => Normal(x, y))),
        new("1/√ of the diagonal of XᵀX is the error when all other coefficients are known. Invert first, then take the diagonal.", new((x, y) => LinearRegression.Fit(x, y) is var fit
            ? WithErrors(fit, y.Length - x.GetLength(1), [.. Enumerable.Range(0, x.GetLength(1)).Select(j => fit.Sigma / Math.Sqrt(Draw.Column(x, j).Sum(v => v * v)))]) : null!)),
        new("The rows and the columns of R⁻¹ have different lengths: (XᵀX)⁻¹ = R⁻¹R⁻ᵀ, so take the rows.", new((x, y) =>
        {
            LinearFit fit = LinearRegression.Fit(x, y);
            Mat r = Qr.Householder(Mat.Of(x)).R;
            return WithErrors(fit, y.Length - r.Rows, [.. Enumerable.Range(0, r.Rows).Select(j => fit.Sigma * InnerProduct.Norm(TriangularSystem.Backward(r.ToArray(), Draw.Basis(r.Rows, j)), 2))]);
        })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("by the singular values of the scaled columns", new((x, y) => Direct(x, y, BySvd))),
        new("by Gram-Schmidt, twice", new((x, y) => Direct(x, y, ByGramSchmidt))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Which other β would have been found with other noise? The noise's size shows in the residuals, and how X passes it on to β does not depend on y at all.",
        "X = QR by Unit 3 (Qr.Householder). β from Rβ = Qᵀy. σ² = RSS/(n − p). The covariance of β is σ²(XᵀX)⁻¹ = σ²R⁻¹R⁻ᵀ: the standard error of βⱼ is σ times the length of row j of R⁻¹.",
        "Guard: lengths, n > p, ones in the first column. QR; β; residuals y − Xβ; σ. For R⁻¹ solve R·c = eⱼ for each j (TriangularSystem.Backward): the solutions are its columns. R² with Σ(y − mean)². p = 2·new StudentT(n − p).Survival(|β/error|).",
    ];

    private LinearFit Answer(double[,] x, double[] y)
    {
        LinearFit? fit = Subject.Regress(x, y);
        int p = x.GetLength(1);
        Expect.That(fit?.Beta?.Length == p && fit.StdErr?.Length == p && fit.P?.Length == p, $"{p} coefficients, standard errors and p-values", fit, because: "One of each for every column of x.");
        return fit!;
    }

    private void Certified(CertifiedFit certified, double coefficients, double errors)
    {
        LinearFit fit = Answer(certified.X, certified.Y);
        string set = $"NIST's set {certified.Name}; nine digits are asked.";
        for (int j = 0; j < certified.Coefficients.Length; j++)
            Expect.Close(certified.Coefficients[j], fit.Beta[j], because: $"That is Beta[{j}]. {set} The normal equations lose twice the digits that QR loses.", coefficients);
        for (int j = 0; j < certified.Coefficients.Length; j++)
            Expect.Close(certified.StandardErrors[j], fit.StdErr[j], because: $"That is StdErr[{j}]. {set}", errors, scale: certified.ResidualStandardDeviation == 0 ? 1 : 0);
        Expect.Close(certified.ResidualStandardDeviation, fit.Sigma, because: $"That is Sigma. {set}", errors, scale: certified.ResidualStandardDeviation == 0 ? 1 : 0);
        Expect.Close(certified.RSquared, fit.R2, because: $"That is R2. {set}", 1e-9);
    }

    /// <summary>y = 1 − 2x₁ + 3x₂ − … with noise of size 1; the columns are the same for every seed of the noise.</summary>
    private static (double[,] X, double[] Y) Noisy(ulong seed, int n, int p, ulong noiseSeed = 99)
    {
        Rng rng = new(seed), noise = new(noiseSeed);
        double[,] x = new double[n, p];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < p; j++)
            {
                x[i, j] = j == 0 ? 1 : 2 * rng.NextGaussian() + (j > 1 ? 0.6 * x[i, j - 1] : 0.5);
                y[i] += (j % 2 == 0 ? j + 1 : -j - 1) * x[i, j];
            }

            y[i] += noise.NextGaussian();
        }

        return (x, y);
    }

    private static LinearFit WithErrors(LinearFit fit, double df, double[] errors) =>
        fit with { StdErr = errors, P = [.. fit.Beta.Zip(errors, (b, e) => 2 * new StudentT(df).Survival(Math.Abs(b / e)))] };

    private static LinearFit Normal(double[,] x, double[] y)
    {
        LinearFit right = LinearRegression.Fit(x, y);
        int p = x.GetLength(1);
        double[] beta = LeastSquares.NormalEquations(x, y);
        var lu = Lu.Factor(Mat.Of(x).T() * Mat.Of(x));
        return WithErrors(right with { Beta = beta }, y.Length - p, [.. Enumerable.Range(0, p).Select(j => right.Sigma * Math.Sqrt(Math.Abs(lu.Solve(Vec.Of(Draw.Basis(p, j)))[j])))]);
    }

    private static LinearFit Direct(double[,] x, double[] y, Func<double[][], double[], (double[] Beta, double[] Lengths)> solve)
    {
        int n = x.GetLength(0), p = x.GetLength(1);
        if (y.Length != n || n <= p || Draw.Column(x, 0).Any(entry => entry != 1)) throw new ArgumentException("They do not fit.");
        double[][] columns = [.. Enumerable.Range(0, p).Select(j => Draw.Column(x, j))];
        double[] sizes = [.. columns.Select(column => InnerProduct.Norm(column, 2))];
        (double[] beta, double[] lengths) = solve([.. columns.Select((column, j) => Draw.Times(1 / sizes[j], column))], y);
        double[] residuals = [.. y];
        for (int j = 0; j < p; j++)
        {
            (beta[j], lengths[j]) = (beta[j] / sizes[j], lengths[j] / sizes[j]);
            for (int i = 0; i < n; i++) residuals[i] -= beta[j] * x[i, j];
        }

        double rss = residuals.Sum(r => r * r), mean = y.Average(), sigma = Math.Sqrt(rss / (n - p));
        return WithErrors(new(beta, [], sigma, 1 - rss / y.Sum(v => (v - mean) * (v - mean)), []), n - p, Draw.Times(sigma, lengths));
    }

    private static (double[] Beta, double[] Lengths) BySvd(double[][] columns, double[] y)
    {
        (double[][] u, double[] s, double[][] v) = OneSided(columns);
        if (s.Min() < 1e-12 * s.Max()) throw new InvalidOperationException("Dependent.");
        double[] beta = new double[columns.Length], squares = new double[columns.Length];
        for (int k = 0; k < s.Length; k++)
        {
            double shadow = InnerProduct.Dot(u[k], y) / s[k];
            for (int j = 0; j < beta.Length; j++)
            {
                beta[j] += shadow * v[k][j];
                squares[j] += v[k][j] / s[k] * (v[k][j] / s[k]);
            }
        }

        return (beta, Array.ConvertAll(squares, Math.Sqrt));
    }

    /// <summary>Jacobi's rotations of the columns: unit vectors u, singular values, and v with column = Σ u·s·v.</summary>
    private static (double[][] U, double[] S, double[][] V) OneSided(double[][] columns)
    {
        int p = columns.Length;
        double[][] a = [.. columns.Select(column => (double[])[.. column])], v = [.. Enumerable.Range(0, p).Select(j => Draw.Basis(p, j))];
        for (int sweep = 0; sweep < 40; sweep++)
        {
            bool moved = false;
            for (int i = 0; i < p; i++)
            {
                for (int j = i + 1; j < p; j++)
                {
                    double ii = InnerProduct.Dot(a[i], a[i]), jj = InnerProduct.Dot(a[j], a[j]), ij = InnerProduct.Dot(a[i], a[j]);
                    if (Math.Abs(ij) <= 1e-16 * Math.Sqrt(ii * jj)) continue;
                    moved = true;
                    double zeta = (jj - ii) / (2 * ij), t = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta)), c = 1 / Math.Sqrt(1 + t * t), s = c * t;
                    (a[i], a[j]) = (Draw.Plus(Draw.Times(c, a[i]), Draw.Times(-s, a[j])), Draw.Plus(Draw.Times(s, a[i]), Draw.Times(c, a[j])));
                    (v[i], v[j]) = (Draw.Plus(Draw.Times(c, v[i]), Draw.Times(-s, v[j])), Draw.Plus(Draw.Times(s, v[i]), Draw.Times(c, v[j])));
                }
            }

            if (!moved) break;
        }

        double[] sizes = [.. a.Select(column => InnerProduct.Norm(column, 2))];
        return ([.. a.Select((column, k) => Draw.Times(1 / sizes[k], column))], sizes, v);
    }

    private static (double[] Beta, double[] Lengths) ByGramSchmidt(double[][] columns, double[] y)
    {
        int p = columns.Length;
        double[][] q = new double[p][];
        double[,] r = new double[p, p];
        for (int j = 0; j < p; j++)
        {
            double[] rest = columns[j];
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < j; k++)
                {
                    double shadow = InnerProduct.Dot(q[k], rest);
                    r[k, j] += shadow;
                    rest = Draw.Plus(rest, Draw.Times(-shadow, q[k]));
                }
            }

            r[j, j] = InnerProduct.Norm(rest, 2);
            if (r[j, j] < 1e-12) throw new InvalidOperationException("Dependent.");
            q[j] = Draw.Times(1 / r[j, j], rest);
        }

        double[] left = [.. y], c = new double[p];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < p; k++)
            {
                double shadow = InnerProduct.Dot(q[k], left);
                c[k] += shadow;
                left = Draw.Plus(left, Draw.Times(-shadow, q[k]));
            }
        }

        double[] squares = new double[p];
        for (int j = 0; j < p; j++)
        {
            double[] column = TriangularSystem.Backward(r, Draw.Basis(p, j));
            for (int i = 0; i < p; i++) squares[i] += column[i] * column[i];
        }

        return (TriangularSystem.Backward(r, c), Array.ConvertAll(squares, Math.Sqrt));
    }
}
