namespace FromScratch.LinearAlgebra;

/// <summary>The coefficients that bring X·β as near to y as can be.</summary>
public static class LeastSquares
{
    /// <summary>Least squares by the normal equations XᵀX·β = Xᵀy, solved with LU.</summary>
    /// <param name="X">The design matrix [observations, coefficients]: its columns are what y is built from; for an intercept one column is all ones.</param>
    /// <param name="y">What was observed [observations].</param>
    /// <returns>β [coefficients], which makes ‖y − X·β‖₂ least.</returns>
    /// <remarks>
    /// The remainder y − X·β is perpendicular to every column of X, which is what the equations say. They square the condition number of X, and so lose twice the digits;
    /// Unit 3's QR works on X itself and does not.
    /// <para>m·n² multiplications. Source: Trefethen and Bau, Numerical Linear Algebra, lectures 11 and 19.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">y does not have as many entries as X has rows.</exception>
    /// <exception cref="InvalidOperationException">The columns of X are dependent, so that XᵀX is singular.</exception>
    public static double[] NormalEquations(double[,] X, double[] y)
    {
        if (y.Length != X.GetLength(0)) throw new ArgumentException($"NormalEquations: X has {X.GetLength(0)} rows, y has {y.Length} entries. Each observation needs both.", nameof(y));
        Mat design = Mat.Of(X);
        Mat gram = design.T() * design;                                          // XᵀX [coefficients, coefficients]
        Vec moments = Vec.Of(MatrixMultiplication.TransposeTimes(X, y));          // Xᵀy [coefficients]
        return Lu.Factor(gram).Solve(moments).ToArray();
    }
}
