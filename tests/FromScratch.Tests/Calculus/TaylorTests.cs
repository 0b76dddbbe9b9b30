using FromScratch.Calculus;
using Xunit;
using static FromScratch.Calculus.Expr;

namespace FromScratch.Tests.Calculus;

public class TaylorTests
{
    private static readonly Expr _x = new Var("x");

    [Fact]
    public void The_exponential_has_one_over_k_factorial() =>
        Assert.Equal([1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0], Taylor.Coefficients(Exp(_x), 0, 5));

    [Fact]
    public void Only_the_centre_is_used() => Assert.Equal([8.0, 12, 6, 1, 0], Taylor.Coefficients(_x ^ 3, 2, 4));   // (2 + u)³

    [Fact]
    public void A_polynomial_is_its_own_model() => Assert.Equal(27, Taylor.Evaluate(Taylor.Coefficients(_x ^ 3, 2, 4), 2, 3));

    [Fact]
    public void The_radius_is_the_distance_to_the_nearest_trouble()
    {
        Assert.Equal(1, Taylor.RadiusEstimate(Taylor.Coefficients(Log(1 + _x), 0, 15)), 0.1);
        Assert.Equal(2, Taylor.RadiusEstimate(Taylor.Coefficients(1 / (2 - _x), 0, 10)), 1e-12);
        Assert.True(Taylor.RadiusEstimate(Taylor.Coefficients(Sin(_x), 0, 15)) > 8);
        Assert.Equal(double.PositiveInfinity, Taylor.RadiusEstimate([1, 2, 1, 0, 0, 0, 0]));
    }

    [Fact]
    public void A_negative_degree_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Taylor.Coefficients(_x, 0, -1));
}
