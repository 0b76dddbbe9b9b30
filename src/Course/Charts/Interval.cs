namespace Course.Charts;

/// <summary>A piece of an axis.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public double Length => High - Low;

    /// <summary>The position at this share of the way from low to high; on a logarithmic axis, of the way of the logarithms.</summary>
    public double At(double share, bool logarithmic) => (share, logarithmic) switch
    {
        (0, _) => Low,
        (1, _) => High,
        (_, true) => Low * Math.Pow(High / Low, share),
        _ => Low + share * Length,
    };

    /// <summary>From the least to the greatest of the numbers; (0, 1) when there are none.</summary>
    public static Interval Of(IEnumerable<double> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return low <= high ? new(low, high) : new(0, 1);
    }
}
