namespace FromScratch.LinearAlgebra;

/// <summary>The determinant as it is defined on paper: right for every entry type, and hopeless beyond a dozen rows.</summary>
public static class CofactorExpansion
{
    /// <summary>det A = Σⱼ (−1)ʲ a₀ⱼ det A₀ⱼ, where A₀ⱼ lacks row 0 and column j.</summary>
    /// <param name="a">A matrix [n, n].</param>
    /// <returns>The signed factor by which A changes volumes; 1 for n = 0, a product of nothing.</returns>
    /// <remarks>About (e − 1)·n! multiplications, see <see cref="Multiplications"/>. Source: Strang, Introduction to Linear Algebra, §5.2.</remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double Determinant(double[,] a)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException($"Determinant: the matrix is {n}×{a.GetLength(1)}. Only a square matrix maps a space to itself and has a volume factor.", nameof(a));
        if (n == 0) return 1;
        if (n == 1) return a[0, 0];
        double sum = 0;
        for (int j = 0; j < n; j++) sum += (j % 2 == 0 ? a[0, j] : -a[0, j]) * Determinant(Minor(a, j));
        return sum;
    }

    /// <summary>How many multiplications the expansion of an n×n determinant takes: M(n) = n·(M(n − 1) + 1), M(1) = 0.</summary>
    /// <param name="n">From 0 to 20; at 21 the count leaves the range of long.</param>
    /// <remarks>A sign costs none. M(n) is n!·(1/1! + 1/2! + … + 1/(n − 1)!), so it approaches (e − 1)·n!.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    /// <exception cref="OverflowException">n is above 20.</exception>
    public static long Multiplications(int n)
    {
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, $"Multiplications: n is {n}. A matrix has at least 0 rows.");
        return n < 2 ? 0 : checked(n * (Multiplications(n - 1) + 1));
    }

    /// <summary>The matrix [n − 1, n − 1] without row 0 and without one column.</summary>
    private static double[,] Minor(double[,] a, int column)
    {
        int n = a.GetLength(0);
        double[,] minor = new double[n - 1, n - 1];
        for (int i = 1; i < n; i++)
            for (int j = 0; j < n - 1; j++)
                minor[i - 1, j] = a[i, j < column ? j : j + 1];
        return minor;
    }
}
