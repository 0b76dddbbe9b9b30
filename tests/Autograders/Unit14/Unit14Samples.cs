using FromScratch.Data;

namespace Autograders;

/// <summary>Random numbers that the comparisons of Unit 14 share.</summary>
internal static class Unit14Samples
{
    public static readonly double[] Scores = Array.ConvertAll(Numbers(14, 10_000), z => 5 * z), Biases = Numbers(17, 128);

    public static readonly double[,] Batch = Matrix(15, 256, 784), Weights = Matrix(16, 128, 784);

    public static double[] Numbers(ulong seed, int n)
    {
        var rng = new Rng(seed);
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) numbers[i] = rng.NextGaussian();
        return numbers;
    }

    public static double[,] Matrix(ulong seed, int rows, int columns)
    {
        double[] numbers = Numbers(seed, rows * columns);
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < numbers.Length; i++) matrix[i / columns, i % columns] = numbers[i];
        return matrix;
    }
}
