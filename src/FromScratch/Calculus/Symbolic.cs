using static FromScratch.Calculus.Expr;

namespace FromScratch.Calculus;

/// <summary>Differentiation of formulas by rule, and the tidying that it needs.</summary>
/// <remarks>Source: the rules of any calculus text, e.g. MIT 18.01, lectures 4 to 6; the bottom-up tidying after Abelson and Sussman, SICP, §2.3.2.</remarks>
public static class Symbolic
{
    /// <summary>The derivative of a formula with respect to a variable, as the rules give it: not simplified.</summary>
    /// <param name="e">The formula; it stays as it is.</param>
    /// <param name="v">The variable. Every other variable counts as a constant.</param>
    /// <returns>A formula whose value is the slope wherever the formula has one.</returns>
    /// <remarks>
    /// A power with a fixed exponent has the rule n·uⁿ⁻¹·u′, which holds for negative u too. Where the exponent moves, uʷ = exp(w·ln u) gives uʷ·(w′·ln u + w·u′/u), for u above 0.
    /// </remarks>
    /// <exception cref="ArgumentException">A function is unknown.</exception>
    public static Expr Diff(Expr e, string v) => e switch
    {
        Const => 0,
        Var(var name) => name == v ? 1 : 0,
        Add(var a, var b) => Diff(a, v) + Diff(b, v),
        Mul(var a, var b) => Diff(a, v) * b + a * Diff(b, v),
        Div(var a, var b) => (Diff(a, v) * b - a * Diff(b, v)) / (b ^ 2),
        Pow(var a, var n) when !n.Contains(v) => n * (a ^ (n - 1)) * Diff(a, v),
        Pow(var a, var n) => e * (Diff(n, v) * Log(a) + n * Diff(a, v) / a),
        Call("sin", var a) => Cos(a) * Diff(a, v),
        Call("cos", var a) => -Sin(a) * Diff(a, v),
        Call("exp", var a) => e * Diff(a, v),
        Call("log", var a) => Diff(a, v) / a,
        Call(var function, _) => throw new ArgumentException($"Diff: the function {function} is unknown. A formula knows sin, cos, exp and log.", nameof(e)),
        _ => throw new ArgumentException($"Diff: {e.GetType().Name} is no node of a formula.", nameof(e)),
    };

    /// <summary>A formula with the same values and no more nodes: numbers folded, neutral parts dropped.</summary>
    /// <param name="e">The formula; it stays as it is.</param>
    /// <returns>The simplified formula.</returns>
    /// <remarks>
    /// Parts first, then the node itself: one walk is enough. 0·u becomes 0 and u⁰ becomes 1 also where u has no value: the domain may grow.
    /// Numbers are folded only where the result is finite, so 1/0 stays visible.
    /// </remarks>
    public static Expr Simplify(Expr e) => e switch
    {
        Add(var a, var b) => Sum(Simplify(a), Simplify(b)),
        Mul(var a, var b) => Product(Simplify(a), Simplify(b)),
        Div(var a, var b) => Quotient(Simplify(a), Simplify(b)),
        Pow(var a, var b) => Power(Simplify(a), Simplify(b)),
        Call(var function, var a) => Folded(new Call(function, Simplify(a))),
        _ => e,
    };

    private static Expr Sum(Expr a, Expr b) => (a, b) switch
    {
        (Const(0), _) => b,
        (_, Const(0)) => a,
        _ => Folded(a + b),
    };

    private static Expr Product(Expr a, Expr b) => (a, b) switch
    {
        (Const(0), _) or (_, Const(0)) => 0,
        (Const(1), _) => b,
        (_, Const(1)) => a,
        _ => Folded(a * b),
    };

    private static Expr Quotient(Expr a, Expr b) => (a, b) switch
    {
        (Const(0), not Const(0)) => 0,
        (_, Const(1)) => a,
        _ => Folded(a / b),
    };

    private static Expr Power(Expr a, Expr b) => (a, b) switch
    {
        (_, Const(0)) => 1,
        (_, Const(1)) => a,
        _ => Folded(a ^ b),
    };

    /// <summary>The number that the node comes to when its parts are numbers; else the node.</summary>
    private static Expr Folded(Expr e) => e.Parts().All(part => part is Const) && double.IsFinite(e.Eval(0)) ? e.Eval(0) : e;
}
