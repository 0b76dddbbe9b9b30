using FromScratch.Calculus;
using FromScratch.Data;
using Xunit;
using static FromScratch.Calculus.Expr;

namespace FromScratch.Tests.Calculus;

public class ChainRuleTests
{
    private static readonly Expr _x = new Var("x"), _y = new Var("y");

    [Fact]
    public void Two_roads_of_a_diamond_are_added() =>
        Assert.Equal([1.0, 0, 1, 0, 1, 9], ChainRule.ForwardSlopes(TapeRecording.Record((_x + 1) * (_x + 2), ("x", 3)), 0));   // (x + 1)(x + 2): 2x + 3

    [Fact]
    public void Each_input_has_its_own_pass()
    {
        TapeNode[] tape = TapeRecording.Record(_x * _y + Sin(_x), ("x", 2), ("y", 5));
        Assert.Equal(5 + Math.Cos(2), ChainRule.ForwardSlopes(tape, 0)[^1], 1e-15);
        Assert.Equal(2, ChainRule.ForwardSlopes(tape, 1)[^1]);
    }

    [Fact]
    public void It_agrees_with_dual_numbers_and_with_rules_on_random_formulas()
    {
        var rng = new Rng(6);
        for (int trial = 0; trial < 100; trial++)
        {
            Expr e = Random(rng, 4);
            double x = 0.5 + rng.NextDouble();
            double slope = ChainRule.ForwardSlopes(TapeRecording.Record(e, ("x", x)), 0)[^1];
            double dual = e.Eval(new Dictionary<string, Dual> { ["x"] = Dual.Variable(x) }).D;
            Assert.Equal(dual, slope, 1e-12 * Math.Max(1, Math.Abs(dual)));
            Assert.Equal(e.Diff("x").Simplify().Eval(x), slope, 1e-12 * Math.Max(1, Math.Abs(dual)));
        }
    }

    [Fact]
    public void A_tape_that_is_out_of_order_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ChainRule.ForwardSlopes([new("input", [], 1), new("sin", [1], 0)], 0));
        Assert.Throws<ArgumentException>(() => ChainRule.ForwardSlopes([new("const", [], 1)], 0));
        Assert.Throws<ArgumentException>(() => ChainRule.ForwardSlopes([new("input", [], 1), new("gamma", [0], 0)], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChainRule.ForwardSlopes([new("input", [], 1)], 1));
    }

    private static Expr Random(Rng rng, int depth)
    {
        if (depth == 0) return rng.NextInt(3) == 0 ? 0.5 + rng.NextInt(4) : _x;
        Expr a = Random(rng, depth - 1), b = Random(rng, rng.NextInt(depth));
        return rng.NextInt(7) switch { 0 => a + b, 1 => a * b, 2 => a / (1 + b), 3 => 1.5 + Sin(a), 4 => 1.5 + Cos(a), 5 => Exp(-1 * a), _ => Log(1.5 + a) };
    }
}
