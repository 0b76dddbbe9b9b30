using System.Numerics;

namespace FromScratch.Tensors;

/// <summary>A matrix in an array: entry (i, j) lies at offset + i·rowStep + j·columnStep. Exchanging the steps transposes it.</summary>
internal readonly record struct MatrixView<T>(T[] Array, int Offset, int RowStep, int ColumnStep) where T : unmanaged
{
    public MatrixView<T> Transposed => new(Array, Offset, ColumnStep, RowStep);

    public MatrixView<T> From(int row, int column) => this with { Offset = Offset + row * RowStep + column * ColumnStep };
}

/// <summary>The product of two matrices.</summary>
internal static partial class Gemm
{
    /// <summary>C = A·B (or C += A·B) by its definition: cᵢⱼ = Σₖ aᵢₖbₖⱼ.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A [m, k].</param>
    /// <param name="b">B [k, n].</param>
    /// <param name="c">C [m, n].</param>
    /// <param name="accumulate">Whether the product is added to what C holds.</param>
    public static void Textbook<T>(int m, int n, int k, MatrixView<T> a, MatrixView<T> b, MatrixView<T> c, bool accumulate) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = accumulate ? c.Array[c.From(i, j).Offset] : T.Zero;
                for (int p = 0; p < k; p++) sum += a.Array[a.From(i, p).Offset] * b.Array[b.From(p, j).Offset];
                c.Array[c.From(i, j).Offset] = sum;
            }
        }
    }
}
