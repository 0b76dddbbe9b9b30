using FromScratch.Neural;

namespace FromScratch.Tests.Neural;

public sealed class ActivationsTests
{
    public static TheoryData<Act> All => [.. Enum.GetValues<Act>()];

    [Theory]
    [InlineData(Act.Gelu, 1, 0.8413447460685429)]
    [InlineData(Act.Silu, 1, 0.7310585786300049)]
    [InlineData(Act.Elu, -1, -0.6321205588285577)]
    [InlineData(Act.Sigmoid, -1000, 0)]
    [InlineData(Act.Sigmoid, 1000, 1)]
    [InlineData(Act.Softplus, -1000, 0)]
    [InlineData(Act.Softplus, 1000, 1000)]
    [InlineData(Act.Softplus, 0, 0.6931471805599453)]
    [InlineData(Act.LeakyRelu, -3, -0.03)]
    [InlineData(Act.Step, 0, 1)]
    [InlineData(Act.Step, -1e-300, 0)]
    public void Values_are_those_of_the_formulas(Act a, double x, double expected) => Assert.Equal(expected, Activations.Eval(a, x), 1e-14);

    [Theory]
    [InlineData(-30)]
    [InlineData(-40)]
    public void Softplus_keeps_its_digits_where_it_is_tiny(double x) => Assert.Equal(1, Activations.Eval(Act.Softplus, x) / Math.Exp(x), 1e-12);

    [Theory]
    [MemberData(nameof(All))]
    public void The_derivative_is_the_slope_away_from_kinks(Act a)
    {
        foreach (double x in new[] { -5.3, -1.1, -0.2, 0.3, 1.7, 4.9 })
            Assert.Equal((Activations.Eval(a, x + 1e-5) - Activations.Eval(a, x - 1e-5)) / 2e-5, Activations.Derivative(a, x), 1e-8);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Far_out_values_and_slopes_are_finite(Act a)
    {
        foreach (double x in new[] { -1e5, -1000, 1000, 1e5 })
        {
            Assert.True(double.IsFinite(Activations.Eval(a, x)));
            Assert.True(double.IsFinite(Activations.Derivative(a, x)));
        }
    }

    [Fact]
    public void At_the_kink_the_left_slope_counts()
    {
        Assert.Equal(0, Activations.Derivative(Act.Relu, 0));
        Assert.Equal(0.01, Activations.Derivative(Act.LeakyRelu, 0));
        Assert.Equal(1, Activations.Derivative(Act.Elu, 0));
    }

    [Fact]
    public void An_unknown_name_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.Eval((Act)99, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Activations.Derivative((Act)99, 0));
    }
}
