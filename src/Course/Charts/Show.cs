namespace Course.Charts;

/// <summary>Charts of plain arrays, one call each. End a cell with the call, without a semicolon, and the chart shows.</summary>
public static partial class Show
{
    /// <summary>Lines over a shared x.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="x">Horizontal positions [points].</param>
    /// <param name="xAxis">The horizontal axis' name with its unit.</param>
    /// <param name="yAxis">The vertical axis' name with its unit.</param>
    /// <param name="series">Names and vertical positions [points].</param>
    /// <exception cref="ArgumentException">A series' length differs from that of x.</exception>
    public static Figure Lines(string title, double[] x, string xAxis, string yAxis, params (string Name, double[] Y)[] series) =>
        new() { Title = title, XAxis = xAxis, YAxis = yAxis, Marks = [.. series.Select(s => new LineMark(s.Name, [.. x], Matching(s.Name, x, s.Y)))] };

    /// <summary>Points, one shape a group.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xAxis">The horizontal axis' name with its unit.</param>
    /// <param name="yAxis">The vertical axis' name with its unit.</param>
    /// <param name="groups">Names and positions [points].</param>
    /// <exception cref="ArgumentException">A group's x and y differ in length.</exception>
    public static Figure Scatter(string title, string xAxis, string yAxis, params (string Name, double[] X, double[] Y)[] groups) =>
        new() { Title = title, XAxis = xAxis, YAxis = yAxis, Marks = [.. groups.Select(g => new PointsMark(g.Name, [.. g.X], Matching(g.Name, g.X, g.Y)))] };

    /// <summary>Columns side by side, one for each category and series.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="categories">Names under the columns [categories].</param>
    /// <param name="xAxis">What the categories are.</param>
    /// <param name="yAxis">The columns' quantity with its unit.</param>
    /// <param name="series">Names and heights [categories].</param>
    /// <exception cref="ArgumentException">A series' length differs from the number of categories.</exception>
    public static Figure Bars(string title, string[] categories, string xAxis, string yAxis, params (string Name, double[] Heights)[] series)
    {
        double[] x = [.. Enumerable.Range(0, categories.Length).Select(i => (double)i)];
        return new() { Title = title, XAxis = xAxis, YAxis = yAxis, Categories = [.. categories], Marks = [.. series.Select(s => new BarsMark(s.Name, x, Matching(s.Name, x, s.Heights)))] };
    }

    /// <summary>Curves in the plane, with equal axes: points joined in their order, so that a circle is round.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="curves">Names and positions [points].</param>
    /// <exception cref="ArgumentException">A curve's x and y differ in length.</exception>
    public static Figure Curves(string title, params (string Name, double[] X, double[] Y)[] curves) =>
        new() { Title = title, EqualAxes = true, Marks = [.. curves.Select(c => new LineMark(c.Name, [.. c.X], Matching(c.Name, c.X, c.Y)))] };

    /// <summary>Arrows in the plane, with equal axes.</summary>
    /// <param name="title">What the chart shows.</param>
    /// <param name="arrows">Names, tails [2] and tips [2].</param>
    /// <exception cref="ArgumentException">A tail or a tip has not two entries.</exception>
    public static Figure Arrows(string title, params (string Name, double[] Tail, double[] Tip)[] arrows)
    {
        foreach ((string name, double[] tail, double[] tip) in arrows)
        {
            if (tail.Length != 2 || tip.Length != 2)
                throw new ArgumentException(FormattableString.Invariant($"Arrows: '{name}' has {tail.Length} entries at its tail and {tip.Length} at its tip. The plane needs 2 and 2."), nameof(arrows));
        }

        return new() { Title = title, EqualAxes = true, Marks = [.. arrows.Select(a => new ArrowsMark(a.Name, [a.Tail[0], a.Tip[0]], [a.Tail[1], a.Tip[1]]))] };
    }

    /// <summary>A copy of the values, one for each position.</summary>
    private static double[] Matching(string name, double[] x, double[] y) => x.Length == y.Length
        ? [.. y]
        : throw new ArgumentException(FormattableString.Invariant($"'{name}' has {y.Length} values for {x.Length} positions. Each position needs one value."), nameof(y));
}
