namespace Course.Charts;

public static partial class Show
{
    /// <summary>How many values fall into each of equal bins, which all series share.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xAxis">The values' name with their unit.</param>
    /// <param name="bins">The number of bins from the least value to the greatest, at least 1.</param>
    /// <param name="series">Names and values [values]; values that are not finite are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin.</exception>
    public static Figure Histogram(string title, string xAxis, int bins, params (string Name, double[] Values)[] series) => Binned(title, xAxis, "count", bins, series, density: false);

    /// <summary>A histogram whose areas are 1: series of different sizes can be compared, and a density's curve be laid over it with <see cref="Figure.WithCurve"/>.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xAxis">The values' name with their unit.</param>
    /// <param name="bins">The number of bins from the least value to the greatest, at least 1.</param>
    /// <param name="series">Names and values [values]; values that are not finite are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no bin.</exception>
    public static Figure DensityHistogram(string title, string xAxis, int bins, params (string Name, double[] Values)[] series) => Binned(title, xAxis, "density", bins, series, density: true);

    /// <summary>Lines over a shared x, each within a band: estimates and how far they may be off.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="x">Horizontal positions [points].</param>
    /// <param name="xAxis">The horizontal axis' name with its unit.</param>
    /// <param name="yAxis">The vertical axis' name with its unit.</param>
    /// <param name="series">Names, lines, and the bands' lower and upper edges, each [points].</param>
    /// <exception cref="ArgumentException">A length differs from that of x.</exception>
    public static Figure Band(string title, double[] x, string xAxis, string yAxis, params (string Name, double[] Y, double[] Low, double[] High)[] series) => new()
    {
        Title = title,
        XAxis = xAxis,
        YAxis = yAxis,
        Marks = [.. series.Select(s => new BandMark(s.Name, [.. x], Matching(s.Name, x, s.Y), Matching(s.Name + ", low", x, s.Low), Matching(s.Name + ", high", x, s.High)))],
    };

    /// <summary>Level ranges at heights of their own: intervals that are compared with one another or with a truth (<see cref="Figure.WithVertical"/>).</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xAxis">The ranges' quantity with its unit.</param>
    /// <param name="yAxis">What the heights are.</param>
    /// <param name="groups">Names, heights, and where the ranges begin and end, each [ranges].</param>
    /// <exception cref="ArgumentException">A group's lengths differ.</exception>
    public static Figure Ranges(string title, string xAxis, string yAxis, params (string Name, double[] Y, double[] Low, double[] High)[] groups) => new()
    {
        Title = title,
        XAxis = xAxis,
        YAxis = yAxis,
        Marks = [.. groups.Select(g => new RangesMark(g.Name, [.. g.Y], Matching(g.Name + ", low", g.Y, g.Low), Matching(g.Name + ", high", g.Y, g.High)))],
    };

    private static Figure Binned(string title, string xAxis, string yAxis, int bins, (string Name, double[] Values)[] series, bool density)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Interval range = Interval.Of(series.SelectMany(s => s.Values).Where(double.IsFinite));
        if (range.Length == 0) range = new(range.Low - 0.5, range.High + 0.5);
        return new() { Title = title, XAxis = xAxis, YAxis = yAxis, Marks = [.. series.Select(s => Steps(s.Name, s.Values, xAxis, range, bins, density))] };
    }

    // The outline of the columns: along zero, up and down at each bin's edges, and back to zero.
    private static RegionMark Steps(string name, double[] values, string xAxis, Interval range, int bins, bool density)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        double width = range.Length / bins;
        double[] heights = new double[bins];
        foreach (double value in sorted) heights[Math.Min(bins - 1, (int)((value - range.Low) / width))]++;   // the greatest value belongs to the last bin
        if (density) heights = [.. heights.Select(count => count / (sorted.Length * width))];
        List<double> x = [range.Low], y = [0];
        for (int bin = 0; bin < bins; bin++)
        {
            x.AddRange([range.Low + bin * width, range.Low + (bin + 1) * width]);
            y.AddRange([heights[bin], heights[bin]]);
        }

        x.Add(range.High);
        y.Add(0);
        return new(name, [.. x], [.. y], Summary(sorted, values.Length - sorted.Length, xAxis, range, heights, density));
    }

    private static string Summary(double[] sorted, int left, string xAxis, Interval range, double[] heights, bool density)
    {
        string missing = left == 0 ? "" : FormattableString.Invariant($" {left} not finite, left out.");
        if (sorted.Length == 0) return $"no values.{missing}";
        double mean = sorted.Average(), width = range.Length / heights.Length;
        double spread = Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / sorted.Length);
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        int fullest = Array.IndexOf(heights, heights.Max());
        string most = $"{(density ? "the densest" : "the fullest")} bin is {Significant.Text(range.Low + fullest * width, 3)} to {Significant.Text(range.Low + (fullest + 1) * width, 3)} with {(density ? "density " : "")}{Significant.Text(heights[fullest], 3)}";
        return $"{FigureText.Count(sorted.Length, "value")}, {xAxis} {FigureText.Span(sorted)}, mean {Significant.Text(mean, 3)}, median {Significant.Text(median, 3)}, standard deviation {Significant.Text(spread, 3)}; {most}.{missing}";
    }
}
