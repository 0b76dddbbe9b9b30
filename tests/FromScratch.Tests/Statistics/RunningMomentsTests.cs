using FromScratch.Data;
using FromScratch.LinearAlgebra;
using FromScratch.Statistics;

namespace FromScratch.Tests.Statistics;

public sealed class RunningMomentsTests
{
    /// <summary>Measured: 15 / 15 / 15, 15 / 15 / 14.0, 15 / 9.5 / 11.9 and 15 / 8.25 / 10.2 digits. What double keeps of the data allows 9.5 digits of NumAcc3's deviation, and 8.3 of NumAcc4's.</summary>
    [Theory]
    [InlineData(1, 14.5, 14.5, 14.5)]
    [InlineData(2, 14, 14, 13)]
    [InlineData(3, 14, 9.2, 9)]
    [InlineData(4, 14, 8, 8)]
    public void The_certified_digits_are_met(int which, double mean, double deviation, double lag)
    {
        CertifiedSample certified = NistStat.NumAcc(which);
        foreach (MomentSummary summary in new[] { RunningMoments.OfStream(certified.X), RunningMoments.OfParts([.. certified.X.Chunk(37)], []) })
        {
            Assert.InRange(Lre.Of(summary.Mean, certified.Mean), mean, 15);
            Assert.InRange(Lre.Of(summary.StdDev, certified.StdDev), deviation, 15);
            Assert.InRange(Lre.Of(summary.Lag1, certified.Lag1), lag - 1, 15);
        }
    }

    [Fact]
    public void By_hand()
    {
        var moments = new RunningMoments();
        foreach (double x in new double[] { 4, 7, 13, 16 }) moments.Add(1e9 + x);
        Assert.Equal((4L, 30.0, 1e9 + 10), (moments.Count, moments.Variance, moments.Mean));   // 36 + 9 + 9 + 36, over 3
        Assert.Equal(27 / 90.0, moments.Lag1, 1e-12);                                            // 18 − 9 + 18
    }

    [Fact]
    public void A_merge_of_a_million_and_one_is_as_exact_as_the_stream()
    {
        double[] x = [.. Enumerable.Range(0, 100_001).Select(i => 1e6 + i % 7)];
        MomentSummary stream = RunningMoments.OfStream(x), merged = RunningMoments.OfParts([x[..^1], x[^1..]], []);
        Relative.Close(stream.StdDev, merged.StdDev, 1e-12);
        Relative.Close(stream.Lag1, merged.Lag1, 1e-10);
    }

    [Fact]
    public void Without_values_nothing_is_known()
    {
        var moments = new RunningMoments();
        Assert.True(double.IsNaN(moments.Mean) && double.IsNaN(moments.StdDev) && double.IsNaN(moments.Lag1));
        moments.Merge(new RunningMoments());
        Assert.Equal(0, moments.Count);
        moments.Add(3);
        Assert.True(moments.Mean == 3 && double.IsNaN(moments.Variance));
    }
}
