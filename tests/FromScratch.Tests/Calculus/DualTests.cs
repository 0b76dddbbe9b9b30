using FromScratch.Calculus;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class DualTests
{
    [Fact]
    public void The_slope_of_sin_of_x_squared_over_x_comes_from_three_rules() =>
        Assert.Equal((2 * 2 * 2 * Math.Cos(4) - Math.Sin(4)) / 4, Dual.Derivative(x => Dual.Sin(x * x) / x, 2), 1e-15);   // (2x·cos(x²)·x − sin(x²))/x²

    [Fact]
    public void Tanh_built_from_exp_has_the_slope_of_tanh()
    {
        static Dual FromExp(Dual x) => (Dual.Exp(x) - Dual.Exp(-x)) / (Dual.Exp(x) + Dual.Exp(-x));
        Assert.Equal(Dual.Derivative(Dual.Tanh, 0.7), Dual.Derivative(FromExp, 0.7), 1e-15);
        Assert.Equal(1 / Math.Pow(Math.Cosh(0.7), 2), Dual.Derivative(Dual.Tanh, 0.7), 1e-15);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    public void Powers_have_their_slope_at_0(double p, double slope) => Assert.Equal(slope, Dual.Derivative(x => Dual.Pow(x, p), 0));

    [Fact]
    public void X_to_the_x_needs_the_logarithm() => Assert.Equal(4 * (1 + Math.Log(2)), Dual.Derivative(x => Dual.Pow(x, x), 2), 1e-14);   // xˣ(1 + ln x)

    [Fact]
    public void A_constant_exponent_serves_a_negative_base() => Assert.Equal(12, Dual.Derivative(x => Dual.Pow(x, Dual.Constant(3)), -2));   // 3·(−2)²

    [Fact]
    public void Constants_do_not_move() => Assert.Equal(3, Dual.Derivative(x => 3 * x + 7 - 2, 5));

    [Fact]
    public void A_loop_and_an_if_give_the_slope_of_the_way_taken()
    {
        static Dual Program(Dual x)
        {
            Dual product = 1;
            for (int i = 0; i < 3; i++) product *= x > i ? x : -x;   // for 1 < x ≤ 2: x·x·(−x)
            return product;
        }

        Assert.Equal(-3 * 1.5 * 1.5, Dual.Derivative(Program, 1.5), 1e-15);
    }

    [Fact]
    public void Max_min_and_abs_take_the_slope_of_one_branch()
    {
        Assert.Equal(6, Dual.Derivative(x => Dual.Max(x * x, x), 3));
        Assert.Equal(1, Dual.Derivative(x => Dual.Min(x * x, x), 3));
        Assert.Equal(-1, Dual.Derivative(Dual.Abs, -3));
    }

    [Fact]
    public void A_quotient_of_huge_numbers_keeps_its_slope() =>
        Assert.Equal(-3e-200, Dual.Derivative(x => 3e200 / x, 1e200), 1e-214);   // the square of 1e200 is beyond double

    [Theory]
    [InlineData(0.3)]
    [InlineData(2.5)]
    public void Each_function_agrees_with_the_central_difference(double at)
    {
        (Func<Dual, Dual> Dual, Func<double, double> Plain)[] pairs =
        [
            (Dual.Sin, Math.Sin), (Dual.Cos, Math.Cos), (Dual.Exp, Math.Exp), (Dual.Log, Math.Log), (Dual.Tanh, Math.Tanh), (Dual.Sqrt, Math.Sqrt),
            (x => Dual.Pow(x, 2.5), x => Math.Pow(x, 2.5)), (x => Dual.Pow(2, x), x => Math.Pow(2, x)),
        ];
        Assert.All(pairs, pair => Assert.Equal(Differences.Central(pair.Plain, at, 1e-5), Dual.Derivative(pair.Dual, at), 1e-8));
    }

    [Fact]
    public void It_is_written_as_by_hand() => Assert.Equal(["4 + 2ε", "1.5 − 3ε"], [new Dual(4, 2).ToString(), new Dual(1.5, -3).ToString()]);
}
