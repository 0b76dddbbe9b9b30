namespace FromScratch.LinearAlgebra;

/// <summary>The subspaces that belong to a matrix, and the angles between subspaces.</summary>
public static class Subspaces
{
    private const double Zero = 1e-10;        // of the largest entry: far above rounding
    private const double Dependent = 1e-10;   // of a basis vector's length

    /// <summary>The rank: how many independent rows a matrix has, and as many independent columns.</summary>
    /// <param name="a">A matrix [rows, columns].</param>
    /// <returns>The number of pivots of its reduced row echelon form.</returns>
    /// <remarks>What is at most 1e-10 of the largest entry counts as 0. Source: Strang, Introduction to Linear Algebra, §3.2.</remarks>
    public static int Rank(double[,] a) => Elimination.Rref(Mat.Of(a), Zero).Pivots.Length;

    /// <summary>A basis of the null space: independent solutions of Ax = 0 of which every other is a combination.</summary>
    /// <param name="a">A matrix [rows, columns].</param>
    /// <returns>columns − rank vectors [columns]; none where only 0 is a solution.</returns>
    /// <remarks>One vector a free column: it gets 1, the other free ones 0, and each pivot row says what its pivot's unknown must be. Source: Strang, Introduction to Linear Algebra, §3.2.</remarks>
    public static double[][] NullSpaceBasis(double[,] a)
    {
        (Mat reduced, int[] pivots) = Elimination.Rref(Mat.Of(a), Zero);
        return [.. Enumerable.Range(0, a.GetLength(1)).Except(pivots).Select(free => SpecialSolution(reduced, pivots, free))];
    }

    /// <summary>The principal angles between two subspaces, each given by a basis.</summary>
    /// <param name="basisA">p independent columns [n, p]; they need not be orthonormal.</param>
    /// <param name="basisB">q independent columns [n, q].</param>
    /// <returns>min(p, q) angles in radians from 0 to π/2, the smallest first: 0 for each direction that both share.</returns>
    /// <remarks>
    /// The singular values of QₐᵀQ_b are the cosines. Near 0 a cosine is flat: cos(1e-9) is 1 in doubles. So the sines are taken too, from what of one space lies outside of the other: (I − QₐQₐᵀ)Q_b.
    /// <para>Source: Björck and Golub, Mathematics of Computation 27 (1973) 579-594.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The vectors' lengths differ, or the columns are dependent: no basis.</exception>
    public static double[] PrincipalAngles(double[,] basisA, double[,] basisB)
    {
        if (basisA.GetLength(0) != basisB.GetLength(0)) throw new ArgumentException($"PrincipalAngles: one space lies in {basisA.GetLength(0)} dimensions, the other in {basisB.GetLength(0)}.", nameof(basisB));
        Mat a = OrthonormalBasis(basisA), b = OrthonormalBasis(basisB);
        Mat inside = a.T() * b;                                                // [p, q]
        double[] cosines = OneSidedJacobi.FactorSvd(inside.ToArray()).S;       // min(p, q), the largest first
        double[] sines = OneSidedJacobi.FactorSvd(Difference(b, a * inside)).S;   // q, the largest first: where q > p the first are 1, and belong to no angle
        Array.Reverse(sines);
        return [.. cosines.Zip(sines, (cosine, sine) => Math.Atan2(sine, cosine))];
    }

    private static double[] SpecialSolution(Mat reduced, int[] pivots, int free)
    {
        double[] x = new double[reduced.Cols];
        x[free] = 1;
        for (int row = 0; row < pivots.Length; row++) x[pivots[row]] = -reduced[row, free];
        return x;
    }

    private static Mat OrthonormalBasis(double[,] basis)
    {
        (double[,] q, double[,] r) = Householder.FactorQr(basis);
        double[][] columns = Columns.Of(r);
        for (int j = 0; j < columns.Length; j++)
            if (Math.Abs(r[j, j]) <= Dependent * InnerProduct.Norm(columns[j], 2)) throw new ArgumentException($"PrincipalAngles: column {j} depends on those before it. A basis has independent columns.", nameof(basis));
        return Mat.Of(q);
    }

    private static double[,] Difference(Mat a, Mat b)
    {
        double[,] difference = a.ToArray();
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < a.Cols; j++)
                difference[i, j] -= b[i, j];
        return difference;
    }
}
