using FromScratch.Neural;
using FromScratch.Probability;

namespace FromScratch.Tests.Neural;

public sealed class LogitsTests
{
    [Fact]
    public void Softmax_around_1000_is_that_around_0()
    {
        Assert.Equal([0.09003057317038046, 0.24472847105479767, 0.6652409557748219], Logits.Softmax([1000, 1001, 1002]), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(1002.4076059644444, Logits.LogSumExp([1000, 1001, 1002]), 1e-12);
    }

    [Fact]
    public void It_agrees_with_the_sums_in_log_space()
    {
        double[] z = [-3, 0.5, 2, 7, -11];
        Assert.Equal(LogSpace.Softmax(z), Logits.Softmax(z), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(LogSpace.LogSumExp(z), Logits.LogSumExp(z), 1e-14);
    }

    [Fact]
    public void The_logarithm_stays_finite_where_the_probability_underflows() => Assert.Equal([0, -800], Logits.LogSoftmax([0, -800]));

    [Fact]
    public void A_ruled_out_entry_gets_nothing() => Assert.Equal([0, 1, 0], Logits.Softmax([double.NegativeInfinity, 3, double.NegativeInfinity]));

    [Theory]
    [InlineData(2, 0.506480391055654)]
    [InlineData(0.5, 0.8668133321973349)]
    public void Temperature_divides_the_scores(double temperature, double largest) => Assert.Equal(largest, Logits.Softmax([0, 1, 2], temperature)[2], 1e-15);

    [Fact]
    public void Scores_and_temperatures_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Logits.Softmax([1, 2], 0));
        Assert.Throws<ArgumentException>(() => Logits.Softmax([]));
        Assert.Throws<ArgumentException>(() => Logits.LogSumExp([double.NegativeInfinity]));
        Assert.Throws<ArgumentException>(() => Logits.LogSoftmax([1, double.NaN]));
    }
}
