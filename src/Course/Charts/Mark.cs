namespace Course.Charts;

/// <summary>How a series is drawn.</summary>
public enum MarkKind
{
    /// <summary>Points joined in order.</summary>
    Line,

    /// <summary>Points on their own.</summary>
    Points,

    /// <summary>Columns from 0 to y, centred on x.</summary>
    Bars,

    /// <summary>Straight arrows: point 2i is the tail, point 2i+1 the tip.</summary>
    Arrows,
}

/// <summary>One series of a figure. A point with a coordinate that is not finite is left out, and breaks a line.</summary>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Name">What it is called, beside the drawing and in words.</param>
/// <param name="X">Horizontal positions [points].</param>
/// <param name="Y">Vertical positions [points].</param>
public sealed record Mark(MarkKind Kind, string Name, double[] X, double[] Y);
