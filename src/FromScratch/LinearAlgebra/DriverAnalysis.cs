using FromScratch.Data;

namespace FromScratch.LinearAlgebra;

/// <summary>From a table of metrics to their hidden drivers and to the rows that break the pattern.</summary>
public static class DriverAnalysis
{
    private const int Shuffles = 20;

    /// <summary>Finds how many drivers there are, how much each explains, and how far each row lies off what they explain.</summary>
    /// <param name="metrics">Metrics [rows, metrics], each in its own unit; at least two rows.</param>
    /// <param name="rng">For the shuffles that say what chance explains.</param>
    /// <returns>The report.</returns>
    /// <remarks>
    /// Standardize, count factors by parallel analysis, fit as many principal components, and take what they do not reconstruct. A row that breaks the pattern is usual in each metric by itself: it shows in the part that PCA drops.
    /// <para>Source: Jolliffe, Principal Component Analysis, 2nd ed., §10.1 (the residual as a test for outliers).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    public static DriverReport Analyze(double[,] metrics, Rng rng)
    {
        double[,] z = Standardization.Standardize(metrics);
        int factors = FactorCounting.ParallelAnalysis(metrics, Shuffles, rng);
        if (factors == 0) return new(0, [], Lengths(z));
        (double[] mean, double[,] components, double[] variance) = PrincipalComponents.Fit(z, factors);
        double[,] explained = PrincipalComponents.Inverse(PrincipalComponents.Transform(z, mean, components), mean, components);
        for (int i = 0; i < z.GetLength(0); i++)
            for (int j = 0; j < z.GetLength(1); j++)
                z[i, j] -= explained[i, j];
        return new(factors, [.. variance.Select(v => v / Varying(metrics))], Lengths(z));
    }

    /// <summary>How many metrics vary: the total variance of the standardized metrics.</summary>
    private static int Varying(double[,] metrics) => Columns.Of(Standardization.Standardize(metrics)).Count(column => column.Any(entry => entry != 0));

    private static double[] Lengths(double[,] rows) => [.. Enumerable.Range(0, rows.GetLength(0)).Select(i => Mat.Of(rows).Row(i).Norm())];
}
