using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>Forecasts of adoption: users(week) = ceiling·(1 − exp(−rate·week)), with an honest error bar.</summary>
/// <remarks>Source: Bates and Watts, Nonlinear Regression Analysis and Its Applications, §2.3 (standard errors from the Jacobian).</remarks>
public static class Adoption
{
    private const int StartingRates = 30;
    private const double Closeness = 1e-12;

    /// <summary>The ceiling and the rate that fit the weeks so far best, and how sure the ceiling is.</summary>
    /// <param name="week">When users were counted [n], n ≥ 3; above 0.</param>
    /// <param name="users">How many there were [n].</param>
    /// <returns>Where growth shows no bend, or all counts are from one week, a ceiling and a standard error of ∞, the rate 0 and Week90 ∞.</returns>
    /// <remarks>
    /// The residuals' variance s² = RSS/(n − 2) goes through the model to the parameters: their covariance is s²·(JᵀJ)⁻¹. More noise or a flatter valley make the error bar longer.
    /// The search starts at the best of 30 rates; for a given rate the best ceiling is a quotient of two sums.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ, or there are fewer than three weeks.</exception>
    public static CeilingForecast Forecast(double[] week, double[] users)
    {
        if (week.Length != users.Length || week.Length < 3) throw new ArgumentException($"Forecast: {week.Length} weeks, {users.Length} counts. It takes a count for each week, and at least three: two for the parameters, more for the noise.", nameof(users));
        var model = new SaturatingGrowth([.. week], [.. users]);
        MinimumResult fit = NonlinearLeastSquares.Fit(model.Residuals, model.Jacobian, Start(model), Closeness);
        double ceiling = fit.X[0], rate = fit.X[1];
        Mat jacobian = Mat.Of(model.Jacobian(fit.X));
        Mat? factor = Cholesky.TryFactor(jacobian.T() * jacobian);
        if (week.Min() == week.Max() || !fit.Converged || !(rate > 0) || !(ceiling > 0) || factor is null) return new(double.PositiveInfinity, 0, double.PositiveInfinity, double.PositiveInfinity);
        double variance = fit.F / (week.Length - 2);
        double share = Cholesky.Solve(factor, Vec.Of(1, 0))[0];   // the entry of (JᵀJ)⁻¹ that belongs to the ceiling
        return new(ceiling, rate, Math.Sqrt(variance * share), Math.Log(10) / rate);
    }

    private static double[] Start(SaturatingGrowth model)
    {
        double last = model.X.Max();
        return Enumerable.Range(0, StartingRates).Select(k => 0.01 / last * Math.Pow(1.35, k)).Select(rate => new[] { BestCeiling(model, rate), rate })
            .MinBy(b => model.Residuals(b).Sum(r => r * r))!;
    }

    /// <summary>The ceiling with the least sum of squares at a given rate: Σ s·y / Σ s² with s = 1 − exp(−rate·x).</summary>
    private static double BestCeiling(SaturatingGrowth model, double rate)
    {
        double top = 0, bottom = 0;
        for (int i = 0; i < model.X.Length; i++)
        {
            double s = SaturatingGrowth.Value([1, rate], model.X[i]);
            (top, bottom) = (top + s * model.Y[i], bottom + s * s);
        }

        return top / bottom;
    }
}
