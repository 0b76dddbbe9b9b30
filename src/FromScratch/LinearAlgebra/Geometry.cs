namespace FromScratch.LinearAlgebra;

/// <summary>Angles, shadows and motions of the plane.</summary>
public static class Geometry
{
    /// <summary>The cosine of the angle between two vectors that are not zero; see <see cref="Direction.Cosine"/>.</summary>
    public static double Cosine(Vec a, Vec b) => Direction.Cosine(a.ToArray(), b.ToArray());

    /// <summary>The shadow of v on a direction and the perpendicular rest; see <see cref="Direction.Decompose"/>.</summary>
    public static (Vec Parallel, Vec Perp) Split(Vec v, Vec onto)
    {
        (double[] parallel, double[] perpendicular) = Direction.Decompose(v.ToArray(), onto.ToArray());
        return (Vec.Of(parallel), Vec.Of(perpendicular));
    }

    /// <summary>The rotation [2, 2] of the plane, anticlockwise.</summary>
    /// <param name="rad">The angle in radians.</param>
    public static Mat Rotation2(double rad) => Mat.Of(new[,] { { Math.Cos(rad), -Math.Sin(rad) }, { Math.Sin(rad), Math.Cos(rad) } });

    /// <summary>The map x ↦ A·x + t as one matrix [3, 3] in homogeneous coordinates.</summary>
    /// <param name="linear">A [2, 2].</param>
    /// <param name="shift">t [2].</param>
    /// <exception cref="ArgumentException">A is not 2×2, or t does not have two entries.</exception>
    public static Mat Affine2(Mat linear, Vec shift)
    {
        if (linear.Rows != 2 || linear.Cols != 2 || shift.Count != 2) throw new ArgumentException($"Affine2: the linear part is {linear.Rows}×{linear.Cols}, the shift has {shift.Count} entries. In the plane they are 2×2 and 2.");
        return Mat.Of(new[,] { { linear[0, 0], linear[0, 1], shift[0] }, { linear[1, 0], linear[1, 1], shift[1] }, { 0, 0, 1 } });
    }
}
