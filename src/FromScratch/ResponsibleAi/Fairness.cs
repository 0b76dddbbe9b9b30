using FromScratch.Data;
using FromScratch.Statistics;

namespace FromScratch.ResponsibleAi;

/// <summary>How decisions differ between groups, and how sure one can be of it.</summary>
/// <remarks>Source: Barocas, Hardt, Narayanan, Fairness and Machine Learning, ch. 3.</remarks>
public static class Fairness
{
    private const double Level = 0.95, RuleOfThumb = 0.8;

    /// <summary>The rates of each group, in order of the groups' names (by their characters' codes).</summary>
    /// <param name="y">Outcomes [n], 0 or 1.</param>
    /// <param name="yHat">Decisions [n], 0 or 1; 1 is "selected".</param>
    /// <param name="group">The group of each person [n].</param>
    /// <exception cref="ArgumentException">The lengths differ, or an outcome or decision is neither 0 nor 1.</exception>
    public static GroupRates[] Audit(int[] y, int[] yHat, string[] group)
    {
        Require(y, yHat, group);
        return [.. Strata(group).Select(rows => Rates(group[rows[0]], y, yHat, rows))];
    }

    /// <summary>The least selection rate as a share of the greatest; NaN where nobody at all was selected.</summary>
    /// <exception cref="ArgumentException">There are fewer than two groups.</exception>
    public static double DisparateImpact(GroupRates[] groups)
    {
        if (groups.Length < 2) throw new ArgumentException($"DisparateImpact: {groups.Length} groups. A ratio needs two.", nameof(groups));
        return groups.Min(rates => rates.Selection) / groups.Max(rates => rates.Selection);
    }

    /// <summary>A 95 % bootstrap interval of any statistic of the groups' rates. Each group is resampled by itself, so that it keeps its size.</summary>
    /// <param name="y">Outcomes [n].</param>
    /// <param name="yHat">Decisions [n].</param>
    /// <param name="group">Groups [n].</param>
    /// <param name="statistic">Of an audit, as <c>g => g[1].Fpr - g[0].Fpr</c>; asked once for each resample. Where it is NaN, the resample is left out.</param>
    /// <param name="b">How many resamples, at least 2.</param>
    /// <param name="r">Draws them.</param>
    /// <returns>The quantiles at 2.5 % and 97.5 %; the quantile at q of m sorted values lies at the position q(m − 1), between two of them in proportion. NaN at both ends where no resample had a value.</returns>
    /// <exception cref="ArgumentException">What <see cref="Audit"/> refuses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two resamples.</exception>
    public static Interval BootstrapInterval(int[] y, int[] yHat, string[] group, Func<GroupRates[], double> statistic, int b, Rng r)
    {
        Require(y, yHat, group);
        if (b < 2) throw new ArgumentOutOfRangeException(nameof(b), b, $"BootstrapInterval: {b} resamples. Two at least make a range.");
        int[][] strata = [.. Strata(group)];
        List<double> values = [];
        for (int i = 0; i < b; i++)
        {
            int[] rows = [.. strata.SelectMany(stratum => stratum.Select(_ => stratum[r.NextInt(stratum.Length)]))];
            values.Add(statistic(Audit([.. rows.Select(row => y[row])], [.. rows.Select(row => yHat[row])], [.. rows.Select(row => group[row])])));
        }

        double[] known = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return new(Quantile(known, (1 - Level) / 2), Quantile(known, (1 + Level) / 2));
    }

    /// <summary>What the interval of a selection ratio says of the four-fifths rule: nothing, where it holds ratios on both sides of 0.8.</summary>
    public static FourFifths Judge(Interval ratio) =>
        ratio.Lo >= RuleOfThumb ? FourFifths.Pass
        : ratio.Hi < RuleOfThumb ? FourFifths.Fail
        : FourFifths.Inconclusive;

    /// <summary>The rows of each group, in order of the groups' names.</summary>
    internal static IEnumerable<int[]> Strata(string[] group) =>
        Enumerable.Range(0, group.Length).GroupBy(row => group[row], StringComparer.Ordinal).OrderBy(rows => rows.Key, StringComparer.Ordinal).Select(rows => rows.ToArray());

    private static GroupRates Rates(string name, int[] y, int[] yHat, int[] rows)
    {
        double positive = rows.Count(row => y[row] == 1), selected = rows.Count(row => yHat[row] == 1), both = rows.Count(row => y[row] == 1 && yHat[row] == 1);
        return new(name, rows.Length, positive / rows.Length, selected / rows.Length, both / positive, (selected - both) / (rows.Length - positive), both / selected);
    }

    private static double Quantile(double[] sorted, double q)
    {
        if (sorted.Length == 0) return double.NaN;
        double position = q * (sorted.Length - 1);
        int below = (int)position, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static void Require(int[] y, int[] yHat, string[] group)
    {
        if (y.Length != yHat.Length || y.Length != group.Length) throw new ArgumentException($"Fairness: {y.Length} outcomes, {yHat.Length} decisions, {group.Length} groups. Each person has one of each.", nameof(yHat));
        if (y.Concat(yHat).Any(value => value is not (0 or 1))) throw new ArgumentException("Fairness: outcomes and decisions are 0 or 1.", nameof(y));
    }
}
