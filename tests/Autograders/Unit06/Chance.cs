using CsCheck;
using FromScratch.Data;

namespace Autograders;

/// <summary>Random distributions and tables for the tests of Unit 6, and how far a sample is from a distribution.</summary>
internal static class Chance
{
    /// <summary>A distribution [n] without zeros.</summary>
    public static Gen<double[]> Distribution(int n) => Gen.Int[1, 9].Array[n].Select(Shares);

    /// <summary>A distribution [n] in which some outcomes never happen.</summary>
    public static Gen<double[]> WithZeros(int n) => Gen.Int[0, 4].Array[n].Where(weights => weights.Sum() > 0).Select(Shares);

    /// <summary>A joint table [rows, columns] without empty rows or columns; some cells may be 0.</summary>
    public static Gen<double[,]> Table(int rows, int columns) => Gen.Int[0, 9].Array[rows * columns]
        .Select(weights => Shaped(Shares(weights), rows, columns))
        .Where(table => Enumerable.Range(0, rows).All(i => Enumerable.Range(0, columns).Any(j => table[i, j] > 0)) && Enumerable.Range(0, columns).All(j => Enumerable.Range(0, rows).Any(i => table[i, j] > 0)));

    /// <summary>The greatest distance between the sample's distribution function and the given one (Kolmogorov and Smirnov's).</summary>
    public static double Distance(IEnumerable<double> sample, Func<double, double> cdf)
    {
        double[] sorted = [.. sample.Order()];
        double greatest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double p = cdf(sorted[i]);
            greatest = Math.Max(greatest, Math.Max(Math.Abs(p - (double)i / sorted.Length), Math.Abs((i + 1.0) / sorted.Length - p)));
        }

        return double.IsNaN(sorted.Sum()) ? double.NaN : greatest;
    }

    /// <summary>n draws with a generator of its own.</summary>
    public static T[] Draws<T>(ulong seed, int n, Func<Rng, T> draw)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, n).Select(_ => draw(rng))];
    }

    /// <summary>A matrix [rows, columns] from its entries, row by row.</summary>
    public static double[,] Shaped(double[] entries, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < entries.Length; i++) matrix[i / columns, i % columns] = entries[i];
        return matrix;
    }

    private static double[] Shares(int[] weights) => Array.ConvertAll(weights, weight => weight / (double)weights.Sum());
}
