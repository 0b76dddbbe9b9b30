namespace FromScratch.Plotting;

/// <summary>The edges of a histogram's bins.</summary>
public static class Binning
{
    /// <summary>Equal bins from the least value to the greatest, as wide as Freedman and Diaconis advise: 2·IQR/∛n.</summary>
    /// <param name="x">Values, at least one.</param>
    /// <returns>Edges, one more than bins; their number is the range over the width, rounded up.</returns>
    /// <remarks>
    /// Where the middle half of the values is one value the width would be 0: then there are ⌈log₂ n⌉ + 1 bins, by Sturges. Where all values are one, a single bin of width 1 around it.
    /// <para>Source: Freedman and Diaconis, Zeitschrift für Wahrscheinlichkeitstheorie 57 (1981) 453-476; Sturges, JASA 21 (1926) 65-66.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">There are no values, or one is not finite.</exception>
    public static double[] Bins(double[] x)
    {
        if (x.Length == 0 || !x.All(double.IsFinite)) throw new ArgumentException("Bins: there must be at least one value, and each finite.", nameof(x));
        (double least, double greatest) = (x.Min(), x.Max());
        if (least == greatest) return [least - 0.5, least + 0.5];
        double[] sorted = [.. x.Order()];
        double width = 2 * (BoxPlot.Quantile(sorted, 0.75) - BoxPlot.Quantile(sorted, 0.25)) / Math.Cbrt(x.Length);
        int bins = width > 0 ? (int)Math.Ceiling((greatest - least) / width) : (int)Math.Ceiling(Math.Log2(x.Length)) + 1;
        return [.. Enumerable.Range(0, bins + 1).Select(i => i == bins ? greatest : least + (greatest - least) * i / bins)];
    }
}
