namespace FromScratch.Plotting;

/// <summary>A smooth density from values: a small bell on each, and their mean.</summary>
public static class KernelDensity
{
    /// <summary>(1/nh)·Σ φ((a − xᵢ)/h) at each place a, where φ is the normal density.</summary>
    /// <param name="x">Values, at least one.</param>
    /// <param name="at">Where the density is wanted.</param>
    /// <param name="bandwidth">How wide each bell is, above 0; null for Silverman's 0.9·min(s, IQR/1.34)·n^(−1/5).</param>
    /// <returns>Densities [at].</returns>
    /// <remarks>s is the sample standard deviation (n − 1). Where the quartile range is 0 only s is taken. Source: Silverman, Density Estimation (1986), (3.31).</remarks>
    /// <exception cref="ArgumentException">There are no values, or all are one and no bandwidth is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bandwidth is not above 0.</exception>
    public static double[] Kde(double[] x, double[] at, double? bandwidth)
    {
        if (x.Length == 0) throw new ArgumentException("Kde: there are no values.", nameof(x));
        if (bandwidth is { } given && !(given > 0)) throw new ArgumentOutOfRangeException(nameof(bandwidth), given, $"Kde: a bandwidth of {given}. It is a width, so above 0.");
        double h = bandwidth ?? Silverman(x);
        double scale = 1 / (x.Length * h * Math.Sqrt(2 * Math.PI));
        return Array.ConvertAll(at, a => scale * x.Sum(value => Math.Exp(-0.5 * (a - value) / h * ((a - value) / h))));
    }

    private static double Silverman(double[] x)
    {
        double[] sorted = [.. x.Order()];
        double mean = x.Average(), deviation = x.Length > 1 ? Math.Sqrt(x.Sum(value => (value - mean) * (value - mean)) / (x.Length - 1)) : 0;
        double quartiles = (BoxPlot.Quantile(sorted, 0.75) - BoxPlot.Quantile(sorted, 0.25)) / 1.34;
        double spread = quartiles > 0 ? Math.Min(deviation, quartiles) : deviation;
        return spread > 0 ? 0.9 * spread * Math.Pow(x.Length, -0.2) : throw new ArgumentException("Kde: all values are one, so their spread gives no bandwidth. Give one.", nameof(x));
    }
}
