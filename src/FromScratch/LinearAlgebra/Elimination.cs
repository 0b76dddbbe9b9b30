namespace FromScratch.LinearAlgebra;

/// <summary>Elimination of matrices of any shape: the reduced row echelon form, and what it says about the solutions.</summary>
public static class Elimination
{
    /// <summary>The reduced row echelon form: each pivot is 1 and alone in its column, further right than the pivot above; rows of zeros stand last.</summary>
    /// <param name="a">A matrix [rows, columns].</param>
    /// <param name="tol">Between 0 and 1: what is at most tol times A's largest absolute entry is no pivot and counts as 0.</param>
    /// <returns>The form [rows, columns], and the columns of its pivots in ascending order; their number is the rank.</returns>
    /// <remarks>The largest entry of a column becomes the pivot. O(rows·columns·rank). Source: Strang, Introduction to Linear Algebra, §3.2.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">tol is not between 0 and 1.</exception>
    public static (Mat Rref, int[] Pivots) Rref(Mat a, double tol)
    {
        RequireTolerance(nameof(Rref), tol);
        double[,] reduced = a.ToArray();
        int[] pivots = Reduce(reduced, a.Cols, tol * Largest(reduced));
        return (Mat.Of(reduced), pivots);
    }

    /// <summary>All solutions of A·x = b.</summary>
    /// <param name="a">A matrix [rows, columns].</param>
    /// <param name="b">The right-hand side [rows].</param>
    /// <param name="tol">Between 0 and 1: what is at most tol times the largest entry of A counts as 0 among the coefficients, and of b among the right-hand sides.</param>
    /// <returns>None, one, or a family with columns − rank directions.</returns>
    /// <remarks>
    /// [A | b] is reduced with pivots from A alone. A row 0 = c with c ≠ 0 is a contradiction; a row 0 = 0 says nothing. Each column without a pivot leaves its unknown free:
    /// set to 1, with the other free ones 0, it gives a direction; all set to 0 give the particular solution.
    /// <para>Source: Strang, Introduction to Linear Algebra, §3.3.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">b does not have as many entries as A has rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">tol is not between 0 and 1.</exception>
    public static SolutionSet Describe(double[,] a, double[] b, double tol)
    {
        RequireTolerance(nameof(Describe), tol);
        int rows = a.GetLength(0), columns = a.GetLength(1);
        if (b.Length != rows) throw new ArgumentException($"Describe: A has {rows} rows, b has {b.Length} entries. Each equation needs a right-hand side.", nameof(b));
        double[,] augmented = new double[rows, columns + 1];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) augmented[i, j] = a[i, j];
            augmented[i, columns] = b[i];
        }

        int[] pivots = Reduce(augmented, columns, tol * Largest(a));
        double zero = tol * b.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = pivots.Length; i < rows; i++)
            if (Math.Abs(augmented[i, columns]) > zero) return new SolutionSet.None();

        double[] particular = new double[columns];
        for (int k = 0; k < pivots.Length; k++) particular[pivots[k]] = augmented[k, columns];
        if (pivots.Length == columns) return new SolutionSet.Unique(Vec.Of(particular));
        return new SolutionSet.Family(Vec.Of(particular), [.. Enumerable.Range(0, columns).Except(pivots).Select(free => Direction(augmented, pivots, free, columns))]);
    }

    /// <summary>All solutions of A·x = b, where what is at most 1e-12 of the largest entry counts as 0; see <see cref="Describe(double[,], double[], double)"/>.</summary>
    /// <exception cref="ArgumentException">b does not have as many entries as A has rows.</exception>
    public static SolutionSet Describe(Mat a, Vec b) => Describe(a.ToArray(), b.ToArray(), 1e-12);

    /// <summary>The vector with 1 at a free unknown, 0 at the others, that A sends to zero.</summary>
    private static Vec Direction(double[,] reduced, int[] pivots, int free, int columns)
    {
        double[] direction = new double[columns];
        direction[free] = 1;
        for (int k = 0; k < pivots.Length; k++) direction[pivots[k]] = -reduced[k, free];
        return Vec.Of(direction);
    }

    /// <summary>Brings a matrix into reduced row echelon form, with pivots in its first columns only. In place.</summary>
    private static int[] Reduce(double[,] matrix, int columns, double zero)
    {
        var pivots = new List<int>();
        for (int c = 0; c < columns && pivots.Count < matrix.GetLength(0); c++)
        {
            int r = pivots.Count, largest = r;
            for (int i = r + 1; i < matrix.GetLength(0); i++)
                if (Math.Abs(matrix[i, c]) > Math.Abs(matrix[largest, c])) largest = i;
            if (Math.Abs(matrix[largest, c]) > zero)
            {
                MakePivot(matrix, r, largest, c);
                pivots.Add(c);
            }
            else
            {
                for (int i = r; i < matrix.GetLength(0); i++) matrix[i, c] = 0;   // no pivot, at most rounding: the unknown of this column is free
            }
        }

        return [.. pivots];
    }

    /// <summary>Swaps a row up to row r, divides it so that its entry in column c is 1, and clears that column in all other rows. To the left these rows are 0.</summary>
    private static void MakePivot(double[,] matrix, int r, int from, int c)
    {
        for (int j = c; j < matrix.GetLength(1); j++) (matrix[r, j], matrix[from, j]) = (matrix[from, j], matrix[r, j]);
        double pivot = matrix[r, c];
        for (int j = c; j < matrix.GetLength(1); j++) matrix[r, j] /= pivot;
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            if (i == r) continue;
            double factor = matrix[i, c];
            for (int j = c; j < matrix.GetLength(1); j++) matrix[i, j] -= factor * matrix[r, j];   // factor · 1 is factor: column c becomes exactly 0
        }
    }

    private static double Largest(double[,] a) => a.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max();

    private static void RequireTolerance(string caller, double tol)
    {
        if (!(tol > 0 && tol < 1)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"{caller}: tol is {tol}. It is the share of the largest entry that still counts as 0, so it lies between 0 and 1.");
    }
}
