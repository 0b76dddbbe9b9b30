using System.Globalization;
using static FromScratch.Calculus.Expr;

namespace FromScratch.Calculus;

/// <summary>Writes formulas: in one line of text, and in LaTeX.</summary>
internal static class Formula
{
    private const int SumLevel = 1, ProductLevel = 2, PowerLevel = 3, Atom = 4;

    /// <summary>The formula in one line, with brackets only where they are needed.</summary>
    public static string Text(Expr e) => e switch
    {
        Const(var c) => Number(c),
        Var(var name) => name,
        Add(var a, Mul(Const(-1), var b)) => $"{Text(a)} - {Bracketed(b, ProductLevel, Text, "(", ")")}",
        Add(var a, var b) => $"{Text(a)} + {Text(b)}",
        Mul(Const(-1), var b) => $"-{Bracketed(b, PowerLevel, Text, "(", ")")}",
        Mul(var a, var b) => $"{Bracketed(a, ProductLevel, Text, "(", ")")} * {Bracketed(b, PowerLevel, Text, "(", ")")}",
        Div(var a, var b) => $"{Bracketed(a, ProductLevel, Text, "(", ")")} / {Bracketed(b, PowerLevel, Text, "(", ")")}",
        Pow(var a, var b) => $"{Bracketed(a, Atom, Text, "(", ")")}^{Bracketed(b, Atom, Text, "(", ")")}",
        Call(var function, var a) => $"{function}({Text(a)})",
        _ => "",
    };

    /// <summary>The formula in LaTeX: fractions stacked, exponents raised.</summary>
    public static string Latex(Expr e) => e switch
    {
        Const(var c) => Number(c),
        Var(var name) => name,
        Add(var a, Mul(Const(-1), var b)) => $"{Latex(a)} - {Bracketed(b, ProductLevel, Latex, @"\left(", @"\right)")}",
        Add(var a, var b) => $"{Latex(a)} + {Latex(b)}",
        Mul(Const(-1), var b) => $"-{Bracketed(b, ProductLevel, Latex, @"\left(", @"\right)")}",
        Mul(var a, var b) => $@"{Bracketed(a, ProductLevel, Latex, @"\left(", @"\right)")} \cdot {Bracketed(b, PowerLevel, Latex, @"\left(", @"\right)")}",
        Div(var a, var b) => $@"\frac{{{Latex(a)}}}{{{Latex(b)}}}",
        Pow(var a, Const(-1)) => $@"\frac{{1}}{{{Latex(a)}}}",
        Pow(var a, var b) => $@"{Bracketed(a, Atom, Latex, @"\left(", @"\right)")}^{{{Latex(b)}}}",
        Call(var function, var a) => $@"\{function}\left({Latex(a)}\right)",
        _ => "",
    };

    private static string Bracketed(Expr e, int least, Func<Expr, string> write, string open, string close) =>
        Level(e) < least ? open + write(e) + close : write(e);

    private static int Level(Expr e) => e switch
    {
        Const(< 0) => SumLevel,
        Add or Mul(Const(-1), _) => SumLevel,
        Mul or Div => ProductLevel,
        Pow => PowerLevel,
        _ => Atom,
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
