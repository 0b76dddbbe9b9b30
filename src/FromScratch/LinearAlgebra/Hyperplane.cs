namespace FromScratch.LinearAlgebra;

/// <summary>The two sides of the plane w·x + b = 0.</summary>
public static class Hyperplane
{
    /// <summary>How far x lies from the plane: (w·x + b)/‖w‖, positive on the side that w points to.</summary>
    /// <param name="w">The plane's normal [n], not zero.</param>
    /// <param name="b">The offset.</param>
    /// <param name="x">A point [n].</param>
    /// <returns>A distance in the unit of x; the same for (w, b) and (s·w, s·b) with s > 0, of the opposite sign for s &lt; 0.</returns>
    /// <remarks>O(n). Source: Boyd and Vandenberghe, Convex Optimization, §2.2.1.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or w is zero: no plane.</exception>
    public static double SignedDistance(double[] w, double b, double[] x) => Direction.Of(w).Dot(Vec.Of(x)) + b / Vec.Of(w).Norm();

    /// <summary>The mirror image of x in the plane: x − 2·distance·w/‖w‖.</summary>
    /// <param name="w">The plane's normal [n], not zero.</param>
    /// <param name="b">The offset.</param>
    /// <param name="x">A point [n].</param>
    /// <returns>A new point [n], as far from the plane as x and on the other side.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or w is zero: no plane.</exception>
    public static double[] MirrorIn(double[] w, double b, double[] x) =>
        (Vec.Of(x) - 2 * SignedDistance(w, b, x) * Direction.Of(w)).ToArray();   // one distance leads onto the plane, the second beyond it
}
