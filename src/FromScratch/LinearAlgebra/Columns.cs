namespace FromScratch.LinearAlgebra;

/// <summary>A matrix as the list of its columns: Gram-Schmidt, Householder and one-sided Jacobi work on whole columns.</summary>
public static class Columns
{
    /// <summary>Copies of the columns [columns][rows].</summary>
    public static double[][] Of(double[,] a)
    {
        double[][] columns = new double[a.GetLength(1)][];
        for (int j = 0; j < columns.Length; j++)
        {
            columns[j] = new double[a.GetLength(0)];
            for (int i = 0; i < columns[j].Length; i++) columns[j][i] = a[i, j];
        }

        return columns;
    }

    /// <summary>The matrix [rows, columns] of the given columns.</summary>
    /// <param name="columns">The columns [columns][rows].</param>
    /// <param name="rows">How many entries of each are taken, from the top.</param>
    public static double[,] Join(double[][] columns, int rows)
    {
        double[,] a = new double[rows, columns.Length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns.Length; j++)
                a[i, j] = columns[j][i];
        return a;
    }

    /// <summary>The first basis vectors e₁, e₂, … [count][n].</summary>
    public static double[][] Basis(int count, int n)
    {
        double[][] basis = new double[count][];
        for (int j = 0; j < count; j++)
        {
            basis[j] = new double[n];
            basis[j][j] = 1;
        }

        return basis;
    }
}
