using System.Net;
using System.Text;

namespace Course.Charts;

/// <summary>A figure as one SVG picture without scripts, fonts or links. It reads on dark and on light.</summary>
internal static class FigureSvg
{
    private const double Width = 640, Height = 400, Left = 70, Right = 20, Top = 40, Bottom = 50, LegendRow = 18;

    // One grey with a contrast of at least 4 on white and on #111: as an <img> a picture inherits no colour, and a notebook's theme is not the system's.
    private const string Ink = "#777777";

    // Okabe and Ito's colours that keep a contrast of 2 and more on white and on near-black; dashes and shapes tell series apart without them.
    private static readonly string[] _colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];
    private static readonly string[] _dashes = ["none", "8 4", "2 4", "8 4 2 4"];

    public static string Of(Figure figure)
    {
        double total = Height + LegendRow * figure.Marks.Count;
        Frame frame = Frame.Around(figure);
        StringBuilder svg = new();
        svg.Append(F($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {total}\" width=\"{Width}\" height=\"{total}\" role=\"img\" color=\"{Ink}\" font-family=\"sans-serif\" font-size=\"12\">"));
        svg.Append(F($"<title>{Escape(figure.Title)}</title><desc>{Escape(figure.AltText)}</desc>"));
        svg.Append(Label(Width / 2, 22, figure.Title, "middle", "font-size=\"15\""));
        Axes(svg, figure, frame);
        for (int i = 0; i < figure.Marks.Count; i++)
        {
            Draw(svg, figure, frame, i);
            double y = Height + LegendRow * i;
            svg.Append(figure.Marks[i].Kind == MarkKind.Points ? Shape(Left + 20, y, i) : F($"<path d=\"M{Left} {y}h40\" {Stroke(i)}/>"));
            svg.Append(Label(Left + 50, y + 4, figure.Marks[i].Name, "start"));
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Axes(StringBuilder svg, Figure figure, Frame frame)
    {
        svg.Append(F($"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"currentColor\"/>"));
        IEnumerable<(double At, string Name)> columns = figure.Categories.Count > 0
            ? figure.Categories.Select((name, i) => ((double)i, name))
            : Ticks.Between(frame.XLow, frame.XHigh).Select(x => (x, Significant.Text(x)));
        foreach ((double at, string name) in columns)
        {
            svg.Append(F($"<path d=\"M{frame.X(at):0.#} {Top}V{Height - Bottom + 4}\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>"));
            svg.Append(Label(frame.X(at), Height - Bottom + 18, name, "middle"));
        }

        foreach (double y in Ticks.Between(frame.YLow, frame.YHigh))
        {
            svg.Append(F($"<path d=\"M{Left - 4} {frame.Y(y):0.#}H{Width - Right}\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>"));
            svg.Append(Label(Left - 8, frame.Y(y) + 4, Significant.Text(y), "end"));
        }

        svg.Append(Label((Left + Width - Right) / 2, Height - 14, figure.XAxis, "middle"));
        double middle = (Top + Height - Bottom) / 2;
        svg.Append(Label(16, middle, figure.YAxis, "middle", F($"transform=\"rotate(-90 16 {middle})\"")));
    }

    private static void Draw(StringBuilder svg, Figure figure, Frame frame, int index)
    {
        Mark mark = figure.Marks[index];
        int bars = figure.Marks.Count(other => other.Kind == MarkKind.Bars);
        StringBuilder path = new();
        bool joined = false;
        for (int i = 0; i < mark.X.Length; i++)
        {
            bool drawn = Figure.Drawn(mark, i);
            double x = drawn ? frame.X(mark.X[i]) : 0, y = drawn ? frame.Y(mark.Y[i]) : 0;
            if (!drawn) joined = false;
            else if (mark.Kind == MarkKind.Points) svg.Append(Shape(x, y, index));
            else if (mark.Kind == MarkKind.Bars)
            {
                double width = 0.8 * frame.X1 / Math.Max(1, bars);
                double left = x - 0.4 * frame.X1 + width * figure.Marks.Take(index).Count(other => other.Kind == MarkKind.Bars);
                double zero = frame.Y(0);
                svg.Append(F($"<rect x=\"{left:0.#}\" y=\"{Math.Min(y, zero):0.#}\" width=\"{width:0.#}\" height=\"{Math.Abs(y - zero):0.#}\" {Stroke(index)} style=\"fill:{_colours[index % 4]};fill-opacity:0.4\"/>"));
            }
            else
            {
                bool tail = mark.Kind == MarkKind.Arrows && i % 2 == 0;
                path.Append(F($"{(joined && !tail ? 'L' : 'M')}{x:0.#} {y:0.#}"));
                if (mark.Kind == MarkKind.Arrows && !tail && joined) svg.Append(Head(frame.X(mark.X[i - 1]), frame.Y(mark.Y[i - 1]), x, y, index));
                joined = true;
            }
        }

        if (path.Length > 0) svg.Append(F($"<path d=\"{path}\" {Stroke(index)}/>"));
    }

    private static string Head(double tailX, double tailY, double x, double y, int index)
    {
        double angleDegrees = Math.Atan2(y - tailY, x - tailX) * 180 / Math.PI;
        return F($"<path d=\"M0 0L-11 -5L-11 5z\" fill=\"{_colours[index % 4]}\" transform=\"translate({x:0.#} {y:0.#}) rotate({angleDegrees:0.#})\"/>");
    }

    private static string Shape(double x, double y, int index)
    {
        string outline = (index % 4) switch { 0 => "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", 1 => "M-4 -4h8v8h-8z", 2 => "M0 -5L5 0L0 5L-5 0z", _ => "M0 -5L5 4H-5z" };
        return F($"<path d=\"{outline}\" fill=\"{_colours[index % 4]}\" transform=\"translate({x:0.#} {y:0.#})\"/>");
    }

    private static string Stroke(int index) => $"fill=\"none\" stroke=\"{_colours[index % 4]}\" stroke-width=\"2\" stroke-dasharray=\"{_dashes[index % 4]}\"";

    private static string Label(double x, double y, string text, string anchor, string more = "") =>
        F($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"currentColor\" {more}>{Escape(text)}</text>");

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string F(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>The data's ranges, and where they lie in the picture.</summary>
    private sealed record Frame(double XLow, double XHigh, double YLow, double YHigh)
    {
        private const double InnerWidth = Width - Left - Right, InnerHeight = Height - Top - Bottom;

        /// <summary>How many pixels one unit of x is.</summary>
        public double X1 => InnerWidth / (XHigh - XLow);

        public double X(double x) => Left + (x - XLow) * X1;

        public double Y(double y) => Height - Bottom - (y - YLow) * InnerHeight / (YHigh - YLow);

        public static Frame Around(Figure figure)
        {
            bool bars = figure.Marks.Any(mark => mark.Kind == MarkKind.Bars);
            (Mark Mark, int I)[] points = [.. figure.Marks.SelectMany(mark => Enumerable.Range(0, mark.X.Length).Where(i => Figure.Drawn(mark, i)).Select(i => (mark, i)))];
            (double xLow, double xHigh) = Padded(points.Select(p => p.Mark.X[p.I]), bars ? 0.5 : 0);
            (double yLow, double yHigh) = Padded(points.Select(p => p.Mark.Y[p.I]).Concat(bars ? [0.0] : []), 0);
            if (!figure.EqualAxes) return new(xLow, xHigh, yLow, yHigh);
            double unit = Math.Max((xHigh - xLow) / InnerWidth, (yHigh - yLow) / InnerHeight);   // data units a pixel
            double x = (xLow + xHigh) / 2, y = (yLow + yHigh) / 2;
            return new(x - unit * InnerWidth / 2, x + unit * InnerWidth / 2, y - unit * InnerHeight / 2, y + unit * InnerHeight / 2);
        }

        private static (double Low, double High) Padded(IEnumerable<double> values, double more)
        {
            double low = values.DefaultIfEmpty(0).Min() - more, high = values.DefaultIfEmpty(1).Max() + more;
            double pad = high > low ? 0.04 * (high - low) : Math.Max(1, Math.Abs(low));
            return (low - pad, high + pad);
        }
    }
}
