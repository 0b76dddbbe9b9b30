using Course;
using CsCheck;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.2: what to believe after the evidence.</summary>
[Exercise("6.2", "Bayes updates", Difficulty = 2, Minutes = 25, Core = true, Theory = "2. Bayes' rule cuts areas")]
public sealed class BayesUpdates : Exercise<BayesUpdates, BayesUpdates.Contract>
{
    public delegate double PosteriorOfATest(double prior, double sens, double spec);

    public delegate double[] BeliefUpdate(double[] prior, double[][] likelihoods);

    public delegate double LogOddsOf(double p);

    public sealed record Contract(PosteriorOfATest Posterior, BeliefUpdate Update, LogOddsOf LogOdds);

    public static Verdict Check(PosteriorOfATest posterior, BeliefUpdate update, LogOddsOf logOdds) => Grade(new Contract(posterior, update, logOdds));

    protected override Contract Reference => new(Bayes.Posterior, Bayes.Update, Bayes.LogOdds);

    private static Gen<double[][]> Evidence { get; } = Gen.Int[1, 9].Select(i => i / 10.0).Array[3].Array[4];

    [Fact]
    public void A_positive_test_for_a_rare_disease_mostly_means_a_false_alarm() =>
        Expect.Close(0.009 / 0.0585, Subject.Posterior(0.01, 0.90, 0.95), because: "Of 10,000 people 100 are ill, 90 of them positive; of the 9,900 healthy ones 495 are positive too: 90/585, or 15.4 %.");

    [Theory]
    [InlineData(0.001, 0.90, 0.95, 0.0009 / 0.05085)]
    [InlineData(0.5, 0.8, 0.6, 0.4 / 0.6)]
    [InlineData(0.2, 0.7, 0.7, 0.14 / 0.38)]
    [InlineData(0.2, 0.7, 0.5, 0.14 / 0.54)]
    public void The_base_rate_counts(double prior, double sens, double spec, double posterior) =>
        Expect.Close(posterior, Subject.Posterior(prior, sens, spec), because: "prior·sens over all positives: prior·sens + (1 − prior)(1 − spec).");

    [Theory]
    [InlineData(0, 0.9, 0.95, 0)]
    [InlineData(1, 0.9, 0.95, 1)]
    [InlineData(0.3, 0.9, 1, 1)]
    [InlineData(0.3, 0, 0.9, 0)]
    public void Certainty_and_perfect_tests_give_0_or_1(double prior, double sens, double spec, double posterior) =>
        Expect.Close(posterior, Subject.Posterior(prior, sens, spec), because: "Who is certain learns nothing, and a test without false alarms proves.");

    [Theory]
    [InlineData(0, 0.9, 1)]
    [InlineData(1, 0, 0.5)]
    [InlineData(0.5, 0, 1)]
    public void Where_no_test_is_ever_positive_there_is_nothing_to_condition_on(double prior, double sens, double spec) =>
        Expect.Throws<InvalidOperationException>(() => Subject.Posterior(prior, sens, spec), because: "P(positive) is 0: 0/0 would be NaN.");

    [Theory]
    [InlineData(-0.1, 0.5, 0.5)]
    [InlineData(1.1, 0.5, 0.5)]
    [InlineData(0.5, -0.1, 0.5)]
    [InlineData(0.5, 90, 0.5)]
    [InlineData(0.5, 0.5, -0.1)]
    [InlineData(0.5, 0.5, 95)]
    [InlineData(double.NaN, 0.5, 0.5)]
    public void Probabilities_lie_between_0_and_1(double prior, double sens, double spec) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Posterior(prior, sens, spec), because: "90 % is 0.9, not 90.");

    [Fact]
    public void Two_positive_tests_weigh_more_than_one() =>
        Expect.Close([0.0081 / 0.010575, 0.002475 / 0.010575], Subject.Update([0.01, 0.99], [[0.9, 0.05], [0.9, 0.05]]), because: "Ill: 0.01·0.9² = 0.0081. Healthy: 0.99·0.05² = 0.002475. Rescaled: 76.6 % ill. Likelihoods of independent evidence multiply.");

    [Fact]
    public void Three_hypotheses_share_what_is_left() =>
        Expect.Close([0.1, 0.6, 0.3], Subject.Update([0.5, 0.3, 0.2], [[0.02, 0.2, 0.15]]), because: "0.5·0.02 = 0.01, 0.3·0.2 = 0.06, 0.2·0.15 = 0.03: in all 0.1.");

    [Fact]
    public void Without_evidence_the_beliefs_stay() => Expect.Close([0.2, 0.5, 0.3], Subject.Update([0.2, 0.5, 0.3], []), because: "Nothing was seen.");

    [Fact]
    public void Densities_above_1_are_fine_as_likelihoods() => Expect.Close([0.25, 0.75], Subject.Update([0.5, 0.5], [[4, 12]]), because: "Only the ratio of likelihoods counts: a density may be above 1.");

    [Fact]
    public void What_was_impossible_stays_impossible() => Expect.Close([0, 1, 0], Subject.Update([0, 0.4, 0.6], [[0.9, 0.2, 0.5], [1, 0.5, 0]]), because: "A prior of 0 cannot grow, and evidence of probability 0 rules a hypothesis out.");

    [Fact]
    public void The_order_of_evidence_does_not_matter() => Property.Holds(
        Gen.Select(Chance.Distribution(3), Evidence), sample =>
        {
            (double[] prior, double[][] seen) = sample;
            double[] forward = Subject.Update(prior, seen);
            Expect.Close(forward, Subject.Update(prior, [seen[2], seen[0], seen[3], seen[1]]), because: $"The same evidence in another order than {ValueText.Of(seen)}: a product does not know its order.");
        });

    [Fact]
    public void Today_s_posterior_is_tomorrow_s_prior() => Property.Holds(
        Gen.Select(Chance.Distribution(3), Evidence), sample =>
        {
            (double[] prior, double[][] seen) = sample;
            double[] atOnce = Subject.Update(prior, seen);
            double[] between = Subject.Update(prior, seen[..1]);
            Expect.Close(atOnce, Subject.Update(between, seen[1..]), because: "Evidence may come in two parts: updating twice is updating once with all of it.", tolerance: 1e-11);
        });

    [Fact]
    public void Five_hundred_and_one_observations_do_not_underflow()
    {
        double[][] seen = [.. Enumerable.Range(0, 501).Select(i => i % 2 == 0 ? new[] { 2e-3, 1e-3 } : [1e-3, 2e-3])];
        Expect.Close([2 / 3.0, 1 / 3.0], Subject.Update([0.5, 0.5], seen), because: "251 observations speak two to one for the first, 250 two to one for the second. But both products are below the least double after about 115 observations, and 0/0 is NaN: add logarithms.", tolerance: 1e-10);
    }

    [Fact]
    public void A_longer_run_leans_to_the_better_hypothesis()
    {
        double[][] seen = [.. Enumerable.Range(0, 300).Select(_ => new[] { 0.0011, 0.001 })];
        double odds = Math.Exp(300 * Math.Log(1.1));
        Expect.Close([odds / (1 + odds), 1 / (1 + odds)], Subject.Update([0.5, 0.5], seen), because: "A factor of 1.1 each time, 300 times: 1.1³⁰⁰ is 2.6e12 to 1.", tolerance: 1e-10);
        Expect.Close(1 / (1 + odds), Subject.Update([0.5, 0.5], seen)[1], because: "The small one of the two keeps its digits as well.", tolerance: 1e-9);
    }

    [Fact]
    public void Evidence_that_no_hypothesis_allows_is_a_contradiction()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.Update([0.5, 0.5], [[0, 0]]), because: "Both hypotheses say it cannot happen, and it did: the list of hypotheses is wrong. An answer would hide that.");
        Expect.Throws<InvalidOperationException>(() => Subject.Update([0.5, 0.5], [[0, 0.3], [0.3, 0]]), because: "Each of the two is ruled out by one observation.");
        Expect.Throws<InvalidOperationException>(() => Subject.Update([1, 0], [[0, 1]]), because: "The only hypothesis with a prior above 0 is ruled out.");
    }

    [Fact]
    public void A_prior_that_is_no_distribution_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Update([0.5, 0.6], [[0.1, 0.2]]), because: "It sums to 1.1.");
        Expect.Throws<ArgumentException>(() => Subject.Update([0.5, 0.2], [[0.1, 0.2]]), because: "It sums to 0.7.");
        Expect.Throws<ArgumentException>(() => Subject.Update([1.5, -0.5], [[0.1, 0.2]]), because: "A belief of −0.5 is none.");
        Expect.Throws<ArgumentException>(() => Subject.Update([0.5, double.NaN], [[0.1, 0.2]]), because: "NaN is no belief.");
    }

    [Fact]
    public void Each_hypothesis_predicts_each_piece_of_evidence()
    {
        Expect.Throws<ArgumentException>(() => Subject.Update([0.5, 0.5], [[0.1, 0.2], [0.3]]), because: "The second observation lacks a likelihood.");
        Expect.Throws<ArgumentException>(() => Subject.Update([0.5, 0.5], [[0.1, 0.2, 0.7]]), because: "Two hypotheses, three likelihoods.");
        Expect.Throws<ArgumentException>(() => Subject.Update([0.5, 0.5], [[0.1, -0.2]]), because: "A likelihood is never negative.");
        Expect.Throws<ArgumentException>(() => Subject.Update([0.5, 0.5], [[double.NaN, 0.2]]), because: "NaN is no likelihood.");
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 2.1972245773362194)]
    [InlineData(0.1, -2.1972245773362194)]
    [InlineData(1e-300, -690.7755278982137)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, double.PositiveInfinity)]
    public void Log_odds_are_0_at_one_half_and_grow_without_bound(double p, double logOdds) =>
        Expect.Close(logOdds, Subject.LogOdds(p), because: "ln(p/(1 − p)): ln 9 for 0.9, and for 0.1 its negative. Certainty is infinitely far away.");

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Log_odds_need_a_probability(double p) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.LogOdds(p), because: "A probability lies between 0 and 1.");

    [Fact]
    public void On_the_scale_of_log_odds_evidence_adds_up() => Property.Holds(
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9]), sample =>
        {
            double prior = sample.Item1 / 10.0, sens = sample.Item2 / 10.0, spec = sample.Item3 / 10.0;
            Expect.Close(Subject.LogOdds(prior) + Math.Log(sens / (1 - spec)), Subject.LogOdds(Subject.Posterior(prior, sens, spec)), because: $"With prior {ValueText.Of(prior)}, sensitivity {ValueText.Of(sens)}, specificity {ValueText.Of(spec)}: log-odds after = log-odds before + ln(sens/(1 − spec)).", scale: 1);
        });

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You ignored the base rate: 90 % of the ill test positive, but only 15 % of the positives are ill.", Reference with { Posterior = (prior, sens, spec) => { double right = Bayes.Posterior(prior, sens, spec); return right is 0 or 1 ? right : sens; } }),
        new("1 − spec is the false-alarm rate; you weighed the healthy with the specificity itself.", Reference with { Posterior = (prior, sens, spec) => { double right = Bayes.Posterior(prior, sens, spec); return right is 0 or 1 ? right : prior * sens / (prior * sens + (1 - prior) * spec); } }),
        new("You added likelihoods. Independent pieces of evidence multiply: two factors of 18 make odds of 324, not 36.", Reference with
        {
            Update = (prior, seen) =>
            {
                Bayes.Update(prior, seen);
                if (seen.Length == 0) return [.. prior];
                double[] sums = [.. prior.Select((p, h) => seen.Any(likelihood => likelihood[h] == 0) ? 0 : p * seen.Sum(likelihood => likelihood[h]))];
                return Array.ConvertAll(sums, sum => sum / sums.Sum());
            },
        }),
        new("0/0 after about 110 observations of 0.001: the raw product is below the least double. Go to logarithms.", Reference with
        {
            Update = (prior, seen) =>
            {
                Bayes.Update(prior, seen);
                double[] products = [.. prior.Select((p, h) => seen.Aggregate(p, (product, likelihood) => product * likelihood[h]))];
                return Array.ConvertAll(products, product => product / products.Sum());
            },
        }),
        new("You left the prior out: with equal likelihoods the beliefs must stay as they were.", Reference with
        {
            Update = (prior, seen) =>
            {
                Bayes.Update(prior, seen);
                double[] flat = Array.ConvertAll(prior, p => p > 0 ? 1.0 / prior.Count(other => other > 0) : 0);
                return Bayes.Update(flat, seen);
            },
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("odds for the test; logarithms shifted by the largest", new(
            (prior, sens, spec) =>
            {
                foreach (double p in new[] { prior, sens, spec })
                    if (double.IsNaN(p) || p < 0 || p > 1) throw new ArgumentOutOfRangeException(nameof(prior));
                double positive = prior * sens + (1 - prior) * (1 - spec);
                return positive > 0 ? prior * (sens / positive) : throw new InvalidOperationException("Never positive.");
            },
            Shifted,
            p => p is >= 0 and <= 1 ? Math.Log(p / (1 - p)) : throw new ArgumentOutOfRangeException(nameof(p)))),
        new("one observation after the other, rescaled each time", new(
            (prior, sens, spec) =>
            {
                if (!(prior is >= 0 and <= 1 && sens is >= 0 and <= 1 && spec is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(prior));
                return Rescaled([prior, 1 - prior], [[sens, 1 - spec]])[0];
            },
            Rescaled,
            p => p is >= 0 and <= 1 ? p == 1 ? double.PositiveInfinity : Math.Log(p) - Math.Log(1 - p) : throw new ArgumentOutOfRangeException(nameof(p)))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Take 10,000 people and count four groups: ill and positive, ill and negative, healthy and positive, healthy and negative. Which groups are left once the test is positive?",
        "Update: the weight of a hypothesis is its prior times all its likelihoods; at the end weights are rescaled to sum to 1. As logarithms the product is a sum, and the largest can be subtracted from all before you go back.",
        "Update: check prior and lengths; logs start as the logarithms of the prior; add the logarithm of each likelihood; find the largest, and refuse if it is −∞; exponentiate the differences from it; divide by their sum.",
    ];

    private static void Guard(double[] prior, double[][] seen)
    {
        if (!prior.All(p => p >= 0) || Math.Abs(prior.Sum() - 1) > 1e-9) throw new ArgumentException("The prior is no distribution.");
        if (seen.Any(likelihood => likelihood.Length != prior.Length || !likelihood.All(l => l >= 0))) throw new ArgumentException("The likelihoods do not fit.");
    }

    private static double[] Shifted(double[] prior, double[][] seen)
    {
        Guard(prior, seen);
        double[] logs = [.. prior.Select((p, h) => Math.Log(p) + seen.Sum(likelihood => Math.Log(likelihood[h])))];
        double largest = logs.Max();
        if (double.IsNegativeInfinity(largest)) throw new InvalidOperationException("A contradiction.");
        double[] weights = Array.ConvertAll(logs, log => Math.Exp(log - largest));
        return Array.ConvertAll(weights, weight => weight / weights.Sum());
    }

    private static double[] Rescaled(double[] prior, double[][] seen)
    {
        Guard(prior, seen);
        double[] belief = [.. prior];
        foreach (double[] likelihood in seen)
        {
            for (int h = 0; h < belief.Length; h++) belief[h] *= likelihood[h];
            double total = belief.Sum();
            if (total == 0) throw new InvalidOperationException("A contradiction.");
            for (int h = 0; h < belief.Length; h++) belief[h] /= total;
        }

        return belief;
    }
}
