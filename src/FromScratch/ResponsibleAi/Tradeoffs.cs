namespace FromScratch.ResponsibleAi;

/// <summary>Why calibration and equal error rates cannot both be had when the base rates differ.</summary>
/// <remarks>Source: Chouldechova, "Fair prediction with disparate impact", Big Data 5 (2017) 153-163; Kleinberg, Mullainathan, Raghavan, ITCS 2017.</remarks>
public static class Tradeoffs
{
    /// <summary>The false positive rate that three other rates leave no choice of: p/(1 − p) · (1 − PPV)/PPV · (1 − FNR).</summary>
    /// <param name="baseRate">p, the share with outcome 1; above 0 and below 1.</param>
    /// <param name="ppv">Of those selected, the share with outcome 1; above 0, at most 1.</param>
    /// <param name="fnr">Of those with outcome 1, the share not selected; from 0 to 1.</param>
    /// <remarks>Both sides count the wrongly selected: FPR·(1 − p) by who they are, and (1 − PPV)/PPV times the rightly selected, p·(1 − FNR).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A rate lies outside its range.</exception>
    /// <exception cref="InvalidOperationException">The result is above 1: no decisions have these three rates together.</exception>
    public static double ImpliedFpr(double baseRate, double ppv, double fnr)
    {
        if (!(baseRate > 0 && baseRate < 1)) throw new ArgumentOutOfRangeException(nameof(baseRate), baseRate, $"ImpliedFpr: a base rate of {baseRate}. Some have the outcome and some have not.");
        if (!(ppv > 0 && ppv <= 1)) throw new ArgumentOutOfRangeException(nameof(ppv), ppv, $"ImpliedFpr: a PPV of {ppv}. It is above 0 and at most 1.");
        if (!(fnr >= 0 && fnr <= 1)) throw new ArgumentOutOfRangeException(nameof(fnr), fnr, $"ImpliedFpr: an FNR of {fnr}. It lies from 0 to 1.");
        double fpr = baseRate / (1 - baseRate) * (1 - ppv) / ppv * (1 - fnr);
        return fpr <= 1 ? fpr : throw new InvalidOperationException($"ImpliedFpr: a base rate of {baseRate}, a PPV of {ppv} and an FNR of {fnr} would need an FPR of {fpr}. No decisions have them together.");
    }

    /// <summary>How far scores are from being probabilities: Σ over bins of (share of the people in it)·|mean outcome − mean score|.</summary>
    /// <param name="score">Scores [n] from 0 to 1, n at least 1.</param>
    /// <param name="y">Outcomes [n], 0 or 1.</param>
    /// <param name="bins">How many bins of equal width, at least 1. Bin k holds [k/bins, (k+1)/bins); the last one holds 1 as well.</param>
    /// <remarks>Source: Naeini, Cooper, Hauskrecht, AAAI 2015 (expected calibration error).</remarks>
    /// <exception cref="ArgumentException">There is nobody, the lengths differ, or a score does not lie from 0 to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin.</exception>
    public static double CalibrationError(double[] score, int[] y, int bins)
    {
        if (score.Length == 0 || score.Length != y.Length) throw new ArgumentException($"CalibrationError: {score.Length} scores and {y.Length} outcomes.", nameof(score));
        if (score.Any(s => !(s >= 0 && s <= 1))) throw new ArgumentException("CalibrationError: a score is no probability from 0 to 1.", nameof(score));
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return Enumerable.Range(0, score.Length).GroupBy(i => Math.Min((int)(score[i] * bins), bins - 1))
            .Sum(bin => (double)bin.Count() / score.Length * Math.Abs(bin.Average(i => y[i]) - bin.Average(i => score[i])));
    }

    /// <summary>The gaps between groups at each of several thresholds.</summary>
    /// <param name="score">Scores [n].</param>
    /// <param name="y">Outcomes [n], 0 or 1.</param>
    /// <param name="group">Groups [n].</param>
    /// <param name="thresholds">Who has this score or more is selected.</param>
    /// <returns>A point for each threshold, in their order.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than two groups, or an outcome is neither 0 nor 1.</exception>
    public static TradeoffPoint[] AtThresholds(double[] score, int[] y, string[] group, double[] thresholds) => Array.ConvertAll(thresholds, threshold =>
    {
        GroupRates[] audit = Fairness.Audit(y, Array.ConvertAll(score, s => s >= threshold ? 1 : 0), group);
        if (audit.Length < 2) throw new ArgumentException($"AtThresholds: {audit.Length} groups. A gap needs two.", nameof(group));
        return new TradeoffPoint(threshold, Gap(audit, rates => rates.Ppv), Gap(audit, rates => rates.Fpr), Gap(audit, rates => rates.Tpr));   // FNR is 1 − TPR: the same gap
    });

    private static double Gap(GroupRates[] audit, Func<GroupRates, double> rate) => audit.Max(rate) - audit.Min(rate);   // Min is NaN where one rate is
}
