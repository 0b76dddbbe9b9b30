namespace FromScratch.LinearAlgebra;

/// <summary>Which vectors are linear combinations of given ones.</summary>
public static class Span
{
    /// <summary>The coefficients (c₁, c₂) with c₁a + c₂b = target, or null when target lies outside the span of a and b.</summary>
    /// <param name="target">A vector [n].</param>
    /// <param name="a">A vector [n]; it may be zero.</param>
    /// <param name="b">A vector [n]; it may be zero or parallel to <paramref name="a"/>.</param>
    /// <param name="tol">From above 0 to below 1. The remainder may be at most tol·‖target‖, and b counts as parallel to a when its part perpendicular to a is at most tol·‖b‖.</param>
    /// <returns>Two coefficients; where a and b are parallel many pairs are right, and this is the one that leaves out b (or a, where a is zero).</returns>
    /// <remarks>
    /// With b⊥ the part of b perpendicular to a: c₂ = target·b⊥ / b⊥·b⊥ and c₁ = (target − c₂b)·a / a·a. That is least squares, which answers even when there is no answer; so the remainder decides.
    /// <para>O(n). Source: Strang, Introduction to Linear Algebra, §4.4 (Gram-Schmidt).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">tol is not between 0 and 1.</exception>
    public static double[]? CoefficientsIn(double[] target, double[] a, double[] b, double tol)
    {
        if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"CoefficientsIn: tol is {tol}. It is the share of ‖target‖ that may be left over, so it lies between 0 and 1.");
        if (a.Length != target.Length || b.Length != target.Length) throw new ArgumentException($"CoefficientsIn: target has {target.Length} entries, a has {a.Length}, b has {b.Length}. Vectors of different lengths have no common span.");

        double[] bPerpendicular = Minus(b, a, Along(b, a));
        bool independent = InnerProduct.Norm(bPerpendicular, 2) > tol * InnerProduct.Norm(b, 2);
        double c2 = independent ? Along(target, bPerpendicular) : 0;
        double[] rest = Minus(target, b, c2);
        double c1 = Along(rest, a);
        rest = Minus(rest, a, c1);
        return InnerProduct.Norm(rest, 2) <= tol * InnerProduct.Norm(target, 2) ? [c1, c2] : null;
    }

    /// <summary>The c for which c·direction is the shadow of v: v·d / d·d; 0 for a direction of zeros, on which no shadow falls.</summary>
    private static double Along(double[] v, double[] direction)
    {
        double length = InnerProduct.Norm(direction, 2);
        if (length == 0) return 0;
        double[] unit = Array.ConvertAll(direction, entry => entry / length);
        return InnerProduct.Dot(v, unit) / length;   // in two steps: d·d may overflow where the quotient does not
    }

    private static double[] Minus(double[] v, double[] w, double c) => LinearCombination.Combine([1, -c], [v, w]);
}
