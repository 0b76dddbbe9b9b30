using FromScratch.Calculus;
using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class ForecastTrustTests
{
    [Fact]
    public void Trust_comes_with_weeks_and_does_not_see_the_future()
    {
        AdoptionWeeks data = Generators.AdoptionCurve(5).Data;
        double loose = ForecastTrust.FirstTrustworthyWeek(data.Week, data.Users, 0.2)!.Value, strict = ForecastTrust.FirstTrustworthyWeek(data.Week, data.Users, 0.02)!.Value;
        Assert.True(loose < strict);
        Assert.Equal(loose, ForecastTrust.FirstTrustworthyWeek(data.Week[..(int)loose], data.Users[..(int)loose], 0.2));
        Assert.Null(ForecastTrust.FirstTrustworthyWeek(data.Week[..7], data.Users[..7], 10));
    }

    [Fact]
    public void Growth_without_a_bend_is_never_trusted() =>
        Assert.Null(ForecastTrust.FirstTrustworthyWeek([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 4, 9, 16, 25, 36, 49, 64, 81], 0.5));

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ForecastTrust.FirstTrustworthyWeek([1, 2, 3], [1, 2], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ForecastTrust.FirstTrustworthyWeek([1, 2], [1, 2], 0));
    }
}
