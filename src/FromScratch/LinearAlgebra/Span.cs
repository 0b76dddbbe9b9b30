namespace FromScratch.LinearAlgebra;

/// <summary>Which vectors are linear combinations of given ones.</summary>
public static class Span
{
    /// <summary>The coefficients (c₁, c₂) with c₁a + c₂b = target, or null when target lies outside the span of a and b.</summary>
    /// <param name="target">A vector [n].</param>
    /// <param name="a">A vector [n]; it may be zero.</param>
    /// <param name="b">A vector [n]; it may be zero or parallel to <paramref name="a"/>.</param>
    /// <param name="tol">From above 0 to below 1. The remainder may be at most tol·‖target‖, and b counts as parallel to a when its part perpendicular to a is at most tol·‖b‖.</param>
    /// <returns>Two coefficients; 0 for a vector of zeros. Where a and b are parallel many pairs are right, and this is one of them.</returns>
    /// <remarks>
    /// With b⊥ the part of b perpendicular to a: c₂ = target·b⊥ / b⊥·b⊥ and c₁ = (target − c₂b)·a / a·a. That is least squares, which answers even when there is no answer; so the remainder decides.
    /// <para>O(n). Source: Strang, Introduction to Linear Algebra, §4.4 (Gram-Schmidt).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">tol is not between 0 and 1.</exception>
    public static double[]? CoefficientsIn(double[] target, double[] a, double[] b, double tol)
    {
        if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"CoefficientsIn: tol is {tol}. It is the share of ‖target‖ that may be left over, so it lies between 0 and 1.");
        Vec t = Vec.Of(target), u = Vec.Of(a), v = Vec.Of(b);
        Vec perpendicular = v - Along(v, u) * u;
        bool independent = perpendicular.Norm() > tol * v.Norm();
        double c2 = independent ? Along(t, perpendicular) : 0;
        double c1 = Along(t - c2 * v, u);
        Vec remainder = t - c1 * u - c2 * v;
        return remainder.Norm() <= tol * t.Norm() ? [c1, c2] : null;
    }

    /// <summary>The c for which c·direction is the shadow of v: v·d / d·d; 0 for a direction of zeros, on which no shadow falls.</summary>
    private static double Along(Vec v, Vec direction)
    {
        double length = direction.Norm();
        return length == 0 ? 0 : v.Dot(1 / length * direction) / length;   // in two steps: d·d may overflow where the quotient does not
    }
}
