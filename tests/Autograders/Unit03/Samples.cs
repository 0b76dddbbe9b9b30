using FromScratch.Data;

namespace Autograders;

/// <summary>Random matrices that the comparisons of Unit 3 share.</summary>
internal static class Unit03Samples
{
    public static readonly double[,] Tall20 = Gaussian(60, 20, 1), Tall100 = Gaussian(300, 100, 2);

    public static readonly double[] Right20 = Vector(60, 3), Right100 = Vector(300, 4);

    public static readonly double[,] Symmetric20 = Matrices.PlusTranspose(Gaussian(20, 20, 5)), Symmetric100 = Matrices.PlusTranspose(Gaussian(100, 100, 6));

    public static readonly double[,] Square20 = Gaussian(20, 20, 7), Square100 = Gaussian(100, 100, 8);

    private static double[,] Gaussian(int rows, int columns, ulong seed)
    {
        var rng = new Rng(seed);
        double[,] a = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                a[i, j] = rng.NextGaussian();
        return a;
    }

    private static double[] Vector(int n, ulong seed)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, n).Select(_ => rng.NextGaussian())];
    }
}
