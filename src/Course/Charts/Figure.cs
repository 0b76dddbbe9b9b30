using Course.Display;

namespace Course.Charts;

/// <summary>A chart as a description: series, axes and words. All forms of it are written from this alone.</summary>
[TypeFormatterSource(typeof(ShowableFormatters), PreferredMimeTypes = ["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"])]
public sealed record Figure : IShowable
{
    /// <summary>What the chart shows, in a few words.</summary>
    public string Title { get; init; } = "";

    /// <summary>The horizontal axis' name with its unit.</summary>
    public string XAxis { get; init; } = "x";

    /// <summary>The vertical axis' name with its unit.</summary>
    public string YAxis { get; init; } = "y";

    /// <summary>Whether one unit is equally long on both axes, so that right angles look right.</summary>
    public bool EqualAxes { get; init; }

    /// <summary>Names under the columns of a bar chart, for x = 0, 1, …; empty when x is a number.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The series, drawn in this order.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>The chart in words: title, axes, and each series' ranges.</summary>
    public string AltText => FigureText.Of(this);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms =>
        [
            new("application/vnd.plotly.v1+json", FigurePlotly.Of(this)),
            new("image/svg+xml", FigureSvg.Of(this)),
            new("text/plain", AltText),
        ];

    /// <summary>Whether a point of a series can be drawn.</summary>
    internal static bool Drawn(Mark mark, int i) => double.IsFinite(mark.X[i]) && double.IsFinite(mark.Y[i]);
}
