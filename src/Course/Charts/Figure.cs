using Course.Display;

namespace Course.Charts;

/// <summary>A chart as a description: marks, axes and words. All forms of it are written from this alone.</summary>
/// <remarks>Figures add up: <c>points + curve</c> draws both in one frame. Change a property with <c>figure with { LogY = true }</c>.</remarks>
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

    /// <summary>Whether equal steps to the right multiply x by equal factors; points with x ≤ 0 are then left out.</summary>
    public bool LogX { get; init; }

    /// <summary>Whether equal steps up multiply y by equal factors; points with y ≤ 0 are then left out.</summary>
    public bool LogY { get; init; }

    /// <summary>Where the horizontal axis begins and ends; null for where the marks do.</summary>
    public (double Low, double High)? XLimits { get; init; }

    /// <summary>Where the vertical axis begins and ends; null for where the marks do.</summary>
    public (double Low, double High)? YLimits { get; init; }

    /// <summary>Names under x = 0, 1, …; empty when x is a number.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Names beside y = 0, 1, … from the top down, as a matrix is written; empty when y is a number and grows upwards.</summary>
    public IReadOnlyList<string> RowNames { get; init; } = [];

    /// <summary>What is drawn, in this order.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Sentences that the words of the chart end with: what is to be seen in it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The chart in words: title, axes, and what a reader would see of each mark.</summary>
    public string AltText => FigureText.Of(this);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms =>
        [
            new("application/vnd.plotly.v1+json", FigurePlotly.Of(this)),
            new("image/svg+xml", FigureSvg.Of(this)),
            new("text/plain", AltText),
        ];

    /// <summary>Both figures' marks in this figure's frame: its title and axes stay.</summary>
    public Figure With(Figure other) => this with
    {
        EqualAxes = EqualAxes || other.EqualAxes,
        Categories = Categories.Count > 0 ? Categories : other.Categories,
        RowNames = RowNames.Count > 0 ? RowNames : other.RowNames,
        Marks = [.. Marks, .. other.Marks],
        Notes = [.. Notes, .. other.Notes],
    };

    /// <summary>The right figure's marks drawn over the left figure's, in the left figure's frame.</summary>
    public static Figure operator +(Figure left, Figure right) => left.With(right);

    /// <summary>The figure with the curve y = f(x) drawn over the range of x that it has.</summary>
    /// <param name="name">What the curve is.</param>
    /// <param name="f">The function.</param>
    /// <param name="samples">At how many positions it is computed, at least 2.</param>
    public Figure WithCurve(string name, Func<double, double> f, int samples = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        Interval range = Frame.XRange(this);
        double[] x = [.. Enumerable.Range(0, samples).Select(i => range.At(i / (samples - 1.0), LogX))];
        return this with { Marks = [.. Marks, new LineMark(name, x, [.. x.Select(f)])] };
    }

    /// <summary>The figure with a dashed line across it at one x: a threshold, a mean, a moment.</summary>
    public Figure WithVertical(string name, double x) => this with { Marks = [.. Marks, new RuleMark(name, x, Vertical: true)] };

    /// <summary>The figure with a dashed line across it at one y: a target, a bound, pure chance.</summary>
    public Figure WithHorizontal(string name, double y) => this with { Marks = [.. Marks, new RuleMark(name, y, Vertical: false)] };

    /// <summary>Whether a point can be drawn: finite, and positive on a logarithmic axis.</summary>
    internal bool CanDraw(double x, double y) => double.IsFinite(x) && double.IsFinite(y) && (!LogX || x > 0) && (!LogY || y > 0);
}
