namespace FromScratch.LinearAlgebra;

/// <summary>The halfway house to the eigenvalues of a matrix that is not symmetric.</summary>
public static class Hessenberg
{
    /// <summary>H = QᵀAQ with zeros below the first subdiagonal, and the eigenvalues of A.</summary>
    /// <param name="a">A square matrix [n, n].</param>
    /// <returns>H [n, n].</returns>
    /// <remarks>
    /// A mirror for each column, applied from both sides, as eigenvalues stay only under QᵀAQ. It must leave the first row alone, or the second side would fill the zeros again: that is why one subdiagonal remains.
    /// <para>A step of the QR iteration then costs O(n²) and not O(n³). Source: Trefethen and Bau, Numerical Linear Algebra, algorithm 26.1.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static double[,] Reduce(double[,] a)
    {
        int n = a.GetLength(0);
        if (a.GetLength(1) != n) throw new ArgumentException($"Hessenberg: the matrix is {n}×{a.GetLength(1)}. Only a square one has eigenvalues.", nameof(a));
        double[,] h = (double[,])a.Clone();
        for (int k = 0; k + 2 < n; k++)
        {
            double[] u = Mirror(h, k);
            for (int j = 0; j < n; j++)   // H ← (I − 2uuᵀ)H
            {
                double shadow = 0;
                for (int i = k + 1; i < n; i++) shadow += u[i] * h[i, j];
                for (int i = k + 1; i < n; i++) h[i, j] -= 2 * shadow * u[i];
            }

            for (int i = 0; i < n; i++)   // H ← H(I − 2uuᵀ)
            {
                double shadow = 0;
                for (int j = k + 1; j < n; j++) shadow += h[i, j] * u[j];
                for (int j = k + 1; j < n; j++) h[i, j] -= 2 * shadow * u[j];
            }

            for (int i = k + 2; i < n; i++) h[i, k] = 0;   // rounding is all that is left there
        }

        return h;
    }

    /// <summary>The unit vector of the mirror that turns column k, from the subdiagonal on, onto that entry; zeros where nothing is to be turned.</summary>
    private static double[] Mirror(double[,] h, int k)
    {
        double[] u = new double[h.GetLength(0)];
        for (int i = k + 1; i < u.Length; i++) u[i] = h[i, k];
        double length = InnerProduct.Norm(u, 2);
        if (length == 0) return u;
        u[k + 1] += u[k + 1] < 0 ? -length : length;
        return Direction.Of(u).ToArray();
    }
}
