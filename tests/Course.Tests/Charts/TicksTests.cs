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

    [Fact]
    public void On_a_logarithmic_axis_they_are_powers_of_ten_and_steps_between_where_there_are_few()
    {
        Assert.Equal([1, 10, 100, 1000, 10000], Ticks.Powers(0, 4));
        Assert.Equal([1, 2, 5, 10, 20], Ticks.Powers(0, Math.Log10(30)));
        Assert.Equal([1e-12, 1e-8, 1e-4, 1, 1e4, 1e8, 1e12], Ticks.Powers(-14, 13));
        Assert.Equal([3, 3.2, 3.4, 3.6, 3.8, 4], Ticks.Powers(Math.Log10(3), Math.Log10(4)));
    }
}
