using Course;
using FromScratch.Data;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.8: integrals by sampling, with an honest error bar.</summary>
[Exercise("6.8", "Monte Carlo with an error", Difficulty = 3, Minutes = 35, Theory = "6. Averages settle, if they can")]
public sealed class MonteCarloWithError : Exercise<MonteCarloWithError, MonteCarloWithError.Contract>
{
    public delegate Estimate CubeIntegral(Func<double[], double> f, int dims, int n, Rng r);

    public delegate Estimate WeightedExpectation(Func<double, double> f, IDistribution target, IDistribution proposal, int n, Rng r);

    public sealed record Contract(CubeIntegral Integrate, WeightedExpectation Importance);

    public static Verdict Check(CubeIntegral integrate, WeightedExpectation importance) => Grade(new Contract(integrate, importance));

    protected override Contract Reference => new(MonteCarlo.Integrate, MonteCarlo.Importance);

    private static double Quarter(double[] point) => point[0] * point[0] + point[1] * point[1] <= 1 ? 4 : 0;

    [Fact]
    public void Pi_from_a_quarter_circle_lies_within_four_standard_errors()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            Estimate pi = Subject.Integrate(Quarter, 2, 200, new Rng(seed));
            Expect.That(Math.Abs(pi.Value - Math.PI) <= 4.5 * pi.StdErr, $"π within 4.5 of the standard errors you gave (seed {seed})", pi, because: "Four times the share of random points in the quarter circle. Chance is further off once in 150,000 seeds.");
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1600)]
    public void The_standard_error_is_the_spread_of_the_estimates(int n)
    {
        double expected = Math.Sqrt(Math.PI * (4 - Math.PI) / n);   // of 4·Bernoulli(π/4), over √n
        double mean = Enumerable.Range(1, 20).Average(seed => Subject.Integrate(Quarter, 2, n, new Rng((ulong)seed)).StdErr);
        Expect.Close(expected, mean, because: $"One value is 4 or 0, with the standard deviation √(π(4 − π)) = 1.642; the mean of {n} has 1/√{n} of it. That is the mean of your standard errors over 20 seeds, within 2 %.", tolerance: 0.02);
    }

    [Fact]
    public void The_95_percent_interval_holds_the_truth_in_95_percent_of_the_cases()
    {
        int covered = Enumerable.Range(1, 200).Count(seed =>
        {
            Estimate half = Subject.Integrate(point => point[0], 1, 100, new Rng((ulong)seed));
            return Math.Abs(half.Value - 0.5) <= 1.96 * half.StdErr;
        });
        Expect.That(covered is >= 178 and <= 199, "between 178 and 199 of 200 intervals ±1.96 standard errors that hold ½", covered, because: "190 are expected, with a standard deviation of 3. An error bar is a promise: too wide is as wrong as too narrow.");
    }

    [Fact]
    public void By_hand_for_two_points()
    {
        Estimate estimate = Subject.Integrate(Sequence(2, 6), 3, 2, new Rng(1));
        Expect.Close(4, estimate.Value, because: "The mean of 2 and 6.");
        Expect.Close(2, estimate.StdErr, because: "The sample variance is (4 + 4)/(2 − 1) = 8, the standard error √(8/2).");
    }

    [Fact]
    public void By_hand_for_five_points()
    {
        Estimate estimate = Subject.Integrate(Sequence(1, 2, 3, 4, 10), 1, 5, new Rng(1));
        Expect.Close(4, estimate.Value, because: "20/5.");
        Expect.Close(Math.Sqrt(2.5), estimate.StdErr, because: "Squared distances 9 + 4 + 1 + 0 + 36 = 50; 50/4 is the sample variance, divided by 5 and rooted: √2.5.");
    }

    [Fact]
    public void A_large_mean_does_not_cost_the_digits_of_the_error()
    {
        Estimate estimate = Subject.Integrate(Sequence(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16), 1, 4, new Rng(1));
        Expect.Close(1e9 + 10, estimate.Value, because: "The mean of 4, 7, 13 and 16 is 10.");
        Expect.Close(Math.Sqrt(30 / 4.0), estimate.StdErr, because: "By hand √(30/4). The mean of squares less the square of the mean subtracts 1e18 from 1e18.", tolerance: 1e-9);
    }

    [Fact]
    public void What_does_not_vary_has_no_error() => Expect.Equal(new Estimate(2.5, 0), Subject.Integrate(_ => 2.5, 2, 10, new Rng(1)), because: "Every point gives the same value.");

    [Fact]
    public void Points_fill_the_whole_cube()
    {
        const int Dims = 4;
        List<double[]> points = [];
        Subject.Integrate(point => { points.Add([.. point]); return 0; }, Dims, 3000, new Rng(5));
        Expect.Equal(3000, points.Count, because: "f is asked once at each of the n points.");
        Expect.That(points.TrueForAll(point => point.Length == Dims && point.All(x => x is >= 0 and < 1)), "points of 4 entries from [0, 1)", points[0], because: "The unit cube has an entry from 0 to 1 for each dimension.");
        for (int d = 0; d < Dims; d++)
        {
            double mean = points.Average(point => point[d]), next = points.Average(point => (point[d] - 0.5) * (point[(d + 1) % Dims] - 0.5)) * 12;
            Expect.That(Math.Abs(mean - 0.5) < 4.5 / Math.Sqrt(12 * 3000) && Math.Abs(next) < 4.5 / Math.Sqrt(3000), "coordinates with mean ½ that do not know each other", (mean, next), because: "Draw a number for each coordinate of each point.");
        }
    }

    [Fact]
    public void A_product_in_five_dimensions()
    {
        Estimate estimate = Subject.Integrate(point => point.Aggregate(1.0, (product, x) => product * 2 * x), 5, 8000, new Rng(9));
        Expect.That(Math.Abs(estimate.Value - 1) < 4.5 * Math.Sqrt((Math.Pow(4 / 3.0, 5) - 1) / 8000), "1 within chance", estimate, because: "The integral of 2x from 0 to 1 is 1, and so is the product of five. A grid of ten points an axis would need 100,000.");
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(-1, 10)]
    [InlineData(2, 1)]
    [InlineData(2, 0)]
    public void One_dimension_and_two_points_at_least(int dims, int n) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Integrate(_ => 1, dims, n, new Rng(1)), because: "A point has a coordinate, and from one value alone nothing is known of the error.");

    [Fact]
    public void A_rare_event_by_importance_sampling()
    {
        double truth = 2.8665157187919391e-7;   // Φ(−5)
        Estimate estimate = Subject.Importance(x => x > 5 ? 1 : 0, new Normal(), new Normal(5, 1), 10_000, new Rng(3));
        Expect.That(Math.Abs(estimate.Value / truth - 1) < 0.107, "2.87e−7 within 10.7 %", estimate, because: "P(N > 5). Draw around 5, where it happens every second time, and weight each draw by target/proposal. Plain sampling would see one in 3.5 million draws. (One standard error is 2.4 % with 10,000 draws.)");
        Expect.Close(0.0238, estimate.StdErr / truth, because: "The standard error of your estimate, relative to the truth: √(Φ(−10)e²⁵/Φ(−5)² − 1)/√n is 2.38 %, and yours is known to a tenth of it.", tolerance: 0.1);
    }

    [Fact]
    public void Weights_are_target_over_proposal()
    {
        Estimate estimate = Subject.Importance(x => x, new Exponential(2), new Exponential(1), 6000, new Rng(4));
        Expect.That(Math.Abs(estimate.Value - 0.5) < 4.5 * estimate.StdErr && estimate.StdErr < 0.01, "½ within 4.5 standard errors, which are below 0.01", estimate, because: "The mean of an exponential time of rate 2 is ½. Draws come from rate 1, and the target's density is e⁻ˣ·2 times theirs.");
    }

    [Fact]
    public void The_weights_average_to_1()
    {
        Estimate one = Subject.Importance(_ => 1, new Beta(2, 2), new Uniform(), 2000, new Rng(8));
        Expect.That(Math.Abs(one.Value - 1) < 4.5 * Math.Sqrt(0.2 / 2000), "1 within 4.5 standard errors of 0.01", one, because: "The expectation of 1 is 1 under every target. Here a weight is 6x(1 − x): target over proposal.");
    }

    [Fact]
    public void With_the_target_as_its_own_proposal_it_is_a_plain_mean()
    {
        var target = new Mixture([0.3, 0.7], [new Normal(-1, 0.5), new Uniform(0, 2)]);
        Estimate estimate = Subject.Importance(x => x * x, target, target, 200, new Rng(6));
        var rng = new Rng(6);
        double[] squares = [.. Enumerable.Range(0, 200).Select(_ => Math.Pow(target.Sample(rng), 2))];
        Expect.Close(squares.Average(), estimate.Value, because: "All weights are 1. Call proposal.Sample(r) once for each of the n draws, and nothing else on r.", tolerance: 1e-10);
        Expect.Close(Math.Sqrt(squares.Sum(y => Math.Pow(y - squares.Average(), 2)) / 199 / 200), estimate.StdErr, because: "s/√n, with the sample variance over n − 1.", tolerance: 1e-10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Two_draws_at_least(int n) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.Importance(x => x, new Normal(), new Normal(), n, new Rng(1)), because: "From one value alone nothing is known of the error.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Your error bar does not shrink with n: you gave the spread of one value. Divide by √n for the mean.", new(
            (f, dims, n, r) => MonteCarlo.Integrate(f, dims, n, r) is var e ? e with { StdErr = e.StdErr * Math.Sqrt(n) } : e,
            (f, target, proposal, n, r) => MonteCarlo.Importance(f, target, proposal, n, r) is var e ? e with { StdErr = e.StdErr * Math.Sqrt(n) } : e)),
        new("Your weights are upside down: a draw that the proposal makes too often must count less, so target over proposal.", Reference with
        {
            Importance = (f, target, proposal, n, r) => MonteCarlo.Importance(x => f(x) * Math.Pow(proposal.Density(x) / target.Density(x), 2), target, proposal, n, r),
        }),
        new("You left the weights out: the mean you computed is the proposal's, not the target's.", Reference with { Importance = (f, target, proposal, n, r) => MonteCarlo.Importance(f, proposal, proposal, n, r) }),
        new("The sample variance divides by n − 1: the mean was fitted to the same values.", new(
            (f, dims, n, r) => MonteCarlo.Integrate(f, dims, n, r) is var e ? e with { StdErr = e.StdErr * Math.Sqrt((n - 1.0) / n) } : e,
            (f, target, proposal, n, r) => MonteCarlo.Importance(f, target, proposal, n, r) is var e ? e with { StdErr = e.StdErr * Math.Sqrt((n - 1.0) / n) } : e)),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("all values in an array, then two passes", new(
            (f, dims, n, r) =>
            {
                if (dims < 1 || n < 2) throw new ArgumentOutOfRangeException(nameof(n));
                return TwoPasses([.. Enumerable.Range(0, n).Select(_ => f([.. Enumerable.Range(0, dims).Select(_ => r.NextDouble())]))]);
            },
            (f, target, proposal, n, r) =>
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(n, 2);
                return TwoPasses([.. Enumerable.Range(0, n).Select(_ => proposal.Sample(r)).Select(x => target.Density(x) / proposal.Density(x) * f(x))]);
            })),
        new("sums of distances from the first value", new(
            (f, dims, n, r) =>
            {
                if (dims < 1 || n < 2) throw new ArgumentOutOfRangeException(nameof(n));
                return Shifted(n, () =>
                {
                    double[] point = new double[dims];
                    for (int i = dims - 1; i >= 0; i--) point[i] = r.NextDouble();
                    return f(point);
                });
            },
            (f, target, proposal, n, r) => n >= 2
                ? Shifted(n, () => { double x = proposal.Sample(r); return f(x) == 0 ? 0 : f(x) * (target.Density(x) / proposal.Density(x)); })
                : throw new ArgumentOutOfRangeException(nameof(n)))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "An integral over the unit cube is the mean of f over all its points. How far is the mean of n random values from the mean of all, typically?",
        "Keep the values, or their running mean and squared distances. The standard error is the sample's standard deviation (with n − 1) over √n. Importance sampling is the same with the values f(x)·target(x)/proposal(x).",
        "Integrate: refuse dims below 1 and n below 2; n times draw a point and ask f; mean; sum of squared distances from the mean, over n − 1, over n, rooted. Importance: x from the proposal, the value times the ratio of densities, then the same mean and error.",
    ];

    private static Func<double[], double> Sequence(params double[] values)
    {
        int next = 0;
        return _ => values[next++];
    }

    private static Estimate TwoPasses(double[] values)
    {
        double mean = values.Average();
        return new Estimate(mean, Math.Sqrt(values.Sum(y => (y - mean) * (y - mean)) / (values.Length - 1.0)) / Math.Sqrt(values.Length));
    }

    private static Estimate Shifted(int n, Func<double> draw)
    {
        double origin = draw(), sum = 0, squares = 0;
        for (int i = 1; i < n; i++)
        {
            double y = draw() - origin;
            sum += y;
            squares += y * y;
        }

        return new Estimate(origin + sum / n, Math.Sqrt(Math.Max(0, squares - sum * sum / n) / (n - 1) / n));
    }
}
