namespace FromScratch.LinearAlgebra;

/// <summary>Directions: unit vectors, the angles between them, and the shadows that fall on them.</summary>
public static class Direction
{
    /// <summary>The unit vector v/‖v‖ along v.</summary>
    /// <param name="v">A vector [n] that is not zero.</param>
    /// <returns>A vector [n] of length 1.</returns>
    /// <exception cref="ArgumentException">The vector is zero.</exception>
    public static Vec Of(double[] v)
    {
        double length = InnerProduct.Norm(v, 2);
        if (length == 0) throw new ArgumentException($"Direction: a vector of {v.Length} zeros has none. Without one there is no angle and no shadow.", nameof(v));
        return Vec.Of(Array.ConvertAll(v, entry => entry / length));
    }

    /// <summary>The cosine of the angle between two vectors: (a·b)/(‖a‖‖b‖).</summary>
    /// <param name="a">A vector [n] that is not zero.</param>
    /// <param name="b">A vector [n] that is not zero.</param>
    /// <returns>From −1 (opposite) through 0 (orthogonal) to 1 (same direction), never beyond: the rounding that would make <see cref="Math.Acos"/> NaN is cut off.</returns>
    /// <remarks>Each vector is divided by its norm before they are multiplied: no square leaves the range of double. O(n). Source: Strang, Introduction to Linear Algebra, §1.2.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or a vector is zero: the angle to it is undefined.</exception>
    public static double Cosine(double[] a, double[] b) => Math.Clamp(Of(a).Dot(Of(b)), -1, 1);

    /// <summary>Splits v into its shadow on a direction and the perpendicular rest: v = parallel + perpendicular.</summary>
    /// <param name="v">A vector [n].</param>
    /// <param name="onto">The direction [n], not zero; its length and sign do not matter.</param>
    /// <remarks>parallel = (v·u)u for the unit vector u along <paramref name="onto"/>. Source: Strang, Introduction to Linear Algebra, §4.2.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the direction is zero.</exception>
    public static (double[] Parallel, double[] Perpendicular) Decompose(double[] v, double[] onto)
    {
        Vec whole = Vec.Of(v), unit = Of(onto);
        Vec shadow = whole.Dot(unit) * unit;
        return (shadow.ToArray(), (whole - shadow).ToArray());
    }
}
