using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class ExtrapolationTests
{
    [Fact]
    public void One_level_is_the_central_difference() => Assert.Equal(Differences.Central(Math.Sin, 1, 0.5), Extrapolation.Derivative(Math.Sin, 1, 0.5, 1));

    [Fact]
    public void Two_levels_cancel_the_square() =>
        Assert.Equal((4 * Differences.Central(Math.Sin, 1, 0.25) - Differences.Central(Math.Sin, 1, 0.5)) / 3, Extrapolation.Derivative(Math.Sin, 1, 0.5, 2), 1e-15);

    [Fact]
    public void Six_levels_leave_rounding() => Assert.Equal(Math.Cos(1), Extrapolation.Derivative(Math.Sin, 1, 0.5, 6), 1e-12);

    [Fact]
    public void It_is_exact_up_to_degree_twice_the_levels() => Assert.Equal(6 * Math.Pow(1.5, 5), Extrapolation.Derivative(x => Math.Pow(x, 6), 1.5, 1, 3), 1e-10);

    [Fact]
    public void No_level_is_no_answer() => Assert.Throws<ArgumentOutOfRangeException>(() => Extrapolation.Derivative(Math.Sin, 1, 0.5, 0));
}
