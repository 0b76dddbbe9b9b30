using Course;
using FromScratch.Data;
using FromScratch.Probability;

namespace Autograders;

/// <summary>Exercise 6.6: samples of any distribution from uniform random numbers.</summary>
[Exercise("6.6", "Samplers", Difficulty = 3, Minutes = 40, Core = true, Theory = "5. A uniform number on a slide")]
public sealed class Samplers : Exercise<Samplers, Samplers.Contract>
{
    public delegate double ExponentialSampler(Rng r, double rate);

    public delegate (double, double) NormalPairSampler(Rng r);

    public delegate int CategoricalSampler(Rng r, double[] p);

    public delegate double RejectionSampler(Rng r, Func<double, double> f, double bound, double a, double b);

    public sealed record Contract(ExponentialSampler DrawExponential, NormalPairSampler BoxMuller, CategoricalSampler Categorical, RejectionSampler FromDensity);

    public static Verdict Check(ExponentialSampler drawExponential, NormalPairSampler boxMuller, CategoricalSampler categorical, RejectionSampler fromDensity) => Grade(new Contract(drawExponential, boxMuller, categorical, fromDensity));

    /// <summary>Holds the time of your samplers against the reference's and a library's; the answers are means of as many draws, so they differ by chance.</summary>
    public static Comparison Compare(ExponentialSampler drawExponential, NormalPairSampler boxMuller, ExponentialSampler libraryExponential, NormalPairSampler libraryNormal) => Compared(
        Part("DrawExponential", drawExponential, contract => contract.DrawExponential, libraryExponential, "MathNet", ("mean of 10000", f => { var rng = new Rng(1); double sum = 0; for (int i = 0; i < 10_000; i++) sum += f(rng, 2); return sum / 10_000; })),
        Part("BoxMuller", boxMuller, contract => contract.BoxMuller, libraryNormal, "MathNet", ("mean of 1000000", f => { var rng = new Rng(1); double sum = 0; for (int i = 0; i < 500_000; i++) { (double x, double y) = f(rng); sum += x + y; } return sum / 1_000_000; })));

    protected override Contract Reference => new(Sampling.Exponential, Sampling.BoxMuller, Sampling.Categorical, Sampling.FromDensity);

    private const int N = 8000;
    private const double Allowed = 2.5 / 89.44271909999159;   // 2.5/√8000: a right sampler is further off once in 130,000 seeds

    /// <summary>A generator whose next uniform number is 0, and one whose next is the largest below 1.</summary>
    private static Rng GivesZero => Rng.FromState(1, 0, 0, 0);

    private static Rng GivesAlmostOne => Rng.FromState(1, 0x4fc71c71c71c71c7, 0, 0);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(0.2, 3)]
    public void Waiting_times_have_the_exponential_distribution(double rate, int seed)
    {
        double[] sample = Chance.Draws((ulong)seed, N, rng => Subject.DrawExponential(rng, rate));
        double distance = Chance.Distance(sample, x => x < 0 ? 0 : 1 - Math.Exp(-rate * x));
        Expect.That(distance < Allowed, $"a distribution function within {ValueText.Of(Math.Round(Allowed, 3))} of 1 − e^(−{ValueText.Of(rate)}x) over {N} draws", $"{distance:0.000} off, mean {sample.Average():0.000}", because: $"Solve u = 1 − e^(−rate·x) for x. The mean is 1/rate, {ValueText.Of(1 / rate)} here.");
    }

    [Fact]
    public void A_uniform_number_of_0_gives_a_finite_time()
    {
        double time = Subject.DrawExponential(GivesZero, 1);
        Expect.That(double.IsFinite(time) && time >= 0, "a finite time, at least 0", time, because: "NextDouble gives numbers from [0, 1): 0 included, 1 not. The logarithm of 0 is −∞; that of 1 − u is finite.");
    }

    [Fact]
    public void The_largest_uniform_number_gives_a_finite_time()
    {
        double time = Subject.DrawExponential(GivesAlmostOne, 1);
        Expect.That(double.IsFinite(time) && time >= 0, "a finite time, at least 0", time, because: "The largest number that NextDouble gives is 1 − 2⁻⁵³.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_is_positive_and_finite(double rate) => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.DrawExponential(new Rng(1), rate), because: "Otherwise the time would be negative, infinite or NaN.");

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Both_numbers_of_a_pair_are_normal(int seed)
    {
        (double X, double Y)[] pairs = Chance.Draws((ulong)seed, N, rng => Subject.BoxMuller(rng));
        double first = Chance.Distance(pairs.Select(pair => pair.X), Normal.StandardCdf), second = Chance.Distance(pairs.Select(pair => pair.Y), Normal.StandardCdf);
        Expect.That(first < Allowed && second < Allowed, $"both within {ValueText.Of(Math.Round(Allowed, 3))} of the normal distribution function over {N} pairs", $"the first {first:0.000} off, the second {second:0.000}", because: "√(−2 ln(1 − u)) is the distance from the origin, 2πv the angle: cosine and sine of it, times the distance.");
    }

    [Fact]
    public void The_numbers_of_a_pair_do_not_know_each_other()
    {
        (double X, double Y)[] pairs = Chance.Draws(13, N, rng => Subject.BoxMuller(rng));
        double together = pairs.Average(pair => pair.X * pair.Y), squares = pairs.Average(pair => (pair.X * pair.X - 1) * (pair.Y * pair.Y - 1));
        Expect.That(Math.Abs(together) < 4.5 / Math.Sqrt(N) && Math.Abs(squares) < 9 / Math.Sqrt(N), "correlations of the numbers and of their squares near 0", $"{together:0.000} and {squares / 2:0.000}", because: "Distance and angle need a uniform number each: with the same one for both, the distance tells the angle.");
    }

    [Fact]
    public void Distance_and_angle_are_independent()
    {
        (double X, double Y)[] pairs = Chance.Draws(14, N, rng => Subject.BoxMuller(rng));
        (double X, double Y)[] far = [.. pairs.Where(pair => pair.X * pair.X + pair.Y * pair.Y > 2 * Math.Log(2))];
        double share = far.Length / (double)N, angle = Chance.Distance(far.Select(pair => Math.Atan2(pair.Y, pair.X)), a => (a + Math.PI) / (2 * Math.PI));
        Expect.That(Math.Abs(share - 0.5) < 4.5 * 0.5 / Math.Sqrt(N) && angle < 2.5 / Math.Sqrt(far.Length), "half of the pairs farther than √(2 ln 2), in all directions alike", $"{share:0.000} of them, and their angles {angle:0.000} off", because: "Draw one uniform number for the distance and another for the angle.");
    }

    [Fact]
    public void A_uniform_number_of_0_gives_a_finite_pair()
    {
        (double x, double y) = Subject.BoxMuller(GivesZero);
        Expect.That(double.IsFinite(x) && double.IsFinite(y), "two finite numbers", (x, y), because: "The logarithm of 0 is −∞: take it of 1 − u.");
    }

    [Theory]
    [InlineData(0.2, 0.5, 0.3)]
    [InlineData(0.6, 0.1, 0.3)]
    public void Each_index_comes_as_often_as_its_probability(double p0, double p1, double p2)
    {
        double[] p = [p0, p1, p2];
        int[] counts = new int[3];
        foreach (int index in Chance.Draws(21, N, rng => Subject.Categorical(rng, p)))
        {
            Expect.That(index is >= 0 and < 3, "an index from 0 to 2", index, because: "There are three probabilities.");
            counts[index]++;
        }

        for (int i = 0; i < 3; i++)
            Expect.That(Math.Abs(counts[i] - N * p[i]) < 4.5 * Math.Sqrt(N * p[i] * (1 - p[i])), $"about {N * p[i]:0} draws of index {i}", counts, because: "The first index whose cumulated probability exceeds the uniform number.");
    }

    [Fact]
    public void A_first_probability_of_0_is_never_drawn() =>
        Expect.Equal(1, Subject.Categorical(GivesZero, [0, 0.5, 0.5]), because: "The uniform number is 0 here: 0 ≤ 0 would choose index 0, which never happens. Ask for u < cumulated.");

    [Fact]
    public void A_last_probability_of_0_is_never_drawn() =>
        Expect.Equal(9, Subject.Categorical(GivesAlmostOne, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0]), because: "Ten times 0.1 cumulate to 0.9999999999999999, and the uniform number is no smaller. Then the last index with a probability above 0 is meant.");

    [Fact]
    public void Rounding_does_not_lead_beyond_the_last_index() =>
        Expect.Equal(9, Subject.Categorical(GivesAlmostOne, [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]), because: "Ten times 0.1 cumulate to 0.9999999999999999, and the uniform number is no smaller: the loop ends without an answer.");

    [Fact]
    public void One_outcome_is_certain() => Expect.Equal(2, Subject.Categorical(new Rng(5), [0, 0, 1, 0]), because: "Only index 2 ever happens.");

    [Fact]
    public void Weights_that_are_no_distribution_are_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Categorical(new Rng(1), [0.5, 0.6]), because: "They sum to 1.1.");
        Expect.Throws<ArgumentException>(() => Subject.Categorical(new Rng(1), [0.5, 0.4]), because: "They sum to 0.9: a tenth of the draws would be anybody's guess.");
        Expect.Throws<ArgumentException>(() => Subject.Categorical(new Rng(1), [1.5, -0.5]), because: "A probability is never negative.");
        Expect.Throws<ArgumentException>(() => Subject.Categorical(new Rng(1), [0.5, double.NaN]), because: "NaN is no probability.");
        Expect.Throws<ArgumentException>(() => Subject.Categorical(new Rng(1), []), because: "There is nothing to draw.");
    }

    [Theory]
    [InlineData(9, 3)]
    [InlineData(18, 6)]
    public void A_density_by_rejection(double bound, double throws)
    {
        int calls = 0;
        double Density(double x)
        {
            calls++;
            return (x - 1) * (x - 1);
        }

        double[] sample = Chance.Draws(31, N, rng => Subject.FromDensity(rng, Density, bound, 1, 4));
        double distance = Chance.Distance(sample, x => Math.Pow(Math.Clamp((x - 1) / 3, 0, 1), 3));
        Expect.That(distance < Allowed, $"a distribution function within {ValueText.Of(Math.Round(Allowed, 3))} of ((x − 1)/3)³ over {N} draws", $"{distance:0.000} off, mean {sample.Average():0.000}", because: "Throw a point at the box [a, b] × [0, bound]; keep its x when it lies under the curve. The density may lack its factor 1/9.");
        double spread = Math.Sqrt(N * throws * (throws - 1));
        Expect.That(Math.Abs(calls - N * throws) < 4.5 * spread, $"about {N * throws:0} points thrown", $"{calls} calls of the density", because: $"The box has {ValueText.Of(throws)} times the area under the curve, so one point in {ValueText.Of(throws)} is accepted, and each asks for the density once.");
    }

    [Fact]
    public void A_density_above_the_bound_is_an_error() =>
        Expect.Throws<InvalidOperationException>(() => Enumerable.Range(0, 50).Sum(i => Subject.FromDensity(new Rng((ulong)i), x => x, 1.5, 0, 2)), because: "x goes up to 2, above the bound 1.5: what is above would be cut off, and nobody would notice.");

    [Fact]
    public void A_flat_density_at_the_bound_is_fine()
    {
        double x = Subject.FromDensity(new Rng(3), _ => 2.5, 2.5, -3, -1);
        Expect.That(x is >= -3 and <= -1, "a number from −3 to −1", x, because: "The curve touches the bound everywhere: every point is accepted.");
    }

    [Fact]
    public void Where_the_density_is_0_nothing_is_drawn()
    {
        double[] sample = Chance.Draws(32, 300, rng => Subject.FromDensity(rng, x => x < 0.5 ? 0 : 1, 1, 0, 1));
        Expect.That(sample.All(x => x >= 0.5), "numbers from 0.5 on", sample.Min(), because: "Left of 0.5 the density is 0: no point lies under the curve.");
        double u = Subject.FromDensity(GivesZero, x => x < 0.5 ? 0 : 1, 1, 0, 1);
        Expect.That(u >= 0.5, "a number from 0.5 on", u, because: "A height of 0 is not under a curve at 0.");
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(double.NaN, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 0, double.NaN)]
    public void The_box_has_an_area(double bound, double a, double b) =>
        Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FromDensity(new Rng(1), _ => 0, bound, a, b), because: "In an empty box the loop would never end.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("−∞ appeared: ln 0. NextDouble gives 0 now and then; take the logarithm of 1 − u.", Reference with { DrawExponential = (r, rate) => { Sampling.Exponential(new Rng(1), rate); return -Math.Log(r.NextDouble()) / rate; } }),
        new("The mean waiting time is 1/rate: divide by the rate. You multiplied.", Reference with { DrawExponential = (r, rate) => Sampling.Exponential(r, rate) * rate * rate }),
        new("One uniform number served for both distance and angle, so each tells the other. Draw two.", Reference with { BoxMuller = r => { double u = r.NextDouble(), distance = Math.Sqrt(-2 * Math.Log(1 - u)); return (distance * Math.Cos(2 * Math.PI * u), distance * Math.Sin(2 * Math.PI * u)); } }),
        new("The probabilities cumulate to 0.9999999999999999 by rounding, and your loop fell through to an index that never happens. Return the last index of a positive probability.", Reference with { Categorical = (r, p) => { Sampling.Categorical(new Rng(1), p); return Cumulated(r, p, (u, sum) => u < sum, p.Length); } }),
        new("u ≤ cumulated lets u = 0 choose an index of probability 0. Ask for u < cumulated.", Reference with { Categorical = (r, p) => { Sampling.Categorical(new Rng(1), p); return Cumulated(r, p, (u, sum) => u <= sum, Array.FindLastIndex(p, probability => probability > 0)); } }),
        new("Every point was accepted: the sample is uniform. Keep x only when a second uniform number, times the bound, lies under f(x).", Reference with { FromDensity = (r, f, bound, a, b) => { Sampling.FromDensity(new Rng(1), f, bound, a, b); double x = a + (b - a) * r.NextDouble(); return f(x) > bound ? throw new InvalidOperationException("Above the bound.") : x; } }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("Marsaglia's polar pairs; a search in cumulated sums", new(
            (r, rate) => rate > 0 && double.IsFinite(rate) ? -SpecialFunctions.Log1p(-r.NextDouble()) / rate : throw new ArgumentOutOfRangeException(nameof(rate)),
            r =>
            {
                while (true)
                {
                    double x = 2 * r.NextDouble() - 1, y = 2 * r.NextDouble() - 1, s = x * x + y * y;
                    if (s is > 0 and < 1) return (x * Math.Sqrt(-2 * Math.Log(s) / s), y * Math.Sqrt(-2 * Math.Log(s) / s));
                }
            },
            (r, p) =>
            {
                RequireDistribution(p);
                double[] sums = new double[p.Length];
                for (int i = 0; i < p.Length; i++) sums[i] = (i == 0 ? 0 : sums[i - 1]) + p[i];
                double u = r.NextDouble();
                int found = Array.FindIndex(sums, sum => sum > u);
                return found >= 0 ? found : Array.FindLastIndex(p, one => one > 0);
            },
            (r, f, bound, a, b) =>
            {
                RequireBox(bound, a, b);
                double x, height;
                do
                {
                    x = a + r.NextDouble() * (b - a);
                    height = f(x);
                    if (double.IsNaN(height) || height > bound) throw new InvalidOperationException("Above the bound.");
                }
                while (r.NextDouble() >= height / bound);
                return x;
            })),
        new("uniform numbers from the upper end; subtracting what is passed", new(
            (r, rate) =>
            {
                if (!(rate > 0) || double.IsPositiveInfinity(rate)) throw new ArgumentOutOfRangeException(nameof(rate));
                double u;
                do u = r.NextDouble();
                while (u == 0);
                return Math.Log(1 / u) / rate;
            },
            r =>
            {
                double angle = Math.Tau * r.NextDouble(), distance = Math.Sqrt(-2 * Math.Log(1 - r.NextDouble()));
                return (distance * Math.Sin(angle), distance * Math.Cos(angle));
            },
            (r, p) =>
            {
                RequireDistribution(p);
                double left = r.NextDouble();
                int last = -1;
                for (int i = 0; i < p.Length; i++)
                {
                    if (p[i] == 0) continue;
                    last = i;
                    if (left < p[i]) return i;
                    left -= p[i];
                }

                return last;
            },
            (r, f, bound, a, b) =>
            {
                RequireBox(bound, a, b);
                while (true)
                {
                    double y = bound * r.NextDouble(), x = a + (b - a) * r.NextDouble(), height = f(x);
                    if (!(height <= bound)) throw new InvalidOperationException("Above the bound.");
                    if (y < height) return x;
                }
            })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A distribution function turns a value into a number from 0 to 1, and each of those numbers is equally likely. Which way round do you need it?",
        "DrawExponential: solve u = 1 − e^(−rate·x). BoxMuller: half the squared distance is an exponential time of rate 1, the angle is uniform. Categorical: add probabilities until they exceed u. FromDensity: a uniform x, a uniform height, keep or throw again.",
        "Look at the ends: what do your functions do with u = 0, with u just below 1, with probabilities that sum to a little less than 1, with a density of 0 or just at the bound? FromDensity asks for the density once a point, and refuses a height above the bound.",
    ];

    private static int Cumulated(Rng r, double[] p, Func<double, double, bool> stops, int fallback)
    {
        double u = r.NextDouble(), sum = 0;
        for (int i = 0; i < p.Length; i++)
        {
            sum += p[i];
            if (stops(u, sum)) return i;
        }

        return fallback;
    }

    private static void RequireDistribution(double[] p)
    {
        if (!p.All(one => one >= 0) || Math.Abs(p.Sum() - 1) > 1e-9) throw new ArgumentException("No distribution.");
    }

    private static void RequireBox(double bound, double a, double b)
    {
        if (!(bound > 0) || !(b > a)) throw new ArgumentOutOfRangeException(nameof(bound));
    }
}
