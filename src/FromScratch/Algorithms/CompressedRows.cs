namespace FromScratch.Algorithms;

/// <summary>Builds, multiplies and transposes sparse matrices, in time and memory of the order of what is stored.</summary>
/// <remarks>Source: Saad, Iterative Methods for Sparse Linear Systems, 2nd ed., §3.4-3.5; Gustavson, ACM TOMS 4 (1978) 250-269 for the transpose.</remarks>
public static class CompressedRows
{
    /// <summary>The matrix with the given entries; those of the same place are added.</summary>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="cols">How many columns it has.</param>
    /// <param name="triplets">Row, column and value of each entry, in any order.</param>
    /// <remarks>Sorted by column, then by row with ties left as they are: two passes of counting, O(rows + cols + entries), and nothing of the size rows · cols.</remarks>
    /// <exception cref="ArgumentException">An entry lies outside of the matrix.</exception>
    public static Csr FromTriplets(int rows, int cols, (int R, int C, double V)[] triplets)
    {
        foreach ((int r, int c, double v) in triplets)
            if (r < 0 || r >= rows || c < 0 || c >= cols) throw new ArgumentException($"FromTriplets: ({r}, {c}, {v}) lies outside of the {rows} × {cols} entries.", nameof(triplets));
        (int R, int C, double V)[] byColumn = Sorted(triplets, cols, triplet => triplet.C);
        int[] starts = new int[rows + 1];
        List<int> columns = [];
        List<double> values = [];
        int row = -1;
        foreach ((int r, int c, double v) in Sorted(byColumn, rows, triplet => triplet.R))
        {
            if (r == row && columns[^1] == c)
            {
                values[^1] += v;
                continue;
            }

            row = r;
            columns.Add(c);
            values.Add(v);
            starts[r + 1]++;
        }

        for (int i = 0; i < rows; i++) starts[i + 1] += starts[i];
        return new Csr(rows, cols, starts, [.. columns], [.. values]);
    }

    /// <summary>The product with a vector: y[i] = Σ m[i, j]·x[j] over the stored entries of row i [rows].</summary>
    /// <exception cref="ArgumentException">x does not have as many entries as the matrix has columns.</exception>
    public static double[] Multiply(Csr m, double[] x)
    {
        if (x.Length != m.Cols) throw new ArgumentException($"Multiply: x has {x.Length} entries, the matrix {m.Cols} columns.", nameof(x));
        double[] y = new double[m.Rows];
        for (int i = 0; i < m.Rows; i++)
            for (int e = m.Starts[i]; e < m.Starts[i + 1]; e++)
                y[i] += m.Values[e] * x[m.Columns[e]];
        return y;
    }

    /// <summary>The transpose [cols, rows], its columns ascending within each row. O(rows + cols + stored).</summary>
    public static Csr Transpose(Csr m)
    {
        int[] starts = new int[m.Cols + 1], columns = new int[m.Columns.Length];
        double[] values = new double[m.Values.Length];
        foreach (int column in m.Columns) starts[column + 1]++;
        for (int j = 0; j < m.Cols; j++) starts[j + 1] += starts[j];
        int[] free = [.. starts];
        for (int i = 0; i < m.Rows; i++)   // rows in order: so each row of the transpose fills from small columns to large ones
            for (int e = m.Starts[i]; e < m.Starts[i + 1]; e++)
            {
                int place = free[m.Columns[e]]++;
                (columns[place], values[place]) = (i, m.Values[e]);
            }

        return new Csr(m.Cols, m.Rows, starts, columns, values);
    }

    private static (int R, int C, double V)[] Sorted((int R, int C, double V)[] triplets, int keys, Func<(int R, int C, double V), int> key)
    {
        int[] free = new int[keys + 1];
        foreach ((int R, int C, double V) triplet in triplets) free[key(triplet) + 1]++;
        for (int i = 0; i < keys; i++) free[i + 1] += free[i];
        var sorted = new (int R, int C, double V)[triplets.Length];
        foreach ((int R, int C, double V) triplet in triplets) sorted[free[key(triplet)]++] = triplet;
        return sorted;
    }
}
