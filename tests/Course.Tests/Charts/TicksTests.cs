using Course.Charts;
using Xunit;

namespace Course.Tests.Charts;

public class TicksTests
{
    [Fact]
    public void Positions_are_round_numbers_within_the_range()
    {
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], Ticks.Between(0, 1));
        Assert.Equal([-10, -5, 0, 5, 10], Ticks.Between(-11, 12));
        Assert.Equal([2e200, 4e200], Ticks.Between(1e200, 5e200, 2));
    }

    [Theory, InlineData(1, 1), InlineData(2, 1), InlineData(double.NaN, 1), InlineData(0, double.PositiveInfinity)]
    public void A_range_without_a_length_is_refused(double low, double high) => Assert.Throws<ArgumentException>(() => Ticks.Between(low, high));
}
