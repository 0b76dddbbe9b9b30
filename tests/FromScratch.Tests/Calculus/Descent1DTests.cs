using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class Descent1DTests
{
    [Fact]
    public void On_a_parabola_each_step_multiplies_by_1_less_rate_times_curvature() =>
        Assert.Equal([8.0, 4, 2, 1], Descent1D.Gradient(x => 2 * x * x, 8, 0.125, 3));   // c = 4: 1 − 0.125·4

    [Fact]
    public void At_the_critical_rate_it_swings_for_ever()
    {
        Assert.Equal(0.5, Descent1D.CriticalRate(4));
        Assert.Equal([3.0, -3, 3], Descent1D.Gradient(x => 2 * x * x, 3, 0.5, 2));
    }

    [Fact]
    public void It_ends_before_the_first_place_that_is_no_number() => Assert.Equal([1.0, -2], Descent1D.Gradient(Dual.Log, 1, 3, 10)[..2]);

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Descent1D.Gradient(x => x, 0, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Descent1D.Gradient(x => x, 0, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Descent1D.CriticalRate(0));
    }
}
