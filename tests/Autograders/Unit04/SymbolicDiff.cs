using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.Data;
using static FromScratch.Calculus.Expr;

namespace Autograders;

/// <summary>Exercise 4.5: derivatives of formulas, and tidying what the rules leave behind.</summary>
[Exercise("4.5", "Symbolic differentiation", Difficulty = 4, Minutes = 60, Core = true, Theory = "5. Formulas differentiate to formulas, and swell")]
public sealed class SymbolicDiff : Exercise<SymbolicDiff, SymbolicDiff.Contract>
{
    public delegate Expr Derivative(Expr e, string v);

    public delegate Expr Simplification(Expr e);

    public sealed record Contract(Derivative Diff, Simplification Simplify);

    public static Verdict Check(Derivative diff, Simplification simplify) => Grade(new Contract(diff, simplify));

    protected override Contract Reference => new(Symbolic.Diff, Symbolic.Simplify);

    private static readonly Expr _x = new Var("x"), _y = new Var("y");

    private static Const Number(double value) => new(value);

    private static Dictionary<string, double> At(double x, double y = 0.5) => new() { ["x"] = x, ["y"] = y };

    [Fact]
    public void A_number_has_slope_0() => HasSlope(Number(7), _ => 0, "A number does not move.");

    [Fact]
    public void The_variable_has_slope_1() => HasSlope(_x, _ => 1, "x moves as x does.");

    [Fact]
    public void Another_variable_has_slope_0()
    {
        HasSlope(_y, _ => 0, "y is a constant here: only x moves.");
        HasSlope(Sin(_y) * _y, _ => 0, "y is a constant here: only x moves.");
    }

    [Fact]
    public void The_variable_may_have_any_name() =>
        Expect.Close(6, Value(Subject.Diff(new Var("price") * new Var("price"), "price"), new() { ["price"] = 3 }), because: "price² has the slope 2·price. Compare the name with v, not with \"x\".");

    [Fact]
    public void A_sum_adds_slopes() => HasSlope(Sin(_x) + _x * 3, x => Math.Cos(x) + 3, "(u + w)′ = u′ + w′.");

    [Fact]
    public void A_product_follows_the_product_rule()
    {
        HasSlope(_x * _x * _x, x => 3 * x * x, "x·x·x is a product of a product: 3x².");
        HasSlope(_x * Sin(_x), x => Math.Sin(x) + x * Math.Cos(x), "(u·w)′ = u′w + uw′.");
        HasSlope(_y * _x, _ => 0.5, "y is a constant here: y·x has the slope y.");
    }

    [Fact]
    public void A_quotient_follows_the_quotient_rule()
    {
        HasSlope(Sin(_x) / (1 + _x * _x), x => (Math.Cos(x) * (1 + x * x) - 2 * x * Math.Sin(x)) / Math.Pow(1 + x * x, 2), "(u/w)′ = (u′w − uw′)/w².");
        HasSlope(3 / (2 + _x), x => -3 / Math.Pow(2 + x, 2), "3/(2 + x) falls.");
    }

    [Fact]
    public void A_fixed_power_brings_its_exponent_down()
    {
        HasSlope(_x ^ 3, x => 3 * x * x, "3·x²; with ln x it would fail for negative x.", -2, -0.5, 1.5);
        HasSlope((1 + _x * _x) ^ 2.5, x => 5 * x * Math.Pow(1 + x * x, 1.5), "2.5·u^1.5·u′: the inner slope belongs to it.", -2, 1.5);
    }

    [Fact]
    public void An_exponent_of_another_variable_is_fixed_too() =>
        HasSlope(_x ^ new Var("n"), x => 3 * x * x, "n is a constant here: n·x^(n − 1), which holds for negative x too. With ln x it would be NaN.", -2, -0.5, 1.5);

    [Fact]
    public void An_exponent_that_moves_needs_the_logarithm()
    {
        HasSlope(_x ^ _x, x => Math.Pow(x, x) * (Math.Log(x) + 1), "xˣ = exp(x·ln x): both the base and the exponent move, and the slope is xˣ·(ln x + 1).", 0.5, 2);
        HasSlope(Number(2) ^ _x, x => Math.Pow(2, x) * Math.Log(2), "2ˣ has the slope 2ˣ·ln 2.", -1, 2);
        HasSlope((1 + _x * _x) ^ (2 * _x), x => Math.Pow(1 + x * x, 2 * x) * (2 * Math.Log(1 + x * x) + 4 * x * x / (1 + x * x)), "uʷ·(w′·ln u + w·u′/u).", -0.5, 1.5);
    }

    [Fact]
    public void Functions_follow_the_chain_rule()
    {
        HasSlope(Sin(3 * _x), x => 3 * Math.Cos(3 * x), "sin(3x) has the slope cos(3x)·3.");
        HasSlope(Cos(3 * _x), x => -3 * Math.Sin(3 * x), "cos(3x) has the slope −sin(3x)·3.");
        HasSlope(Exp(_x * _x), x => 2 * x * Math.Exp(x * x), "exp(x²) has the slope exp(x²)·2x.");
        HasSlope(Log(1 + _x * _x), x => 2 * x / (1 + x * x), "ln u has the slope u′/u.");
    }

    [Fact]
    public void An_unknown_function_is_refused() =>
        Expect.Throws<ArgumentException>(() => Subject.Diff(new Call("gamma", _x), "x"), because: "A formula knows sin, cos, exp and log. Do not guess the slope of another function.");

    /// <summary>The graders of this unit hold its methods against each other: here rules against dual numbers.</summary>
    [Fact]
    public void Rules_and_dual_numbers_agree_on_random_formulas() => Property.Holds(
        Gen.Int[0, 1_000_000], seed =>
        {
            Expr e = RandomFormula(seed);
            double x = 0.5 + new Rng((ulong)seed).NextDouble(), y = 0.8;
            double dual = e.Eval(new Dictionary<string, Dual> { ["x"] = Dual.Variable(x), ["y"] = y }).D;
            Expect.Close(dual, Value(Subject.Diff(e, "x"), At(x, y)), because: $"The slope at x = {ValueText.Of(x)}, y = 0.8, against dual numbers run through the same formula.", tolerance: 1e-11, scale: 1);
        });

    [Fact]
    public void The_slope_of_a_combination_is_the_combination_of_slopes() => Property.Holds(
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Draw.Whole), sample =>
        {
            (int first, int second, double c) = sample;
            Expr f = RandomFormula(first), g = RandomFormula(second);
            double whole = Value(Subject.Diff(c * f + g, "x"), At(0.9)), parts = c * Value(Subject.Diff(f, "x"), At(0.9)) + Value(Subject.Diff(g, "x"), At(0.9));
            Expect.Close(parts, whole, because: $"(c·f + g)′ = c·f′ + g′, with c = {ValueText.Of(c)}, f = {f}, g = {g}, at x = 0.9, y = 0.5.", tolerance: 1e-11, scale: 10);
        });

    [Fact]
    public void Neutral_parts_are_dropped()
    {
        Becomes(_x, _x + 0, "u + 0 is u.");
        Becomes(_x, 0 + _x, "0 + u is u.");
        Becomes(_x, 1 * _x, "1·u is u.");
        Becomes(_x, _x * 1, "u·1 is u.");
        Becomes(_x, _x / 1, "u/1 is u.");
        Becomes(_x, _x ^ 1, "u¹ is u.");
    }

    [Fact]
    public void Zeros_swallow_products()
    {
        Becomes(0, 0 * Sin(_x), "0·u is 0.");
        Becomes(0, Sin(_x) * 0, "u·0 is 0.");
        Becomes(0, 0 / (2 + _x), "0/u is 0.");
        Becomes(1, (2 + _x) ^ 0, "u⁰ is 1.");
    }

    [Fact]
    public void Numbers_are_computed()
    {
        Becomes(5, Number(2) + 3, "2 + 3 is a number.");
        Becomes(6, Number(2) * 3, "2·3 is a number.");
        Becomes(0.4, Number(2) / 5, "2/5 is a number.");
        Becomes(8, Number(2) ^ 3, "2³ is a number.");
        Becomes(1, Exp(0), "exp(0) is a number.");
    }

    [Fact]
    public void Parts_are_simplified_before_the_whole()
    {
        Becomes(_x, (_x * 1 + 0) * (Number(0) + 1), "First the parts: they become x and 1. Then the product of those.");
        Becomes(Sin(_x), Sin((_x + 0) / 1), "The argument of a function is a part too.");
        Becomes(1, _x ^ (0 * _y), "The exponent is a part too: 0·y is 0, and u⁰ is 1.");
        Becomes(1, (0 + _x * 0) ^ (Number(3) + -3), "Base and exponent first, then the power.");
        Becomes(new Const(7), (0 * _x + 7) / (_x ^ 0), "Top and bottom first, then the quotient.");
    }

    [Fact]
    public void A_formula_without_the_variable_has_the_slope_0() =>
        Becomes(0, Subject.Diff(Sin(_x) * (_x ^ 2) / (1 + Exp(_x)), "y"), "The formula holds no y. Its slope must come out as the number 0, not as a tree of zeros.");

    [Fact]
    public void A_tidied_derivative_is_short()
    {
        Expr slope = Subject.Simplify(Subject.Diff(Sin(_x) + (_x ^ 2), "x"));
        Expect.That(slope is not null && slope.NodeCount() <= 8, "at most 8 nodes for the slope of sin(x) + x²", slope, because: "cos(x) + 2·x has 6 nodes. Which zeros and ones did you leave?");
    }

    [Fact]
    public void What_has_no_value_keeps_none()
    {
        Expect.That(!double.IsFinite(Value(Subject.Simplify(Number(1) / 0), At(1))), "1/0, which is no finite number", Subject.Simplify(Number(1) / 0), because: "Division by zero must not vanish in the tidying.");
        Expect.That(double.IsNaN(Value(Subject.Simplify(Number(0) / 0), At(1))), "0/0, which is not a number", Subject.Simplify(Number(0) / 0), because: "0/u is 0 only where u is not 0.");
    }

    [Fact]
    public void A_root_of_a_square_stays_an_absolute_value() =>
        Expect.Close(2, Value(Subject.Simplify((_x ^ 2) ^ 0.5), At(-2)), because: "√((−2)²) is 2. Exponents may be multiplied only where that keeps the value.");

    [Fact]
    public void Tidying_keeps_every_value_and_never_adds_a_node() => Property.Holds(
        Gen.Int[0, 1_000_000], seed =>
        {
            Expr e = RandomFormula(seed), slope = e.Diff("x");
            foreach (Expr each in new[] { e, slope })
            {
                Expr tidy = Subject.Simplify(each);
                foreach (double x in new[] { 0.6, 1.4 })
                    Expect.Close(Value(each, At(x)), Value(tidy, At(x)), because: $"The value at x = {ValueText.Of(x)}, y = 0.5 must be that of {Shown(each)}.", tolerance: 1e-11, scale: 1);
                Expect.That(tidy.NodeCount() <= each.NodeCount(), $"at most {each.NodeCount()} nodes", tidy.NodeCount(), because: $"Tidying made {Shown(each)} longer.");
            }
        });

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("xˣ: you lost the ln x term. Where the exponent moves, n·xⁿ⁻¹ is not enough.", Reference with { Diff = (e, v) => Wrong(e, v, constantExponent: true) }),
        new("y is a constant here: only the variable v has the slope 1.", Reference with { Diff = (e, v) => Wrong(e, v, everyVariable: true) }),
        new("You always use the rule with ln: it is NaN for a negative base, where n·xⁿ⁻¹ is fine. Ask first whether the exponent moves.", Reference with { Diff = (e, v) => Wrong(e, v, alwaysLog: true) }),
        new("The inner slope is missing: sin(3x) has the slope cos(3x)·3.", Reference with { Diff = (e, v) => Wrong(e, v, noInner: true) }),
        new("You look at the whole before its parts: (x·1 + 0)·(0 + 1) keeps its zeros and ones. Simplify the parts first, then look at the node again.", Reference with { Simplify = OneLevel }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("one method a rule, chosen by if; tidying repeated until nothing changes", new(ByIfs, UntilStill)),
        new("every power by the logarithm only where its exponent moves, quotients as products with a power of −1; numbers gathered in products", new(
            (e, v) => e is Div(var top, var bottom) ? Symbolic.Diff(top * (bottom ^ -1), v) : Symbolic.Diff(e, v),
            e => e.Simplify())),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "A switch over the node types, one rule each. Which of the parts does a rule differentiate, and which does it keep as they are?",
        "A power has two rules. Ask whether the exponent contains v: if not, the exponent comes down; if it does, write uʷ as exp(w·ln u) and differentiate that by hand. Simplify: call itself on the parts first, then look at what they have become.",
        "Simplify, once the parts are simple: the neutral cases (0 in a sum, 1 in a product, a divisor or an exponent 1), the swallowing cases (0 in a product, 0 over something, an exponent 0), then: are all parts numbers, and is the result finite? Else the node with its new parts.",
    ];

    private void HasSlope(Expr e, Func<double, double> slope, string because, params double[] places)
    {
        foreach (double x in places.Length > 0 ? places : [-1.2, 0.7, 2.5])
        {
            Expr answer = Subject.Diff(e, "x");
            Dictionary<string, double> at = new() { ["x"] = x, ["y"] = 0.5, ["n"] = 3 };
            double value = Value(answer, at);
            Expect.That(Math.Abs(value - slope(x)) <= 1e-12 * Math.Max(1, Math.Abs(slope(x))), $"a formula with the value {ValueText.Of(slope(x))} at x = {ValueText.Of(x)}", $"{answer}, which is {ValueText.Of(value)} there", because);
        }
    }

    private void Becomes(Expr expected, Expr e, string because)
    {
        Expr answer = Subject.Simplify(e);
        Expect.That(Equals(expected, answer), $"{expected}", answer, because);
    }

    private static double Value(Expr? e, Dictionary<string, double> at)
    {
        Expect.That(e is not null, "a formula", e, because: "You returned null, which is no formula. Does your switch cover every node?");
        return e!.Eval(at);
    }

    private static string Shown(Expr e) => e.ToString() is { Length: > 160 } text ? text[..160] + " …" : e.ToString();

    /// <summary>A formula of x and y with values of moderate size for x from 0.5 to 1.5: every part stays positive.</summary>
    private static Expr RandomFormula(int seed)
    {
        var rng = new Rng((ulong)seed);
        return Formula(3);

        Expr Formula(int depth)
        {
            if (depth == 0) return rng.NextInt(3) switch { 0 => _x, 1 => _y, _ => 0.5 + rng.NextInt(4) / 2.0 };
            Expr a = Formula(depth - 1), b = Formula(rng.NextInt(depth));
            return rng.NextInt(9) switch
            {
                0 => a + b,
                1 => a * b,
                2 => a / (1 + b),
                3 => 1.5 + Sin(a),
                4 => 1.5 + Cos(a),
                5 => Exp(-1 * a),
                6 => Log(1.5 + a),
                7 => (0.5 + a) ^ 2,
                _ => (1 + Sin(a) * Sin(a)) ^ (b / (1 + b)),
            };
        }
    }

    private static Expr Wrong(Expr e, string v, bool constantExponent = false, bool everyVariable = false, bool alwaysLog = false, bool noInner = false)
    {
        Expr D(Expr part) => Wrong(part, v, constantExponent, everyVariable, alwaysLog, noInner);
        return e switch
        {
            Var when everyVariable => 1,
            Add(var a, var b) => D(a) + D(b),
            Mul(var a, var b) => D(a) * b + a * D(b),
            Div(var a, var b) => (D(a) * b - a * D(b)) / (b ^ 2),
            Pow(var a, var n) when constantExponent || (!alwaysLog && !n.Contains(v)) => n * (a ^ (n - 1)) * D(a),
            Pow(var a, var n) => e * (D(n) * Log(a) + n * D(a) / a),
            Call("sin", var a) => noInner ? Cos(a) : Cos(a) * D(a),
            Call("cos", var a) => noInner ? -Sin(a) : -Sin(a) * D(a),
            Call("exp", var a) => noInner ? e : e * D(a),
            Call("log", var a) => noInner ? 1 / a : D(a) / a,
            _ => Symbolic.Diff(e, v),
        };
    }

    private static Expr OneLevel(Expr e) => Top(e) is var top && top != e ? top : Rebuilt(e, OneLevel);

    private static Expr ByIfs(Expr e, string v)
    {
        if (!e.Contains(v) && e is not Call) return 0;
        if (e is Var) return 1;
        Expr[] slopes = [.. e.Parts().Select(part => ByIfs(part, v))];
        if (e is Add) return slopes[0] + slopes[1];
        if (e is Mul product) return product.Left * slopes[1] + product.Right * slopes[0];
        if (e is Div quotient) return slopes[0] / quotient.Bottom - e * slopes[1] / quotient.Bottom;
        if (e is Pow power)
            return power.Exponent.Contains(v)
                ? e * ByIfs(power.Exponent * Log(power.Base), v)
                : power.Exponent * slopes[0] * (power.Base ^ (power.Exponent + -1));
        var call = (Call)e;
        Expr outer = call.Function switch
        {
            "sin" => Cos(call.Argument),
            "cos" => new Const(-1) * Sin(call.Argument),
            "exp" => call,
            "log" => 1 / call.Argument,
            _ => throw new ArgumentException("What function is that?"),
        };
        return outer * slopes[0];
    }

    private static Expr UntilStill(Expr e)
    {
        while (true)
        {
            Expr next = Once(e);
            if (next == e) return e;
            e = next;
        }
    }

    private static Expr Once(Expr e) => Top(Rebuilt(e, Once));

    private static Expr Rebuilt(Expr e, Func<Expr, Expr> each) => e switch
    {
        Add(var a, var b) => new Add(each(a), each(b)),
        Mul(var a, var b) => new Mul(each(a), each(b)),
        Div(var a, var b) => new Div(each(a), each(b)),
        Pow(var a, var b) => new Pow(each(a), each(b)),
        Call(var f, var a) => new Call(f, each(a)),
        _ => e,
    };

    private static Expr Top(Expr e)
    {
        if (e is Add(Const(0), var right)) return right;
        if (e is Add(var left, Const(0))) return left;
        if (e is Mul(Const(0), _) or Mul(_, Const(0))) return 0;
        if (e is Mul(Const(1), var second)) return second;
        if (e is Mul(var first, Const(1))) return first;
        if (e is Div(var top, Const(1))) return top;
        if (e is Div(Const(0), var bottom) && bottom is not Const(0)) return 0;
        if (e is Pow(_, Const(0))) return 1;
        if (e is Pow(var u, Const(1))) return u;
        if (e.Parts().Count == 0 || e.Parts().Any(part => part is not Const)) return e;
        double value = e.Eval(0);
        return double.IsFinite(value) ? value : e;
    }
}
