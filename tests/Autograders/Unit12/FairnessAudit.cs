using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.ResponsibleAi;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 12.1: the rates of each group, and how sure they are.</summary>
[Exercise("12.1", "A fairness audit with error bars", Difficulty = 3, Minutes = 50, Core = true, Theory = "2. Fairness is several different numbers")]
public sealed class FairnessAudit : Exercise<FairnessAudit, FairnessAudit.Contract>
{
    public delegate GroupRates[] RatesOfGroups(int[] y, int[] yHat, string[] group);

    public delegate double SelectionRatio(GroupRates[] groups);

    public delegate Interval Resampling(int[] y, int[] yHat, string[] group, Func<GroupRates[], double> statistic, int b, Rng r);

    public delegate FourFifths Judgement(Interval ratio);

    public sealed record Contract(RatesOfGroups Audit, SelectionRatio DisparateImpact, Resampling BootstrapInterval, Judgement Judge);

    public static Verdict Check(RatesOfGroups audit, SelectionRatio disparateImpact, Resampling bootstrapInterval, Judgement judge) => Grade(new Contract(audit, disparateImpact, bootstrapInterval, judge));

    protected override Contract Reference => new(Fairness.Audit, Fairness.DisparateImpact, Fairness.BootstrapInterval, Fairness.Judge);

    // Group a: outcomes 1 1 1 0 0, decisions 1 1 0 1 0. Group b: outcomes 1 0 0 0, decisions 1 0 0 1.
    private static readonly int[] _y = [1, 1, 0, 1, 0, 0, 1, 0, 0], _yHat = [1, 1, 0, 1, 0, 1, 0, 0, 1];
    private static readonly string[] _group = ["a", "b", "b", "a", "a", "a", "a", "b", "b"];

    [Fact]
    public void Two_groups_by_hand()
    {
        GroupRates[] audit = Audited(_y, _yHat, _group);
        Responsible.AreRates(new("a", 5, 0.6, 0.6, 2 / 3.0, 1 / 2.0, 2 / 3.0), audit[0], "Group a: three positives, two of them selected; two negatives, one of them selected.");
        Responsible.AreRates(new("b", 4, 0.25, 0.5, 1, 1 / 3.0, 1 / 2.0), audit[1], "Group b: one positive, selected; three negatives, one of them selected; so one of two selected is positive.");
    }

    [Fact]
    public void The_published_recidivism_counts()
    {
        (int[] y, int[] yHat, string[] group) = PublishedCounts.Rows(PublishedCounts.Recidivism2016());
        GroupRates[] audit = Audited(y, yHat, group);
        Responsible.AreRates(new("African-American", 3696, 1901 / 3696.0, 2174 / 3696.0, 1369 / 1901.0, 805 / 1795.0, 1369 / 2174.0), audit[0], "805 false positives of 1,795 who were not charged again: FPR 0.448. Accuracy is nearly equal in the two groups; who bears the errors is not.");
        Responsible.AreRates(new("Caucasian", 2454, 966 / 2454.0, 854 / 2454.0, 505 / 966.0, 349 / 1488.0, 505 / 854.0), audit[1], "349 false positives of 1,488: FPR 0.235. PPV is 505 of 854, 0.591.");
    }

    [Fact]
    public void Groups_come_in_the_order_of_their_names() =>
        Expect.SequenceEqual(["B", "a", "b"], Audited([1, 0, 1, 0], [1, 1, 0, 0], ["b", "a", "B", "a"]).Select(rates => rates.Group), because: "By the characters' codes (ordinal), capitals first: the same on every machine.");

    [Fact]
    public void What_has_no_denominator_is_not_known()
    {
        GroupRates[] audit = Audited([0, 0, 1, 1], [0, 1, 0, 0], ["x", "x", "y", "y"]);
        Responsible.AreRates(new("x", 2, 0, 0.5, double.NaN, 0.5, 0), audit[0], "Group x has no positives: its TPR is not known (NaN), which is not 0. It keeps its N.");
        Responsible.AreRates(new("y", 2, 1, 0, 0, double.NaN, double.NaN), audit[1], "Group y has no negatives and nobody selected: FPR and PPV are not known.");
    }

    [Fact]
    public void Nobody_makes_no_group() => Expect.Equal(0, Audited([], [], []).Length, because: "No rows, no groups.");

    [Fact]
    public void Neither_the_order_of_rows_nor_the_groups_names_matter() => Property.Holds(
        Gen.Select(Gen.Int[0, 1].Array[12], Gen.Int[0, 1].Array[12], Gen.Int[0, 1].Array[12], Gen.Int[1, 11]), sample =>
        {
            (int[] y, int[] yHat, int[] which, int shift) = sample;
            which[0] = 0;
            which[1] = 1;
            string[] group = Array.ConvertAll(which, g => g == 0 ? "p" : "q"), renamed = Array.ConvertAll(which, g => g == 0 ? "z" : "k");
            T[] Turned<T>(T[] x) => [.. x[shift..], .. x[..shift]];
            GroupRates[] audit = Audited(y, yHat, group), other = Audited(Turned(y), Turned(yHat), Turned(renamed));
            Responsible.AreRates(audit[0] with { Group = "z" }, other[1], "The same people in another order and with other names for the groups.");
            Responsible.AreRates(audit[1] with { Group = "k" }, other[0], "The same people in another order and with other names for the groups.");
        });

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Audit([1, 0], [1], ["a", "a"]), because: "Two outcomes, one decision.");
        Expect.Throws<ArgumentException>(() => Subject.Audit([1, 0], [1, 1, 0], ["a", "a"]), because: "Two outcomes, three decisions.");
        Expect.Throws<ArgumentException>(() => Subject.Audit([1, 0], [1, 0], ["a"]), because: "Two people, one group.");
        Expect.Throws<ArgumentException>(() => Subject.Audit([1, 2], [1, 0], ["a", "a"]), because: "An outcome of 2.");
        Expect.Throws<ArgumentException>(() => Subject.Audit([1, 0], [1, -1], ["a", "a"]), because: "A decision of −1.");
    }

    [Fact]
    public void The_ratio_is_the_least_over_the_greatest()
    {
        Expect.Close(0.6, Subject.DisparateImpact([Selected("a", 0.5), Selected("b", 0.3)]), because: "0.3/0.5: the smaller by the larger, so that the ratio is at most 1.");
        Expect.Close(0.6, Subject.DisparateImpact([Selected("a", 0.3), Selected("b", 0.5)]), because: "0.3/0.5, whichever group comes first.");
        Expect.Close(0.25, Subject.DisparateImpact([Selected("a", 0.4), Selected("b", 0.2), Selected("c", 0.8), Selected("d", 0.6)]), because: "Of four groups the worst against the best: 0.2/0.8.");
        Expect.Close(1, Subject.DisparateImpact([Selected("a", 0.4), Selected("b", 0.4)]), because: "Equal rates have the ratio 1.");
        Expect.Close(0, Subject.DisparateImpact([Selected("a", 0), Selected("b", 0.1)]), because: "Nobody of group a was selected.");
        Expect.Close(double.NaN, Subject.DisparateImpact([Selected("a", 0), Selected("b", 0)]), because: "Nobody at all was selected: 0/0 is not known.");
        Expect.Throws<ArgumentException>(() => Subject.DisparateImpact([Selected("a", 0.4)]), because: "One group has nobody to be held against.");
    }

    [Theory]
    [InlineData(41, 1, 39)]
    [InlineData(81, 2, 78)]
    [InlineData(11, 0.25, 9.75)]
    [InlineData(2, 0.025, 0.975)]
    public void The_interval_is_the_middle_95_percent_of_what_the_resamples_gave(int b, double lo, double hi)
    {
        int asked = 0;
        Interval interval = Ranged(_y, _yHat, _group, _ => asked++ * 7 % b, b);
        Expect.Equal(b, asked, because: $"The statistic is asked once for each of the {b} resamples.");
        Expect.Close(lo, interval.Lo, because: $"The statistic gave 0, 1, …, {b - 1} in mixed order: the quantile at 0.025 lies at the position 0.025·{b - 1}.", tolerance: 1e-9);
        Expect.Close(hi, interval.Hi, because: $"The quantile at 0.975 lies at the position 0.975·{b - 1}.", tolerance: 1e-9);
    }

    [Fact]
    public void Every_resample_keeps_the_groups_sizes()
    {
        List<int> sizes = [];
        Ranged(_y, _yHat, _group, audit => { sizes.AddRange(audit.Select(rates => rates.N)); return 0; }, 20);
        Expect.SequenceEqual(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 5 : 4), sizes, because: "Resample within each group. Across all rows a small group changes its size by chance, and sometimes disappears.");
    }

    [Fact]
    public void A_resampled_person_is_a_whole_person()
    {
        List<double> seen = [];
        Ranged([1, 0, 1, 0, 1, 0], [1, 0, 1, 0, 1, 0], ["a", "a", "a", "a", "b", "b"], audit => { seen.AddRange(audit.Select(rates => rates.Fpr).Where(fpr => !double.IsNaN(fpr))); return 0; }, 30);
        Expect.That(seen.Count > 0 && seen.All(fpr => fpr == 0), "an FPR of 0 in every resample", seen.DefaultIfEmpty(double.NaN).Max(), because: "Every decision is right. Draw rows: a row's outcome, decision and group stay together.");
    }

    [Fact]
    public void Rows_are_drawn_with_replacement()
    {
        HashSet<double> bases = [];
        Ranged(_y, _yHat, _group, audit => { bases.Add(audit[0].BaseRate); return 0; }, 60);
        Expect.That(bases.Count >= 4, "at least 4 different base rates of group a in 60 resamples", bases.Count, because: "Five rows drawn with replacement hold 0 to 5 positives; without it always 3.");
    }

    [Fact]
    public void Everybody_may_be_drawn()
    {
        HashSet<double> bases = [];
        Ranged([0, 0, 0, 1, 1, 0], [0, 0, 0, 1, 0, 0], ["a", "a", "a", "a", "b", "b"], audit => { bases.UnionWith(audit.Select(rates => rates.BaseRate)); return 0; }, 60);
        Expect.That(bases.Contains(0.25) && bases.Contains(0.5) && bases.Contains(1), "resamples with and without the last of group a and the first of b", bases.Order().ToArray(), because: "The only positive of group a is its last row, that of b its first: each row of a group is as likely as any other.");
    }

    [Fact]
    public void One_known_value_is_both_ends()
    {
        int asked = 0;
        Expect.Equal(new Interval(0.7, 0.7), Ranged(_y, _yHat, _group, _ => asked++ == 3 ? 0.7 : double.NaN, 6), because: "Of six resamples one had a value, 0.7.");
    }

    [Fact]
    public void A_resample_without_a_value_is_left_out()
    {
        int asked = 0;
        Interval interval = Ranged(_y, _yHat, _group, _ => asked++ % 2 == 0 ? double.NaN : 0.25, 40);
        Expect.Equal(new Interval(0.25, 0.25), interval, because: "Half of the resamples had no value (NaN), all others 0.25.");
        Expect.Equal(new Interval(double.NaN, double.NaN), Ranged(_y, _yHat, _group, _ => double.NaN, 5), because: "No resample had a value: nothing is known.");
    }

    [Fact]
    public void One_resample_is_no_range()
    {
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BootstrapInterval(_y, _yHat, _group, _ => 1, 1, new Rng(1)), because: "One resample.");
        Expect.Throws<ArgumentException>(() => Subject.BootstrapInterval([1, 0], [1], ["a", "a"], _ => 1, 10, new Rng(1)), because: "What Audit refuses: two outcomes, one decision.");
    }

    [Fact]
    public void A_planted_gap_lies_within_the_interval_as_often_as_promised()
    {
        // 30 data sets of 300 people, FPR 0.2 and 0.3 planted. Measured with the reference over 200 seeds: 182 hold the gap, 91 %; so 27.3 ± 1.6 of 30; less 4 standard errors: 21.
        int caught = Enumerable.Range(1, 30).Count(seed =>
        {
            (int[] y, int[] yHat, string[] group) = WithGap((ulong)seed);
            Interval interval = Ranged(y, yHat, group, audit => audit[1].Fpr - audit[0].Fpr, 120);
            return interval.Lo <= 0.1 && 0.1 <= interval.Hi;
        });
        Expect.That(caught >= 21, "the planted gap of 0.1 within at least 21 of 30 intervals", caught, because: "A 95 % interval of 120 resamples holds the truth in about 27 of 30 samples.");
    }

    [Theory]
    [InlineData(0.85, 1, FourFifths.Pass)]
    [InlineData(0.8, 0.9, FourFifths.Pass)]
    [InlineData(0.5, 0.79, FourFifths.Fail)]
    [InlineData(0.5, 0.8, FourFifths.Inconclusive)]
    [InlineData(0.6, 0.95, FourFifths.Inconclusive)]
    [InlineData(0.3, 0.85, FourFifths.Inconclusive)]
    [InlineData(double.NaN, double.NaN, FourFifths.Inconclusive)]
    public void The_rule_is_held_against_the_whole_interval(double lo, double hi, FourFifths expected) =>
        Expect.Equal(expected, Subject.Judge(new Interval(lo, hi)), because: "Pass when all of it is 0.8 or more, Fail when all of it is less than 0.8, else the data do not say.");

    [Fact]
    public void Twelve_people_neither_pass_nor_fail()
    {
        // 90 of 200 in group a, 4 of 12 in group b: the ratio is 0.74.
        int[] yHat = [.. Enumerable.Range(0, 212).Select(i => i < 90 || i is >= 200 and < 204 ? 1 : 0)];
        string[] group = [.. Enumerable.Range(0, 212).Select(i => i < 200 ? "a" : "b")];
        Expect.Equal(FourFifths.Inconclusive, Subject.Judge(Ranged(new int[212], yHat, group, Subject.DisparateImpact.Invoke, 200)), because: "90 of 200 against 4 of 12: the ratio is 0.74, and 12 people cannot pass or fail.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("The denominator of the false positive rate are the actual negatives of the group. You divided by everybody in it.", Reference with { Audit = (y, yHat, group) => [.. Fairness.Audit(y, yHat, group).Select(g => g with { Fpr = double.IsNaN(g.Fpr) ? 0 : g.Fpr * (1 - g.BaseRate) })] }),
        new("TPR and PPV share a numerator, not a denominator: of the positives, how many were selected (TPR); of the selected, how many are positive (PPV). You have them the other way round.", Reference with { Audit = (y, yHat, group) => [.. Fairness.Audit(y, yHat, group).Select(g => g with { Tpr = g.Ppv, Ppv = g.Tpr })] }),
        new("Divide the smaller by the larger: a ratio above 1 says nothing against 0.8.", Reference with { DisparateImpact = groups => groups.Length < 2 ? throw new ArgumentException("One group.") : groups[1].Selection / groups[0].Selection }),
        new("12 people cannot pass or fail: you judged by the middle of the interval, not by all of it.", Reference with { Judge = ratio => (ratio.Lo + ratio.Hi) / 2 >= 0.8 ? FourFifths.Pass : FourFifths.Fail }),
        new("Stratify the bootstrap: draw within each group, as many as it has. You drew from all rows together.", Reference with { BootstrapInterval = (y, yHat, group, statistic, b, r) => { Fairness.Audit(y, yHat, group); return Fairness.BootstrapInterval(y, yHat, new string[y.Length], _ => { int[] rows = [.. y.Select(_ => r.NextInt(y.Length))]; return statistic(Fairness.Audit([.. rows.Select(i => y[i])], [.. rows.Select(i => yHat[i])], [.. rows.Select(i => group[i])])); }, b, r); } }),
        new("A row is one person: draw its outcome and its decision together. You drew them apart.", Reference with { BootstrapInterval = (y, yHat, group, statistic, b, r) => { Fairness.Audit(y, yHat, group); return Fairness.BootstrapInterval(y, yHat, group, audit => { int[][] strata = Rows(group); int[] Drawn() => [.. strata.SelectMany(s => s.Select(_ => s[r.NextInt(s.Length)]))]; int[] own = Drawn(), other = Drawn(); return statistic(Fairness.Audit([.. own.Select(i => y[i])], [.. other.Select(i => yHat[i])], [.. own.Select(i => group[i])])); }, b, r); } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("a table of four counts a group", new(
            (y, yHat, group) =>
            {
                if (y.Length != yHat.Length || y.Length != group.Length || y.Any(v => v != 0 && v != 1) || yHat.Any(v => v != 0 && v != 1)) throw new ArgumentException("Rows.");
                SortedDictionary<string, int[]> counts = new(StringComparer.Ordinal);
                for (int i = 0; i < y.Length; i++)
                {
                    if (!counts.TryGetValue(group[i], out int[]? four)) counts[group[i]] = four = new int[4];
                    four[2 * y[i] + yHat[i]]++;
                }

                return [.. counts.Select(pair => { double tn = pair.Value[0], fp = pair.Value[1], fn = pair.Value[2], tp = pair.Value[3], n = tn + fp + fn + tp; return new GroupRates(pair.Key, (int)n, (fn + tp) / n, (fp + tp) / n, tp / (tp + fn), fp / (fp + tn), tp / (tp + fp)); })];
            },
            groups =>
            {
                if (groups.Length < 2) throw new ArgumentException("One group.");
                double[] sorted = [.. groups.Select(g => g.Selection).Order()];
                return sorted[0] / sorted[^1];
            },
            (y, yHat, group, statistic, b, r) =>
            {
                Fairness.Audit(y, yHat, group);
                ArgumentOutOfRangeException.ThrowIfLessThan(b, 2);
                int[][] strata = Rows(group);
                double[] values = new double[b];
                for (int k = 0; k < b; k++)
                {
                    int[] outcome = new int[y.Length], decision = new int[y.Length];
                    string[] who = new string[y.Length];
                    int at = 0;
                    foreach (int[] stratum in strata)
                        for (int j = 0; j < stratum.Length; j++, at++)
                        {
                            int row = stratum[r.NextInt(stratum.Length)];
                            (outcome[at], decision[at], who[at]) = (y[row], yHat[row], group[row]);
                        }

                    values[k] = statistic(Fairness.Audit(outcome, decision, who));
                }

                Array.Sort(values);   // NaN first
                double[] known = values[values.Count(double.IsNaN)..];
                double At(double q) { if (known.Length == 0) return double.NaN; double p = q * (known.Length - 1); int low = (int)Math.Floor(p), high = (int)Math.Ceiling(p); return known[low] * (1 - (p - low)) + known[high] * (p - low); }
                return new(At(0.025), At(0.975));
            },
            ratio => ratio switch { { Lo: >= 0.8 } => FourFifths.Pass, { Hi: < 0.8 } => FourFifths.Fail, _ => FourFifths.Inconclusive })),
        new("LINQ with averages", Reference with
        {
            Audit = (y, yHat, group) =>
            {
                Fairness.Audit(y, yHat, group);
                var people = y.Zip(yHat, group).ToArray();
                double Share(IEnumerable<(int, int, string)> of, Func<(int Y, int YHat, string Group), bool> which) => of.Any() ? of.Average(one => which(one) ? 1.0 : 0) : double.NaN;
                return [.. group.Distinct().Order(StringComparer.Ordinal).Select(name =>
                {
                    var own = people.Where(one => one.Third == name).ToArray();
                    return new GroupRates(name, own.Length, Share(own, o => o.Y == 1), Share(own, o => o.YHat == 1), Share(own.Where(o => o.First == 1), o => o.YHat == 1), Share(own.Where(o => o.First == 0), o => o.YHat == 1), Share(own.Where(o => o.Second == 1), o => o.Y == 1));
                })];
            },
            Judge = ratio => ratio.Hi < 0.8 ? FourFifths.Fail : ratio.Lo < 0.8 || double.IsNaN(ratio.Lo) ? FourFifths.Inconclusive : FourFifths.Pass,
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the four counts of group a on paper: of its five people, how many are in each cell of outcome × decision? Every rate is one cell over a sum of two.",
        "Audit: group the row numbers by name; count. 0/0 in double is NaN by itself, if both are double. BootstrapInterval: for each group draw as many of its own row numbers as it has; audit the drawn rows; ask the statistic; leave out NaN; sort; two quantiles.",
        "Audit per group: positives, selected, both. Base rate positives/n, selection selected/n, TPR both/positives, FPR (selected − both)/(n − positives), PPV both/selected. Quantile at q of m sorted values: position q(m − 1), its whole part is an index, the rest the share of the way to the next. Judge: first Lo ≥ 0.8, then Hi < 0.8, else inconclusive; NaN passes neither question.",
    ];

    private GroupRates[] Audited(int[] y, int[] yHat, string[] group) => Subject.Audit(y, yHat, group) is { } audit && audit.All(rates => rates is not null) && audit.Length == group.Distinct().Count()
        ? audit
        : throw new ExpectationFailedException($"{ValueText.Of(group.Distinct().Count())} groups", "null, or another number of them", "Audit gives one GroupRates for each group that occurs.");

    private Interval Ranged(int[] y, int[] yHat, string[] group, Func<GroupRates[], double> statistic, int b) =>
        Subject.BootstrapInterval(y, yHat, group, statistic, b, new Rng(7)) ?? throw new ExpectationFailedException("an interval", "null", "BootstrapInterval gives an Interval(Lo, Hi).");

    private static GroupRates Selected(string name, double selection) => new(name, 10, 0.5, selection, 0.5, 0.5, 0.5);

    private static int[][] Rows(string[] group) => [.. group.Distinct().Order(StringComparer.Ordinal).Select(name => Enumerable.Range(0, group.Length).Where(i => group[i] == name).ToArray())];

    private static (int[] Y, int[] YHat, string[] Group) WithGap(ulong seed)
    {
        var rng = new Rng(seed);
        string[] group = [.. Enumerable.Range(0, 300).Select(i => i % 2 == 0 ? "a" : "b")];
        int[] y = [.. group.Select(_ => rng.NextDouble() < 0.2 ? 1 : 0)];
        return (y, [.. group.Select((g, i) => rng.NextDouble() < (y[i] == 1 ? 0.7 : g == "a" ? 0.2 : 0.3) ? 1 : 0)], group);
    }
}
