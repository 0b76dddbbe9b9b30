using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Factorizations;

/// <summary>P·A = L·U: rows exchanged so that the largest number of each column divides, a lower triangle with ones on its diagonal, and an upper triangle.</summary>
/// <remarks>Source: Golub and Van Loan, "Matrix Computations", 4th ed., algorithm 3.4.1.</remarks>
public static partial class LuFactorization
{
    /// <summary>Factors a square matrix.</summary>
    /// <param name="a">A [n, n]; unchanged.</param>
    /// <returns>L below the diagonal and U on and above it in one matrix [n, n], and for each step the row that was exchanged with that step's.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static (Tensor<T> Lu, int[] Exchanges) Of<T>(Tensor<T> a) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Rank != 2 || a.Shape[0] != a.Shape[1]) throw new ArgumentException($"LU: the matrix has shape {a.Shape}; it must be square.", nameof(a));
        Tensor<T> lu = Tensor<T>.Uninitialized(a.Shape);
        lu.Copy(a);
        int[] exchanges = new int[a.Shape[0]];
        if (exchanges.Length > 0) Recursive(lu.Matrix(), exchanges, 0, exchanges.Length, Tensor<T>.Uninitialized([PanelLength(exchanges.Length)]).Data);
        return (lu, exchanges);
    }

    /// <summary>Elimination column by column: the textbook form.</summary>
    internal static void Textbook<T>(MatrixView<T> a, int[] exchanges) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = exchanges.Length;
        for (int j = 0; j < n; j++)
        {
            int pivot = j;
            for (int i = j + 1; i < n; i++)
                if (T.Abs(a.Array[a.From(i, j).Offset]) > T.Abs(a.Array[a.From(pivot, j).Offset])) pivot = i;
            exchanges[j] = pivot;
            Exchange(a, n, j, pivot);
            ReadOnlySpan<T> row = a.Array.AsSpan(a.From(j, j + 1).Offset, n - j - 1);
            T divisor = a.Array[a.From(j, j).Offset];
            if (divisor == T.Zero) continue;   // the column is 0: nothing to eliminate
            for (int i = j + 1; i < n; i++)
            {
                ref T below = ref a.Array[a.From(i, j).Offset];
                below /= divisor;
                RowUpdate.Subtract(below, row, a.Array.AsSpan(a.From(i, j + 1).Offset, row.Length));
            }
        }
    }

    private static void Exchange<T>(MatrixView<T> a, int n, int i, int j) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (i != j) RowUpdate.Exchange(a.Array.AsSpan(a.From(i, 0).Offset, n), a.Array.AsSpan(a.From(j, 0).Offset, n));
    }
}
