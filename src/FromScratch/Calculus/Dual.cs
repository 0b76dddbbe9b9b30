using System.Globalization;

namespace FromScratch.Calculus;

/// <summary>A dual number v + d·ε with ε² = 0: a value and the slope it has at one point, carried together through a program.</summary>
/// <param name="V">The value.</param>
/// <param name="D">The slope: the derivative of the value with respect to the one input that was seeded with slope 1.</param>
/// <remarks>
/// <para>f(x + ε) = f(x) + f′(x)·ε, exactly: the Taylor series ends after the slope because ε² = 0. What each operation does to the slope stands in <see cref="DualRules"/>.</para>
/// <para>Comparisons look at the value alone: a program with an <c>if</c> takes the branch it would take with plain numbers, and the slope is that of the branch taken.</para>
/// <para>Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., chapters 2 and 3 (forward mode).</para>
/// </remarks>
public readonly record struct Dual(double V, double D) : IDual<Dual>, IFormattable
{
    /// <summary>The input whose slope is asked: value x, slope 1.</summary>
    public static Dual Variable(double x) => new(x, 1);

    /// <summary>A number that does not move with the input: slope 0.</summary>
    public static Dual Constant(double c) => DualRules.Constant(c);

    /// <summary>A plain number is a constant.</summary>
    public static implicit operator Dual(double c) => DualRules.Constant(c);

    /// <summary>The sum: slopes add.</summary>
    public static Dual operator +(Dual a, Dual b) => DualRules.Add(a, b);

    /// <summary>The difference: slopes subtract.</summary>
    public static Dual operator -(Dual a, Dual b) => DualRules.Subtract(a, b);

    /// <summary>The product rule.</summary>
    public static Dual operator *(Dual a, Dual b) => DualRules.Multiply(a, b);

    /// <summary>The quotient rule.</summary>
    public static Dual operator /(Dual a, Dual b) => DualRules.Divide(a, b);

    /// <summary>The negative: value and slope change sign.</summary>
    public static Dual operator -(Dual a) => new(-a.V, -a.D);

    /// <summary>Whether the value is below the other's.</summary>
    public static bool operator <(Dual a, Dual b) => a.V < b.V;

    /// <summary>Whether the value is above the other's.</summary>
    public static bool operator >(Dual a, Dual b) => a.V > b.V;

    /// <summary>Whether the value is at most the other's.</summary>
    public static bool operator <=(Dual a, Dual b) => a.V <= b.V;

    /// <summary>Whether the value is at least the other's.</summary>
    public static bool operator >=(Dual a, Dual b) => a.V >= b.V;

    /// <summary>The sine; its slope is cos·D.</summary>
    public static Dual Sin(Dual x) => DualRules.Sin(x);

    /// <summary>The cosine; its slope is −sin·D.</summary>
    public static Dual Cos(Dual x) => DualRules.Cos(x);

    /// <summary>The exponential; its slope is exp·D.</summary>
    public static Dual Exp(Dual x) => DualRules.Exp(x);

    /// <summary>The natural logarithm; its slope is D/V.</summary>
    public static Dual Log(Dual x) => DualRules.Log(x);

    /// <summary>The hyperbolic tangent; its slope is (1 − tanh²)·D.</summary>
    public static Dual Tanh(Dual x) => DualRules.Tanh(x);

    /// <summary>The root; its slope is D/(2√V), infinite at 0.</summary>
    public static Dual Sqrt(Dual x) => DualRules.Sqrt(x);

    /// <summary>A fixed power; its slope is p·V^(p−1)·D.</summary>
    public static Dual Pow(Dual x, double p) => DualRules.Pow(x, p);

    /// <summary>A power whose exponent moves too: exp(p·ln x), for a positive base.</summary>
    public static Dual Pow(Dual x, Dual p) => p.D == 0 ? DualRules.Pow(x, p.V) : Exp(p * Log(x));

    /// <summary>The absolute value; its slope is ±D. At 0, where there is none, it takes the right side's.</summary>
    public static Dual Abs(Dual x) => x.V >= 0 ? x : -x;

    /// <summary>The larger of the two with its own slope; the first where the values are equal.</summary>
    public static Dual Max(Dual a, Dual b) => DualRules.Max(a, b);

    /// <summary>The smaller of the two with its own slope; the first where the values are equal.</summary>
    public static Dual Min(Dual a, Dual b) => -DualRules.Max(-a, -b);

    /// <summary>f′(x), by one run of f.</summary>
    public static double Derivative(Func<Dual, Dual> f, double x) => f(Variable(x)).D;

    /// <summary>The number as it is written by hand: "4 + 2ε".</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        string.Create(formatProvider ?? CultureInfo.InvariantCulture, $"{V.ToString(format, formatProvider)} {(D < 0 ? "−" : "+")} {Math.Abs(D).ToString(format, formatProvider)}ε");

    /// <summary>The number as it is written by hand: "4 + 2ε".</summary>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);
}
