using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class DifferencesTests
{
    [Fact]
    public void Errors_on_exp_at_1_are_the_next_terms_of_Taylor()
    {
        Assert.Equal(Math.E * (Math.Sinh(1e-2) / 1e-2 - 1), Differences.Central(Math.Exp, 1, 1e-2) - Math.E, 1e-12);          // 4.53e-5
        Assert.Equal(Math.E * ((Math.Exp(1e-2) - 1) / 1e-2 - 1), Differences.Forward(Math.Exp, 1, 1e-2) - Math.E, 1e-12);     // 1.36e-2
    }

    [Fact]
    public void A_central_difference_is_exact_for_parabolas() => Assert.Equal(10, Differences.Central(x => 3 * x * x - 2 * x + 1, 2, 0.5));

    [Theory]
    [InlineData(1, 1, 1.5e-8)]
    [InlineData(1, 2, 6.1e-6)]
    [InlineData(-1e6, 2, 6.1)]
    [InlineData(0, 2, 6.1e-6)]
    public void The_best_step_balances_the_two_errors(double x, int order, double about)
    {
        double h = Differences.BestStep(x, order);
        Assert.InRange(h, about * 0.95, about * 1.05);
        Assert.Equal(h, x + h - x);
    }

    [Fact]
    public void A_step_of_0_is_no_step()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Differences.Forward(Math.Exp, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Differences.Central(Math.Exp, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Differences.BestStep(1, 0));
    }
}
