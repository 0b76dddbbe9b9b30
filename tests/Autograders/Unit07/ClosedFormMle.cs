using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Statistics;

namespace Autograders;

/// <summary>Exercise 7.2: maximum likelihood where a formula gives it.</summary>
[Exercise("7.2", "Maximum likelihood in closed form", Difficulty = 2, Minutes = 25, Core = true, Theory = "2. Likelihood is a hill")]
public sealed class ClosedFormMle : Exercise<ClosedFormMle, ClosedFormMle.Contract>
{
    public delegate double RateOf(double[] x);

    public delegate double RateOfCensored(double[] t, bool[] ended);

    public delegate (double Mu, double Sigma2) NormalOf(double[] x);

    public delegate double UpperEnd(double[] x);

    public sealed record Contract(RateOf ExponentialRate, RateOfCensored ExponentialRateCensored, NormalOf NormalMle, UpperEnd UniformUpper, UpperEnd UnbiasedUniformUpper);

    public static Verdict Check(RateOf exponentialRate, RateOfCensored exponentialRateCensored, NormalOf normalMle, UpperEnd uniformUpper, UpperEnd unbiasedUniformUpper) =>
        Grade(new Contract(exponentialRate, exponentialRateCensored, normalMle, uniformUpper, unbiasedUniformUpper));

    protected override Contract Reference => new(MaximumLikelihood.ExponentialRate, MaximumLikelihood.ExponentialRateCensored, MaximumLikelihood.NormalMle, MaximumLikelihood.UniformUpper, MaximumLikelihood.UnbiasedUniformUpper);

    [Fact]
    public void The_rate_is_events_over_time() => Expect.Close(1 / 3.0, Subject.ExponentialRate([1, 2, 3, 6]), because: "4 events in 12 units of time. The slope of n ln λ − λΣx is 0 at n/Σx.");

    [Fact]
    public void One_time_is_enough_for_a_rate() => Expect.Close(2, Subject.ExponentialRate([0.5]), because: "One event in half a unit of time.");

    [Fact]
    public void A_time_may_be_0() => Expect.Close(0.5, Subject.ExponentialRate([0, 4]), because: "Two events in 4 units of time: one came at once.");

    [Fact]
    public void No_other_rate_makes_the_times_likelier() => Property.Holds(
        Gen.Int[1, 9].Array[5], times =>
        {
            double[] x = Array.ConvertAll(times, time => time / 4.0);
            double rate = Subject.ExponentialRate(x);
            double LogLikelihood(double r) => x.Length * Math.Log(r) - r * x.Sum();
            Expect.That(LogLikelihood(rate) >= LogLikelihood(rate * 1.01) && LogLikelihood(rate) >= LogLikelihood(rate * 0.99), "a rate at the top of n ln λ − λΣx", rate, because: "A rate 1 % higher or lower is more likely than yours.");
        });

    [Fact]
    public void Who_still_waits_has_spent_time() =>
        Expect.Close(0.1, Subject.ExponentialRateCensored([2, 5, 5, 8], [true, false, true, false]), because: "2 events in 20 units of time. Of the two who still wait you know that they waited 5 and 8, and longer.");

    [Fact]
    public void If_all_have_ended_it_is_the_plain_rate() =>
        Expect.Close(1 / 3.0, Subject.ExponentialRateCensored([1, 2, 3, 6], [true, true, true, true]), because: "4 events in 12 units of time.");

    [Fact]
    public void If_none_has_ended_the_rate_is_0() =>
        Expect.Close(0, Subject.ExponentialRateCensored([3, 4], [false, false]), because: "7 units of time without an event: e^(−7λ) is largest at λ = 0.");

    [Fact]
    public void A_study_that_ends_early_is_not_deceived()
    {
        // Rate ½, watched for 1.5 units at most; 4,000 users: standard error ½/√(4000·(1 − e^(−¾))) = 0.0109. The times of those who left alone give a rate of 1.54.
        for (ulong seed = 1; seed <= 3; seed++)
        {
            double[] lives = Chance.Draws(seed, 4000, r => -2 * Math.Log(1 - r.NextDouble()));
            double rate = Subject.ExponentialRateCensored(Array.ConvertAll(lives, life => Math.Min(life, 1.5)), Array.ConvertAll(lives, life => life <= 1.5));
            Expect.That(Math.Abs(rate - 0.5) < 4 * 0.0109, "0.5 within 4 standard errors of 0.0109", rate, because: "4,000 users who leave at a rate of ½, watched for 1.5 units. More than half of them still stay when the study ends.");
        }
    }

    [Fact]
    public void Normal_values_by_hand()
    {
        (double mu, double sigma2) = Subject.NormalMle([1, 2, 4, 9]);
        Expect.Close(4, mu, because: "16/4.");
        Expect.Close(9.5, sigma2, because: "Squared distances 9 + 4 + 0 + 25 = 38, over n = 4: the likelihood is largest there, not at 38/3.");
    }

    [Fact]
    public void One_normal_value_is_its_own_mean() => Expect.Equal((7.5, 0), Subject.NormalMle([7.5]), because: "The narrower around the value, the likelier it is: variance 0.");

    [Fact]
    public void A_large_mean_does_not_cost_the_digits_of_the_variance() =>
        Expect.Close(22.5, Subject.NormalMle([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).Sigma2, because: "Squared distances 36 + 9 + 9 + 36 = 90, over 4. The mean of the squares less the square of the mean subtracts 1e18 from 1e18.", tolerance: 1e-9);

    [Fact]
    public void The_variance_is_too_small_on_average_by_one_part_in_n()
    {
        // 2,000 samples of 5: the mean of the estimates has the standard error √(2·4)/5/√2000 = 0.0126.
        double mean = Enumerable.Range(1, 2000).Average(seed => Subject.NormalMle(Samples07.Normal((ulong)seed, 5)).Sigma2);
        Expect.That(Math.Abs(mean - 0.8) < 4 * 0.0126, "0.8 within 4 standard errors of 0.0126", mean, because: "The mean of the estimates over 2,000 samples of 5 values with variance 1. σ²(n − 1)/n: maximum likelihood fits the mean to the sample, and so finds it narrower than it is.");
    }

    [Fact]
    public void The_upper_end_is_the_largest_value() => Expect.Close(7, Subject.UniformUpper([2, 7, 3]), because: "θ⁻³ falls with θ, and below 7 the value 7 would be impossible.");

    [Fact]
    public void One_value_is_enough_for_each()
    {
        Expect.Close(0.25, Subject.ExponentialRateCensored([4], [true]), because: "One event in 4 units of time.");
        Expect.Close(5, Subject.UniformUpper([5]), because: "One value is the largest.");
        Expect.Close(10, Subject.UnbiasedUniformUpper([5]), because: "5·(1 + 1)/1: a single value lies in the middle on average.");
    }

    [Fact]
    public void Stretched_it_is_right_on_average() => Expect.Close(28 / 3.0, Subject.UnbiasedUniformUpper([2, 7, 3]), because: "The largest of n values is on average θn/(n + 1): 7·4/3 takes that back.");

    [Fact]
    public void The_largest_of_four_falls_short_by_a_fifth()
    {
        // θ = 10, n = 4: the largest has mean 8 and deviation 10·√(4/(6·25)) = 1.633, over √1000: 0.0516; stretched 0.0645.
        double[][] samples = [.. Enumerable.Range(1, 1000).Select(seed => Chance.Draws((ulong)seed, 4, r => 10 * r.NextDouble()))];
        double largest = samples.Average(x => Subject.UniformUpper(x)), stretched = samples.Average(x => Subject.UnbiasedUniformUpper(x));
        Expect.That(Math.Abs(stretched - 10) < 4 * 0.0645, "10 within 4 standard errors of 0.0645", stretched, because: "The mean of 1,000 estimates from 4 values each, with θ = 10.");
        Expect.That(Math.Abs(largest - 8) < 4 * 0.0516, "8 within 4 standard errors of 0.0516", largest, because: "The mean of 1,000 maximum-likelihood estimates from 4 values each, with θ = 10: short by θ/(n + 1).");
    }

    [Fact]
    public void Nothing_is_estimated_from_nothing()
    {
        const string Because = "There is no value to learn from.";
        Expect.Throws<ArgumentException>(() => Subject.ExponentialRate([]), Because);
        Expect.Throws<ArgumentException>(() => Subject.ExponentialRateCensored([], []), Because);
        Expect.Throws<ArgumentException>(() => Subject.NormalMle([]), Because);
        Expect.Throws<ArgumentException>(() => Subject.UniformUpper([]), Because);
        Expect.Throws<ArgumentException>(() => Subject.UnbiasedUniformUpper([]), Because);
    }

    [Fact]
    public void Times_and_uniform_values_are_not_negative()
    {
        const string Because = "A value below 0 cannot come from this distribution.";
        Expect.Throws<ArgumentException>(() => Subject.ExponentialRate([3, -1]), Because);
        Expect.Throws<ArgumentException>(() => Subject.ExponentialRateCensored([3, -1], [true, false]), Because);
        Expect.Throws<ArgumentException>(() => Subject.UniformUpper([3, -1]), Because);
        Expect.Throws<ArgumentException>(() => Subject.UnbiasedUniformUpper([-1, 3]), Because);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Each_time_is_known_as_ended_or_not(int ends) =>
        Expect.Throws<ArgumentException>(() => Subject.ExponentialRateCensored([1, 2, 3], new bool[ends]), because: $"Three times, {ends} ends.");

    [Fact]
    public void Times_of_0_alone_have_no_rate()
    {
        Expect.Throws<InvalidOperationException>(() => Subject.ExponentialRate([0, 0]), because: "λⁿ grows for ever: there is no largest likelihood. 2/0 is ∞, which is no rate.");
        Expect.Throws<InvalidOperationException>(() => Subject.ExponentialRateCensored([0, 0], [true, false]), because: "λ grows for ever: there is no largest likelihood.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You left out those who still wait. They have waited longest: without them a life seems less than half as long as it is. Count their time, and no event.", Reference with
        {
            ExponentialRateCensored = (t, ended) =>
            {
                MaximumLikelihood.ExponentialRateCensored(t, ended);
                double[] left = [.. t.Where((_, i) => ended[i])];
                return left.Length == 0 ? 0 : MaximumLikelihood.ExponentialRate(left);
            },
        }),
        new("You took those who still wait for ones who have left: they spent time, but no event came.", Reference with { ExponentialRateCensored = (t, ended) => MaximumLikelihood.ExponentialRateCensored(t, [.. ended.Select(_ => true)]) * (ended.Length == t.Length ? 1 : double.NaN) }),
        new("That is the unbiased estimate, over n − 1. Maximum likelihood divides by n.", Reference with { NormalMle = x => MaximumLikelihood.NormalMle(x) is var (mu, sigma2) && x.Length > 1 ? (mu, sigma2 * x.Length / (x.Length - 1)) : (x[0], 0) }),
        new("That is the mean waiting time. The rate is one over it.", Reference with { ExponentialRate = x => 1 / MaximumLikelihood.ExponentialRate(x) }),
        new("Twice the mean is right on average too, but it may lie below a value that you have seen. The likelihood there is 0.", Reference with { UniformUpper = x => MaximumLikelihood.UniformUpper(x) * 0 + 2 * x.Average() }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ", new(
            x => x.Length == 0 || x.Any(time => time < 0) ? throw new ArgumentException("No times.") : x.Sum() == 0 ? throw new InvalidOperationException("No time.") : 1 / x.Average(),
            (t, ended) =>
            {
                if (t.Length == 0 || t.Length != ended.Length || t.Any(time => time < 0)) throw new ArgumentException("They do not fit.");
                double total = t.Sum();
                return total > 0 ? t.Zip(ended).Count(pair => pair.Second) / total : throw new InvalidOperationException("No time.");
            },
            x =>
            {
                if (x.Length == 0) throw new ArgumentException("No values.");
                double mean = x.Average();
                return (mean, x.Average(value => Math.Pow(value - mean, 2)));
            },
            x => x.Length == 0 || x.Min() < 0 ? throw new ArgumentException("No values.") : x.Max(),
            x => x.Length == 0 || x.Min() < 0 ? throw new ArgumentException("No values.") : x.Max() + x.Max() / x.Length)),
        new("loops, and Welford's step", new(
            x => LoopRate(x, x.Length),
            (t, ended) =>
            {
                if (t.Length != ended.Length) throw new ArgumentException("The lengths differ.");
                int events = 0;
                foreach (bool end in ended)
                    if (end) events++;
                return LoopRate(t, events);
            },
            x =>
            {
                if (x.Length == 0) throw new ArgumentException("No values.");
                double mean = 0, squares = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double before = x[i] - mean;
                    mean += before / (i + 1);
                    squares += before * (x[i] - mean);
                }

                return (mean, squares / x.Length);
            },
            LoopMax,
            x => LoopMax(x) * (1 + 1.0 / x.Length))),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write down the logarithm of the likelihood and ask where its slope is 0. For the uniform distribution ask instead which θ are possible at all.",
        "What does one who has waited t and still waits add to the likelihood? P(T > t) = e^(−λt). So the log-likelihood is (events)·ln λ − λ·(all times).",
        "Rate: events over the sum of all times. Normal: mean, and the mean squared distance from it, in two passes. Uniform: the largest value; unbiased, that times (n + 1)/n. Refuse empty, negative, and unequal lengths before you compute.",
    ];

    private static double LoopRate(double[] times, int events)
    {
        double total = 0;
        foreach (double time in times) total += time >= 0 ? time : throw new ArgumentException("A negative time.");
        if (times.Length == 0) throw new ArgumentException("No times.");
        return total == 0 ? throw new InvalidOperationException("No time.") : events / total;
    }

    private static double LoopMax(double[] x)
    {
        double largest = -1;
        foreach (double value in x) largest = Math.Max(largest, value >= 0 ? value : throw new ArgumentException("A negative value."));
        return largest < 0 ? throw new ArgumentException("No values.") : largest;
    }
}
