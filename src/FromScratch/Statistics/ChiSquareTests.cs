using System.Runtime.CompilerServices;
using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>Do counts fit what was expected?</summary>
/// <remarks>Source: Pearson, Philosophical Magazine 50 (1900) 157-175; Wasserman, All of Statistics, §10.4 and 15.1.</remarks>
public static class ChiSquareTests
{
    private const double LeastExpected = 5;

    /// <summary>Do the counts come from the given probabilities?</summary>
    /// <param name="observed">A count for each of k kinds, k ≥ 2; together at least 1.</param>
    /// <param name="p">Their probabilities under the null hypothesis [k], each above 0.</param>
    /// <returns>χ² with k − 1 degrees of freedom: the last count follows from the others and the total.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than two kinds, a count is negative, all are 0, or p is no distribution or has a 0.</exception>
    public static CountTest Fit(int[] observed, double[] p)
    {
        if (observed.Length != p.Length || p.Length < 2) throw new ArgumentException($"Fit: {observed.Length} counts, {p.Length} probabilities. There must be as many, and two at least.", nameof(observed));
        Require.Distribution(p);
        if (p.Contains(0)) throw new ArgumentException("Fit: a probability is 0. What cannot happen needs no test; leave that kind out.", nameof(p));
        double total = Total(observed);
        return Test(observed, [.. p.Select(share => share * total)], p.Length - 1);
    }

    /// <summary>Are two ways of sorting the same things independent?</summary>
    /// <param name="t">Counts [rows, columns], at least 2 × 2; no row and no column is empty.</param>
    /// <returns>χ² with (rows − 1)(columns − 1) degrees of freedom, against the counts row total·column total/total.</returns>
    /// <exception cref="ArgumentException">The table is too small, a count is negative, or a row or column is empty.</exception>
    public static CountTest Independence(int[,] t)
    {
        int rows = t.GetLength(0), columns = t.GetLength(1);
        if (rows < 2 || columns < 2) throw new ArgumentException($"Independence: the table is {rows} × {columns}. Two rows and two columns are needed.", nameof(t));
        double total = Total(t.Cast<int>());
        double[] byRow = new double[rows], byColumn = new double[columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                byRow[i] += t[i, j];
                byColumn[j] += t[i, j];
            }
        }

        if (byRow.Contains(0) || byColumn.Contains(0)) throw new ArgumentException("Independence: a row or column is empty. It tells nothing; leave it out.", nameof(t));
        return Test(t.Cast<int>(), [.. byRow.SelectMany(row => byColumn.Select(column => row * column / total))], (rows - 1) * (columns - 1));
    }

    private static CountTest Test(IEnumerable<int> observed, double[] expected, int df)
    {
        double statistic = observed.Zip(expected, (o, e) => (o - e) * (o - e) / e).Sum();
        return new(statistic, df, new ChiSquare(df).Survival(statistic), Array.TrueForAll(expected, e => e >= LeastExpected));
    }

    private static double Total(IEnumerable<int> counts, [CallerArgumentExpression(nameof(counts))] string name = "")
    {
        if (counts.Any(count => count < 0)) throw new ArgumentException("A count is negative.", name);
        double total = counts.Sum(count => (double)count);
        return total > 0 ? total : throw new ArgumentException("All counts are 0: there is nothing to test.", name);
    }
}
