using FromScratch.Data;
using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>Decides an A/B test.</summary>
/// <remarks>Source: Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments, ch. 17, 18 (the user is the unit) and 21 (sample ratio mismatch).</remarks>
public static class AbTest
{
    private const double MismatchAlpha = 0.001;   // a broken assignment is rare: ask for strong evidence
    private const double WantedPower = 0.8;

    /// <summary>Effect, interval, p-value, and whether to ship.</summary>
    /// <param name="log">A row for each visit: who, in which arm, clicked or not. Users were assigned to the arms with probability ½.</param>
    /// <param name="mde">The smallest lift that matters, above 0.</param>
    /// <param name="alpha">The probability of a false alarm, two-sided, as 0.05.</param>
    /// <returns>
    /// The test compares the users' click rates, one number a user: visits of one user are not independent. Warnings: "SRM" (sample ratio mismatch) where the users' split differs from half and half with p below 0.001;
    /// "underpowered" where the experiment would find a lift of mde with less than 80 %: (z₀.₈ + z_{1−alpha/2})·standard error above mde; "negligible" where the interval lies above 0 and below mde. Ship where the interval lies above 0, without SRM and not negligible.
    /// </returns>
    /// <exception cref="ArgumentException">The columns differ in length, a user is in both arms, or an arm has fewer than two users.</exception>
    /// <exception cref="ArgumentOutOfRangeException">mde is not above 0, or alpha does not lie between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">All users' rates are alike.</exception>
    public static AbDecision Decide(AbLog log, double mde, double alpha)
    {
        if (!(mde > 0)) throw new ArgumentOutOfRangeException(nameof(mde), mde, $"Decide: mde is {mde}. It is the smallest lift that matters, above 0.");
        Sample.RequireShare(alpha);
        (double[] control, double[] treated) = RatesOfUsers(log);
        HypothesisTest test = TwoSamples.Welch(treated, control);
        Interval ci = Intervals.Difference(control, treated, 1 - alpha);
        double error = TwoSamples.ErrorOfDifference(control, treated).Error;
        bool mismatch = ChiSquareTests.Fit([control.Length, treated.Length], [0.5, 0.5]).P < MismatchAlpha;
        bool underpowered = (Normal.StandardQuantile(WantedPower) - Normal.StandardQuantile(alpha / 2)) * error > mde;
        bool negligible = ci.Lo > 0 && ci.Hi < mde;
        string[] warnings = [.. new[] { (mismatch, "SRM"), (underpowered, "underpowered"), (negligible, "negligible") }.Where(warning => warning.Item1).Select(warning => warning.Item2)];
        return new(Sample.Mean(treated) - Sample.Mean(control), ci, test.P, ci.Lo > 0 && !negligible && !mismatch, warnings);
    }

    /// <summary>Clicks over visits of each user, by arm, in the order of the users' first visits.</summary>
    private static (double[] Control, double[] Treated) RatesOfUsers(AbLog log)
    {
        if (log.Treated.Length != log.User.Length || log.Clicked.Length != log.User.Length) throw new ArgumentException($"Decide: {log.User.Length} users, {log.Treated.Length} arms, {log.Clicked.Length} clicks. A row has all three.", nameof(log));
        Dictionary<int, (bool Treated, int Visits, int Clicks)> users = [];
        for (int row = 0; row < log.User.Length; row++)
        {
            (bool arm, int visits, int clicks) = users.GetValueOrDefault(log.User[row], (log.Treated[row], 0, 0));
            if (arm != log.Treated[row]) throw new ArgumentException($"Decide: user {log.User[row]} is in both arms. Whoever has seen both tells nothing of either.", nameof(log));
            users[log.User[row]] = (arm, visits + 1, clicks + (log.Clicked[row] ? 1 : 0));
        }

        double[] Rates(bool treated) => [.. users.Values.Where(user => user.Treated == treated).Select(user => (double)user.Clicks / user.Visits)];
        return (Rates(false), Rates(true));
    }
}
