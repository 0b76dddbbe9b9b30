using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.ResponsibleAi;

namespace Autograders;

/// <summary>Exercise 12.10: ship, ship with rules, or refuse.</summary>
[Exercise("12.10", "Review of a loan model", Difficulty = 5, Minutes = 60, Theory = "7. From measuring to deciding")]
public sealed class LoanDecisionReview : Exercise<LoanDecisionReview, LoanDecisionReview.Contract>
{
    public delegate ReleaseDecision Reviewing(LoanPilot pilot, Harm[] harms);

    public sealed record Contract(Reviewing Review);

    public static Verdict Check(Reviewing review) => Grade(new Contract(review));

    protected override Contract Reference => new(LoanReview.Review);

    private static readonly Harm[] _harms =
    [
        new("applicant", "refused though they would repay", 4, 3, "appeal within 14 days"),
        new("applicant", "granted a loan they cannot repay", 2, 4, "a clerk reads the case"),
        new("neighbourhood", "no credit for years", 1, 5, null),
        new("bank", "fined", 3, 4, "audit each quarter"),
        new("clerk", "answers for what they did not decide", 4, 2, "may overrule the score"),
    ];

    // Two groups of eight; good payers score high in both.
    private static LoanPilot Small { get; } = new(
        [0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1, 0.95, 0.85, 0.75, 0.65, 0.35, 0.25, 0.15, 0.05],
        [1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0],
        ["A", "A", "A", "A", "A", "A", "A", "A", "B", "B", "B", "B", "B", "B", "B", "B"], 1, 1.5);

    [Fact]
    public void A_threshold_that_treats_both_alike_is_shipped()
    {
        ReleaseDecision decision = Reviewed(Small, _harms);
        Expect.Equal(Release.Ship, decision.Verdict, because: "At 0.7 both groups have a TPR of 3/4 and an FPR of 0: nothing to repair. Refusing it would harm too: six good payers would go without.");
        Expect.SequenceEqual(["A", "B"], decision.Rules.Select(rule => rule.Group), because: "A rule for each group, in order of their names.");
        Expect.Close(6 / 16.0, LoanReview.Profit(Small, decision.Rules), because: "At 0.7 six loans are granted and repaid: 6·1 over 16 applicants. One lower (0.65, not repaid) costs 1.5.", tolerance: 1e-9, part: "the profit under your rules");
        Expect.Close(0, decision.ProfitLost, because: "One threshold for all is what the profit is held against.", scale: 1, part: "ProfitLost");
    }

    [Fact]
    public void Equal_profits_are_decided_for_the_higher_threshold()
    {
        LoanPilot pilot = Small with { Gain = 1, Loss = 0.5 };
        // From 0.7 down: 0.65 and 0.6 cost 0.5 each, 0.4 and 0.35 bring 1 each: 6, then 6 + 1 = 7. With a loss of 1 both are 6.
        Expect.Close(7 / 16.0, LoanReview.Profit(pilot, Reviewed(pilot, _harms).Rules), because: "With a loss of 0.5 the two below 0.7 who do not repay are worth the two below them who do: 8 − 2·0.5 = 7.", tolerance: 1e-9, part: "the profit under your rules");
        Lottery rule = Reviewed(Small with { Loss = 1 }, _harms).Rules[0];
        Expect.Close(0, rule.Chance(0.65), because: "With a loss of 1 the thresholds 0.7 and 0.35 earn 6 both: the higher one, which grants fewer loans that fail.", scale: 1);
        Expect.Close(1, rule.Chance(0.7), because: "With a loss of 1 the thresholds 0.7 and 0.35 earn 6 both: the higher one, and 0.7 itself is granted.");
    }

    [Theory]
    [InlineData(LoanFlaw.None, 1)]
    [InlineData(LoanFlaw.None, 2)]
    [InlineData(LoanFlaw.BaseRates, 1)]
    [InlineData(LoanFlaw.BaseRates, 2)]
    [InlineData(LoanFlaw.Proxy, 1)]
    [InlineData(LoanFlaw.Proxy, 2)]
    public void Three_worlds_get_three_verdicts(LoanFlaw flaw, int seed)
    {
        // Measured over 40 seeds each with 1,500 applicants: None is shipped in 38, BaseRates needs rules in 40, Proxy is refused in 40; so in both seeds here.
        LoanPilot pilot = Generators.LoanWorld((ulong)seed, flaw, 1500).Data;
        ReleaseDecision decision = Reviewed(pilot, _harms), expected = LoanReview.Review(pilot, _harms);
        Expect.Equal(expected.Verdict, decision.Verdict, because: flaw switch
        {
            LoanFlaw.None => $"The groups are alike. A verdict that refuses everything harms by absence: {pilot.Repaid.Sum()} of 1,500 would have repaid.",
            LoanFlaw.BaseRates => "At the best single threshold the groups' TPR and FPR lie further apart than 0.08; rules of equal odds repair that and still earn.",
            _ => "In both groups the AUC of the score for repayment is about 1/2: it knows the group and nothing else. A red line, whatever it earns; a disclaimer is no safeguard.",
        });
        if (decision.Verdict == Release.Refuse)
        {
            Expect.That(decision.Rules is { Length: 0 } && double.IsNaN(decision.ProfitLost), "no rules, and NaN as the profit lost", decision, because: "Nothing is decided by a model that is not released.");
            return;
        }

        Expect.Close(LoanReview.Profit(pilot, expected.Rules), LoanReview.Profit(pilot, decision.Rules), because: "The profit under the right rules: one threshold of the greatest profit, or the equalized odds of least cost (a false positive costs the loss, a false negative the gain).", tolerance: 1e-6, part: "the profit under your rules");
        Expect.Close(expected.ProfitLost, decision.ProfitLost, because: "The profit of the best single threshold less that under the rules, an applicant.", tolerance: 1e-6, scale: 1e-3, part: "ProfitLost");
    }

    [Fact]
    public void The_order_of_the_applicants_does_not_matter()
    {
        int[] order = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2];   // the applicant with 0.7, on whom the threshold rests, comes last
        LoanPilot turned = Small with { Score = [.. order.Select(i => Small.Score[i])], Repaid = [.. order.Select(i => Small.Repaid[i])], Group = [.. order.Select(i => Small.Group[i])] };
        Expect.Close([1, 0], [.. new[] { 0.7, 0.65 }.Select(Reviewed(turned, _harms).Rules[0].Chance)], because: "The same sixteen applicants: 0.7 is granted, 0.65 is not.", part: "the chances of 0.7 and 0.65");
    }

    [Fact]
    public void Money_may_be_counted_in_thousands()
    {
        Lottery rule = Reviewed(Small with { Gain = 0.001, Loss = 0.0015 }, _harms).Rules[0];
        Expect.Close([1, 0], [.. new[] { 0.7, 0.65 }.Select(rule.Chance)], because: "Gain and loss in another unit: the same threshold, 0.7.", part: "the chances of 0.7 and 0.65");
    }

    [Fact]
    public void Where_nothing_earns_nobody_is_granted()
    {
        LoanPilot known = new([0.9, 0.6, 0.5, 0.4, 0.1, 0.9, 0.6, 0.5, 0.4, 0.1], [0, 1, 1, 0, 0, 0, 1, 1, 0, 0], ["A", "A", "A", "A", "A", "B", "B", "B", "B", "B"], 0.01, 0.5);
        Expect.Equal(Release.Ship, Reviewed(known, _harms).Verdict, because: "AUC 4/6 in both groups, so no red line; the best threshold is +∞, and nobody is treated otherwise than anybody.");
        Expect.Close(0, Reviewed(known, _harms).Rules[0].Chance(0.95), because: "Two who did not repay have the highest score, and a loss weighs fifty gains: whoever is granted, the sum is below 0.", scale: 1, part: "the chance of 0.95");
    }

    [Fact]
    public void An_auc_of_just_enough_is_enough()
    {
        LoanPilot pilot = new([0.4, 0.1, 0.2, 0.3, 0.5, 0.6, 0.4, 0.1, 0.2, 0.3, 0.5, 0.6], [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], ["A", "A", "A", "A", "A", "A", "B", "B", "B", "B", "B", "B"], 10, 1);
        Expect.Equal(Release.Ship, Reviewed(pilot, _harms).Verdict, because: "The good payer has a higher score than three of five others: AUC 0.6 in both groups. Refused is what lies below 0.6.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gap_of_just_the_most_is_not_too_much(bool falsePositives)
    {
        // Rows of (score, repaid, group, how many). FPR: 2 of A's 25 bad payers have 0.9. TPR: 2 of A's 25 good payers have 0.9, none of B's, and lower thresholds lose money.
        (double Score, int Repaid, string Group, int Times)[] rows = falsePositives
            ? [(0.9, 1, "A", 25), (0.9, 0, "A", 2), (0.1, 0, "A", 23), (0.9, 1, "B", 25), (0.1, 0, "B", 25)]
            : [(0.9, 1, "A", 2), (0.5, 0, "A", 25), (0.1, 1, "A", 23), (0.5, 1, "B", 25), (0.2, 0, "B", 25)];
        var all = rows.SelectMany(row => Enumerable.Repeat(row, row.Times)).ToArray();
        ReleaseDecision decision = Reviewed(new([.. all.Select(row => row.Score)], [.. all.Select(row => row.Repaid)], [.. all.Select(row => row.Group)], 1, 1.5), _harms);
        Expect.Equal(Release.Ship, decision.Verdict, because: $"At the threshold 0.9 the {(falsePositives ? "FPR" : "TPR")} of A is 2/25, that of B 0: a gap of 0.08, and up to 0.08 it may be. The other gap is 0.");
    }

    [Fact]
    public void Under_rules_the_error_rates_are_equal()
    {
        LoanPilot pilot = Generators.LoanWorld(3, LoanFlaw.BaseRates, 1000).Data;
        ReleaseDecision decision = Reviewed(pilot, _harms);
        double Rate(int group, int repaid) => Enumerable.Range(0, 1000).Where(i => pilot.Group[i] == decision.Rules[group].Group && pilot.Repaid[i] == repaid).Average(i => decision.Rules[group].Chance(pilot.Score[i]));
        Expect.That(decision.Verdict == Release.ShipWithRules && decision.Rules.Length == 2, "ShipWithRules with two rules", decision.Verdict, because: "The gap of one threshold is far above 0.08.");
        Expect.Close([Rate(0, 0), Rate(0, 1)], [Rate(1, 0), Rate(1, 1)], because: "On the pilot, FPR and TPR of group B are those of group A.", tolerance: 1e-6, part: "(FPR, TPR) of group B");
    }

    [Fact]
    public void One_group_that_is_told_apart_is_enough_to_go_on()
    {
        // In A the score is useless, in B it is perfect.
        LoanPilot pilot = new([0.6, 0.6, 0.6, 0.6, 0.9, 0.8, 0.2, 0.1], [1, 0, 1, 0, 1, 1, 0, 0], ["A", "A", "A", "A", "B", "B", "B", "B"], 1, 1.5);
        Expect.Equal(Release.Refuse, Reviewed(pilot with { Score = [0.6, 0.6, 0.6, 0.6, 0.3, 0.3, 0.3, 0.3] }, _harms).Verdict, because: "The score is the group: AUC 1/2 in A and in B.");
        ReleaseDecision decision = Reviewed(pilot with { Gain = 3, Loss = 1 }, _harms);
        Expect.Equal(Release.ShipWithRules, decision.Verdict, because: "In B the score tells repayment, so the red line is not crossed: it is a score that tells it in no group. With a gain of 3 the rules grant everybody and earn 1 an applicant.");
        Expect.Close(10 / 8.0 - 1, decision.ProfitLost, because: "One threshold of 0.6 earns (4·3 − 2·1)/8, everybody (4·3 − 4·1)/8.", tolerance: 1e-9, part: "ProfitLost");
    }

    [Fact]
    public void Rules_that_earn_nothing_are_no_release()
    {
        // In A the score is useless, in B it is perfect: equal odds pull B down to a coin, and a coin loses money.
        LoanPilot pilot = new([0.6, 0.6, 0.6, 0.6, 0.9, 0.8, 0.2, 0.1], [1, 0, 1, 0, 1, 1, 0, 0], ["A", "A", "A", "A", "B", "B", "B", "B"], 1, 1.5);
        Expect.Equal(Release.Refuse, Reviewed(pilot, _harms).Verdict, because: "One threshold of 0.8 grants in B alone: a TPR of 1 there and 0 in A. Under equal odds both get what A's score gives, a coin; at a loss of 1.5 against a gain of 1 nobody is granted anything, and the profit is 0.");
    }

    [Theory]
    [InlineData(3, null, true)]
    [InlineData(5, null, true)]
    [InlineData(3, "", true)]
    [InlineData(4, "  ", true)]
    [InlineData(3, "disclaimer", true)]
    [InlineData(2, null, false)]
    [InlineData(3, "a person decides", false)]
    public void A_grave_harm_needs_a_safeguard(int likelihood, string? safeguard, bool refused) =>
        Expect.Equal(refused, Reviewed(Small, [.. _harms, new("applicant", "loses the home", likelihood, 5, safeguard)]).Verdict == Release.Refuse, because: $"Severity 5, likelihood {likelihood}, safeguard {ValueText.Of(safeguard)}. From likelihood 3 on such a harm needs a safeguard, and a disclaimer is none.");

    [Fact]
    public void Harms_of_severity_4_are_a_matter_of_judgement() =>
        Expect.Equal(Release.Ship, Reviewed(Small, [new("applicant", "waits for weeks", 5, 4, null)]).Verdict, because: "Only severity 5, what cannot be made good, is a red line here.");

    [Fact]
    public void Harms_come_by_risk()
    {
        Harm[] expected = [_harms[3], _harms[0], _harms[1], _harms[4], _harms[2]];
        Expect.SequenceEqual(expected, Reviewed(Small, _harms).Harms, because: "Risks 12, 8, 5, 12, 8 as given (likelihood times severity). Falling; of equal ones the more severe first; then as they came.");
        Expect.SequenceEqual(expected, Reviewed(Generators.LoanWorld(1, LoanFlaw.Proxy, 300).Data, _harms).Harms, because: "A refusal says what it prevents: the harms are listed there as well.");
    }

    [Fact]
    public void Harms_alike_stay_as_they_came() => Property.Holds(
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4]).Array[6], sample =>
        {
            Harm[] harms = [.. sample.Select((pair, i) => new Harm($"stakeholder {i}", "waits", pair.Item1, pair.Item2, "a person"))];
            List<Harm> expected = [];
            foreach (Harm harm in harms)
            {
                int at = expected.FindIndex(other => other.Risk < harm.Risk || (other.Risk == harm.Risk && other.Severity < harm.Severity));
                expected.Insert(at < 0 ? expected.Count : at, harm);
            }

            Expect.SequenceEqual(expected, Reviewed(Small, harms).Harms, because: "By risk, then by severity, both falling, then as they came.");
        });

    [Fact]
    public void What_is_no_scale_is_refused()
    {
        foreach ((int likelihood, int severity) in new[] { (0, 3), (6, 3), (3, 0), (3, 6) })
            Expect.Throws<ArgumentException>(() => Subject.Review(Small, [new("applicant", "waits", likelihood, severity, null)]), because: $"Likelihood {likelihood}, severity {severity}: both go from 1 to 5.");
        Expect.Throws<ArgumentException>(() => Subject.Review(Small, [.. _harms, new("applicant", "waits", 3, 6, null)]), because: "One of six harms has a severity of 6.");
        Expect.Throws<ArgumentException>(() => Subject.Review(Small with { Repaid = [.. Enumerable.Repeat(1, 16)] }, _harms), because: "Everybody repaid: no rate of false positives, no AUC.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You ship everything that earns. A score that knows only the group is a red line, and a disclaimer is no safeguard for one.", new((pilot, harms) => LoanReview.Review(pilot, harms) is { Verdict: Release.Refuse } ? LoanReview.Review(pilot with { Score = [.. pilot.Repaid.Select(r => (double)r)] }, [.. harms.Select(h => h with { Safeguard = "a disclaimer" })]) with { Harms = LoanReview.Review(pilot, harms).Harms } : LoanReview.Review(pilot, harms))),
        new("Refusing everything harms by absence: people who would repay go without. Where the groups are treated alike there is nothing to refuse.", new((pilot, harms) => new(Release.Refuse, [], double.NaN, LoanReview.Review(pilot, harms).Harms))),
        new("A disclaimer is no safeguard: it tells of the harm and changes nothing.", new((pilot, harms) => LoanReview.Review(pilot, [.. harms.Select(h => h.Safeguard == "disclaimer" ? h with { Safeguard = "a text" } : h)]) is var d ? d with { Harms = LoanReview.Review(pilot, harms).Harms } : null!)),
        new("Rules that earn nothing are no release: nobody keeps a service alive that loses money, and the applicants are left with nothing.", new((pilot, harms) => LoanReview.Review(pilot, harms) is { Verdict: Release.Refuse } d && Array.TrueForAll(harms, h => h.Severity < 5 || h.Likelihood < 3 || h.Safeguard?.Trim() is { Length: > 0 } and not "disclaimer") && Within(pilot) >= 0.6 ? d with { Verdict = Release.ShipWithRules, Rules = EqualizedOdds.Fit(pilot.Score, pilot.Repaid, pilot.Group, pilot.Loss, pilot.Gain) } : LoanReview.Review(pilot, harms))),
        new("A false positive costs the loss, a false negative the gain that was missed. You have them the other way round.", new((pilot, harms) => LoanReview.Review(pilot, harms) is { Verdict: Release.ShipWithRules } d ? EqualizedOdds.Fit(pilot.Score, pilot.Repaid, pilot.Group, pilot.Gain, pilot.Loss) is var rules ? d with { Rules = rules, ProfitLost = d.ProfitLost + LoanReview.Profit(pilot, d.Rules) - LoanReview.Profit(pilot, rules) } : null! : LoanReview.Review(pilot, harms))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("every threshold tried, harms sorted by a comparison", new(Tried)),
        new("rules without thresholds of probability 0", new((pilot, harms) => LoanReview.Review(pilot, harms) is var d ? d with { Rules = [.. d.Rules.Select(rule => { int[] used = [.. Enumerable.Range(0, rule.Thresholds.Length).Where(k => rule.Probabilities[k] > 0)]; return new Lottery(rule.Group, [.. used.Select(k => rule.Thresholds[k])], [.. used.Select(k => rule.Probabilities[k])]); })] } : null!)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Which of the questions can end the review at once, whatever the profit? Ask those first.",
        "Order: scales of the harms; the red lines (within-group AUC, a grave harm without a safeguard); the best single threshold and its gaps; if they are too wide, your EqualizeOdds of 12.4, and whether anything is left to earn. Earlier exercises do the work: their Best is at hand (EqualizedOddsPost.Best.EqualizeOdds).",
        "Single threshold: sort by score, falling, add gain or −loss, take equal scores together, remember where the sum was greatest for the first time (start with 0 at +∞). Gaps: Tradeoff at that threshold. Fit with costFp = loss, costFn = gain. Profit of rules: the mean over applicants of the chance of their score times gain or −loss. Harms: OrderByDescending risk, ThenByDescending severity keeps the order of equals.",
    ];

    private ReleaseDecision Reviewed(LoanPilot pilot, Harm[] harms) => Subject.Review(pilot, harms) is { Rules: not null, Harms: not null } decision ? decision : throw new ExpectationFailedException("a decision with rules and harms", "null, or a part of it null", "Also a refusal lists the harms; its rules are an empty array.");

    private static double Within(LoanPilot pilot) => pilot.Group.Distinct().Max(name => Explain.Auc([.. pilot.Score.Where((_, i) => pilot.Group[i] == name)], [.. pilot.Repaid.Where((_, i) => pilot.Group[i] == name)]));

    private static ReleaseDecision Tried(LoanPilot pilot, Harm[] harms)
    {
        if (harms.Any(h => !(h.Likelihood >= 1 && h.Likelihood <= 5 && h.Severity >= 1 && h.Severity <= 5))) throw new ArgumentException("Scales.");
        List<Harm> ranked = [];
        for (int risk = 25; risk >= 1; risk--)
            for (int severity = 5; severity >= 1; severity--)
                ranked.AddRange(harms.Where(h => h.Likelihood * h.Severity == risk && h.Severity == severity));
        ReleaseDecision no = new(Release.Refuse, [], double.NaN, [.. ranked]);
        if (Within(pilot) < 0.6 || harms.Any(h => h.Severity > 4 && h.Likelihood > 2 && (h.Safeguard ?? "").Trim() is "" or "disclaimer")) return no;
        string[] names = [.. pilot.Group.Distinct().Order(StringComparer.Ordinal)];
        Lottery[] At(double t) => [.. names.Select(name => new Lottery(name, [t], [1.0]))];
        double Money(double t) => Enumerable.Range(0, pilot.Score.Length).Where(i => pilot.Score[i] >= t).Sum(i => pilot.Repaid[i] == 1 ? pilot.Gain : -pilot.Loss);
        double best = double.PositiveInfinity, most = 0;
        foreach (double t in pilot.Score.Distinct().OrderDescending())
            if (Money(t) > most + 1e-9) (best, most) = (t, Money(t));
        TradeoffPoint gap = Tradeoffs.AtThresholds(pilot.Score, pilot.Repaid, pilot.Group, [best])[0];
        if (Math.Max(gap.FprGap, gap.FnrGap) <= 0.08) return new(Release.Ship, At(best), 0, [.. ranked]);
        Lottery[] rules = EqualizedOdds.Fit(pilot.Score, pilot.Repaid, pilot.Group, pilot.Loss, pilot.Gain);
        double profit = LoanReview.Profit(pilot, rules);
        return profit > 0 ? new(Release.ShipWithRules, rules, most / pilot.Score.Length - profit, [.. ranked]) : no;
    }
}
