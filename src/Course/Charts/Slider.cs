using Course.Display;

namespace Course.Charts;

/// <summary>A figure for each position of a slider, all drawn ahead: moving it asks neither the kernel nor a network.</summary>
/// <remarks>All figures share one pair of axes, so that what moves is the thing and not the frame.</remarks>
[TypeFormatterSource(typeof(ShowableFormatters), PreferredMimeTypes = ["application/vnd.plotly.v1+json", "text/html", "image/svg+xml", "text/plain"])]
public sealed class Slider : IShowable
{
    private const int MostInWords = 5;

    private readonly string _name;
    private readonly double[] _values;
    private readonly Figure[] _figures;
    private readonly int _start;

    internal Slider(string name, double[] values, Figure[] figures, int start) => (_name, _values, _figures, _start) = (name, values, OnSharedAxes(figures), start);

    /// <summary>The figures, one a position.</summary>
    public IReadOnlyList<Figure> Figures => _figures;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms =>
        [
            new("application/vnd.plotly.v1+json", SliderPlotly.Of(_name, Labels, _figures, _start)),
            new("text/html", SliderHtml.Of(_name, Labels, _figures, _start, ToString())),
            new("image/svg+xml", FigureSvg.Of(_figures[_start])),
            new("text/plain", ToString()),
        ];

    /// <summary>The figure in words at a few positions, the first and the last among them.</summary>
    public override string ToString()
    {
        int shown = Math.Min(MostInWords, _figures.Length);
        IEnumerable<int> positions = Enumerable.Range(0, shown).Select(i => shown == 1 ? 0 : (int)Math.Round(i * (_figures.Length - 1.0) / (shown - 1)));
        string states = string.Join('\n', positions.Select(i => $"{_name} = {Labels[i]}: {_figures[i].AltText.Replace("\n", "\n  ", StringComparison.Ordinal)}"));
        return FormattableString.Invariant($"A slider, {_name}: {_figures.Length} positions from {Labels[0]} to {Labels[^1]}.\n{states}");
    }

    private string[] Labels => [.. _values.Select(value => Significant.Text(value, 4))];

    private static Figure[] OnSharedAxes(Figure[] figures)
    {
        Figure all = figures[0] with { Marks = [.. figures.SelectMany(figure => figure.Marks)] };
        Frame frame = Frame.Around(all);
        return [.. figures.Select(figure => figure with { XLimits = figure.XLimits ?? frame.XEnds, YLimits = figure.YLimits ?? frame.YEnds })];
    }
}
