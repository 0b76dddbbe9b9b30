namespace FromScratch.LinearAlgebra;

/// <summary>A matrix [rows, columns] that does not change.</summary>
public sealed class Mat
{
    private readonly double[,] _entries;

    private Mat(double[,] entries) => _entries = entries;

    /// <summary>A matrix of copies of the given entries [rows, columns].</summary>
    public static Mat Of(double[,] a) => new((double[,])a.Clone());

    /// <summary>The matrix [n, n] that leaves every vector as it is.</summary>
    public static Mat Identity(int n)
    {
        double[,] identity = new double[n, n];
        for (int i = 0; i < n; i++) identity[i, i] = 1;
        return new(identity);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows => _entries.GetLength(0);

    /// <summary>How many columns there are.</summary>
    public int Cols => _entries.GetLength(1);

    /// <summary>The entry in row r and column c, counted from 0.</summary>
    public double this[int r, int c] => _entries[r, c];

    /// <summary>The product A·B.</summary>
    /// <exception cref="ArgumentException">A does not have as many columns as B has rows.</exception>
    public static Mat operator *(Mat a, Mat b) => new(MatrixMultiplication.Multiply(a._entries, b._entries));

    /// <summary>The product A·x.</summary>
    /// <exception cref="ArgumentException">x does not have as many entries as A has columns.</exception>
    public static Vec operator *(Mat a, Vec x) => Vec.Of(MatrixMultiplication.ByRows(a._entries, x.ToArray()));

    /// <summary>The transpose [columns, rows]: rows become columns.</summary>
    public Mat T()
    {
        double[,] transpose = new double[Cols, Rows];
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Cols; c++)
                transpose[c, r] = _entries[r, c];
        return new(transpose);
    }

    /// <summary>Row i [columns].</summary>
    public Vec Row(int i) => Vec.Of([.. Enumerable.Range(0, Cols).Select(c => _entries[i, c])]);

    /// <summary>Column j [rows].</summary>
    public Vec Col(int j) => Vec.Of([.. Enumerable.Range(0, Rows).Select(r => _entries[r, j])]);

    /// <summary>A copy of the entries [rows, columns].</summary>
    public double[,] ToArray() => (double[,])_entries.Clone();

    /// <summary>The rows in brackets: "((1, 2), (3, 4))".</summary>
    public override string ToString() => $"({string.Join(", ", Enumerable.Range(0, Rows).Select(Row))})";
}
