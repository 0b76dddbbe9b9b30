using FromScratch.Data;

namespace FromScratch.ResponsibleAi;

/// <summary>May this model decide on loans?</summary>
/// <remarks>Source for the order of the steps (context, measure, manage, with "do not deploy" as a possible end): NIST, AI Risk Management Framework 1.0 (2023), §5.</remarks>
public static class LoanReview
{
    /// <summary>A gap of TPR or FPR up to here is left as it is: of two groups alike, 3,000 applicants show 0.02 ± 0.018 by chance.</summary>
    public const double MostGap = 0.08;

    /// <summary>A score that tells repayment no better than this within any group, measured as AUC, does not predict repayment.</summary>
    public const double LeastAuc = 0.6;

    /// <summary>A harm of severity 5 and at least this likelihood needs a safeguard.</summary>
    public const int GraveLikelihood = 3;

    /// <summary>The decision on a pilot in which everybody got the loan, so that all outcomes are known.</summary>
    /// <param name="pilot">Scores, outcomes, groups, and what a loan brings or costs.</param>
    /// <param name="harms">What the team wrote down, in any order.</param>
    /// <returns>
    /// Refuse, if in every group the AUC of the score for repayment is below 0.6 (it knows the group, not the person), or if a harm of severity 5 and likelihood 3 or more has no safeguard (a disclaimer is none).
    /// Else the threshold of the greatest profit, the highest of several: Ship, if TPR and FPR of the groups lie at most 0.08 apart. Else the equalized odds of least cost (a false positive costs the loss, a false negative the gain): ShipWithRules,
    /// unless the profit under them is not above 0, which is Refuse. Harms are ordered by risk, then by severity, both falling, then as they came.
    /// </returns>
    /// <exception cref="ArgumentException">A harm's likelihood or severity is not from 1 to 5, or what <see cref="EqualizedOdds.Fit"/> refuses.</exception>
    public static ReleaseDecision Review(LoanPilot pilot, Harm[] harms)
    {
        if (harms.Any(harm => harm.Likelihood is < 1 or > 5 || harm.Severity is < 1 or > 5)) throw new ArgumentException("Review: likelihood and severity go from 1 to 5.", nameof(harms));
        Harm[] ranked = [.. harms.OrderByDescending(harm => harm.Risk).ThenByDescending(harm => harm.Severity)];
        var refused = new ReleaseDecision(Release.Refuse, [], double.NaN, ranked);
        int[][] groups = [.. Fairness.Strata(pilot.Group)];
        if (groups.All(own => Explain.Auc([.. own.Select(i => pilot.Score[i])], [.. own.Select(i => pilot.Repaid[i])]) < LeastAuc)) return refused;
        if (harms.Any(IsUnguarded)) return refused;

        double threshold = BestThreshold(pilot);
        Lottery[] same = [.. groups.Select(own => new Lottery(pilot.Group[own[0]], [threshold], [1]))];
        TradeoffPoint gaps = Tradeoffs.AtThresholds(pilot.Score, pilot.Repaid, pilot.Group, [threshold])[0];
        if (gaps.FprGap <= MostGap && gaps.FnrGap <= MostGap) return new(Release.Ship, same, 0, ranked);
        Lottery[] equal = EqualizedOdds.Fit(pilot.Score, pilot.Repaid, pilot.Group, pilot.Loss, pilot.Gain);
        double profit = Profit(pilot, equal);
        return profit > 0 ? new(Release.ShipWithRules, equal, Profit(pilot, same) - profit, ranked) : refused;
    }

    /// <summary>What rules earn on average, an applicant.</summary>
    public static double Profit(LoanPilot pilot, Lottery[] rules)
    {
        Dictionary<string, Lottery> byGroup = rules.ToDictionary(rule => rule.Group);
        return Enumerable.Range(0, pilot.Score.Length).Average(i => byGroup[pilot.Group[i]].Chance(pilot.Score[i]) * (pilot.Repaid[i] == 1 ? pilot.Gain : -pilot.Loss));
    }

    private static bool IsUnguarded(Harm harm) =>
        harm.Severity == 5 && harm.Likelihood >= GraveLikelihood && (string.IsNullOrWhiteSpace(harm.Safeguard) || harm.Safeguard == "disclaimer");

    private static double BestThreshold(LoanPilot pilot)
    {
        (double threshold, double best, double profit) = (double.PositiveInfinity, 0, 0);
        foreach (var tied in Enumerable.Range(0, pilot.Score.Length).GroupBy(i => pilot.Score[i]).OrderByDescending(rows => rows.Key))
        {
            profit += tied.Sum(i => pilot.Repaid[i] == 1 ? pilot.Gain : -pilot.Loss);
            if (profit > best) (threshold, best) = (tied.Key, profit);
        }

        return threshold;
    }
}
