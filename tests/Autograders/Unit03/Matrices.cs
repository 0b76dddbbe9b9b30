using System.Numerics;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>What the graders of Unit 3 ask of matrices: products, distances, the exact rank.</summary>
internal static class Matrices
{
    /// <summary>The product A·B.</summary>
    public static double[,] Times(double[,] a, double[,] b) => MatrixMultiplication.Multiply(a, b);

    /// <summary>The product of several matrices, from left to right.</summary>
    public static double[,] Times(double[,] a, double[,] b, double[,] c) => Times(Times(a, b), c);

    /// <summary>The largest absolute entry; NaN where one is NaN.</summary>
    public static double Largest(double[,] a)
    {
        double largest = 0;
        foreach (double entry in a) largest = Math.Max(largest, Math.Abs(entry));
        return largest;
    }

    /// <summary>The largest absolute difference of two matrices of one shape; NaN where one is NaN.</summary>
    public static double Distance(double[,] a, double[,] b)
    {
        double largest = 0;
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                largest = Math.Max(largest, Math.Abs(a[i, j] - b[i, j]));
        return largest;
    }

    /// <summary>How far the columns are from orthonormal: the largest entry of QᵀQ − I.</summary>
    public static double OffOrthonormal(double[,] q) => Distance(Times(Draw.Transpose(q), q), Identity(q.GetLength(1)));

    public static double[,] Identity(int n) => Mat.Identity(n).ToArray();

    /// <summary>The matrix with these entries on its diagonal.</summary>
    public static double[,] Diagonal(params double[] entries)
    {
        double[,] diagonal = new double[entries.Length, entries.Length];
        for (int i = 0; i < entries.Length; i++) diagonal[i, i] = entries[i];
        return diagonal;
    }

    public static double[,] Scaled(double s, double[,] a)
    {
        double[,] scaled = (double[,])a.Clone();
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                scaled[i, j] *= s;
        return scaled;
    }

    /// <summary>A + Aᵀ: symmetric.</summary>
    public static double[,] PlusTranspose(double[,] a)
    {
        double[,] sum = (double[,])a.Clone();
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(0); j++)
                sum[i, j] += a[j, i];
        return sum;
    }

    /// <summary>Whether an array is there and has this shape.</summary>
    public static bool HasShape(double[,]? a, int rows, int columns) => a is not null && a.GetLength(0) == rows && a.GetLength(1) == columns;

    /// <summary>The rank of a matrix of whole numbers, without rounding: elimination without fractions (Bareiss).</summary>
    public static int ExactRank(double[,] a)
    {
        int rows = a.GetLength(0), columns = a.GetLength(1), rank = 0;
        var m = new BigInteger[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                m[i, j] = (BigInteger)a[i, j];
        for (int column = 0; column < columns && rank < rows; column++)
        {
            int pivot = Enumerable.Range(rank, rows - rank).FirstOrDefault(i => !m[i, column].IsZero, -1);
            if (pivot < 0) continue;
            for (int j = 0; j < columns; j++) (m[rank, j], m[pivot, j]) = (m[pivot, j], m[rank, j]);
            for (int i = rank + 1; i < rows; i++)
            {
                BigInteger factor = m[i, column];
                for (int j = 0; j < columns; j++) m[i, j] = m[i, j] * m[rank, column] - factor * m[rank, j];
            }

            rank++;
        }

        return rank;
    }

    /// <summary>The determinant of a matrix of whole numbers, without rounding.</summary>
    public static double ExactDeterminant(double[,] a)
    {
        int n = a.GetLength(0);
        if (n == 0) return 1;
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            double[,] minor = new double[n - 1, n - 1];
            for (int r = 1; r < n; r++)
                for (int c = 0; c < n - 1; c++)
                    minor[r - 1, c] = a[r, c < j ? c : c + 1];
            sum += (j % 2 == 0 ? 1 : -1) * a[0, j] * ExactDeterminant(minor);
        }

        return sum;
    }
}
