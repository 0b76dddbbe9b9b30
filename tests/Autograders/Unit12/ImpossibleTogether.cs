using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>Exercise 12.3: calibration and equal error rates cannot both be had.</summary>
[Exercise("12.3", "Impossible together", Difficulty = 4, Minutes = 45, Core = true, Theory = "3. An arithmetic impossibility")]
public sealed class ImpossibleTogether : Exercise<ImpossibleTogether, ImpossibleTogether.Contract>
{
    public delegate double Implied(double baseRate, double ppv, double fnr);

    public delegate double Miscalibration(double[] score, int[] y, int bins);

    public delegate TradeoffPoint[] GapsAtThresholds(double[] score, int[] y, string[] group, double[] thresholds);

    public sealed record Contract(Implied ImpliedFpr, Miscalibration CalibrationError, GapsAtThresholds Tradeoff);

    public static Verdict Check(Implied impliedFpr, Miscalibration calibrationError, GapsAtThresholds tradeoff) => Grade(new Contract(impliedFpr, calibrationError, tradeoff));

    protected override Contract Reference => new(Tradeoffs.ImpliedFpr, Tradeoffs.CalibrationError, Tradeoffs.AtThresholds);

    [Theory]
    [InlineData(0.3, 0.6, 0.3, 0.2)]
    [InlineData(0.5, 0.6, 0.3, 7 / 15.0)]
    [InlineData(0.3, 1, 0.3, 0)]
    [InlineData(0.6, 0.75, 0, 0.5)]
    [InlineData(0.4, 0.1, 1, 0)]
    [InlineData(0.5, 0.5, 0, 1)]
    public void Three_rates_leave_the_fourth_no_choice(double p, double ppv, double fnr, double fpr) =>
        Expect.Close(fpr, Subject.ImpliedFpr(p, ppv, fnr), because: "The odds p/(1 − p), times the wrong ones for each right one, (1 − PPV)/PPV, times the positives found, 1 − FNR.", scale: 1);

    [Fact]
    public void Every_audit_obeys_the_identity() => Property.Holds(
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[1, 30], Gen.Int[1, 30]), counts =>
        {
            (int fp, int tn, int fn, int tp) = counts;
            double n = fp + tn + fn + tp;
            Expect.Close(fp / (double)(fp + tn), Subject.ImpliedFpr((tp + fn) / n, tp / (double)(tp + fp), fn / (double)(tp + fn)), because: $"{fp} false positives, {tn} true negatives, {fn} false negatives, {tp} true positives: the formula is no model, it is counting.");
        });

    [Fact]
    public void Rates_outside_their_range_are_refused()
    {
        foreach (double p in new[] { 0, 1, -0.1, 1.5, double.NaN }) Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ImpliedFpr(p, 0.6, 0.3), because: "A base rate lies between 0 and 1, without the ends: both outcomes occur.");
        foreach (double ppv in new[] { 0, -1, 1.01, double.NaN }) Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ImpliedFpr(0.3, ppv, 0.3), because: "A PPV is above 0 and at most 1. NaN > 0 is false.");
        foreach (double fnr in new[] { -0.01, 1.01, double.NaN }) Expect.Throws<ArgumentOutOfRangeException>(() => Subject.ImpliedFpr(0.3, 0.6, fnr), because: "An FNR lies from 0 to 1.");
    }

    [Fact]
    public void Three_rates_that_nobody_can_have_are_told() =>
        Expect.Throws<InvalidOperationException>(() => Subject.ImpliedFpr(0.6, 0.5, 0.2), because: "1.5 · 1 · 0.8 is 1.2: more negatives selected than there are.");

    [Fact]
    public void A_score_that_is_the_rate_of_its_bin_has_no_error() =>
        Expect.Close(0, Subject.CalibrationError([0.25, 0.25, 0.25, 0.25, 0.6, 0.6, 0.6, 0.6, 0.6], [1, 0, 0, 0, 1, 0, 1, 0, 1], 10), because: "Of four with a score of 0.25 one has the outcome, of five with 0.6 three.", scale: 1);

    [Fact]
    public void Bins_count_by_their_people() =>
        Expect.Close(3 / 8.0 * 0.3 + 5 / 8.0 * 0.05, Subject.CalibrationError([0.1, 0.2, 0.0, 0.9, 0.7, 0.8, 0.6, 0.75], [1, 0, 0, 1, 1, 0, 1, 1], 2) - 3 / 8.0 * (0.7 / 3 - 0.3), because: "Lower half: three people, mean score 0.1, rate 1/3, so 0.2333. Upper half: five, mean score 0.75, rate 0.8, so 0.05. Weights 3/8 and 5/8.", tolerance: 1e-9);

    [Fact]
    public void Too_high_and_too_low_do_not_cancel() =>
        Expect.Close(0.2, Subject.CalibrationError([0.3, 0.3, 0.7, 0.7], [0, 1, 1, 0], 4), because: "One bin is 0.2 too low, the other 0.2 too high: absolute values, not a sum of signs. All in one bin would give 0.");

    [Fact]
    public void All_in_one_bin_may_hide_everything() =>
        Expect.Close(0, Subject.CalibrationError([0.3, 0.3, 0.7, 0.7], [0, 1, 1, 0], 1), because: "One bin: the mean score is 0.5, so is the rate.", scale: 1);

    [Fact]
    public void An_edge_belongs_to_the_bin_above_and_1_to_the_last()
    {
        Expect.Close(0.25, Subject.CalibrationError([0.5, 1], [1, 1], 2), because: "0.5 begins the upper bin, and 1 ends it: mean score 0.75, rate 1.");
        Expect.Close(0.5, Subject.CalibrationError([0.25, 0.75, 1], [1, 1, 0], 2), because: "0.75 and 1 share the upper bin: |1/2 − 0.875| for two of three; 0.25 is alone below: |1 − 0.25| for one of three.");
        Expect.Close(0.5, Subject.CalibrationError([0, 0.5, 0.5, 1], [0, 0, 0, 1], 4) * 2, because: "Bins [0, 0.25) and [0.5, 0.75) and [0.75, 1]: 0, 0.5 of half the people, 0.", tolerance: 1e-9);
    }

    [Fact]
    public void What_is_no_probability_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.CalibrationError([], [], 5), because: "Nobody.");
        Expect.Throws<ArgumentException>(() => Subject.CalibrationError([0.5, 0.5], [1], 5), because: "Two scores, one outcome.");
        Expect.Throws<ArgumentException>(() => Subject.CalibrationError([0.5, 1.5], [1, 0], 5), because: "A score of 1.5.");
        Expect.Throws<ArgumentException>(() => Subject.CalibrationError([0.5, -0.1], [1, 0], 5), because: "A score of −0.1.");
        Expect.Throws<ArgumentException>(() => Subject.CalibrationError([0.5, double.NaN], [1, 0], 5), because: "A score of NaN.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.CalibrationError([0.5, 0.5], [1, 0], 0), because: "No bins.");
    }

    [Fact]
    public void Gaps_at_two_thresholds_by_hand()
    {
        double[] score = [0.2, 0.5, 0.8, 0.4, 0.5, 0.9, 0.1];
        int[] y = [0, 1, 1, 0, 0, 1, 1];
        string[] group = ["a", "a", "a", "b", "b", "b", "b"];
        TradeoffPoint[] points = Points(score, y, group, [0.5, 0.3]);
        Is(new(0.5, 0.5, 0.5, 0.5), points[0], "At 0.5, with 0.5 itself selected: a selects both positives and no negative; b selects one positive of two and one negative of two. PPV 1 and 1/2, FPR 0 and 1/2, FNR 0 and 1/2.");
        Is(new(0.3, 1 - 1 / 3.0, 1, 0.5), points[1], "At 0.3: a as before; b selects both negatives and one positive of two. PPV 1 and 1/3, FPR 0 and 1.");
    }

    [Fact]
    public void Of_three_groups_the_extremes_count() =>
        Is(new(0.5, 1, 0.75, double.NaN), Points([0.6, 0.7, 0.1, 0.2, 0.9, 0.1, 0.1, 0.1, 0.6, 0.6, 0.7, 0.6, 0.2], [0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c", "c"], [0.5])[0] with { FprGap = 0.75 }, "PPV 1/2, 1 and 0: the gap is 1. Group c has no positives, so its FNR is not known, and the gap neither.");

    [Fact]
    public void Where_a_rate_is_not_known_the_gap_is_not_either() =>
        Is(new(0.95, double.NaN, 0, 0), Points([0.6, 0.7, 0.1, 0.2], [0, 1, 0, 1], ["a", "a", "b", "b"], [0.95])[0], "Nobody is selected, so there is no PPV. No gap of 0: nothing was compared.");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_score_is_the_true_probability_and_the_gap_stays(int seed)
    {
        // Measured over 40 seeds of 3,000 people a group: calibration error of a group 0.018 ± 0.0046; FPR gap at 0.4 0.291 ± 0.017, at 0.5 0.218 ± 0.011. Bounds at 4 standard deviations.
        ScoredRows rows = Generators.CalibratedScores((ulong)seed, 3000).Data;
        foreach (string name in new[] { "A", "B" })
        {
            int[] own = [.. Enumerable.Range(0, rows.Y.Length).Where(i => rows.Group[i] == name)];
            double error = Subject.CalibrationError([.. own.Select(i => rows.Score[i])], [.. own.Select(i => rows.Y[i])], 10);
            Expect.That(error < 0.04, $"less than 0.04 in group {name}", error, because: "Every score is the true probability of the outcome; what is left is chance.");
        }

        foreach (TradeoffPoint point in Points(rows.Score, rows.Y, rows.Group, [0.4, 0.5]))
            Expect.That(point.FprGap > 0.17, $"an FPR gap above 0.17 at {ValueText.Of(point.Threshold)}", point.FprGap, because: "Base rates 0.3 and 0.5. The score IS the true probability, no data makes it better, and the gap stays.");
    }

    [Fact]
    public void With_equal_base_rates_the_gaps_vanish()
    {
        // Measured over 40 seeds: a gap is 0.016 ± 0.012; 4 standard deviations above that is 0.065.
        ScoredRows rows = Generators.CalibratedScores(3, 3000, 0.4, 0.4).Data;
        foreach (TradeoffPoint point in Points(rows.Score, rows.Y, rows.Group, [0.4, 0.5]))
            Expect.That(point.FprGap < 0.065 && point.PpvGap < 0.065 && point.FnrGap < 0.065, "three gaps below 0.065", point, because: "The groups are alike, so only chance is left: the first way out.");
    }

    [Fact]
    public void A_perfect_prediction_is_the_other_way_out() =>
        Is(new(0.5, 0, 0, 0), Points([1, 0, 0, 0, 1, 1, 1, 0], [1, 0, 0, 0, 1, 1, 1, 0], ["a", "a", "a", "a", "b", "b", "b", "b"], [0.5])[0], "Nobody is judged wrongly: all gaps are 0, though the base rates are 1/4 and 3/4.");

    [Fact]
    public void A_gap_needs_two_groups()
    {
        Expect.Throws<ArgumentException>(() => Subject.Tradeoff([0.5, 0.6], [1, 0], ["a", "a"], [0.5]), because: "One group.");
        Expect.Throws<ArgumentException>(() => Subject.Tradeoff([0.5, 0.6], [1, 0, 1], ["a", "b", "a"], [0.5]), because: "Two scores, three people.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("It is the odds p/(1 − p), not the rate p: FPR divides by those without the outcome.", Reference with { ImpliedFpr = (p, ppv, fnr) => { double right = Raw(p, ppv, fnr); return right * (1 - p); } }),
        new("Average over the bins by their people: a bin of three is no bin of three hundred.", Reference with { CalibrationError = (score, y, bins) => { Tradeoffs.CalibrationError(score, y, bins); return Enumerable.Range(0, y.Length).GroupBy(i => Math.Min((int)(score[i] * bins), bins - 1)).Average(bin => Math.Abs(bin.Average(i => y[i]) - bin.Average(i => score[i]))); } }),
        new("Too high in one bin and too low in another is no calibration: take the absolute value in each bin, then the sum.", Reference with { CalibrationError = (score, y, bins) => { Tradeoffs.CalibrationError(score, y, bins); return Math.Abs(y.Average() - score.Average()); } }),
        new("Who has exactly the threshold is selected: score ≥ threshold.", Reference with { Tradeoff = (score, y, group, thresholds) => [.. Tradeoffs.AtThresholds(score, y, group, [.. thresholds.Select(Math.BitIncrement)]).Zip(thresholds, (point, t) => point with { Threshold = t })] }),
        new("A rate that is not known was taken for 0, or left out. Then the gap is not known either: NaN.", Reference with { Tradeoff = (score, y, group, thresholds) => [.. Tradeoffs.AtThresholds(score, y, group, thresholds).Select(point => new TradeoffPoint(point.Threshold, Known(point.PpvGap), Known(point.FprGap), Known(point.FnrGap)))] }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("sums in arrays; rates by LINQ", new(
            (p, ppv, fnr) => Raw(p, ppv, fnr) is <= 1 and var fpr ? fpr : throw new InvalidOperationException("Impossible."),
            (score, y, bins) =>
            {
                if (score.Length == 0 || y.Length != score.Length || score.Any(s => double.IsNaN(s) || s < 0 || s > 1)) throw new ArgumentException("Scores.");
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
                double[] excess = new double[bins];
                for (int i = 0; i < y.Length; i++) excess[score[i] == 1 ? bins - 1 : (int)Math.Floor(score[i] * bins)] += y[i] - score[i];
                return excess.Sum(Math.Abs) / y.Length;
            },
            (score, y, group, thresholds) =>
            {
                if (score.Length != y.Length || group.Distinct().Count() < 2) throw new ArgumentException("Rows.");
                var people = Enumerable.Range(0, y.Length).GroupBy(i => group[i]).ToArray();
                double Spread(Func<int[], double> rate) { double[] rates = [.. people.Select(own => rate([.. own]))]; return rates.Any(double.IsNaN) ? double.NaN : rates.Max() - rates.Min(); }
                return [.. thresholds.Select(t =>
                {
                    double Share(int[] own, Func<int, bool> of, Func<int, bool> which) => own.Count(i => of(i) && which(i)) / (double)own.Count(of);
                    return new TradeoffPoint(t, Spread(own => Share(own, i => score[i] >= t, i => y[i] == 1)), Spread(own => Share(own, i => y[i] == 0, i => score[i] >= t)), Spread(own => Share(own, i => y[i] == 1, i => score[i] < t)));
                })];
            })),
        new("the formula from counts of 1,000 people", Reference with
        {
            ImpliedFpr = (p, ppv, fnr) =>
            {
                Raw(p, ppv, fnr);
                double positives = 1000 * p, found = positives * (1 - fnr), selected = found / ppv, wrong = selected - found, fpr = wrong / (1000 - positives);
                return fpr <= 1 + 1e-12 ? Math.Max(0, fpr) : throw new InvalidOperationException("Impossible.");
            },
        }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Take 1,000 people, a base rate of 0.3, a PPV of 0.6 and an FNR of 0.3. How many have the outcome, how many of them are selected, how many are selected in all, and so how many wrongly?",
        "The wrongly selected are the rightly selected times (1 − PPV)/PPV; divide them by the people without the outcome. For the gaps let your Audit of 12.1 (FairnessAudit.Best.Audit) judge the decisions of one threshold after the other.",
        "CalibrationError: bin number is the whole part of score·bins, at most bins − 1; per bin the absolute difference of mean outcome and mean score, times its share of the people; sum. Tradeoff: for each threshold decisions score ≥ threshold, an audit, and for PPV, FPR and 1 − TPR the greatest less the least over the groups; NaN if one of them is NaN (LINQ's Max passes over NaN, its Min does not).",
    ];

    private TradeoffPoint[] Points(double[] score, int[] y, string[] group, double[] thresholds)
    {
        TradeoffPoint[]? points = Subject.Tradeoff(score, y, group, thresholds);
        Expect.SequenceEqual(thresholds, points?.Select(point => point?.Threshold ?? double.NaN), because: "One point for each threshold, in their order.");
        return points!;
    }

    private static void Is(TradeoffPoint expected, TradeoffPoint actual, string because)
    {
        Expect.Close(expected.PpvGap, actual.PpvGap, because, scale: 1, part: "PpvGap");
        Expect.Close(expected.FprGap, actual.FprGap, because, scale: 1, part: "FprGap");
        Expect.Close(expected.FnrGap, actual.FnrGap, because, scale: 1, part: "FnrGap");
    }

    private static double Raw(double p, double ppv, double fnr) =>
        p > 0 && p < 1 && ppv > 0 && ppv <= 1 && fnr >= 0 && fnr <= 1 ? p * (1 - ppv) * (1 - fnr) / ((1 - p) * ppv) is var fpr && fpr <= 1 ? fpr : throw new InvalidOperationException("Impossible.") : throw new ArgumentOutOfRangeException(nameof(p));

    private static double Known(double gap) => double.IsNaN(gap) ? 0 : gap;
}
