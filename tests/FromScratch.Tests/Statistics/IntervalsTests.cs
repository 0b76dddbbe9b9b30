using FromScratch.Data;
using FromScratch.Statistics;

namespace FromScratch.Tests.Statistics;

/// <summary>Digits from decimal arithmetic with 40 places.</summary>
public sealed class IntervalsTests
{
    [Fact]
    public void The_mean_of_five_values_by_hand()
    {
        Interval interval = Intervals.MeanT([1, 4, 2, 8, 5], 0.95);   // mean 4, variance 30/4, t₄ = 2.776…
        double half = 2.7764451051977943571 * Math.Sqrt(1.5);
        Relative.Close(4 - half, interval.Lo, 1e-13);
        Relative.Close(4 + half, interval.Hi, 1e-13);
    }

    [Theory]
    [InlineData(8, 10, 0.95, 0.49016247153664170326, 0.94331784854562474511)]
    [InlineData(0, 20, 0.95, 0, 0.16112515805281938715)]
    [InlineData(20, 20, 0.95, 0.83887484194718061285, 1)]
    [InlineData(3, 7, 0.90, 0.18644319036395599563, 0.71052290898640717619)]
    [InlineData(1, 1000, 0.99, 0.00011741635361832110938, 0.0084605662199816960597)]
    public void Wilson_to_the_last_digits(int k, int n, double level, double lo, double hi)
    {
        Interval interval = Intervals.Wilson(k, n, level);
        Relative.Close(lo, interval.Lo, 1e-13);
        Relative.Close(hi, interval.Hi, 1e-13);
    }

    [Fact]
    public void The_difference_and_its_test_tell_the_same()
    {
        double[] a = [30.02, 29.99, 30.11, 29.97, 30.01, 29.99], b = [29.89, 29.93, 29.72, 29.98, 30.02, 29.98];
        double p = TwoSamples.Welch(a, b).P;
        Assert.Equal(0, Intervals.Difference(a, b, 1 - p).Hi, 1e-12);   // at 1 − p the interval touches 0
        Interval turned = Intervals.Difference(b, a, 0.9), interval = Intervals.Difference(a, b, 0.9);
        Assert.Equal((-interval.Hi, -interval.Lo), (turned.Lo, turned.Hi));
    }

    /// <summary>By the binomial distribution itself, no chance: P(the interval of k holds p), summed over k.</summary>
    [Fact]
    public void Wilson_covers_about_95_percent()
    {
        for (double p = 0.02; p < 0.99; p += 0.01)
            Assert.InRange(Enumerable.Range(0, 31).Where(k => Intervals.Wilson(k, 30, 0.95) is var i && i.Lo <= p && p <= i.Hi).Sum(k => FromScratch.Probability.Binomial.Mass(30, p, k)), 0.88, 1);
    }

    [Fact]
    public void Bootstrap_quantiles_lie_between_the_replicates()
    {
        int next = 0;
        Interval interval = Bootstrap.Percentile([1, 2, 3], _ => next++, 41, new Rng(1), 0.9);   // 0 … 40: positions 2 and 38
        Assert.Equal(2, interval.Lo, 1e-12);
        Assert.Equal(38, interval.Hi, 1e-12);
    }

    /// <summary>For a linear statistic of symmetric data there is nothing to correct.</summary>
    [Fact]
    public void Bca_of_a_symmetric_mean_is_the_percentile_interval()
    {
        double[] x = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
        Interval plain = Bootstrap.Percentile(x, Enumerable.Average, 2000, new Rng(1), 0.9), corrected = Bootstrap.Bca(x, Enumerable.Average, 2000, new Rng(1), 0.9);
        Assert.Equal(plain.Lo, corrected.Lo, 0.15);
        Assert.Equal(plain.Hi, corrected.Hi, 0.15);
        Assert.Throws<InvalidOperationException>(() => Bootstrap.Bca(x, y => y.SequenceEqual(x) ? 5 : 0, 30, new Rng(2), 0.9));
    }
}
