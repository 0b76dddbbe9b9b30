using System.Globalization;
using System.Text.RegularExpressions;
using Course;
using CsCheck;
using FromScratch.Data;

namespace Autograders;

/// <summary>Matrices and questions that the exercises of Unit 2 share.</summary>
internal static class LinearSystems
{
    /// <summary>Two swaps, and the second moves a stored multiplier: PA = LU with Perm = (1, 2, 0), which is not its own inverse.</summary>
    public static double[,] LateSwap => new double[,] { { 1, 2, 4 }, { 4, 8, 4 }, { 2, 6, 3 } };

    /// <summary>The n×n Hilbert matrix, entry (i, j) = 1/(i + j + 1): the classic of bad condition.</summary>
    public static double[,] Hilbert(int n) => Filled(n, n, (i, j) => 1.0 / (i + j + 1));

    /// <summary>A matrix whose entries are given by row and column.</summary>
    public static double[,] Filled(int rows, int columns, Func<int, int, double> entry)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                matrix[i, j] = entry(i, j);
        return matrix;
    }

    /// <summary>A number on the diagonal, zeros beside it.</summary>
    public static double[,] Diagonal(params double[] entries) => Filled(entries.Length, entries.Length, (i, j) => i == j ? entries[i] : 0);

    /// <summary>A matrix of normally distributed numbers.</summary>
    public static double[,] Gaussian(int rows, int columns, ulong seed)
    {
        var rng = new Rng(seed);
        return Filled(rows, columns, (_, _) => rng.NextGaussian());
    }

    /// <summary>Matrices [n, n] with entries of three decimals from −1 to 1, the same for the same sample.</summary>
    public static Gen<double[,]> Square(int n) => Gen.UInt[1, 1_000_000].Select(seed =>
    {
        var rng = new Rng(seed);
        return Filled(n, n, (_, _) => Math.Round(2 * rng.NextDouble() - 1, 3));
    });

    /// <summary>The largest absolute entry; NaN when one is NaN, which LINQ's Max would pass over.</summary>
    public static double Largest(double[,] matrix) => matrix.Cast<double>().Aggregate(0.0, (largest, entry) => Math.Max(largest, Math.Abs(entry)));

    /// <summary>The largest sum of absolute entries of a row.</summary>
    public static double NormInfinity(double[,] matrix) =>
        Enumerable.Range(0, matrix.GetLength(0)).Select(i => Enumerable.Range(0, matrix.GetLength(1)).Sum(j => Math.Abs(matrix[i, j]))).DefaultIfEmpty(0).Max();

    /// <summary>The determinant's definition: over all orders of the columns, the signed products.</summary>
    public static double Leibniz(double[,] a)
    {
        return From(0, []);

        double From(int row, int[] taken)
        {
            int n = a.GetLength(0);
            if (row == n) return 1;
            double sum = 0;
            foreach (int j in Enumerable.Range(0, n).Except(taken))
                sum += (taken.Count(earlier => earlier > j) % 2 == 0 ? 1 : -1) * a[row, j] * From(row + 1, [.. taken, j]);   // each pair out of order is a swap
            return sum;
        }
    }

    /// <summary>The sign of an order: −1 to the number of pairs that stand the wrong way round.</summary>
    public static int SignOf(int[] perm) => (from i in Enumerable.Range(0, perm.Length) from j in Enumerable.Range(0, i) where perm[j] > perm[i] select 1).Count() % 2 == 0 ? 1 : -1;

    /// <summary>The call throws the exception, and its message names every one of the numbers.</summary>
    public static void ThrowsNaming<TException>(Func<object?> call, int[] numbers, string because)
        where TException : Exception
    {
        object? result;
        try
        {
            result = call();
        }
        catch (TException exception)
        {
            string[] named = [.. Regex.Matches(exception.Message, @"(?<![\d.,])\d+(?!\d|\.\d)").Select(match => match.Value)];
            int[] missing = [.. numbers.Where(number => !named.Contains(number.ToString(CultureInfo.InvariantCulture)))];
            if (missing.Length == 0) return;
            throw new ExpectationFailedException($"{typeof(TException).Name} whose message names {string.Join(" and ", numbers)}", $"{exception.GetType().Name}: {exception.Message}", because);
        }
        catch (Exception exception) when (exception is not (TException or ExpectationFailedException or NotImplementedException))
        {
            throw new ExpectationFailedException(typeof(TException).Name, $"{exception.GetType().Name}: {exception.Message}", because);
        }

        throw new ExpectationFailedException(typeof(TException).Name, ValueText.Of(result), because);
    }
}
