namespace FromScratch.Data;

/// <summary>The parts a matrix was made of: A = U·diag(S)·Vᵀ.</summary>
/// <param name="U">Orthonormal vectors [k][rows].</param>
/// <param name="S">The singular values [k].</param>
/// <param name="V">Orthonormal vectors [k][k].</param>
public sealed record SingularParts(double[][] U, double[] S, double[][] V);

public static partial class Generators
{
    /// <summary>A matrix with given singular values and random singular vectors; its condition number in the 2-norm is the largest value over the smallest.</summary>
    /// <param name="singularValues">The singular values [k], none negative; the matrix has k columns.</param>
    /// <param name="rows">How many rows; at least k.</param>
    /// <param name="seed">Any number.</param>
    /// <returns>A [rows, k] and its parts. A is rounded entry by entry, so its singular values are the given ones within about 1e-16 of the largest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer rows than singular values.</exception>
    public static Planted<double[,], SingularParts> GradedMatrix(double[] singularValues, int rows, ulong seed)
    {
        int k = singularValues.Length;
        if (rows < k) throw new ArgumentOutOfRangeException(nameof(rows), rows, $"GradedMatrix: {rows} rows for {k} singular values. There are at most as many values as rows.");
        var rng = new Rng(seed);
        double[][] u = Orthonormal(k, rows, rng), v = Orthonormal(k, k, rng);
        double[,] matrix = new double[rows, k];
        for (int s = 0; s < k; s++)
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < k; j++)
                    matrix[i, j] += singularValues[s] * u[s][i] * v[s][j];
        return new(matrix, new SingularParts(u, [.. singularValues], v));
    }
}
