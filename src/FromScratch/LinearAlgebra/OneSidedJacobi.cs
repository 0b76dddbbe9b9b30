namespace FromScratch.LinearAlgebra;

/// <summary>The singular value decomposition by rotations of columns (Hestenes, 1958).</summary>
public static class OneSidedJacobi
{
    private const int MostSweeps = 60;             // some 6 to 10 are usual
    private const double Epsilon = 2.220446e-16;   // 2⁻⁵²
    private const double Vanished = 1e-140;        // a column that depends on others shrinks by 1e-16 a sweep; squares of less than this leave the range of double

    /// <summary>A = USVᵀ: orthonormal directions V that A stretches by S onto orthonormal directions U.</summary>
    /// <param name="a">A matrix [m, n].</param>
    /// <returns>U [m, k], S [k], V [n, k] with k = min(m, n); S is at least 0, the largest first. U and V are orthonormal also where S is 0.</returns>
    /// <remarks>
    /// Pairs of columns are rotated until all stand at right angles: AV = US. This is Jacobi's method for AᵀA that never forms it; forming it would square the condition number, and lose every σ below 1e-8 of the largest.
    /// <para>Each σ is right relative to its own column's size, not only to the largest; below 1e-140 it is returned as 0. O(mn²) a sweep. Source: Golub and Van Loan, Matrix Computations, 4th ed., §8.6.3.</para>
    /// </remarks>
    public static (double[,] U, double[] S, double[,] V) FactorSvd(double[,] a)
    {
        int m = a.GetLength(0), n = a.GetLength(1);
        if (m < n)
        {
            (double[,] right, double[] stretches, double[,] left) = FactorSvd(Mat.Of(a).T().ToArray());   // Aᵀ = VSUᵀ
            return (left, stretches, right);
        }

        double[][] columns = Columns.Of(a), v = Columns.Basis(n, n);
        int sweeps = 0;
        while (Sweep(columns, v))
            if (++sweeps == MostSweeps) throw new InvalidOperationException($"FactorSvd: {MostSweeps} sweeps did not make the columns orthogonal. Does the matrix hold NaN or infinity?");
        double[] lengths = Array.ConvertAll(columns, Length);
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(j => lengths[j])];
        double[] s = [.. order.Select(j => lengths[j])];
        double[][] u = [.. order.Where(j => lengths[j] > 0).Select(j => Direction.Of(columns[j]).ToArray())];
        if (u.Length < n) u = GramSchmidt.Complete(u, m, n);   // zero columns have no direction: any that completes the others will do
        return (Columns.Join(u, m), s, Columns.Join([.. order.Select(j => v[j])], n));
    }

    /// <summary>The matrix of rank at most k that is nearest to A: the first k terms of Σ σᵢuᵢvᵢᵀ.</summary>
    /// <param name="a">A matrix [m, n].</param>
    /// <param name="k">From 0 to min(m, n).</param>
    /// <returns>Aₖ [m, n] with ‖A − Aₖ‖ = σₖ₊₁ in the 2-norm, and √(σ²ₖ₊₁ + …) in the Frobenius norm.</returns>
    /// <remarks>Source: Eckart and Young, Psychometrika 1 (1936) 211-218.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">k lies outside its range.</exception>
    public static double[,] BestRank(double[,] a, int k)
    {
        (double[,] u, double[] s, double[,] v) = FactorSvd(a);
        if (k < 0 || k > s.Length) throw new ArgumentOutOfRangeException(nameof(k), k, $"BestRank: k is {k}. The rank of a {a.GetLength(0)}×{a.GetLength(1)} matrix lies between 0 and {s.Length}.");
        double[,] nearest = new double[a.GetLength(0), a.GetLength(1)];
        for (int i = 0; i < nearest.GetLength(0); i++)
            for (int j = 0; j < nearest.GetLength(1); j++)
                for (int t = 0; t < k; t++)
                    nearest[i, j] += s[t] * u[i, t] * v[j, t];
        return nearest;
    }

    private static double Length(double[] column) => InnerProduct.Norm(column, 2) is > Vanished and var length ? length : 0;

    /// <summary>Rotates every pair of columns that is not yet at a right angle; false when none was left.</summary>
    private static bool Sweep(double[][] columns, double[][] v)
    {
        bool rotated = false;
        for (int p = 0; p < columns.Length; p++)
            for (int q = p + 1; q < columns.Length; q++)
            {
                double pp = InnerProduct.Dot(columns[p], columns[p]), qq = InnerProduct.Dot(columns[q], columns[q]), pq = InnerProduct.Dot(columns[p], columns[q]);
                if (Math.Min(pp, qq) <= Vanished * Vanished) continue;
                if (Math.Abs(pq) <= columns[p].Length * Epsilon * Math.Sqrt(pp) * Math.Sqrt(qq)) continue;   // the cosine is rounding
                (double c, double s) = JacobiMethod.Angle(pp, qq, pq);
                Rotate(columns[p], columns[q], c, s);
                Rotate(v[p], v[q], c, s);
                rotated = true;
            }

        return rotated;
    }

    private static void Rotate(double[] x, double[] y, double c, double s)
    {
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = (c * x[i] - s * y[i], s * x[i] + c * y[i]);
    }
}
