using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 5.10: where growth ends, and how sure that is.</summary>
[Exercise("5.10", "Adoption forecast", Difficulty = 4, Minutes = 45, Core = true, Theory = "5. The Hessian is curvature", TimeLimitSeconds = 10)]
public sealed class AdoptionForecast : Exercise<AdoptionForecast, AdoptionForecast.Contract>
{
    public delegate CeilingForecast GrowthForecast(double[] week, double[] users);

    public sealed record Contract(GrowthForecast Forecast);

    public static Verdict Check(GrowthForecast forecast) => Grade(new Contract(forecast));

    protected override Contract Reference => new(Adoption.Forecast);

    [Theory]
    [InlineData(40000, 0.06, 30)]
    [InlineData(1, 0.5, 12)]
    [InlineData(9e6, 0.3, 4)]
    [InlineData(2500, 0.011, 20)]
    public void Without_noise_it_is_exact(double ceiling, double rate, int weeks)
    {
        AdoptionWeeks data = Generators.AdoptionCurve(1, ceiling, rate, 0, weeks).Data;
        CeilingForecast forecast = Subject.Forecast(data.Week, data.Users);
        Expect.Close(ceiling, forecast.Ceiling, because: $"{weeks} weeks of {ValueText.Of(ceiling)}·(1 − exp(−{ValueText.Of(rate)}·week)), without noise.", tolerance: 1e-8);
        Expect.Close(rate, forecast.Rate, because: "The rate of the same data.", tolerance: 1e-8);
        Expect.That(forecast.CeilingStdErr >= 0 && forecast.CeilingStdErr <= 1e-6 * ceiling, "a standard error of nearly 0", forecast.CeilingStdErr, because: "All residuals are 0, up to rounding: the ceiling is known.");
        Expect.Close(Math.Log(10) / rate, forecast.Week90, because: "1 − exp(−rate·week) is 0.9 where exp(−rate·week) is 0.1: at ln(10)/rate.", tolerance: 1e-8);
    }

    [Fact]
    public void NISTs_standard_errors_are_met()
    {
        foreach (CertifiedCurve curve in new[] { NistNonlinear.BoxBod(), NistNonlinear.Misra1a() })
        {
            CeilingForecast forecast = Subject.Forecast(curve.Model.X, curve.Model.Y);
            Expect.Close(curve.Parameters[0], forecast.Ceiling, because: $"{curve.Name} has the same model; NIST certifies b₁ and b₂.", tolerance: 1e-7);
            Expect.Close(curve.Parameters[1], forecast.Rate, because: $"{curve.Name} has the same model; NIST certifies b₁ and b₂.", tolerance: 1e-7);
            Expect.Close(curve.StandardErrors[0], forecast.CeilingStdErr, because: $"NIST certifies the standard error of {curve.Name}'s b₁: the root of s²·(JᵀJ)⁻¹ at [0, 0], with s² = RSS/(n − 2).", tolerance: 1e-6);
        }
    }

    [Theory]
    [InlineData(7, 8)]
    [InlineData(3, 12)]
    [InlineData(5, 30)]
    [InlineData(11, 60)]
    public void On_noisy_weeks_it_is_the_least_squares_fit(int seed, int weeks)
    {
        AdoptionWeeks data = Generators.AdoptionCurve((ulong)seed, weeks: weeks).Data;
        CeilingForecast expected = Adoption.Forecast(data.Week, data.Users), forecast = Subject.Forecast(data.Week, data.Users);
        Expect.That(
            Near(expected.Ceiling, forecast.Ceiling, 1e-5) && Near(expected.Rate, forecast.Rate, 1e-5) && Near(expected.CeilingStdErr, forecast.CeilingStdErr, 1e-3) && Near(expected.Week90, forecast.Week90, 1e-5),
            ValueText.Of(expected), forecast, because: $"AdoptionCurve(seed: {seed}, weeks: {weeks}). Fit ceiling and rate by least squares; the error bar comes from the residuals and from (JᵀJ)⁻¹ at the solution.");
    }

    [Fact]
    public void Twice_the_noise_is_twice_the_error_bar()
    {
        // The same residuals, doubled, around the same fit: least squares is then at the same place, nearly.
        AdoptionWeeks data = Generators.AdoptionCurve(4, noise: 0.001).Data, twice = Generators.AdoptionCurve(4, noise: 0.002).Data;
        double ratio = Subject.Forecast(twice.Week, twice.Users).CeilingStdErr / Subject.Forecast(data.Week, data.Users).CeilingStdErr;
        Expect.That(Math.Abs(ratio - 2) < 0.05, "an error bar twice as long", ratio, because: "The same weeks with noise of 0.1 % and of 0.2 %. Noise goes through s = √(RSS/(n − 2)) into the error bar.");
    }

    /// <summary>Coverage of the reference over 2,000 seeds: 95.1 of 100, and 90 to 99 in blocks of 100; 97 with these seeds, where every least squares fit has the same.</summary>
    [Fact]
    public void The_truth_is_within_two_standard_errors_in_about_95_of_100()
    {
        int covered = Enumerable.Range(1, 100).Count(seed =>
        {
            (AdoptionWeeks data, AdoptionTruth truth) = Generators.AdoptionCurve((ulong)seed);
            CeilingForecast forecast = Subject.Forecast(data.Week, data.Users);
            return Math.Abs(forecast.Ceiling - truth.Ceiling) <= 2 * forecast.CeilingStdErr;
        });
        Expect.That(covered is >= 90 and <= 99, "90 to 99 of 100 series with the true 40,000 within two standard errors", covered, because: "That is what the error bar promises. Fewer: it is too short. All: it is too long to be of use.");
    }

    [Fact]
    public void Early_weeks_have_a_long_error_bar()
    {
        AdoptionWeeks data = Generators.AdoptionCurve(3, weeks: 8).Data;
        CeilingForecast forecast = Subject.Forecast(data.Week, data.Users);
        Expect.That(forecast.CeilingStdErr > forecast.Ceiling, "an error bar longer than the ceiling itself", forecast, because: "Eight weeks that look almost straight: 50,000 and 500,000 fit about as well. Do not hide it.");
    }

    [Fact]
    public void Where_there_is_no_bend_there_is_no_ceiling()
    {
        CeilingForecast none = new(double.PositiveInfinity, 0, double.PositiveInfinity, double.PositiveInfinity);
        Expect.Equal(none, Subject.Forecast([1, 2, 3, 4, 5, 6], [1, 4, 9, 16, 25, 36]), because: "Growth that gets faster bends the other way. The best rate is then below 0, which is no forecast: say ∞, rate 0, error ∞, week ∞.");
        Expect.Equal(none, Subject.Forecast([1, 2, 3, 4], [-1, -2, -2.5, -2.75]), because: "It approaches −3, and a ceiling counts users.");
        Expect.Equal(none, Subject.Forecast([1, 2, 3, 4, 5, 6], [.. Enumerable.Range(1, 6).Select(w => SaturatingGrowth.Value([5, -0.3], w))]), because: "5·(1 − exp(0.3·week)) falls, faster and faster: a ceiling of 5 with a rate of −0.3 fits it exactly, and is no forecast.");
        Expect.Equal(none, Subject.Forecast([2, 2, 2], [5, 6, 7]), because: "All counts are from one week: for every rate some ceiling meets their mean. Rounding hides that JᵀJ is singular, so ask whether there are two different weeks.");
        Expect.Equal(none, Subject.Forecast([1, 2, 3], [0, 0, 0]), because: "Nobody came: with a ceiling of 0 any rate fits, and JᵀJ has no Cholesky factor.");
    }

    [Fact]
    public void The_weeks_need_not_be_whole_or_in_order() => Property.Holds(
        Gen.Select(Draw.OneOf(3, 500, 2e5), Draw.OneOf(0.05, 0.4)), sample =>
        {
            (double ceiling, double rate) = sample;
            double[] week = [9, 0.5, 4.25, 2, 13];
            CeilingForecast forecast = Subject.Forecast(week, [.. week.Select(w => SaturatingGrowth.Value([ceiling, rate], w))]);
            Expect.Close(ceiling, forecast.Ceiling, because: $"Five moments of {ValueText.Of(ceiling)}·(1 − exp(−{ValueText.Of(rate)}·week)).", tolerance: 1e-7);
        }, samples: 6);

    [Fact]
    public void Too_little_data_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Forecast([1, 2], [10, 18]), because: "Two weeks fit two parameters exactly, and n − 2 is 0: nothing is left to tell the noise.");
        Expect.Throws<ArgumentException>(() => Subject.Forecast([1, 2, 3, 4], [10, 18, 25]), because: "Four weeks, three counts.");
        Expect.Throws<ArgumentException>(() => Subject.Forecast([1, 2, 3], [10, 18, 25, 30]), because: "Three weeks, four counts.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Your error bar comes from JᵀJ, not from its inverse: a flatter valley then gets a shorter bar.", new((week, users) => Changed(week, users, (j, rss, n) => Math.Sqrt(rss / (n - 2) * Gram(j)[0, 0])))),
        new("You forgot the noise: (JᵀJ)⁻¹ alone has no s². The error bar must grow with the residuals.", new((week, users) => Changed(week, users, (j, rss, n) => Math.Sqrt(Inverse(j)[0, 0])))),
        new("You divided by n: two parameters were fitted, so s² is RSS/(n − 2). With eight weeks the bar is 13 % too short.", new((week, users) => Changed(week, users, (j, rss, n) => Math.Sqrt(rss / n * Inverse(j)[0, 0])))),
        new("You took 1/(JᵀJ)[0, 0] for (JᵀJ)⁻¹[0, 0]: that would be the error bar if the rate were known. Ceiling and rate can make up for each other, which is why the bar is long.", new((week, users) => Changed(week, users, (j, rss, n) => Math.Sqrt(rss / (n - 2) / Gram(j)[0, 0])))),
        new("That is the variance, in users squared: a standard error is its root.", new((week, users) => Changed(week, users, (j, rss, n) => rss / (n - 2) * Inverse(j)[0, 0]))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("the rate alone by golden section; for each rate the best ceiling", new(ByRate)),
        new("Levenberg and Marquardt from a table of starts, sums by hand", new((week, users) =>
        {
            Guard(week, users);
            if (IsOneWeek(week)) return None;
            var model = new SaturatingGrowth(week, users);
            double last = week.Max();
            MinimumResult? best = new[] { 0.1, 0.5, 1, 3, 10 }
                .Select(k => NonlinearLeastSquares.Fit(model.Residuals, model.Jacobian, [users.Max() * (1 + 1 / k) + 1e-9, k / last], 1e-11))
                .Where(fit => fit.Converged && fit.X.All(entry => entry > 0)).MinBy(fit => fit.F);
            if (best is null) return None;
            double a = 0, c = 0, d = 0;
            foreach (double w in week)
            {
                double left = Math.Exp(-best.X[1] * w), j0 = 1 - left, j1 = best.X[0] * w * left;
                (a, c, d) = (a + j0 * j0, c + j0 * j1, d + j1 * j1);
            }

            double determinant = a * d - c * c;
            return determinant > 0 ? new(best.X[0], best.X[1], Math.Sqrt(best.F / (week.Length - 2) * d / determinant), Math.Log(10) / best.X[1]) : None;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Which earlier exercise fits a ceiling and a rate, once it has a start? And how would you find a start that is good for 12 weeks and for 60?",
        "SaturatingGrowth has the residuals and their Jacobian; NonlinearLeastSquares.Fit is yours to use. Start: try some rates between 0.01 and 50 over the last week; for each the best ceiling is Σs·y/Σs² with s = 1 − exp(−rate·week); take the pair with the smallest sum. Error bar: s² = RSS/(n − 2), times (JᵀJ)⁻¹ at [0, 0], and the root.",
        "Check lengths; start; fit to 1e-10. J at the solution, JᵀJ, its Cholesky factor. One week only, not converged, or ceiling or rate not above 0, or no factor: the forecast of ∞. Else solve JᵀJ·z = (1, 0); z₀ is the entry you need. Week90 is ln(10) over the rate.",
    ];

    private static readonly CeilingForecast None = new(double.PositiveInfinity, 0, double.PositiveInfinity, double.PositiveInfinity);

    private static bool Near(double expected, double actual, double tolerance) => expected.Equals(actual) || Math.Abs(actual - expected) <= tolerance * Math.Abs(expected);

    private static void Guard(double[] week, double[] users)
    {
        if (week.Length != users.Length || week.Length < 3) throw new ArgumentException("Too little.");
    }

    private static bool IsOneWeek(double[] week) => week.Distinct().Count() == 1;

    private static double[,] Gram(double[,] j) => Matrices.Times(Draw.Transpose(j), j);

    private static double[,] Inverse(double[,] j) => Inversion.Inverse(Gram(j));

    private static CeilingForecast Changed(double[] week, double[] users, Func<double[,], double, int, double> standardError)
    {
        CeilingForecast right = Adoption.Forecast(week, users);
        if (double.IsInfinity(right.Ceiling)) return right;
        var model = new SaturatingGrowth(week, users);
        double[] b = [right.Ceiling, right.Rate];
        return right with { CeilingStdErr = standardError(model.Jacobian(b), model.Residuals(b).Sum(r => r * r), week.Length) };
    }

    private static CeilingForecast ByRate(double[] week, double[] users)
    {
        Guard(week, users);
        if (IsOneWeek(week)) return None;
        double last = week.Max();
        double Ceiling(double rate)
        {
            double[] s = [.. week.Select(w => 1 - Math.Exp(-rate * w))];
            return InnerProduct.Dot(s, users) / InnerProduct.Dot(s, s);
        }

        double[] Left(double rate)
        {
            double ceiling = Ceiling(rate);
            return [.. week.Zip(users, (w, y) => ceiling * (1 - Math.Exp(-rate * w)) - y)];
        }

        double Sum(double rate) => InnerProduct.Dot(Left(rate), Left(rate));
        double[] rates = [.. Enumerable.Range(0, 81).Select(k => 1e-3 / last * Math.Pow(10, k / 16.0))];
        int best = Enumerable.Range(0, rates.Length).MinBy(k => Sum(rates[k]));
        if (best == 0 || best == rates.Length - 1 || !(Ceiling(rates[best]) > 0)) return None;
        (double lo, double hi) = (rates[best - 1], rates[best + 1]);
        for (int i = 0; i < 60; i++)
        {
            double a = hi - 0.6180339887498949 * (hi - lo), b = lo + 0.6180339887498949 * (hi - lo);
            if (Sum(a) < Sum(b)) hi = b;
            else lo = a;
        }

        // Values alone place the minimum to half the digits only; the slope of the sum places it to all.
        double rate = lo;
        for (int i = 0; i < 8; i++)
        {
            var model = new SaturatingGrowth(week, users);
            double[] at = [Ceiling(rate), rate];
            double[,] j = model.Jacobian(at);
            Vec step = Lu.Factor(Mat.Of(Gram(j))).Solve(-1 * Vec.Of(MatrixMultiplication.TransposeTimes(j, model.Residuals(at))));
            rate += step[1];
        }

        double ceiling = Ceiling(rate);
        double[,] jacobian = new SaturatingGrowth(week, users).Jacobian([ceiling, rate]);
        double[] r = Left(rate);
        return new(ceiling, rate, Math.Sqrt(InnerProduct.Dot(r, r) / (week.Length - 2) * Inverse(jacobian)[0, 0]), Math.Log(10) / rate);
    }
}
