using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Neural;

namespace Autograders;

/// <summary>Exercise 14.10: when a classifier should not answer, and what that costs.</summary>
[Exercise("14.10", "Abstain policy", Difficulty = 3, Minutes = 30, Core = true, Theory = "7. Softmax is a posterior")]
public sealed class AbstainPolicy : Exercise<AbstainPolicy, AbstainPolicy.Contract>
{
    public delegate (double Coverage, double ErrorOnAccepted, double Cost) Evaluation(double[,] p, int[] y, double threshold, double errorCost, double reviewCost);

    public delegate double Rule(double errorCost, double reviewCost, int classes);

    public sealed record Contract(Evaluation Evaluate, Rule BestThreshold);

    public static Verdict Check(Evaluation evaluate, Rule bestThreshold) => Grade(new Contract(evaluate, bestThreshold));

    protected override Contract Reference => new(Abstention.Evaluate, Abstention.BestThreshold);

    private static readonly double[,] _p = { { 0.7, 0.2, 0.1 }, { 0.1, 0.1, 0.8 }, { 0.3, 0.4, 0.3 }, { 0.05, 0.9, 0.05 }, { 0.75, 0.125, 0.125 } };
    private static readonly int[] _y = [0, 1, 1, 1, 2];

    [Fact]
    public void Five_cases_by_hand()
    {
        var result = Subject.Evaluate(_p, _y, 0.72, 5, 1);
        Expect.Close(0.6, result.Coverage, because: "The largest probabilities are 0.7, 0.8, 0.4, 0.9 and 0.75: three of five reach 0.72.", part: "Coverage");
        Expect.Close(2 / 3.0, result.ErrorOnAccepted, because: "Of the three answers two are wrong: case 1 says class 2 and case 4 says class 0. Divide by the answers given, not by all cases.", part: "ErrorOnAccepted");
        Expect.Close(2.4, result.Cost, because: "Two errors at 5 and two reviews at 1, over five cases. Reviews are not free.", part: "Cost");
    }

    [Theory]
    [InlineData(0.75, 0.6)]
    [InlineData(0.7500001, 0.4)]
    [InlineData(0.4, 1)]
    [InlineData(0, 1)]
    public void A_probability_equal_to_the_threshold_is_accepted(double threshold, double coverage) =>
        Expect.Close(coverage, Subject.Evaluate(_p, _y, threshold, 5, 1).Coverage, because: "Accepted is p ≥ threshold.", part: "Coverage");

    [Fact]
    public void A_threshold_above_1_sends_everything_to_review()
    {
        var result = Subject.Evaluate(_p, _y, 1.01, 5, 1.5);
        Expect.Close(0, result.Coverage, because: "No probability is above 1.", part: "Coverage");
        Expect.Close(0, result.ErrorOnAccepted, because: "No answer, no error: defined as 0, where 0/0 would be NaN.", part: "ErrorOnAccepted");
        Expect.Close(1.5, result.Cost, because: "Every case is reviewed, at 1.5 each.", part: "Cost");
    }

    [Fact]
    public void Accepting_everything_costs_errors_alone()
    {
        var result = Subject.Evaluate(_p, _y, 0, 10, 3);
        Expect.Close(0.4, result.ErrorOnAccepted, because: "Two of five answers are wrong.", part: "ErrorOnAccepted");
        Expect.Close(4, result.Cost, because: "Two errors at 10 over five cases, and no review.", part: "Cost");
    }

    [Fact]
    public void Of_equal_probabilities_the_first_class_is_the_answer() =>
        Expect.Close(1 / 3.0, Subject.Evaluate(new double[,] { { 0.5, 0.5 }, { 0.5, 0.5 }, { 0.5, 0.5 } }, [0, 1, 0], 0.5, 1, 1).ErrorOnAccepted, because: "All three cases answer class 0; one of them is wrong.", part: "ErrorOnAccepted");

    [Fact]
    public void The_answer_is_the_largest_of_all() =>
        Expect.Close(0, Subject.Evaluate(new double[,] { { 0.2, 0.5, 0.3 }, { 0.1, 0.3, 0.6 } }, [1, 2], 0.2, 1, 1).ErrorOnAccepted, because: "0.5 in the middle of the first row and 0.6 at the end of the second are the largest: both answers are right.", part: "ErrorOnAccepted");

    [Fact]
    public void On_two_Gaussian_classes_coverage_and_error_are_as_computed()
    {
        const int N = 20_000;
        (LabeledPoints points, GaussianTruth truth) = Generators.GaussianClasses(141, [[-1.0], [1.0]], 1, n: N);
        double[,] p = new double[N, 2];
        for (int i = 0; i < N; i++) (p[i, 0], p[i, 1]) = truth.Posterior(points.X[i]) is var both ? (both[0], both[1]) : default;
        var result = Subject.Evaluate(p, points.Y, 0.9, 5, 1);
        (double coverage, double error) = truth.Accepted(0.9);   // 0.4786 and 0.03745
        double coverageError = Math.Sqrt(coverage * (1 - coverage) / N), errorError = Math.Sqrt(error * (1 - error) / (N * coverage));
        Expect.That(Math.Abs(result.Coverage - coverage) <= 4 * coverageError, $"{coverage:0.0000} ± {4 * coverageError:0.0000}", result.Coverage, because: "Centres 2σ apart: the larger probability reaches 0.9 where |x| ≥ ln 9/2, in 47.9 % of all cases.", part: "Coverage");
        Expect.That(Math.Abs(result.ErrorOnAccepted - error) <= 4 * errorError, $"{error:0.0000} ± {4 * errorError:0.0000}", result.ErrorOnAccepted, because: "Of the accepted 3.7 % are wrong: less than the 10 % the threshold would allow, as most are surer than that.", part: "ErrorOnAccepted");
    }

    [Theory]
    [InlineData(5, 1, 2, 0.8)]
    [InlineData(8, 1, 5, 0.875)]
    [InlineData(4, 3, 10, 0.25)]
    [InlineData(2, 0, 3, 1.0)]
    public void The_threshold_comes_from_the_costs(double errorCost, double reviewCost, int classes, double expected) =>
        Expect.Close(expected, Subject.BestThreshold(errorCost, reviewCost, classes), because: "An answer of probability p costs (1 − p)·errorCost on average. It is worth giving where that is at most reviewCost.");

    [Theory]
    [InlineData(1, 1, 4, 0.25)]
    [InlineData(1, 3, 2, 0.5)]
    [InlineData(2, 1, 2, 0.5)]
    [InlineData(1, 0.9, 5, 0.2)]
    public void Below_one_over_the_classes_there_is_nothing_to_refuse(double errorCost, double reviewCost, int classes, double expected) =>
        Expect.Close(expected, Subject.BestThreshold(errorCost, reviewCost, classes), because: "The largest of K probabilities is never below 1/K. Where reviews are dear, the threshold ends there: everything is accepted.");

    [Theory]
    [InlineData(5, 1)]
    [InlineData(20, 1)]
    public void No_other_threshold_costs_less(double errorCost, double reviewCost)
    {
        var truth = new GaussianTruth([[-1.0], [1.0]], 1, [0.5, 0.5]);
        double best = Subject.BestThreshold(errorCost, reviewCost, 2), here = Expected(best);
        foreach (double other in new[] { best - 0.1, best - 0.02, Math.Min(0.999, best + 0.02), Math.Min(0.999, best + 0.04) })
            Expect.That(here <= Expected(other) + 1e-12, $"an expected cost of at most {Expected(other):0.00000}, as at the threshold {other:0.000}", here, because: "On two Gaussian classes 2σ apart, with the exact coverage and error.", part: $"the expected cost at {ValueText.Of(Math.Round(best, 6))}");

        double Expected(double threshold) => truth.Accepted(threshold) is var (coverage, error) ? coverage * error * errorCost + (1 - coverage) * reviewCost : 0;
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Evaluate(new double[0, 3], [], 0.5, 5, 1), because: "Shares of nothing are 0/0.");
        Expect.Throws<ArgumentException>(() => Subject.Evaluate(_p, [0, 1, 1, 1], 0.5, 5, 1), because: "Five cases, four true classes.");
        Expect.Throws<ArgumentException>(() => Subject.Evaluate(_p, [0, 1, 1, 1, 2, 2], 0.5, 5, 1), because: "Five cases, six true classes.");
        Expect.Throws<ArgumentException>(() => Subject.Evaluate(_p, [0, 1, 1, 1, 3], 0.5, 5, 1), because: "The classes are 0, 1 and 2.");
        Expect.Throws<ArgumentException>(() => Subject.Evaluate(_p, [0, -1, 1, 1, 2], 0.5, 5, 1), because: "The classes are 0, 1 and 2.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BestThreshold(0, 1, 2), because: "Where errors cost nothing, there is nothing to weigh.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BestThreshold(double.NaN, 1, 2), because: "A cost is a number.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BestThreshold(5, -1, 2), because: "A review that earns money is no review.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BestThreshold(5, double.NaN, 2), because: "A cost is a number.");
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.BestThreshold(5, 1, 1), because: "One class is no choice.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You divide the errors by all cases. The error on accepted is the share among the answers given: that is what a user who gets an answer meets.", Reference with { Evaluate = (p, y, t, e, r) => Abstention.Evaluate(p, y, t, e, r) is var (coverage, error, cost) ? (coverage, coverage * error, cost) : default }),
        new("Reviews are free in your cost, so answering nothing would cost nothing. Each case that is not accepted costs reviewCost.", Reference with { Evaluate = (p, y, t, e, r) => Abstention.Evaluate(p, y, t, e, 0) }),
        new("reviewCost/errorCost is the largest *error* probability you accept. The threshold on the largest probability is 1 minus that.", Reference with { BestThreshold = (e, r, k) => Abstention.BestThreshold(e, r, k) is var _ ? Math.Max(r / e, 1.0 / k) : 0 }),
        new("A case exactly at the threshold is accepted: its expected cost equals that of a review, and the rule is p ≥ threshold.", Reference with { Evaluate = (p, y, t, e, r) => Abstention.Evaluate(p, y, Math.BitIncrement(t), e, r) }),
        new("The threshold may not fall below 1/classes: no largest probability lies there, and below 0 it would be no probability at all.", Reference with { BestThreshold = (e, r, k) => Abstention.BestThreshold(e, r, k) is var _ ? 1 - r / e : 0 }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ over rows", new(
            (p, y, threshold, errorCost, reviewCost) =>
            {
                int n = p.GetLength(0), classes = p.GetLength(1);
                if (n < 1 || n != y.Length || y.Min() < 0 || y.Max() >= classes) throw new ArgumentException("They do not fit.");
                var cases = Enumerable.Range(0, n).Select(i => (Row: Enumerable.Range(0, classes).Select(k => p[i, k]).ToArray(), Label: y[i])).ToArray();
                var accepted = cases.Where(one => one.Row.Max() >= threshold).ToArray();
                double wrong = accepted.Count(one => Array.IndexOf(one.Row, one.Row.Max()) != one.Label);
                return ((double)accepted.Length / n, accepted.Length > 0 ? wrong / accepted.Length : 0, (errorCost * wrong + reviewCost * (n - accepted.Length)) / n);
            },
            (errorCost, reviewCost, classes) => errorCost > 0 && reviewCost >= 0 && classes >= 2 ? Math.Max(1.0 / classes, (errorCost - reviewCost) / errorCost) : throw new ArgumentOutOfRangeException(nameof(errorCost)))),
        new("one pass that adds up means", Reference with { Evaluate = OnePass }),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A case has three ends: answered right, answered wrong, reviewed. What does each cost, and how many are there of each?",
        "For BestThreshold, compare what one answer of probability p costs on average with what its review costs. At which p are they equal?",
        "Evaluate: for each row find the largest entry (the first of equals). If it is at least the threshold, count it as accepted, and as wrong if its column is not y. Then three quotients; the second is 0 without accepted cases.",
    ];

    private static (double Coverage, double ErrorOnAccepted, double Cost) OnePass(double[,] p, int[] y, double threshold, double errorCost, double reviewCost)
    {
        int n = p.GetLength(0), k = p.GetLength(1);
        if (n == 0 || n != y.Length || y.Any(label => label < 0 || label > k - 1)) throw new ArgumentException("They do not fit.");
        double coverage = 0, wrong = 0, cost = 0;
        for (int i = 0; i < n; i++)
        {
            double top = double.NegativeInfinity;
            int answer = -1;
            for (int c = 0; c < k; c++)
                if (p[i, c] > top) (top, answer) = (p[i, c], c);
            if (top < threshold) cost += reviewCost / n;
            else
            {
                coverage += 1.0 / n;
                if (answer != y[i]) (wrong, cost) = (wrong + 1.0 / n, cost + errorCost / n);
            }
        }

        return (coverage, coverage > 0 ? wrong / coverage : 0, cost);
    }
}
