using static FromScratch.Calculus.Expr;

namespace FromScratch.Calculus;

/// <summary>Gathers what simple tidying leaves apart: numbers in products, powers of powers, quotients as negative powers. So the tenth derivative of a logarithm stays one line.</summary>
internal static class Gathering
{
    /// <summary>A formula with the same values and no more nodes.</summary>
    public static Expr Of(Expr e) => e switch
    {
        Add(var a, var b) => Symbolic.Simplify(Of(a) + Of(b)),
        Mul(var a, var b) => Product(Of(a), Of(b)),
        Div(var a, var b) => Quotient(Of(a), Of(b)),
        Pow(var a, var b) => Power(Of(a), Of(b)),
        Call(var function, var a) => new Call(function, Of(a)),
        _ => e,
    };

    private static Expr Product(Expr a, Expr b) => (a, b) switch
    {
        (Const(var c), Mul(Const(var d), var rest)) when double.IsFinite(c * d) => Symbolic.Simplify((c * d) * rest),
        (Mul(Const(var c), var rest), _) => Product(c, Product(rest, b)),
        (not Const, Const) => Product(b, a),                                    // numbers to the front, where they meet
        (not Const, Mul(Const(var c), var rest)) => Product(c, Product(a, rest)),
        _ => a * b,
    };

    private static Expr Quotient(Expr a, Expr b) => (a, b) switch
    {
        (Const(1), not Const) => Power(b, -1),
        (Const, Pow(var u, Const(var n))) => Product(a, u ^ -n),
        _ => a / b,
    };

    private static Expr Power(Expr a, Expr b) => (a, b) switch
    {
        (Pow(var u, Const(var m)), Const(var n)) when IsWhole(m) && IsWhole(n) => Symbolic.Simplify(u ^ (m * n)),   // (u²)^½ is |u|, not u
        _ => a ^ b,
    };

    private static bool IsWhole(double n) => Math.Floor(n) == n;
}
