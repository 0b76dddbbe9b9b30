using FromScratch.Data;

namespace FromScratch.LinearAlgebra;

/// <summary>Linear maps, given as functions, and their matrices.</summary>
public static class LinearMaps
{
    private const double Tolerance = 1e-9;   // of the images' largest entry: far above rounding, far below any real bend

    /// <summary>The matrix of a linear map: column j is the image of the j-th basis vector.</summary>
    /// <param name="f">A linear map from vectors [n] to vectors [m].</param>
    /// <param name="n">How many entries f takes; at least 1.</param>
    /// <returns>A matrix [m, n] with A·x = f(x).</returns>
    /// <remarks>Calls f n times. Source: Strang, Introduction to Linear Algebra, §8.2.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    /// <exception cref="ArgumentException">The images differ in length.</exception>
    public static double[,] MatrixOf(Func<double[], double[]> f, int n)
    {
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, $"MatrixOf: n is {n}. Without a basis vector there is no image to read the matrix from.");
        double[][] images = new double[n][];
        for (int j = 0; j < n; j++)
        {
            double[] basisVector = new double[n];
            basisVector[j] = 1;
            images[j] = [.. f(basisVector)];   // a copy: f may hand out the same array again
        }

        int m = images[0].Length;
        if (images.FirstOrDefault(image => image.Length != m) is { } odd) throw new ArgumentException($"MatrixOf: one image has {m} entries, another {odd.Length}. A map leads into one space.", nameof(f));
        double[,] matrix = new double[m, n];
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
                matrix[i, j] = images[j][i];
        return matrix;
    }

    /// <summary>Whether f(c·x + y) = c·f(x) + f(y) held for random x, y and c, up to rounding.</summary>
    /// <param name="f">A map from vectors [n].</param>
    /// <param name="n">How many entries f takes; at least 1.</param>
    /// <param name="rng">Where x, y and c come from.</param>
    /// <param name="trials">How often to try; at least 1.</param>
    /// <returns>False is a proof; true is evidence, as every trial held.</returns>
    /// <remarks>Both sides may differ by 1e-9 of the largest entry of the three images: 0.1 + 0.2 is not 0.3 in doubles either.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">n or trials is below 1.</exception>
    public static bool LooksLinear(Func<double[], double[]> f, int n, Rng rng, int trials)
    {
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, $"LooksLinear: n is {n}. A vector to try needs at least one entry.");
        if (trials < 1) throw new ArgumentOutOfRangeException(nameof(trials), trials, $"LooksLinear: trials is {trials}. Without a trial nothing is known.");
        return Enumerable.Range(0, trials).All(_ => HoldsOnce(f, n, rng));
    }

    private static bool HoldsOnce(Func<double[], double[]> f, int n, Rng rng)
    {
        double[] x = RandomVector(n, rng), y = RandomVector(n, rng);
        double c = rng.NextGaussian();
        double[] whole = [.. f(LinearCombination.Combine([c, 1], [x, y]))], imageOfX = [.. f(x)], imageOfY = [.. f(y)];
        if (imageOfX.Length != whole.Length || imageOfY.Length != whole.Length) return false;
        double[] difference = LinearCombination.Combine([1, -c, -1], [whole, imageOfX, imageOfY]);
        return Largest(difference) <= Tolerance * Largest([.. whole, .. imageOfX, .. imageOfY]);   // false too where one is NaN
    }

    private static double Largest(double[] v) => InnerProduct.Norm(v, double.PositiveInfinity);

    private static double[] RandomVector(int n, Rng rng)
    {
        double[] v = new double[n];
        for (int i = 0; i < n; i++) v[i] = rng.NextGaussian();
        return v;
    }
}
