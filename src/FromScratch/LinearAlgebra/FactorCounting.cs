using FromScratch.Data;

namespace FromScratch.LinearAlgebra;

/// <summary>How many factors data have: as many as chance cannot explain (Horn, 1965).</summary>
public static class FactorCounting
{
    /// <summary>The number of leading eigenvalues of the correlation matrix that are larger than in every shuffle of the data.</summary>
    /// <param name="x">Data [n, d], a row each observation; n ≥ 2.</param>
    /// <param name="shuffles">How many shuffles to compare with; at least 1.</param>
    /// <param name="rng">Where the shuffles come from.</param>
    /// <returns>From 0 to d.</returns>
    /// <remarks>
    /// Each column is shuffled by itself: its values stay, what it has to do with the others is gone. Eigenvalue k of the data is held against the largest eigenvalue k of all shuffles, and the first that is not larger ends the count.
    /// Data without any factor beat all m shuffles with probability 1/(m + 1).
    /// <para>Source: Horn, Psychometrika 30 (1965) 179-185; Buja and Eyuboglu, Multivariate Behavioral Research 27 (1992) 509-540 (shuffles instead of normal numbers).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">shuffles is below 1.</exception>
    public static int ParallelAnalysis(double[,] x, int shuffles, Rng rng)
    {
        if (shuffles < 1) throw new ArgumentOutOfRangeException(nameof(shuffles), shuffles, $"ParallelAnalysis: {shuffles} shuffles. Without one there is no chance to compare with.");
        double[] found = CorrelationEigenvalues(x);
        double[][] byChance = [.. Enumerable.Range(0, shuffles).Select(_ => CorrelationEigenvalues(Shuffled(x, rng)))];
        return found.TakeWhile((value, k) => byChance.All(chance => value > chance[k])).Count();
    }

    /// <summary>The eigenvalues of the correlation matrix [d], the largest first; a constant column counts as uncorrelated with all others.</summary>
    /// <param name="x">Data [n, d], n ≥ 2.</param>
    public static double[] CorrelationEigenvalues(double[,] x)
    {
        double[][] z = Columns.Of(Standardization.Standardize(x));
        double[,] correlation = new double[z.Length, z.Length];
        for (int i = 0; i < z.Length; i++)
            for (int j = 0; j < z.Length; j++)
                correlation[i, j] = i == j ? 1 : InnerProduct.Dot(z[i], z[j]) / (x.GetLength(0) - 1);   // 1 exactly: rounding must not decide between data and shuffle
        return JacobiMethod.SymmetricEigen(correlation).Values;
    }

    private static double[,] Shuffled(double[,] x, Rng rng)
    {
        double[][] columns = Columns.Of(x);
        foreach (double[] column in columns) rng.Shuffle(column);
        return Columns.Join(columns, x.GetLength(0));
    }
}
