namespace FromScratch.Calculus;

/// <summary>When a forecast of <see cref="Adoption"/> deserves trust, judged without the future.</summary>
public static class ForecastTrust
{
    private const int FewestWeeks = 8;   // six more than parameters: with fewer, the noise's own size is a guess

    /// <summary>The first week at whose end the ceiling was known to within a share of itself, judged by the weeks up to then alone.</summary>
    /// <param name="week">When users were counted [n], ascending.</param>
    /// <param name="users">How many there were [n].</param>
    /// <param name="maxRelativeError">The largest standard error allowed, as a share of the ceiling; above 0.</param>
    /// <returns>That week; null when there is none. The first seven weeks are never enough.</returns>
    /// <remarks>A small residual is no reason to trust: early growth looks straight, every steep curve fits it, and the ceiling lies anywhere. The standard error knows that.</remarks>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">maxRelativeError is not above 0.</exception>
    public static double? FirstTrustworthyWeek(double[] week, double[] users, double maxRelativeError)
    {
        if (week.Length != users.Length) throw new ArgumentException($"FirstTrustworthyWeek: {week.Length} weeks, {users.Length} counts. It takes a count for each week.", nameof(users));
        if (!(maxRelativeError > 0)) throw new ArgumentOutOfRangeException(nameof(maxRelativeError), maxRelativeError, $"FirstTrustworthyWeek: maxRelativeError is {maxRelativeError}. No forecast is that sure; give a share above 0.");
        for (int n = FewestWeeks; n <= week.Length; n++)
        {
            CeilingForecast forecast = Adoption.Forecast(week[..n], users[..n]);
            if (forecast.CeilingStdErr <= maxRelativeError * forecast.Ceiling && double.IsFinite(forecast.Ceiling)) return week[n - 1];
        }

        return null;
    }
}
