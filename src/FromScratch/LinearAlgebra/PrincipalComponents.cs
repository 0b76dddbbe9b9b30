namespace FromScratch.LinearAlgebra;

/// <summary>Principal component analysis: the directions in which data vary most, one after another.</summary>
public static class PrincipalComponents
{
    /// <summary>The mean, the first k principal axes, and the variance along each.</summary>
    /// <param name="x">Data [n, d], a row each observation; n ≥ 2.</param>
    /// <param name="k">From 1 to min(n, d).</param>
    /// <returns>The mean [d]; the axes as orthonormal columns [d, k], most variance first, each with its largest absolute entry positive; the sample variances along them [k].</returns>
    /// <remarks>
    /// The axes are the eigenvectors of the covariance (x − mean)ᵀ(x − mean)/(n − 1). They are found as right singular vectors of the centred data, with variance σ²/(n − 1): squaring the data first would lose digits.
    /// <para>Source: Jolliffe, Principal Component Analysis, 2nd ed., §2.1 and §3.5.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k lies outside its range.</exception>
    public static (double[] Mean, double[,] Components, double[] ExplainedVariance) Fit(double[,] x, int k)
    {
        int n = x.GetLength(0), d = x.GetLength(1);
        if (n < 2) throw new ArgumentException($"Fit: {n} rows. A variance divides by n − 1, so there must be at least two.", nameof(x));
        if (k < 1 || k > Math.Min(n, d)) throw new ArgumentOutOfRangeException(nameof(k), k, $"Fit: k is {k}. {n} rows of {d} columns have between 1 and {Math.Min(n, d)} components.");
        double[] mean = Array.ConvertAll(Columns.Of(x), column => column.Average());
        (_, double[] s, double[,] v) = OneSidedJacobi.FactorSvd(Shifted(x, mean, -1));
        double[][] axes = Array.ConvertAll(Columns.Of(v)[..k], WithSign);
        return (mean, Columns.Join(axes, d), [.. s.Take(k).Select(sigma => sigma * sigma / (n - 1))]);
    }

    /// <summary>The scores: coordinates of each row in the axes, (x − mean)·components.</summary>
    /// <param name="x">Data [n, d].</param>
    /// <param name="mean">The mean [d].</param>
    /// <param name="components">The axes as columns [d, k].</param>
    /// <returns>[n, k].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double[,] Transform(double[,] x, double[] mean, double[,] components)
    {
        RequireFit(x.GetLength(1), mean, components);
        return MatrixMultiplication.Multiply(Shifted(x, mean, -1), components);
    }

    /// <summary>From scores back to data: scores·componentsᵀ + mean. What lay outside of the axes is lost.</summary>
    /// <param name="scores">[n, k].</param>
    /// <param name="mean">The mean [d].</param>
    /// <param name="components">The axes as columns [d, k].</param>
    /// <returns>[n, d].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double[,] Inverse(double[,] scores, double[] mean, double[,] components)
    {
        RequireFit(components.GetLength(0), mean, components);
        return Shifted((Mat.Of(scores) * Mat.Of(components).T()).ToArray(), mean, 1);
    }

    private static void RequireFit(int columns, double[] mean, double[,] components)
    {
        if (mean.Length != columns || components.GetLength(0) != columns) throw new ArgumentException($"PCA: {columns} columns of data, a mean of {mean.Length}, axes of {components.GetLength(0)} entries. All three count the same columns.");
    }

    /// <summary>x + sign·mean in every row.</summary>
    private static double[,] Shifted(double[,] x, double[] mean, int sign)
    {
        double[,] shifted = new double[x.GetLength(0), x.GetLength(1)];
        for (int i = 0; i < x.GetLength(0); i++)
            for (int j = 0; j < x.GetLength(1); j++)
                shifted[i, j] = x[i, j] + sign * mean[j];
        return shifted;
    }

    /// <summary>An axis and its opposite are the same axis: of the two, the one whose largest absolute entry is positive.</summary>
    private static double[] WithSign(double[] axis) => axis.MaxBy(Math.Abs) < 0 ? Array.ConvertAll(axis, entry => -entry) : axis;
}
