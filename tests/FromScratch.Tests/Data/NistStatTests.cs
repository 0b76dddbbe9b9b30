using FromScratch.Data;

namespace FromScratch.Tests.Data;

public class NistStatTests
{
    [Fact]
    public void The_sets_are_made_by_the_rule()
    {
        Assert.Equal([1.2, 1.1, 1.3, 1.1], NistStat.NumAcc(2).X[..4]);
        Assert.Equal((1001, 500, 500), (NistStat.NumAcc(4).X.Length, NistStat.NumAcc(4).X.Count(x => x == 10000000.1), NistStat.NumAcc(4).X.Count(x => x == 10000000.3)));
        CertifiedAnova set = NistStat.SmLs(5);
        Assert.Equal((9, 201, 201.0), (set.Groups.Length, set.Groups[0].Length, set.F));
        Assert.Equal([1000000.3, 1000000.2, 1000000.4], set.Groups[1][..3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => NistStat.NumAcc(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => NistStat.SmLs(0));
    }

    /// <summary>In decimal arithmetic the certified values come out exactly.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void The_certified_sums_follow_from_the_data(int which)
    {
        CertifiedAnova set = NistStat.SmLs(which);
        decimal[][] groups = Array.ConvertAll(set.Groups, group => Array.ConvertAll(group, x => Math.Round((decimal)(x % 1), 1)));
        decimal n = groups.Sum(group => group.Length), mean = groups.Sum(group => group.Sum()) / n;
        decimal between = groups.Sum(group => group.Length * (group.Average() - mean) * (group.Average() - mean));
        decimal within = groups.Sum(group => group.Sum(x => (x - group.Average()) * (x - group.Average())));
        Assert.Equal(set.SumBetween, (double)between, 1e-12);
        Assert.Equal(set.SumWithin, (double)within, 1e-12);
        Assert.Equal(set.F, (double)(between / 8 / (within / (n - 9))), 1e-12);
    }
}
