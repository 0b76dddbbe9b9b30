using System.Globalization;
using System.Net;
using System.Text;

namespace Course.Charts;

/// <summary>The picture while it is drawn: data positions in, SVG elements out.</summary>
internal sealed class SvgCanvas(Figure figure, Frame frame)
{
    private readonly StringBuilder _svg = new();

    public Figure Figure => figure;

    public Frame Frame => frame;

    public void Add(FormattableString element) => _svg.Append(FormattableString.Invariant(element));

    /// <summary>A path through the points, broken where one cannot be drawn; pixels to one digit.</summary>
    public string Path(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        StringBuilder path = new();
        bool joined = false;
        for (int i = 0; i < x.Count; i++)
        {
            bool drawn = figure.CanDraw(x[i], y[i]);
            if (drawn) path.Append(CultureInfo.InvariantCulture, $"{(joined ? 'L' : 'M')}{frame.X(x[i]):0.#} {frame.Y(y[i]):0.#}");
            joined = drawn;
        }

        return path.ToString();
    }

    public void Line(IReadOnlyList<double> x, IReadOnlyList<double> y, string attributes)
    {
        string path = Path(x, y);
        if (path.Length > 0) Add($"<path d=\"{path}\" {attributes}/>");
    }

    /// <summary>The pen's shape at a place in pixels.</summary>
    public void Point(double x, double y, Pen pen) => Add($"<path d=\"{pen.Outline}\" fill=\"{pen.Colour}\" transform=\"translate({x:0.#} {y:0.#})\"/>");

    public void Text(double x, double y, string text, string anchor = "start", string more = "fill=\"currentColor\"") =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" {more}>{Escape(text)}</text>");

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public override string ToString() => _svg.ToString();
}
