namespace Course.Charts;

/// <summary>A figure in words, for readers who do not see it: what stands where, and what a look at it would tell.</summary>
internal static class FigureText
{
    public static string Of(Figure figure)
    {
        string logarithmic = (figure.LogX, figure.LogY) switch { (true, true) => ", both logarithmic", (true, _) => $", {figure.XAxis} logarithmic", (_, true) => $", {figure.YAxis} logarithmic", _ => "" };
        return string.Join('\n', [$"{figure.Title} ({figure.YAxis} over {figure.XAxis}{logarithmic})", .. figure.Marks.Select(mark => mark.Words(figure)), .. Meetings(figure), .. figure.Notes]);
    }

    public static string Point(double x, double y) => $"({Significant.Text(x, 4)}, {Significant.Text(y, 4)})";

    public static string Span(IEnumerable<double> values)
    {
        Interval range = Interval.Of(values);
        return range.Length == 0 ? Significant.Text(range.Low) : $"{Significant.Text(range.Low)} to {Significant.Text(range.High)}";
    }

    public static string Count(int count, string thing) => FormattableString.Invariant($"{count} {thing}{(count == 1 || thing == "more" ? "" : "s")}");

    /// <summary>What could not be drawn, as a sentence; nothing when all was.</summary>
    public static string Missing(int count, Figure figure) => count == 0 ? "" :
        FormattableString.Invariant($" {count} not finite{(figure.LogX || figure.LogY ? " or not above 0" : "")}, not drawn.");

    /// <summary>How y goes along x: throughout up or down, else where it starts, ends, and is least and greatest.</summary>
    public static string Course(Figure figure, double[] x, double[] y)
    {
        if (y.Length == 1) return $"{figure.YAxis} {Significant.Text(y[0])}";
        bool rises = Enumerable.Range(1, y.Length - 1).All(i => y[i] >= y[i - 1]), falls = Enumerable.Range(1, y.Length - 1).All(i => y[i] <= y[i - 1]);
        string ends = $"from {Significant.Text(y[0])} to {Significant.Text(y[^1])}";
        if (rises && falls) return $"{figure.YAxis} stays at {Significant.Text(y[0])}";
        if (rises || falls) return $"{figure.YAxis} {(rises ? "rises" : "falls")} {ends}";
        int low = Array.IndexOf(y, y.Min()), high = Array.IndexOf(y, y.Max());
        return $"{figure.YAxis} goes {ends}, least {Significant.Text(y[low])} at {Significant.Text(x[low])}, greatest {Significant.Text(y[high])} at {Significant.Text(x[high])}";
    }

    /// <summary>Pearson's correlation of the points; NaN when one coordinate does not vary.</summary>
    public static double Correlation((double X, double Y)[] points)
    {
        if (points.Length == 0) return double.NaN;
        double meanX = points.Average(p => p.X), meanY = points.Average(p => p.Y);
        double spread = Math.Sqrt(points.Sum(p => (p.X - meanX) * (p.X - meanX))) * Math.Sqrt(points.Sum(p => (p.Y - meanY) * (p.Y - meanY)));
        return spread == 0 ? double.NaN : points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / spread;
    }

    // Where lines cross each other and the level lines; only for lines that are functions of x, and few of them.
    private static IEnumerable<string> Meetings(Figure figure)
    {
        LineMark[] lines = figure.EqualAxes ? [] : [.. figure.Marks.Select(mark => mark is BandMark band ? new LineMark(band.Name, band.X, band.Y) : mark as LineMark).OfType<LineMark>().Where(line => !line.Faint && line.IsFunction && line.X.Length > 1)];
        if (lines.Length > 4) yield break;
        for (int a = 0; a < lines.Length; a++)
        {
            for (int b = a + 1; b < lines.Length; b++)
            {
                if (Meeting(figure, lines[a], lines[b].Name, x => At(lines[b], x), lines[b].X) is { } words) yield return words;
            }

            foreach (RuleMark rule in figure.Marks.OfType<RuleMark>().Where(rule => !rule.Vertical))
            {
                if (Meeting(figure, lines[a], rule.Name, _ => rule.At, []) is { } words) yield return words;
            }
        }
    }

    private static string? Meeting(Figure figure, LineMark line, string otherName, Func<double, double> other, double[] otherX)
    {
        (double X, double D)[] gaps = [.. line.X.Concat(otherX).Distinct().Order().Select(x => (x, At(line, x) - other(x))).Where(gap => double.IsFinite(gap.Item2))];
        if (gaps.Length == 0) return null;
        List<double> crossings = [];
        for (int i = 1, last = 0; i < gaps.Length; i++)
        {
            if (gaps[i].D == 0) continue;
            if (gaps[last].D * gaps[i].D < 0)
            {
                // Between the last two gaps that are not zero; through zeros the crossing lies in the midst of them.
                double share = i == last + 1 ? gaps[last].D / (gaps[last].D - gaps[i].D) : 0.5;
                crossings.Add(gaps[last].X + share * (gaps[i].X - gaps[last].X));
            }

            last = i;
        }

        if (crossings.Count > 0)
        {
            string more = crossings.Count > 3 ? FormattableString.Invariant($" and {crossings.Count - 3} times more") : "";
            return $"{line.Name} crosses {otherName} at {figure.XAxis} {string.Join(", ", crossings.Take(3).Select(x => Significant.Text(x, 3)))}{more}.";
        }

        return gaps.All(gap => gap.D == 0) ? $"{line.Name} and {otherName} are the same."
            : gaps.All(gap => gap.D >= 0) ? $"{line.Name} is nowhere below {otherName}."
            : $"{line.Name} is nowhere above {otherName}.";
    }

    // The line's height between its points; NaN outside.
    private static double At(LineMark line, double x)
    {
        int i = Array.BinarySearch(line.X, x);
        if (i >= 0) return line.Y[i];
        i = ~i;
        return i == 0 || i == line.X.Length ? double.NaN : line.Y[i - 1] + (x - line.X[i - 1]) / (line.X[i] - line.X[i - 1]) * (line.Y[i] - line.Y[i - 1]);
    }
}
