namespace FromScratch.LinearAlgebra;

/// <summary>What becomes of an inverse when its matrix changes by a product of two vectors.</summary>
public static class RankOne
{
    private const double Tolerance = 1e-12;   // of the terms of the denominator: below it, what is left of 1 + vᵀA⁻¹u is mostly rounding

    /// <summary>The inverse of A + u·vᵀ from that of A (Sherman and Morrison): A⁻¹ − (A⁻¹u)(vᵀA⁻¹)/(1 + vᵀA⁻¹u).</summary>
    /// <param name="aInv">A⁻¹ [n, n]. A itself is not needed.</param>
    /// <param name="u">A vector [n].</param>
    /// <param name="v">A vector [n].</param>
    /// <returns>A new matrix [n, n].</returns>
    /// <remarks>3n² multiplications, where a new factorisation and inverse take n³ and more. u·vᵀ is never built. Source: Golub and Van Loan, Matrix Computations, 4th ed., §2.1.4.</remarks>
    /// <exception cref="ArgumentException">A⁻¹ is not square, or a vector does not have n entries.</exception>
    /// <exception cref="InvalidOperationException">1 + vᵀA⁻¹u is at most 1e-12 of 1 + Σ|vᵢ(A⁻¹u)ᵢ|: the update makes A singular.</exception>
    public static double[,] UpdateInverse(double[,] aInv, double[] u, double[] v)
    {
        int n = aInv.GetLength(0);
        if (aInv.GetLength(1) != n || u.Length != n || v.Length != n)
            throw new ArgumentException($"UpdateInverse: the inverse is {n}×{aInv.GetLength(1)}, u has {u.Length} entries, v has {v.Length}. The inverse must be square, and u and v must have an entry for each of its rows.", nameof(aInv));
        double[] column = MatrixMultiplication.ByRows(aInv, u);           // A⁻¹u
        double[] row = MatrixMultiplication.TransposeTimes(aInv, v);      // vᵀA⁻¹
        double denominator = 1, size = 1;
        for (int i = 0; i < n; i++)
        {
            denominator += v[i] * column[i];
            size += Math.Abs(v[i] * column[i]);
        }

        if (Math.Abs(denominator) <= Tolerance * size) throw new InvalidOperationException($"UpdateInverse: 1 + vᵀA⁻¹u is {denominator}. The update makes A singular, so there is no inverse.");
        double[,] updated = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                updated[i, j] = aInv[i, j] - column[i] * (row[j] / denominator);   // divided first: the product of the two may overflow
        return updated;
    }

    /// <summary>The inverse of A + u·vᵀ from that of A; see <see cref="UpdateInverse(double[,], double[], double[])"/>.</summary>
    public static Mat UpdateInverse(Mat aInv, Vec u, Vec v) => Mat.Of(UpdateInverse(aInv.ToArray(), u.ToArray(), v.ToArray()));
}
