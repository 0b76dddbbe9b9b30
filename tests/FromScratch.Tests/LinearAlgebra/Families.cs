using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace FromScratch.Tests.LinearAlgebra;

/// <summary>Matrices that break careless algorithms: random, graded, defective, clustered.</summary>
internal static class Families
{
    public static double[,] Random(int rows, int columns, ulong seed)
    {
        var rng = new Rng(seed);
        double[,] a = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                a[i, j] = rng.NextGaussian();
        return a;
    }

    /// <summary>Random, with row i and column i shrunk by the factor 10^(-decades·i/(n-1)).</summary>
    public static double[,] Graded(int rows, int columns, double decades, ulong seed)
    {
        double[,] a = Random(rows, columns, seed);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                a[i, j] *= Math.Pow(10, -decades * (i + j) / (rows + columns - 2));
        return a;
    }

    /// <summary>Eigenvalues that are given, eigenvectors that are random and orthonormal.</summary>
    public static double[,] Symmetric(double[] eigenvalues, ulong seed)
    {
        int n = eigenvalues.Length;
        var q = Mat.Of(Householder.FactorQr(Random(n, n, seed)).Q);
        return SymmetricPart((q * Diagonal(eigenvalues) * q.T()).ToArray());
    }

    /// <summary>One Jordan block: a single eigenvalue with a single eigenvector, in a random orthonormal basis.</summary>
    public static double[,] Defective(double eigenvalue, int n, ulong seed)
    {
        double[,] block = Diagonal([.. Enumerable.Repeat(eigenvalue, n)]).ToArray();
        for (int i = 0; i + 1 < n; i++) block[i, i + 1] = 1;
        var q = Mat.Of(Householder.FactorQr(Random(n, n, seed)).Q);
        return (q * Mat.Of(block) * q.T()).ToArray();
    }

    public static Mat Diagonal(double[] entries)
    {
        double[,] diagonal = new double[entries.Length, entries.Length];
        for (int i = 0; i < entries.Length; i++) diagonal[i, i] = entries[i];
        return Mat.Of(diagonal);
    }

    public static double[,] SymmetricPart(double[,] a)
    {
        double[,] s = new double[a.GetLength(0), a.GetLength(0)];
        for (int i = 0; i < s.GetLength(0); i++)
            for (int j = 0; j < s.GetLength(0); j++)
                s[i, j] = (a[i, j] + a[j, i]) / 2;
        return s;
    }
}
