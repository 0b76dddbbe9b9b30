using FromScratch.LinearAlgebra;

namespace FromScratch.Algorithms;

/// <summary>A sparse matrix in compressed sparse rows: only the entries that are stored take memory.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Cols">How many columns it has.</param>
/// <param name="Starts">Where each row begins in the other two arrays [rows + 1]: row i stands from Starts[i] on, before Starts[i + 1].</param>
/// <param name="Columns">The column of each stored entry, ascending within a row [stored].</param>
/// <param name="Values">Its value [stored].</param>
/// <remarks>Source: Saad, Iterative Methods for Sparse Linear Systems, 2nd ed., §3.4-3.5; Gustavson, ACM TOMS 4 (1978) 250-269 for the transpose.</remarks>
public sealed record Csr(int Rows, int Cols, int[] Starts, int[] Columns, double[] Values)
{
    /// <summary>The product with a vector [rows].</summary>
    /// <exception cref="ArgumentException">x does not have as many entries as the matrix has columns.</exception>
    public Vec Multiply(Vec x) => Vec.Of(CompressedRows.Multiply(this, x.ToArray()));
}
