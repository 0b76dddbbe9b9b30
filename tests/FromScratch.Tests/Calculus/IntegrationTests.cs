using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class IntegrationTests
{
    [Fact]
    public void Simpson_is_exact_for_cubics()
    {
        Assert.Equal(20, Integration.Simpson(x => 4 * x * x * x + 2 * x + 1, 1, 2, 2) + 1, 1e-13);   // 15 + 3 + 1, and the 1 added
        Assert.Equal(-19, Integration.Simpson(x => 4 * x * x * x + 2 * x + 1, 2, 1, 4), 1e-13);
    }

    [Fact]
    public void Halving_the_pieces_divides_Simpsons_error_by_16()
    {
        double exact = Math.E - 1;
        double ratio = (Integration.Simpson(Math.Exp, 0, 1, 8) - exact) / (Integration.Simpson(Math.Exp, 0, 1, 16) - exact);
        Assert.InRange(ratio, 15.8, 16.2);
    }

    [Fact]
    public void The_adaptive_rule_spends_its_points_where_the_root_is_steep()
    {
        int calls = 0;
        (double area, int evaluations) = Integration.Adaptive(x => { calls++; return Math.Sqrt(x); }, 0, 1, 1e-9);
        Assert.Equal(2.0 / 3, area, 1e-9);
        Assert.Equal(calls, evaluations);
        Assert.True(evaluations < 2000, $"{evaluations}");
    }

    [Fact]
    public void A_value_that_is_no_number_ends_the_search() => Assert.Equal(double.NaN, Integration.Adaptive(Math.Log, -1, 1, 1e-6).Area);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Gauss_is_exact_up_to_degree_2n_less_1(int points)
    {
        int degree = 2 * points - 1;
        Assert.Equal((Math.Pow(2, degree + 1) - 1) / (degree + 1), Integration.GaussLegendre(x => Math.Pow(x, degree), 1, 2, points), 1e-10);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Integration.Simpson(Math.Exp, 0, 1, 3));
        Assert.Throws<ArgumentException>(() => Integration.Simpson(Math.Exp, 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Integration.Adaptive(Math.Exp, 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Integration.GaussLegendre(Math.Exp, 0, 1, 0));
    }
}
