using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 5.11: the first week in which a forecast deserves trust, judged without the future.</summary>
[Exercise("5.11", "When to trust a forecast", Difficulty = 3, Minutes = 25, Theory = "5. The Hessian is curvature", TimeLimitSeconds = 10)]
public sealed class WhenToTrust : Exercise<WhenToTrust, WhenToTrust.Contract>
{
    public delegate double? TrustRule(double[] week, double[] users, double maxRelativeError);

    public sealed record Contract(TrustRule FirstTrustworthyWeek);

    public static Verdict Check(TrustRule firstTrustworthyWeek) => Grade(new Contract(firstTrustworthyWeek));

    protected override Contract Reference => new(ForecastTrust.FirstTrustworthyWeek);

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.1)]
    [InlineData(6, 0.05)]
    [InlineData(8, 0.02)]
    public void It_is_the_first_week_whose_error_bar_is_short_enough(int seed, double maxRelativeError)
    {
        AdoptionWeeks data = Generators.AdoptionCurve((ulong)seed).Data;
        double expected = data.Week.Skip(7).First(week =>
        {
            CeilingForecast forecast = Adoption.Forecast(data.Week[..(int)week], data.Users[..(int)week]);
            return double.IsFinite(forecast.Ceiling) && forecast.CeilingStdErr <= maxRelativeError * forecast.Ceiling;
        });
        Expect.Equal<double?>(expected, Subject.FirstTrustworthyWeek(data.Week, data.Users, maxRelativeError), because: $"AdoptionCurve(seed: {seed}). Week by week: forecast from the weeks up to then; the first whose standard error is at most {ValueText.Of(maxRelativeError)} of its ceiling.");
    }

    [Fact]
    public void Later_weeks_do_not_change_an_earlier_verdict() => Property.Holds(
        Gen.Select(Gen.Int[1, 40], Draw.OneOf(0.1, 0.2)), sample =>
        {
            (int seed, double allowed) = sample;
            AdoptionWeeks data = Generators.AdoptionCurve((ulong)seed, weeks: 30).Data;
            double? first = Subject.FirstTrustworthyWeek(data.Week, data.Users, allowed);
            if (first is not { } week || week > 28) return;
            double[] other = [.. data.Users.Select((users, i) => i < week ? users : 3 * users)];
            Expect.Equal<double?>(week, Subject.FirstTrustworthyWeek(data.Week, other, allowed), because: $"The weeks up to {ValueText.Of(week)} are the same, and after them everything trebled. In week {ValueText.Of(week)} nobody knew: fit the weeks up to then alone.");
        }, samples: 8);

    [Fact]
    public void A_short_series_is_the_beginning_of_a_long_one()
    {
        AdoptionWeeks data = Generators.AdoptionCurve(9).Data;
        double first = ForecastTrust.FirstTrustworthyWeek(data.Week, data.Users, 0.1)!.Value;
        int n = (int)first;
        Expect.Equal<double?>(first, Subject.FirstTrustworthyWeek(data.Week[..n], data.Users[..n], 0.1), because: $"The series ends in week {n}, the first to be trusted: its last week counts.");
        Expect.Equal(null, Subject.FirstTrustworthyWeek(data.Week[..(n - 1)], data.Users[..(n - 1)], 0.1), because: $"A week less, and there is none yet: null.");
    }

    [Fact]
    public void A_small_residual_is_no_reason_to_trust()
    {
        // 40,000 users at a rate of 0.6 % a week: after 20 weeks the curve is still almost straight, and fits are within 0.2 %.
        AdoptionWeeks data = Generators.AdoptionCurve(2, rate: 0.006, noise: 0.001, weeks: 20).Data;
        Expect.Equal(ForecastTrust.FirstTrustworthyWeek(data.Week, data.Users, 0.1), Subject.FirstTrustworthyWeek(data.Week, data.Users, 0.1), because: "Twenty weeks up to 11 % of the ceiling, with little noise: the fit is excellent, and the ceiling lies anywhere. Ask for the standard error of the ceiling, not for the size of the residuals.");
    }

    [Fact]
    public void Seven_weeks_are_never_enough()
    {
        double[] week = [1, 2, 3, 4, 5, 6, 7, 8, 9], users = [.. week.Select(w => SaturatingGrowth.Value([1000, 0.3], w))];
        Expect.Equal<double?>(8, Subject.FirstTrustworthyWeek(week, users, 0.1), because: "Data without any noise: three weeks would do. But from so few residuals nobody can tell how large the noise is; with real data some error bar is short by luck. Begin with eight weeks.");
        Expect.Equal(null, Subject.FirstTrustworthyWeek(week[..7], users[..7], 0.1), because: "Seven weeks, however smooth.");
        Expect.Equal(null, Subject.FirstTrustworthyWeek([], [], 0.1), because: "No weeks, no trust.");
    }

    [Fact]
    public void It_answers_with_the_week_not_with_its_place()
    {
        double[] week = [.. Enumerable.Range(0, 10).Select(i => 2.5 * (i + 1))], users = [.. week.Select(w => SaturatingGrowth.Value([1000, 0.1], w))];
        Expect.Equal<double?>(20, Subject.FirstTrustworthyWeek(week, users, 0.1), because: "Counts every two and a half weeks: the eighth is from week 20.");
    }

    [Fact]
    public void Growth_without_a_bend_is_never_trusted()
    {
        double[] week = [.. Enumerable.Range(1, 12).Select(i => (double)i)];
        Expect.Equal(null, Subject.FirstTrustworthyWeek(week, [.. week.Select(w => w * w)], 0.5), because: "w² bends upward: the ceiling is ∞, and so is its standard error. ∞ ≤ 0.5·∞ is true in doubles, and nonsense.");
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.FirstTrustworthyWeek([1, 2, 3], [1, 2], 0.1), because: "Three weeks, two counts.");
        foreach (double allowed in new[] { 0, -0.1, double.NaN })
            Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FirstTrustworthyWeek([1, 2, 3], [1, 2, 3], allowed), because: $"maxRelativeError is {ValueText.Of(allowed)}. No forecast is that sure.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You used the future: you fit all the data and then look back, so a week's verdict changes when a later week changes.", new((week, users, allowed) => Search(week, users, allowed, LookingBack))),
        new("You trust a small residual: early weeks fit perfectly and still cannot see the ceiling. Use its standard error.", new((week, users, allowed) => Search(week, users, allowed, (w, u, n, _) => Residual(w[..n], u[..n]) <= allowed * u[..n].Max()))),
        new("∞ ≤ 0.5·∞ is true: a forecast that says ∞ slipped through. Ask whether the ceiling is finite.", new((week, users, allowed) => Search(week, users, allowed, (w, u, n, _) => Adoption.Forecast(w[..n], u[..n]) is var f && f.CeilingStdErr <= allowed * f.Ceiling))),
        new("You began with three weeks: their error bar is a lottery, since a single residual tells the noise. Begin with eight.", new((week, users, allowed) => Search(week, users, allowed, Trusted, fewest: 3))),
        new("You answered with the place in the list, not with the week that stands there.", new((week, users, allowed) => Search(week, users, allowed, Trusted) is { } found ? Array.IndexOf(week, found) + 1 : null)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ", new((week, users, allowed) => Search(week, users, allowed, Trusted))),
        new("growing lists", new((week, users, allowed) =>
        {
            if (week.Length != users.Length) throw new ArgumentException("Lengths.");
            if (allowed <= 0 || double.IsNaN(allowed)) throw new ArgumentOutOfRangeException(nameof(allowed));
            List<double> weeks = [], counts = [];
            for (int i = 0; i < week.Length; i++)
            {
                weeks.Add(week[i]);
                counts.Add(users[i]);
                if (weeks.Count < 8) continue;
                CeilingForecast forecast = Adoption.Forecast([.. weeks], [.. counts]);
                if (forecast.CeilingStdErr / forecast.Ceiling <= allowed) return week[i];   // ∞/∞ is NaN
            }

            return null;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "What did you know in week 12? Build exactly that, and forecast from it.",
        "For n from 8 to the number of weeks: week[..n] and users[..n] into the forecast of 5.10; compare its standard error with the share of its ceiling. Mind the forecast that says ∞.",
        "Check the lengths and the share. A loop over n; return week[n − 1] for the first forecast with a finite ceiling and a short enough error bar; after the loop return null.",
    ];

    private static bool Trusted(double[] week, double[] users, int n, double allowed) =>
        Adoption.Forecast(week[..n], users[..n]) is var forecast && double.IsFinite(forecast.Ceiling) && forecast.CeilingStdErr <= allowed * forecast.Ceiling;

    private static double? Search(double[] week, double[] users, double allowed, Func<double[], double[], int, double, bool> isTrusted, int fewest = 8)
    {
        if (week.Length != users.Length) throw new ArgumentException("Lengths.");
        if (!(allowed > 0)) throw new ArgumentOutOfRangeException(nameof(allowed));
        return Enumerable.Range(fewest, Math.Max(0, week.Length - fewest + 1)).Where(n => isTrusted(week, users, n, allowed)).Select(n => (double?)week[n - 1]).FirstOrDefault();
    }

    /// <summary>The error bar of each beginning around the ceiling that all weeks together have.</summary>
    private static bool LookingBack(double[] week, double[] users, int n, double allowed)
    {
        CeilingForecast whole = Adoption.Forecast(week, users), part = Adoption.Forecast(week[..n], users[..n]);
        return double.IsFinite(whole.Ceiling) && Math.Abs(part.Ceiling - whole.Ceiling) <= allowed * whole.Ceiling;
    }

    private static double Residual(double[] week, double[] users)
    {
        CeilingForecast forecast = Adoption.Forecast(week, users);
        return double.IsInfinity(forecast.Ceiling) ? double.PositiveInfinity : Math.Sqrt(new SaturatingGrowth(week, users).Residuals([forecast.Ceiling, forecast.Rate]).Sum(r => r * r) / week.Length);
    }
}
