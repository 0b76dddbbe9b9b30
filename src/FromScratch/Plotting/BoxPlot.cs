namespace FromScratch.Plotting;

/// <summary>Five numbers and the outliers, as Tukey drew them.</summary>
public static class BoxPlot
{
    /// <summary>Quartiles, whiskers and outliers.</summary>
    /// <param name="x">Values, at least one, in any order.</param>
    /// <remarks>The fences lie 1.5 quartile ranges outside of the quartiles; a whisker ends at the last value within its fence, never at the fence. Source: Tukey, Exploratory Data Analysis (1977), §2.</remarks>
    /// <exception cref="ArgumentException">There are no values, or one is not finite.</exception>
    public static BoxStats Box(double[] x)
    {
        if (x.Length == 0 || !x.All(double.IsFinite)) throw new ArgumentException("Box: there must be at least one value, and each finite.", nameof(x));
        double[] sorted = [.. x.Order()];
        (double q1, double q3) = (Quantile(sorted, 0.25), Quantile(sorted, 0.75));
        double reach = 1.5 * (q3 - q1);
        double[] within = [.. sorted.Where(value => value >= q1 - reach && value <= q3 + reach)];
        return new(within[0], q1, Quantile(sorted, 0.5), q3, within[^1], [.. sorted.Where(value => value < q1 - reach || value > q3 + reach)]);
    }

    /// <summary>The value below which a share p of the sorted values lies, between two values on the line that joins them.</summary>
    /// <remarks>At place (n − 1)·p, counted from 0: type 7 of Hyndman and Fan, The American Statistician 50 (1996) 361-365; what R and NumPy take unless told otherwise.</remarks>
    internal static double Quantile(double[] sorted, double p)
    {
        double place = (sorted.Length - 1) * p;
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
