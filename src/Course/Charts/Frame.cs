namespace Course.Charts;

/// <summary>The ranges a figure shows, and where they lie in the picture. A logarithmic axis is linear in log₁₀.</summary>
internal sealed record Frame(Figure Figure, Interval Across, Interval Up)
{
    public const double Left = 74, Top = 40, InnerWidth = 546, InnerHeight = 310;

    public const double Right = Left + InnerWidth, Bottom = Top + InnerHeight;

    private bool Downwards => Figure.RowNames.Count > 0;

    /// <summary>How many pixels one unit of x (of log₁₀ x) is.</summary>
    public double X1 => InnerWidth / Across.Length;

    /// <summary>How many pixels one unit of y (of log₁₀ y) is.</summary>
    public double Y1 => InnerHeight / Up.Length;

    public double X(double x) => Left + (Scaled(x, Figure.LogX) - Across.Low) * X1;

    public double Y(double y) => Downwards ? Top + (Scaled(y, Figure.LogY) - Up.Low) * Y1 : Bottom - (Scaled(y, Figure.LogY) - Up.Low) * Y1;

    /// <summary>Where the axes end, in the units of the data.</summary>
    public (double Low, double High) XEnds => Unscaled(Across, Figure.LogX);

    /// <inheritdoc cref="XEnds"/>
    public (double Low, double High) YEnds => Unscaled(Up, Figure.LogY);

    /// <summary>The range of x that is asked for, or that the marks fill; (0, 1), or (1, 10) on a logarithmic axis, when there are none.</summary>
    public static Interval XRange(Figure figure) => Given(figure.XLimits, figure.LogX) ?? Filled(figure, figure.LogX, point => point.X);

    /// <summary>The range of y that is asked for, or that the marks fill.</summary>
    public static Interval YRange(Figure figure) => Given(figure.YLimits, figure.LogY) ?? Filled(figure, figure.LogY, point => point.Y);

    public static Frame Around(Figure figure)
    {
        bool tight = figure.Marks.Any(mark => mark.FillsItsFrame);
        Interval across = Padded(XRange(figure), figure.LogX, tight || figure.XLimits is not null), up = Padded(YRange(figure), figure.LogY, tight || figure.YLimits is not null);
        if (!figure.EqualAxes) return new(figure, across, up);
        double unit = Math.Max(across.Length / InnerWidth, up.Length / InnerHeight);   // data units a pixel
        return new(figure, Around((across.Low + across.High) / 2, unit * InnerWidth), Around((up.Low + up.High) / 2, unit * InnerHeight));
    }

    private static Interval Around(double middle, double length) => new(middle - length / 2, middle + length / 2);

    private static (double Low, double High) Unscaled(Interval range, bool logarithmic) => logarithmic ? (Math.Pow(10, range.Low), Math.Pow(10, range.High)) : (range.Low, range.High);

    private static Interval? Given((double Low, double High)? limits, bool logarithmic) =>
        limits is not { } ends ? null
        : ends.Low < ends.High && double.IsFinite(ends.High - ends.Low) && (!logarithmic || ends.Low > 0) ? new(ends.Low, ends.High)
        : throw new ArgumentException(FormattableString.Invariant($"A figure's limits are {ends.Low} and {ends.High}: the first must be less than the second{(logarithmic ? ", and positive on a logarithmic axis" : "")}."));

    private static Interval Filled(Figure figure, bool logarithmic, Func<(double X, double Y), double> coordinate)
    {
        double[] values = [.. figure.Marks.SelectMany(mark => mark.Corners(figure)).Where(p => figure.CanDraw(p.X, p.Y)).Select(coordinate)];
        return values.Length == 0 && logarithmic ? new(1, 10) : Interval.Of(values);
    }

    private static Interval Padded(Interval range, bool logarithmic, bool tight)
    {
        Interval scaled = new(Scaled(range.Low, logarithmic), Scaled(range.High, logarithmic));
        double pad = scaled.Length <= 0 ? (logarithmic ? 0.5 : Math.Max(1, 0.5 * Math.Abs(scaled.Low))) : tight ? 0 : 0.04 * scaled.Length;
        return new(scaled.Low - pad, scaled.High + pad);
    }

    private static double Scaled(double value, bool logarithmic) => logarithmic ? Math.Log10(value) : value;
}
