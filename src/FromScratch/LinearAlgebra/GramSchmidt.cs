namespace FromScratch.LinearAlgebra;

/// <summary>From vectors of any kind to unit vectors at right angles that span the same.</summary>
public static class GramSchmidt
{
    private const double Dependent = 1e-10;   // of a column's length: what is left of it may be rounding alone

    /// <summary>Modified Gram-Schmidt: A = QR, column by column.</summary>
    /// <param name="columns">The columns of A [k][n], all of one length; there may be none, and more than n.</param>
    /// <returns>
    /// Orthonormal vectors Q [r][n], and R [r, k] with column j = Σᵢ R[i, j]·qᵢ. A column that depends on those before it gives no vector: its column of R tells of which it is made.
    /// Elsewhere R has a positive entry where the new vector comes in, and zeros below.
    /// </returns>
    /// <remarks>
    /// <para>rᵢⱼ = qᵢ·w and w ← w − rᵢⱼqᵢ, with w the running remainder, at first column j. The textbook's qᵢ·aⱼ with the original column is equal on paper;
    /// but what rounding left of q₁ in the remainder is then never seen again.</para>
    /// <para>A column counts as dependent when at most 1e-10 of its length remains. O(n·k·r). Source: Trefethen and Bau, Numerical Linear Algebra, algorithm 8.1.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The columns' lengths differ.</exception>
    public static (double[][] Q, double[,] R) Orthonormalize(double[][] columns)
    {
        if (columns.FirstOrDefault(column => column.Length != columns[0].Length) is { } odd) throw new ArgumentException($"Orthonormalize: one column has {columns[0].Length} entries, another {odd.Length}. The columns of a matrix have one length.", nameof(columns));
        List<double[]> q = [];
        double[][] r = new double[columns.Length][];   // R by columns
        for (int j = 0; j < columns.Length; j++)
        {
            r[j] = new double[columns.Length];
            double[] rest = columns[j];
            for (int i = 0; i < q.Count; i++)
            {
                r[j][i] = InnerProduct.Dot(q[i], rest);
                rest = LinearCombination.Combine([1, -r[j][i]], [rest, q[i]]);
            }

            double length = InnerProduct.Norm(rest, 2);
            if (length <= Dependent * InnerProduct.Norm(columns[j], 2)) continue;
            r[j][q.Count] = length;
            q.Add(Array.ConvertAll(rest, entry => entry / length));
        }

        return ([.. q], Columns.Join(r, q.Count));
    }

    /// <summary>Classical Gram-Schmidt, as most books print it: to see it fail.</summary>
    /// <param name="columns">Independent columns [k][n].</param>
    /// <returns>Vectors [k][n] that are orthonormal on paper.</returns>
    /// <remarks>Loses the square of what the modified form loses: for columns with condition number κ, the vectors' dot products are of the order κ²ε, where the modified form has κε. Source: Björck, BIT 7 (1967) 1-21.</remarks>
    public static double[][] Classical(double[][] columns)
    {
        List<double[]> q = [];
        foreach (double[] column in columns)
        {
            double[] shadows = [.. q.Select(vector => -InnerProduct.Dot(vector, column))];   // of the original column, all at once
            double[] rest = LinearCombination.Combine([1, .. shadows], [column, .. q]);
            q.Add(Direction.Of(rest).ToArray());
        }

        return [.. q];
    }

    /// <summary>Orthonormal vectors completed to an orthonormal basis of the whole space.</summary>
    /// <param name="q">Orthonormal vectors [r][n], r from 0 to n.</param>
    /// <param name="n">The dimension of the space.</param>
    /// <returns>n orthonormal vectors [n][n], those given first.</returns>
    public static double[][] Complete(double[][] q, int n) => Complete(q, n, n);

    /// <summary>Orthonormal vectors completed to as many as asked for.</summary>
    /// <param name="q">Orthonormal vectors [r][n].</param>
    /// <param name="n">The dimension of the space.</param>
    /// <param name="count">How many are wanted, from r to n.</param>
    /// <returns>Orthonormal vectors [count][n], those given first.</returns>
    /// <remarks>
    /// The first <paramref name="count"/> basis vectors span as many dimensions, so among them there are enough that are new.
    /// Run twice: of a basis vector that nearly lies in the span only a small remainder is new, and rounding turns it. The second run turns it back. O(count²·n).
    /// </remarks>
    public static double[][] Complete(double[][] q, int n, int count) => Orthonormalize(Orthonormalize([.. q, .. Columns.Basis(count, n)]).Q).Q[..count];
}
