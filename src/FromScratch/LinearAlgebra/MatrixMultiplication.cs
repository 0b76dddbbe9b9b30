namespace FromScratch.LinearAlgebra;

/// <summary>Matrices times vectors and matrices.</summary>
public static class MatrixMultiplication
{
    /// <summary>A·x, row by row: entry i is the dot product of row i with x.</summary>
    /// <param name="A">A matrix [rows, columns].</param>
    /// <param name="x">A vector [columns].</param>
    /// <returns>A vector [rows].</returns>
    /// <exception cref="ArgumentException">x does not have as many entries as A has columns.</exception>
    public static double[] ByRows(double[,] A, double[] x)
    {
        RequireColumns(nameof(ByRows), A, x);
        double[] result = new double[A.GetLength(0)];
        for (int i = 0; i < A.GetLength(0); i++)
            for (int j = 0; j < A.GetLength(1); j++)
                result[i] += A[i, j] * x[j];
        return result;
    }

    /// <summary>A·x, column by column: the linear combination of A's columns with the entries of x.</summary>
    /// <param name="A">A matrix [rows, columns].</param>
    /// <param name="x">A vector [columns].</param>
    /// <returns>A vector [rows].</returns>
    /// <exception cref="ArgumentException">x does not have as many entries as A has columns.</exception>
    public static double[] ByColumns(double[,] A, double[] x)
    {
        RequireColumns(nameof(ByColumns), A, x);
        double[] result = new double[A.GetLength(0)];
        for (int j = 0; j < A.GetLength(1); j++)
            for (int i = 0; i < A.GetLength(0); i++)
                result[i] += x[j] * A[i, j];
        return result;
    }

    /// <summary>Aᵀ·y without Aᵀ: A is walked in place, nothing but the result is allocated.</summary>
    /// <param name="A">A matrix [rows, columns].</param>
    /// <param name="y">A vector [rows].</param>
    /// <returns>A vector [columns].</returns>
    /// <exception cref="ArgumentException">y does not have as many entries as A has rows.</exception>
    public static double[] TransposeTimes(double[,] A, double[] y)
    {
        if (y.Length != A.GetLength(0)) throw new ArgumentException($"TransposeTimes: A is {A.GetLength(0)}×{A.GetLength(1)}, y has {y.Length} entries. Aᵀ has as many columns as A has rows, so y needs {A.GetLength(0)}.", nameof(y));
        double[] result = new double[A.GetLength(1)];
        for (int i = 0; i < A.GetLength(0); i++)
            for (int j = 0; j < A.GetLength(1); j++)
                result[j] += A[i, j] * y[i];
        return result;
    }

    /// <summary>The product A·B: (AB)ᵢⱼ = Σₖ AᵢₖBₖⱼ.</summary>
    /// <param name="a">A matrix [rows, inner].</param>
    /// <param name="b">A matrix [inner, columns].</param>
    /// <returns>A matrix [rows, columns].</returns>
    /// <remarks>The loops run i, k, j: the innermost walks a row of B and a row of the result, which lie in memory one entry after the other. O(rows·inner·columns).</remarks>
    /// <exception cref="ArgumentException">A does not have as many columns as B has rows.</exception>
    public static double[,] Multiply(double[,] a, double[,] b)
    {
        int rows = a.GetLength(0), inner = a.GetLength(1), columns = b.GetLength(1);
        if (b.GetLength(0) != inner) throw new ArgumentException($"Multiply: A is {rows}×{inner}, B is {b.GetLength(0)}×{columns}. A row of A meets a column of B, so A needs as many columns as B has rows.", nameof(b));
        double[,] product = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < inner; k++)
                for (int j = 0; j < columns; j++)
                    product[i, j] += a[i, k] * b[k, j];
        return product;
    }

    private static void RequireColumns(string caller, double[,] A, double[] x)
    {
        if (x.Length != A.GetLength(1)) throw new ArgumentException($"{caller}: A is {A.GetLength(0)}×{A.GetLength(1)}, x has {x.Length} entries. Each column of A meets one entry of x, so x needs {A.GetLength(1)}.", nameof(x));
    }
}
