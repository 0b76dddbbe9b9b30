using System.Globalization;
using System.Security;
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
    public void Point(double x, double y, Pen pen) => _svg.Append(pen.Points(FormattableString.Invariant($"M{x:0.#} {y:0.#};")));

    /// <summary>The pen's shape at each point that can be drawn. Many points are small and see-through.</summary>
    public void Points(IReadOnlyList<double> x, IReadOnlyList<double> y, Pen pen)
    {
        StringBuilder places = new();
        for (int i = 0; i < x.Count; i++)
        {
            if (figure.CanDraw(x[i], y[i])) places.Append(CultureInfo.InvariantCulture, $"M{frame.X(x[i]):0.#} {frame.Y(y[i]):0.#};");
        }

        if (places.Length > 0) _svg.Append(pen.Points(places.ToString(), x.Count > 500 ? 0.5 : x.Count > 120 ? 0.75 : 1, x.Count > 120 ? 0.7 : 1));
    }

    public void Text(double x, double y, string text, string anchor = "start", string more = "fill=\"currentColor\"") =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" {more}>{Escape(text)}</text>");

    public static string Escape(string text) => SecurityElement.Escape(text);

    public override string ToString() => _svg.ToString();
}
