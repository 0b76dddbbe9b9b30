namespace FromScratch.LinearAlgebra;

/// <summary>A function that factors a square matrix [n, n] as PA = LU: <see cref="GaussianElimination.Factor"/>, or yours.</summary>
/// <param name="a">A matrix [n, n], which stays as it is.</param>
/// <returns>L and U [n, n], the rows' order [n], and the sign of that order.</returns>
public delegate (double[,] L, double[,] U, int[] Perm, int Sign) Factorization(double[,] a);

/// <summary>Elimination that keeps what it did: PA = LU.</summary>
public static class GaussianElimination
{
    /// <summary>PA = LU with partial pivoting: in each column the largest entry on or below the diagonal becomes the pivot.</summary>
    /// <param name="a">A matrix [n, n], which stays as it is.</param>
    /// <returns>
    /// L [n, n] lower triangular with ones on the diagonal and no entry beyond ±1; U [n, n] upper triangular, with a zero on the diagonal exactly where no pivot was left;
    /// Perm [n], where row i of PA is row Perm[i] of A; Sign, which is (−1) to the number of row swaps.
    /// </returns>
    /// <remarks>
    /// The multiplier mᵢₖ = aᵢₖ/aₖₖ clears the entry (i, k), and is stored as Lᵢₖ. A small pivot makes huge multipliers, whose products drown the other entries:
    /// [[1e-20, 1], [1, 1]] without a swap loses its last 1. With the largest pivot no multiplier exceeds 1.
    /// <para>n³/3 multiplications. Source: Golub and Van Loan, Matrix Computations, 4th ed., algorithm 3.4.1.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static (double[,] L, double[,] U, int[] Perm, int Sign) Factor(double[,] a)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException($"Factor: the matrix is {n}×{a.GetLength(1)}. LU with pivots on the diagonal needs a square one.", nameof(a));
        double[,] l = new double[n, n], u = (double[,])a.Clone();
        int[] perm = [.. Enumerable.Range(0, n)];
        int sign = 1;
        for (int k = 0; k < n; k++)
        {
            int p = LargestBelow(u, k);
            if (p != k)
            {
                SwapRows(u, k, p);
                SwapRows(l, k, p);   // the multipliers found so far belong to their rows
                (perm[k], perm[p]) = (perm[p], perm[k]);
                sign = -sign;
            }

            l[k, k] = 1;
            if (u[k, k] == 0) continue;   // the whole column is 0 from here down: nothing to clear
            for (int i = k + 1; i < n; i++)
            {
                double multiplier = u[i, k] / u[k, k];
                l[i, k] = multiplier;
                u[i, k] = 0;
                for (int j = k + 1; j < n; j++) u[i, j] -= multiplier * u[k, j];
            }
        }

        return (l, u, perm, sign);
    }

    /// <summary>The row from k down whose entry in column k is largest in absolute value; the first of equals.</summary>
    private static int LargestBelow(double[,] u, int k)
    {
        int largest = k;
        for (int i = k + 1; i < u.GetLength(0); i++)
            if (Math.Abs(u[i, k]) > Math.Abs(u[largest, k])) largest = i;
        return largest;
    }

    private static void SwapRows(double[,] matrix, int i, int j)
    {
        for (int c = 0; c < matrix.GetLength(1); c++) (matrix[i, c], matrix[j, c]) = (matrix[j, c], matrix[i, c]);
    }
}
