using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>A dual number with a slope for each of n inputs: one run of a program gives its value and its whole gradient.</summary>
/// <param name="V">The value.</param>
/// <param name="G">The slopes [n]: the derivative with respect to each input.</param>
/// <remarks>
/// The rules are those of <see cref="DualRules"/>, with a vector in place of one slope: an operation costs n times as much as the plain one, so nothing is saved over n runs with one slope but the repeated values.
/// <para>Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., §3.1 (forward mode with several directions).</para>
/// </remarks>
public readonly record struct DualN(double V, Vec G)
{
    /// <summary>Input i of n: slope 1 with respect to itself, 0 to the others.</summary>
    public static DualN Variable(double x, int i, int n) => new(x, Vec.Of([.. Enumerable.Range(0, n).Select(j => j == i ? 1.0 : 0.0)]));

    /// <summary>The sum: gradients add.</summary>
    public static DualN operator +(DualN a, DualN b) => new(a.V + b.V, a.G + b.G);

    /// <summary>A sum with a constant.</summary>
    public static DualN operator +(DualN a, double c) => a with { V = a.V + c };

    /// <summary>A sum with a constant.</summary>
    public static DualN operator +(double c, DualN a) => a + c;

    /// <summary>The difference: gradients subtract.</summary>
    public static DualN operator -(DualN a, DualN b) => new(a.V - b.V, a.G - b.G);

    /// <summary>A difference with a constant.</summary>
    public static DualN operator -(DualN a, double c) => a + -c;

    /// <summary>A difference from a constant.</summary>
    public static DualN operator -(double c, DualN a) => -1 * a + c;

    /// <summary>The product rule.</summary>
    public static DualN operator *(DualN a, DualN b) => new(a.V * b.V, b.V * a.G + a.V * b.G);

    /// <summary>A multiple.</summary>
    public static DualN operator *(double c, DualN a) => new(c * a.V, c * a.G);

    /// <summary>A multiple.</summary>
    public static DualN operator *(DualN a, double c) => c * a;

    /// <summary>The quotient rule.</summary>
    public static DualN operator /(DualN a, DualN b) => new(a.V / b.V, 1 / b.V * (a.G - a.V / b.V * b.G));

    /// <summary>The sine; its gradient is cos·G.</summary>
    public static DualN Sin(DualN x) => new(Math.Sin(x.V), Math.Cos(x.V) * x.G);

    /// <summary>The cosine; its gradient is −sin·G.</summary>
    public static DualN Cos(DualN x) => new(Math.Cos(x.V), -Math.Sin(x.V) * x.G);

    /// <summary>The exponential; its gradient is exp·G.</summary>
    public static DualN Exp(DualN x) => new(Math.Exp(x.V), Math.Exp(x.V) * x.G);

    /// <summary>The natural logarithm; its gradient is G/V.</summary>
    public static DualN Log(DualN x) => new(Math.Log(x.V), 1 / x.V * x.G);
}
