using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Probability;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.12: ship or not?</summary>
[Exercise("7.12", "Deciding an A/B test", Difficulty = 4, Minutes = 50, Core = true, Theory = "6. Many looks, many lies")]
public sealed class AbTestDecision : Exercise<AbTestDecision, AbTestDecision.Contract>
{
    public delegate AbDecision Judge(AbLog log, double mde, double alpha);

    public sealed record Contract(Judge Decide);

    public static Verdict Check(Judge decide) => Grade(new Contract(decide));

    protected override Contract Reference => new(AbTest.Decide);

    // Users 1 and 2 without the treatment: 1 click of 2 visits, 0 of 1. Users 7, 9 and 4 with it: 3 of 4, 1 of 1, 1 of 2.
    private static AbLog Small => new([1, 7, 9, 7, 1, 2, 7, 4, 7, 4], [false, true, true, true, false, false, true, true, true, true], [true, true, true, true, false, false, false, true, true, false]);

    [Fact]
    public void Five_users_by_hand()
    {
        AbDecision decision = Answer(Small, 0.1, 0.05);
        Expect.Close(0.75 - 0.25, decision.Lift, because: "Click rates 1/2 and 0 without the treatment; 3/4, 1 and 1/2 with it: means 1/4 and 3/4. Each user counts once, however often they came.");
        HypothesisTest test = TwoSamples.Welch([0.75, 1, 0.5], [0.5, 0]);
        Expect.Close(test.P, decision.P, because: "Welch's test on the users' rates, (0.75, 1, 0.5) against (0.5, 0): two-sided.", tolerance: 1e-9);
        double half = 0.5 / test.Statistic * -new StudentT(test.Df).Quantile(0.025);
        Expect.Close(0.5 - half, decision.Ci.Lo, because: "The lift less the t quantile (Welch's degrees of freedom, 97.5 %) times the standard error.", tolerance: 1e-9);
        Expect.Close(0.5 + half, decision.Ci.Hi, because: "The lift plus the t quantile (Welch's degrees of freedom, 97.5 %) times the standard error.", tolerance: 1e-9);
        Expect.Equal(false, decision.Ship, because: "The interval holds 0.");
        Expect.SequenceEqual(["underpowered"], decision.Warnings, because: "(0.84 + 1.96) standard errors of 0.29 are more than 0.1: five users cannot show a lift of 10 points.");
    }

    [Fact]
    public void The_order_and_the_names_do_not_matter()
    {
        AbLog log = Small;
        int[] order = [9, 2, 0, 5, 7, 1, 8, 4, 6, 3];
        AbDecision decision = Answer(Small, 0.1, 0.05), other = Answer(new AbLog([.. order.Select(i => -1000 * log.User[i])], [.. order.Select(i => log.Treated[i])], [.. order.Select(i => log.Clicked[i])]), 0.1, 0.05);
        Expect.Close(decision.Lift, other.Lift, because: "The same visits in another order, and other names for the users.");
        Expect.Close(decision.P, other.P, because: "The same visits in another order, and other names for the users.", tolerance: 1e-9);
    }

    [Fact]
    public void A_clear_gain_is_shipped()
    {
        AbDecision decision = Answer(Arms(400, 400, 0.1, 0.3), 0.1, 0.05);
        Expect.Close(0.2, decision.Lift, because: "400 users an arm with one visit each; 40 click without the treatment, 120 with it.", tolerance: 1e-9);
        Expect.Equal(true, decision.Ship, because: "The interval lies above 0, and reaches above the smallest lift that matters, 0.1.");
        Expect.SequenceEqual([], decision.Warnings, because: "The standard error is 0.0275, and (0.84 + 1.96) of it are 0.077: a lift of 0.1 would be found.");
    }

    [Fact]
    public void A_clear_loss_is_not_shipped()
    {
        AbDecision decision = Answer(Arms(400, 400, 0.3, 0.1), 0.1, 0.05);
        Expect.Close(-0.2, decision.Lift, because: "120 of 400 click without the treatment, 40 of 400 with it.", tolerance: 1e-9);
        Expect.That(decision.P < 1e-6, "a p-value below 1e-6", decision.P, because: "The difference is plain.");
        Expect.Equal(false, decision.Ship, because: "Significant, and negative: p says that there is a difference, not that it is a gain.");
    }

    [Fact]
    public void A_gain_too_small_to_matter_is_not_shipped()
    {
        AbDecision decision = Answer(Arms(20_000, 20_000, 0.10, 0.12), 0.05, 0.05);
        Expect.That(decision.Ci.Lo > 0 && decision.Ci.Hi < 0.05, "an interval between 0 and 0.05", decision.Ci, because: "2,000 of 20,000 against 2,400 of 20,000.");
        Expect.SequenceEqual(["negligible"], decision.Warnings, because: "The whole interval lies below the smallest lift that matters, 0.05: real, and not worth it.");
        Expect.Equal(false, decision.Ship, because: "The lift is real, but less than what matters.");
    }

    [Fact]
    public void An_interval_that_may_reach_what_matters_is_shipped()
    {
        AbDecision decision = Answer(Arms(20_000, 20_000, 0.10, 0.12), 0.025, 0.05);
        Expect.SequenceEqual([], decision.Warnings, because: "The interval, about 0.014 to 0.026, reaches 0.025.");
        Expect.Equal(true, decision.Ship, because: "Above 0, and 0.025 is not ruled out.");
    }

    [Theory]
    [InlineData(0.0271, true)]
    [InlineData(0.0275, false)]
    public void Underpowered_is_a_matter_of_the_error_alone(double mde, bool warns)
    {
        // 1,000 users an arm, rates 0.05 and 0.05: error √(2·0.05·0.95/999) = 0.009752; 2.8016 of it are 0.02732.
        AbDecision decision = Answer(Arms(1000, 1000, 0.05, 0.05), mde, 0.05);
        Expect.SequenceEqual(warns ? ["underpowered"] : [], decision.Warnings, because: $"(z at 80 % + z at 97.5 %) is 2.802; times the standard error 0.00975 that is 0.0273, the smallest lift that would be found with 80 %. Held against {ValueText.Of(mde)}.");
    }

    [Fact]
    public void A_smaller_alpha_asks_for_more()
    {
        AbDecision decision = Answer(Arms(1000, 1000, 0.05, 0.05), 0.029, 0.01);
        Expect.SequenceEqual(["underpowered"], decision.Warnings, because: "At alpha = 0.01 z is 2.576: (0.842 + 2.576)·0.00975 = 0.0333, more than 0.029.");
        Expect.Close(2 * 2.5758293 * 0.0097517, decision.Ci.Hi - decision.Ci.Lo, because: "The interval holds 1 − alpha = 99 %: 2.576 standard errors to both sides.", tolerance: 2e-3);
    }

    [Theory]
    [InlineData(10_000, 9_000, true)]
    [InlineData(9_000, 10_000, true)]
    [InlineData(10_000, 9_700, false)]
    [InlineData(552, 448, false)]
    [InlineData(448, 552, false)]
    [InlineData(553, 447, true)]
    [InlineData(100, 80, false)]
    public void A_split_that_is_not_half_and_half_is_broken(int control, int treated, bool broken)
    {
        AbDecision decision = Answer(Arms(control, treated, 0.1, 0.2), 0.05, 0.05);
        Expect.Equal(broken, decision.Warnings.Contains("SRM"), because: $"{control} and {treated} users: χ² is {ValueText.Of(Math.Round((double)(control - treated) * (control - treated) / (control + treated), 1))} with one degree of freedom. Below p = 0.001, so above 10.8, somebody lost users of one arm.");
        if (broken) Expect.Equal(false, decision.Ship, because: "Who is missing is not known: the lift may be theirs. Mend the assignment, and test again.");
    }

    [Fact]
    public void The_split_is_one_of_users_not_of_visits()
    {
        AbLog log = Generators.AbExperiment(3, users: 3000, lift: 0.05).Data;
        int[] user = [.. log.User, .. log.User.Where((_, i) => log.Treated[i])];
        bool[] arm = [.. log.Treated, .. log.Treated.Where(treated => treated)], clicked = [.. log.Clicked, .. log.Clicked.Where((_, i) => log.Treated[i])];
        AbDecision decision = Answer(new AbLog(user, arm, clicked), 0.02, 0.05);
        Expect.That(!decision.Warnings.Contains("SRM"), "no warning of SRM", decision.Warnings, because: "The treated come twice as often, which may well be the treatment's effect. The users are half and half.");
    }

    [Fact]
    public void All_warnings_come_in_their_order()
    {
        AbDecision decision = Answer(Arms(800, 400, 0.05, 0.05), 0.001, 0.05);
        Expect.SequenceEqual(["SRM", "underpowered"], decision.Warnings, because: "800 against 400 users is no even split, and a lift of 0.1 points cannot be seen. First \"SRM\", then \"underpowered\", then \"negligible\".");
    }

    [Fact]
    public void Without_an_effect_it_is_rarely_shipped()
    {
        // The upper tail of 5 %: 2.5 % of 120. Measured over 20 blocks of 120 seeds: 0 to 6, mean 3.05, deviation 2.0. Counting visits as independent ships a quarter (measured: 27 % of 400).
        int shipped = Enumerable.Range(1, 120).Count(seed => Subject.Decide(Generators.AbExperiment((ulong)seed, users: 600).Data, 0.01, 0.05).Ship);
        Expect.That(shipped <= 11, "at most 11 of 120", shipped, because: "120 experiments of 600 users without an effect, a tenth of whom come 20 to 59 times. 3 false alarms upwards are expected at 5 %. Whoever counts every visit as independent ships 30.");
    }

    [Fact]
    public void A_gain_is_shipped_as_often_as_theory_says()
    {
        // 600 users: standard error near 0.0216; a lift of 0.06 is 2.8 of it: Φ(2.8 − 1.96) = 0.80, over 120 experiments ± 0.037. Measured over 20 blocks of 120 seeds: 83 to 99 shipped, mean 91, deviation 4.8.
        int shipped = Enumerable.Range(1, 120).Count(seed => Subject.Decide(Generators.AbExperiment((ulong)seed, users: 600, lift: 0.06).Data, 0.01, 0.05).Ship);
        Expect.That(shipped is >= 72 and <= 108, "between 72 and 108 of 120", shipped, because: "120 experiments of 600 users with a lift of 6 points.");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Decide(new AbLog([1, 2, 3, 4], [true, false, true], [true, false, true, false]), 0.1, 0.05), because: "Four users, three arms.");
        Expect.Throws<ArgumentException>(() => Subject.Decide(new AbLog([1, 2, 3, 4], [true, false, true, false], [true, false, true, false, true]), 0.1, 0.05), because: "Four users, five clicks.");
        Expect.Throws<ArgumentException>(() => Subject.Decide(new AbLog([1, 2, 3, 4, 1], [true, false, true, false, false], [true, false, true, false, true]), 0.1, 0.05), because: "User 1 is in both arms.");
        Expect.Throws<ArgumentException>(() => Subject.Decide(new AbLog([1, 2, 3, 4], [true, false, false, false], [true, false, true, false]), 0.1, 0.05), because: "The treatment has one user: no spread is known.");
        Expect.Throws<ArgumentException>(() => Subject.Decide(new AbLog([], [], []), 0.1, 0.05), because: "Nobody came.");
        Expect.Throws<InvalidOperationException>(() => Subject.Decide(new AbLog([1, 2, 3, 4], [true, false, true, false], new bool[4]), 0.1, 0.05), because: "Nobody clicked: without any spread there is no unit.");
    }

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(-0.1, 0.05)]
    [InlineData(double.NaN, 0.05)]
    [InlineData(0.1, 0)]
    [InlineData(0.1, 1)]
    [InlineData(0.1, double.NaN)]
    public void The_smallest_lift_is_above_0_and_alpha_between_0_and_1(double mde, double alpha) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Decide(Small, mde, alpha), because: $"mde {ValueText.Of(mde)}, alpha {ValueText.Of(alpha)}.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You count visits as if they were independent. One user who comes fifty times is one piece of evidence: without an effect you ship a quarter of all experiments. The user is the unit.", new(ByVisits)),
        new("Significant and negative: p below alpha says that there is a difference. Ship when the interval lies above 0.", new((log, mde, alpha) => AbTest.Decide(log, mde, alpha) is var d ? d with { Ship = d.P < alpha && !d.Warnings.Contains("SRM") && !d.Warnings.Contains("negligible") } : null!)),
        new("You shipped though users of one arm are missing (SRM). The lift may be theirs.", new((log, mde, alpha) => AbTest.Decide(log, mde, alpha) is var d ? d with { Ship = d.Ci.Lo > 0 && !d.Warnings.Contains("negligible") } : null!)),
        new("The split is one of users. Visits may differ between the arms because the treatment works.", new((log, mde, alpha) =>
        {
            AbDecision d = AbTest.Decide(log, mde, alpha);
            int treated = log.Treated.Count(t => t);
            bool broken = ChiSquareTests.Fit([treated, log.Treated.Length - treated], [0.5, 0.5]).P < 0.001;
            return d with { Warnings = [.. broken ? new[] { "SRM" } : [], .. d.Warnings.Where(w => w != "SRM")], Ship = d.Ci.Lo > 0 && !broken && !d.Warnings.Contains("negligible") };
        })),
        new("A lift that is real and too small to matter was shipped. Hold the interval against mde.", new((log, mde, alpha) => AbTest.Decide(log, mde, alpha) is var d ? d with { Ship = d.Ci.Lo > 0 && !d.Warnings.Contains("SRM") } : null!)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ", new((log, mde, alpha) =>
        {
            Guard(log, mde, alpha);
            var users = log.User.Zip(log.Treated, log.Clicked).GroupBy(row => row.First).Select(rows => (Arms: rows.Select(row => row.Second).Distinct().ToArray(), Rate: rows.Average(row => row.Third ? 1.0 : 0))).ToArray();
            if (users.Any(user => user.Arms.Length > 1)) throw new ArgumentException("Both arms.");
            return Judged([.. users.Where(user => !user.Arms[0]).Select(user => user.Rate)], [.. users.Where(user => user.Arms[0]).Select(user => user.Rate)], mde, alpha);
        })),
        new("sorted rows, one pass", new((log, mde, alpha) =>
        {
            Guard(log, mde, alpha);
            int[] rows = [.. Enumerable.Range(0, log.User.Length).OrderBy(i => log.User[i])];
            List<double>[] rates = [[], []];
            for (int start = 0, end; start < rows.Length; start = end)
            {
                int clicks = 0;
                for (end = start; end < rows.Length && log.User[rows[end]] == log.User[rows[start]]; end++)
                {
                    if (log.Treated[rows[end]] != log.Treated[rows[start]]) throw new ArgumentException("Both arms.");
                    if (log.Clicked[rows[end]]) clicks++;
                }

                rates[log.Treated[rows[start]] ? 1 : 0].Add((double)clicks / (end - start));
            }

            return Judged([.. rates[0]], [.. rates[1]], mde, alpha);
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "What was randomised? That is the unit. How many independent pieces of evidence does a user give who visits fifty times?",
        "Make one click rate a user, and two arrays of them. Then it is 7.6 (Welch on the two), its interval, 7.7 (counts of users against ½ and ½), and 7.11 (2.8 standard errors against mde).",
        "Guards; a dictionary from user to (arm, visits, clicks). Lift: treated mean less the other. Interval: t quantile of Welch's degrees of freedom at 1 − alpha/2 times √(s²/n + s²/n). Warnings in order: SRM if p of the split is below 0.001; underpowered if (z₀.₈ + z₁₋ₐ⸝₂)·error > mde; negligible if 0 < Lo and Hi < mde. Ship: Lo > 0, and neither SRM nor negligible.",
    ];

    /// <summary>Users with one visit each, of whom the given shares click.</summary>
    private static AbLog Arms(int control, int treated, double controlRate, double treatedRate) => new(
        [.. Enumerable.Range(1, control + treated)],
        [.. Enumerable.Range(0, control + treated).Select(i => i >= control)],
        [.. Enumerable.Range(0, control + treated).Select(i => i < control ? i < Math.Round(controlRate * control) : i - control < Math.Round(treatedRate * treated))]);

    private AbDecision Answer(AbLog log, double mde, double alpha)
    {
        AbDecision? decision = Subject.Decide(log, mde, alpha);
        Expect.That(decision is { Ci: not null, Warnings: not null }, "a decision with an interval and warnings", decision, because: "No warning is an empty array.");
        return decision!;
    }

    private static void Guard(AbLog log, double mde, double alpha)
    {
        if (!(mde > 0) || !(alpha > 0 && alpha < 1)) throw new ArgumentOutOfRangeException(nameof(mde));
        if (log.User.Length != log.Treated.Length || log.User.Length != log.Clicked.Length) throw new ArgumentException("The lengths differ.");
    }

    private static AbDecision Judged(double[] control, double[] treated, double mde, double alpha)
    {
        HypothesisTest test = TwoSamples.Welch(treated, control);
        double lift = treated.Average() - control.Average();
        static double Squares(double[] x, double mean) => x.Sum(v => (v - mean) * (v - mean));
        double error = Math.Sqrt(Squares(control, control.Average()) / (control.Length - 1) / control.Length + Squares(treated, treated.Average()) / (treated.Length - 1) / treated.Length);
        double half = new StudentT(test.Df).Quantile(1 - alpha / 2) * error, users = control.Length + treated.Length;
        List<string> warnings = [];
        if (Math.Pow(control.Length - treated.Length, 2) / users > new ChiSquare(1).Quantile(0.999)) warnings.Add("SRM");
        if (mde < error * (0.8416212335729143 + Normal.StandardQuantile(1 - alpha / 2))) warnings.Add("underpowered");
        if (lift - half > 0 && lift + half < mde) warnings.Add("negligible");
        return new(lift, new(lift - half, lift + half), test.P, lift > half && !warnings.Contains("SRM") && !warnings.Contains("negligible"), [.. warnings]);
    }

    private static AbDecision ByVisits(AbLog log, double mde, double alpha)
    {
        AbDecision right = AbTest.Decide(log, mde, alpha);
        double[] Visits(bool treated) => [.. log.Clicked.Where((_, i) => log.Treated[i] == treated).Select(clicked => clicked ? 1.0 : 0)];
        AbDecision wrong = Judged(Visits(false), Visits(true), mde, alpha);
        return wrong with { Warnings = [.. right.Warnings.Where(w => w == "SRM"), .. wrong.Warnings.Where(w => w != "SRM")], Ship = wrong.Ci.Lo > 0 && !right.Warnings.Contains("SRM") && !wrong.Warnings.Contains("negligible") };
    }
}
