using CsCheck;

namespace Autograders;

/// <summary>Generators of vectors and matrices of whole numbers: sums and products of them are exact, so a property needs no tolerance.</summary>
internal static class Draw
{
    /// <summary>A whole number from −9 to 9.</summary>
    public static Gen<double> Whole { get; } = Gen.Int[-9, 9].Select(i => (double)i);

    /// <summary>One of the given numbers.</summary>
    public static Gen<double> OneOf(params double[] numbers) => Gen.Int[0, numbers.Length - 1].Select(i => numbers[i]);

    /// <summary>A vector [n] of whole numbers.</summary>
    public static Gen<double[]> Vector(int n) => Whole.Array[n];

    /// <summary>A vector [n] of whole numbers that is not zero.</summary>
    public static Gen<double[]> Direction(int n) => Vector(n).Where(v => v.Any(entry => entry != 0));

    /// <summary>Vectors [count][n] of whole numbers.</summary>
    public static Gen<double[][]> Vectors(int count, int n) => Vector(n).Array[count];

    /// <summary>A matrix [rows, columns] of whole numbers.</summary>
    public static Gen<double[,]> Matrix(int rows, int columns) => Whole.Array[rows * columns].Select(entries =>
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < entries.Length; i++) matrix[i / columns, i % columns] = entries[i];
        return matrix;
    });

    /// <summary>The vector with every entry multiplied by s.</summary>
    public static double[] Times(double s, double[] v) => Array.ConvertAll(v, entry => s * entry);

    /// <summary>The sum, entry by entry.</summary>
    public static double[] Plus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    /// <summary>The basis vector e_j of n entries, j from 0.</summary>
    public static double[] Basis(int n, int j) => [.. Enumerable.Range(0, n).Select(i => i == j ? 1.0 : 0.0)];

    /// <summary>The transpose [columns, rows].</summary>
    public static double[,] Transpose(double[,] a)
    {
        double[,] transpose = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                transpose[j, i] = a[i, j];
        return transpose;
    }

    /// <summary>Column j [rows].</summary>
    public static double[] Column(double[,] a, int j) => [.. Enumerable.Range(0, a.GetLength(0)).Select(i => a[i, j])];
}
