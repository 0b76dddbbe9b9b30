using FromScratch.Probability;

namespace FromScratch.Tests.Probability;

public sealed class LogSpaceTests
{
    [Fact]
    public void Sums_of_numbers_beyond_the_range_of_double()
    {
        Assert.Equal(1000 + Math.Log(2), LogSpace.LogSumExp([1000, 1000]), 1e-12);
        Assert.Equal(-2000 + Math.Log(3), LogSpace.LogSumExp([-2000, -2000, -2000]), 1e-12);
        Assert.Equal(double.NegativeInfinity, LogSpace.LogSumExp([]));
        Assert.Equal(double.NaN, LogSpace.LogSumExp([double.PositiveInfinity, double.NaN]));
        Assert.Equal([0.25, 0.75], LogSpace.Softmax([-5000, -5000 + Math.Log(3)]), (x, y) => Math.Abs(x - y) < 1e-12);
    }
}
