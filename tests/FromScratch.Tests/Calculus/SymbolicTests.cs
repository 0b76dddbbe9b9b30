using FromScratch.Calculus;
using FromScratch.Data;
using Xunit;
using static FromScratch.Calculus.Expr;

namespace FromScratch.Tests.Calculus;

public class SymbolicTests
{
    private static readonly Expr _x = new Var("x"), _y = new Var("y");

    [Theory]
    [InlineData(-2)]
    [InlineData(0.5)]
    [InlineData(3)]
    public void Rules_give_the_slopes_of_the_textbook(double x)
    {
        Assert.Equal(3 * x * x, (_x * _x * _x).Diff("x").Eval(x), 1e-12);
        Assert.Equal(3 * Math.Cos(3 * x), Sin(3 * _x).Diff("x").Eval(x), 1e-12);
        Assert.Equal(-3 * Math.Sin(3 * x), Cos(3 * _x).Diff("x").Eval(x), 1e-12);
        Assert.Equal(3 * x * x, (_x ^ 3).Diff("x").Eval(x), 1e-12);
        Assert.Equal((1 - x * x) / Math.Pow(1 + x * x, 2), (_x / (1 + _x * _x)).Diff("x").Eval(x), 1e-12);
        Assert.Equal(2 * x * Math.Exp(x * x), Exp(_x * _x).Diff("x").Eval(x), 1e-9);
    }

    [Fact]
    public void X_to_the_x_has_the_slope_x_to_the_x_times_1_plus_ln_x() => Assert.Equal(4 * (1 + Math.Log(2)), (_x ^ _x).Diff("x").Eval(2), 1e-14);

    [Fact]
    public void Other_variables_are_constants()
    {
        Assert.Equal(new Const(0), (Sin(_x) * (_x ^ 2)).Diff("y").Simplify());
        Assert.Equal(3, (_x * _y).Diff("x").Eval(new Dictionary<string, double> { ["x"] = 2, ["y"] = 3 }));
    }

    [Fact]
    public void A_power_with_the_exponent_another_variable_serves_negative_bases() =>
        Assert.Equal(12, (_x ^ _y).Diff("x").Eval(new Dictionary<string, double> { ["x"] = -2, ["y"] = 3 }));

    [Fact]
    public void Simplifying_tidies()
    {
        Assert.Equal("1", _x.Diff("x").Simplify().ToString());
        Assert.Equal("2 * x", (_x ^ 2).Diff("x").Simplify().ToString());
        Assert.Equal("x^(-1)", Log(_x).Diff("x").Simplify().ToString());
        Assert.Equal("cos(x)", Sin(_x).Diff("x").Simplify().ToString());
        Assert.Equal("6 * x", (2 * (3 * _x)).Simplify().ToString());
        Assert.Equal("1 / 0", (new Const(1) / 0).Simplify().ToString());
        Assert.Equal("(x^2)^0.5", ((_x ^ 2) ^ 0.5).Simplify().ToString());   // |x|, not x
    }

    [Fact]
    public void Ten_derivatives_of_a_logarithm_stay_small()
    {
        Expr e = Log(1 + _x);
        for (int k = 0; k < 10; k++) e = e.Diff("x").Simplify();
        Assert.Equal(-362880, e.Eval(0));   // −9!
        Assert.True(e.NodeCount() <= 7, e.ToString());
    }

    /// <summary>The three ways of this unit, each from its own rules, on the same random formulas.</summary>
    [Fact]
    public void Rules_dual_numbers_and_differences_agree_on_random_formulas()
    {
        var rng = new Rng(4);
        for (int trial = 0; trial < 200; trial++)
        {
            Expr e = Random(rng, 4);
            double x = 0.5 + rng.NextDouble(), y = 0.5 + rng.NextDouble();
            var plain = new Dictionary<string, double> { ["x"] = x, ["y"] = y };
            double symbolic = e.Diff("x").Eval(plain), tidied = e.Diff("x").Simplify().Eval(plain);
            double dual = e.Eval(new Dictionary<string, Dual> { ["x"] = Dual.Variable(x), ["y"] = y }).D;
            double difference = Extrapolation.Derivative(t => e.Eval(new Dictionary<string, double> { ["x"] = t, ["y"] = y }), x, 1e-2, 4);
            double scale = Math.Max(1, Math.Abs(dual));
            Assert.True(Math.Abs(symbolic - dual) <= 1e-12 * scale && Math.Abs(tidied - dual) <= 1e-12 * scale, $"{e}: {symbolic}, {tidied}, {dual}");
            Assert.True(Math.Abs(difference - dual) <= 1e-6 * scale, $"{e} at {x}, {y}: {difference}, {dual}");
            Assert.True(e.Diff("x").Simplify().NodeCount() <= e.Diff("x").NodeCount(), e.ToString());
        }
    }

    [Fact]
    public void It_is_written_with_the_brackets_it_needs()
    {
        Assert.Equal("(x + 1) * (x - y)", ((_x + 1) * (_x - _y)).ToString());
        Assert.Equal("x - (x + y)", (_x - (_x + _y)).ToString());
        Assert.Equal("(-2)^x / (x * y)", ((new Const(-2) ^ _x) / (_x * _y)).ToString());
        Assert.Equal(@"\frac{\sin\left(3 \cdot x\right)}{x^{2}}", (Sin(3 * _x) / (_x ^ 2)).ToLatex());
    }

    [Fact]
    public void Sharing_counts_equal_parts_once()
    {
        Expr square = (_x + 1) * (_x + 1);
        Assert.Equal((7, 4), (square.NodeCount(), square.SharedNodeCount()));
    }

    [Fact]
    public void A_variable_without_a_number_and_an_unknown_function_are_refused()
    {
        Assert.Contains("y", Assert.Throws<ArgumentException>(() => (_x * _y).Eval(new Dictionary<string, double> { ["x"] = 1 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (_x * _y).Eval(1));
        Assert.Throws<ArgumentException>(() => new Call("gamma", _x).Diff("x"));
    }

    /// <summary>A formula of x and y that has values between 0.5 and 1.5: every part stays positive and of moderate size.</summary>
    private static Expr Random(Rng rng, int depth)
    {
        if (depth == 0) return rng.NextInt(3) switch { 0 => _x, 1 => _y, _ => 0.5 + rng.NextInt(4) };
        Expr a = Random(rng, depth - 1), b = Random(rng, rng.NextInt(depth));
        return rng.NextInt(8) switch
        {
            0 => a + b,
            1 => a * b,
            2 => a / (1 + b),
            3 => 1.5 + Sin(a),
            4 => 1.5 + Cos(a),
            5 => Exp(-1 * a),
            6 => Log(1.5 + a),
            _ => (1 + Sin(a) * Sin(a)) ^ (b / (1 + b)),
        };
    }
}
