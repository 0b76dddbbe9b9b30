namespace FromScratch.LinearAlgebra;

/// <summary>Turning and moving the plane, with homogeneous coordinates (x, y, w): w = 1 for a point, w = 0 for a direction.</summary>
public static class Affine
{
    private const double Tolerance = 1e-9;   // of RᵀR: far above the rounding of a thousand turns, far below a change of size one would see

    /// <summary>The one matrix that does all steps, the first given first.</summary>
    /// <param name="stepsInOrderApplied">Matrices [3, 3].</param>
    /// <returns>Sₖ·…·S₂·S₁ [3, 3]: the step applied first stands rightmost, next to the point. The identity for no steps.</returns>
    /// <remarks>Source: Foley et al., Computer Graphics: Principles and Practice, 2nd ed., §5.4.</remarks>
    /// <exception cref="ArgumentException">A step is not 3×3.</exception>
    public static Mat Compose(params Mat[] stepsInOrderApplied)
    {
        Mat whole = Mat.Identity(3);
        foreach (Mat step in stepsInOrderApplied)
        {
            RequireHomogeneous(nameof(Compose), step);
            whole = step * whole;
        }

        return whole;
    }

    /// <summary>The image of a point or direction: H·(x, y, w).</summary>
    /// <param name="h">A matrix [3, 3].</param>
    /// <param name="point">(x, y, 1) for a point, (x, y, 0) for a direction, which no shift changes.</param>
    /// <returns>Homogeneous coordinates [3].</returns>
    /// <exception cref="ArgumentException">h is not 3×3, or there are not three coordinates.</exception>
    public static Vec Apply(Mat h, Vec point)
    {
        RequireHomogeneous(nameof(Apply), h);
        return h * point;
    }

    /// <summary>The inverse of a rigid motion x ↦ Rx + t, which is y ↦ Rᵀy − Rᵀt.</summary>
    /// <param name="h">A matrix [3, 3] with blocks R, t above the row (0, 0, 1).</param>
    /// <remarks>R keeps lengths, so RᵀR = I, and no equation has to be solved.</remarks>
    /// <exception cref="ArgumentException">h is not 3×3, its last row is not (0, 0, 1), or RᵀR differs from I by more than 1e-9 in an entry.</exception>
    public static Mat InverseRigid(Mat h)
    {
        RequireHomogeneous(nameof(InverseRigid), h);
        if (h[2, 0] != 0 || h[2, 1] != 0 || h[2, 2] != 1) throw new ArgumentException($"InverseRigid: the last row is ({h[2, 0]}, {h[2, 1]}, {h[2, 2]}). That of a rigid motion is (0, 0, 1).", nameof(h));
        Mat r = Mat.Of(new[,] { { h[0, 0], h[0, 1] }, { h[1, 0], h[1, 1] } });
        Vec first = r.Col(0), second = r.Col(1);
        double[] off = LinearCombination.Combine([1, -1], [[first.Dot(first), second.Dot(second), first.Dot(second)], [1, 1, 0]]);   // RᵀR − I, which is symmetric
        if (!(InnerProduct.Norm(off, double.PositiveInfinity) <= Tolerance)) throw new ArgumentException($"InverseRigid: the columns {first} and {second} are not of length 1 at a right angle. A rigid motion keeps lengths and angles, so RᵀR is the identity.", nameof(h));
        return Geometry.Affine2(r.T(), -1 * (r.T() * Vec.Of(h[0, 2], h[1, 2])));
    }

    private static void RequireHomogeneous(string caller, Mat h)
    {
        if (h.Rows != 3 || h.Cols != 3) throw new ArgumentException($"{caller}: a matrix is {h.Rows}×{h.Cols}. In homogeneous coordinates of the plane it is 3×3.");
    }
}
