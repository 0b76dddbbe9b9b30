namespace FromScratch.Calculus;

/// <summary>What each operation does to a value and to the slope that travels with it: the rules of differentiation, one line each.</summary>
/// <remarks>Writing a = u + u′ε and b = w + w′ε and striking out every ε² gives all of them. Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., table 2.3.</remarks>
public static class DualRules
{
    /// <summary>A number that does not move with the input: slope 0.</summary>
    public static Dual Constant(double c) => new(c, 0);

    /// <summary>The sum rule: (u + w)′ = u′ + w′.</summary>
    public static Dual Add(Dual a, Dual b) => new(a.V + b.V, a.D + b.D);

    /// <summary>The difference: (u − w)′ = u′ − w′.</summary>
    public static Dual Subtract(Dual a, Dual b) => new(a.V - b.V, a.D - b.D);

    /// <summary>The product rule: (u·w)′ = u′·w + u·w′.</summary>
    public static Dual Multiply(Dual a, Dual b) => new(a.V * b.V, a.D * b.V + a.V * b.D);

    /// <summary>The quotient rule: (u/w)′ = (u′ − (u/w)·w′)/w, which is (u′w − uw′)/w² without a square that could overflow.</summary>
    public static Dual Divide(Dual a, Dual b)
    {
        double quotient = a.V / b.V;
        return new(quotient, (a.D - quotient * b.D) / b.V);
    }

    /// <summary>The chain rule with sin′ = cos.</summary>
    public static Dual Sin(Dual x) => new(Math.Sin(x.V), Math.Cos(x.V) * x.D);

    /// <summary>The chain rule with cos′ = −sin.</summary>
    public static Dual Cos(Dual x) => new(Math.Cos(x.V), -Math.Sin(x.V) * x.D);

    /// <summary>The chain rule with exp′ = exp.</summary>
    public static Dual Exp(Dual x) => new(Math.Exp(x.V), Math.Exp(x.V) * x.D);

    /// <summary>The chain rule with ln′ u = 1/u.</summary>
    public static Dual Log(Dual x) => new(Math.Log(x.V), x.D / x.V);

    /// <summary>The chain rule with tanh′ = 1 − tanh².</summary>
    public static Dual Tanh(Dual x)
    {
        double t = Math.Tanh(x.V);
        return new(t, (1 - t * t) * x.D);
    }

    /// <summary>The chain rule with (√u)′ = 1/(2√u).</summary>
    public static Dual Sqrt(Dual x)
    {
        double root = Math.Sqrt(x.V);
        return new(root, x.D / (2 * root));
    }

    /// <summary>The power rule: (uᵖ)′ = p·uᵖ⁻¹·u′. For p = 0 the slope is 0, also at u = 0 where 0·0⁻¹ would be NaN.</summary>
    public static Dual Pow(Dual x, double p) => new(Math.Pow(x.V, p), p == 0 ? 0 : p * Math.Pow(x.V, p - 1) * x.D);

    /// <summary>The larger of the two, with its own slope alone; the first where the values are equal, since a corner has no slope.</summary>
    public static Dual Max(Dual a, Dual b) => a.V >= b.V ? a : b;
}
