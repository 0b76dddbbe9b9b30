using FromScratch.Calculus;
using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.Data;

public class AdoptionCurveTests
{
    [Fact]
    public void The_noise_has_the_size_that_was_asked_for()
    {
        (AdoptionWeeks data, AdoptionTruth truth) = Generators.AdoptionCurve(1, weeks: 4000);
        double[] residuals = new SaturatingGrowth(data.Week, data.Users).Residuals([truth.Ceiling, truth.Rate]);
        Assert.Equal(800, Math.Sqrt(residuals.Sum(r => r * r) / residuals.Length), 40.0);   // 2 % of 40,000; four standard errors are 36
        Assert.Equal([1, 2, 3], data.Week[..3]);
    }

    [Fact]
    public void A_short_series_begins_a_long_one() => Assert.Equal(Generators.AdoptionCurve(9).Data.Users[..8], Generators.AdoptionCurve(9, weeks: 8).Data.Users);

    [Fact]
    public void Parameters_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.AdoptionCurve(1, ceiling: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.AdoptionCurve(1, rate: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.AdoptionCurve(1, noise: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.AdoptionCurve(1, weeks: 0));
    }
}
