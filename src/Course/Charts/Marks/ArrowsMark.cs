using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>Straight arrows: point 2i is the tail, point 2i+1 the tip.</summary>
/// <param name="Name">What they are.</param>
/// <param name="X">Horizontal positions [2 · arrows].</param>
/// <param name="Y">Vertical positions [2 · arrows].</param>
public sealed record ArrowsMark(string Name, double[] X, double[] Y) : Mark(Name)
{
    private IEnumerable<int> Drawn(Figure figure) =>
        Enumerable.Range(0, X.Length / 2).Select(i => 2 * i).Where(i => figure.CanDraw(X[i], Y[i]) && figure.CanDraw(X[i + 1], Y[i + 1]));

    internal override IEnumerable<(double X, double Y)> Corners(Figure figure) => X.Zip(Y);

    internal override void Draw(SvgCanvas canvas, Pen pen)
    {
        Frame frame = canvas.Frame;
        foreach (int i in Drawn(canvas.Figure)) Arrow(canvas, pen, frame.X(X[i]), frame.Y(Y[i]), frame.X(X[i + 1]), frame.Y(Y[i + 1]));
    }

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y) => Arrow(canvas, pen, x, y, x + 40, y);

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen)
    {
        List<double> x = [], y = [];
        foreach (int i in Drawn(figure))   // between two arrows stands a gap
        {
            x.AddRange(x.Count == 0 ? [X[i], X[i + 1]] : [double.NaN, X[i], X[i + 1]]);
            y.AddRange(y.Count == 0 ? [Y[i], Y[i + 1]] : [double.NaN, Y[i], Y[i + 1]]);
        }

        return [Plotly.Line(Name, x, y, pen.Colour, pen.PlotlyDash)];
    }

    internal override IEnumerable<JsonObject> Annotations(Figure figure, Pen pen) => Drawn(figure).Select(i => new JsonObject
    {
        ["x"] = At(X[i + 1], figure.LogX), ["y"] = At(Y[i + 1], figure.LogY), ["ax"] = At(Before(X[i], X[i + 1], figure.LogX), figure.LogX), ["ay"] = At(Before(Y[i], Y[i + 1], figure.LogY), figure.LogY),
        ["xref"] = "x", ["yref"] = "y", ["axref"] = "x", ["ayref"] = "y",
        ["text"] = "", ["showarrow"] = true, ["arrowhead"] = 2, ["arrowwidth"] = 2, ["arrowcolor"] = pen.Colour,
    });

    internal override string Words(Figure figure)
    {
        int[] drawn = [.. Drawn(figure)];
        string missing = FigureText.Missing(X.Length / 2 - drawn.Length, figure);
        if (drawn.Length == 0) return $"{Name}: no arrows.{missing}";
        string arrows = string.Join(", ", drawn.Take(6).Select(i => $"{FigureText.Point(X[i], Y[i])} to {FigureText.Point(X[i + 1], Y[i + 1])}"));
        string more = drawn.Length > 6 ? $" and {FigureText.Count(drawn.Length - 6, "more")}" : "";
        return $"{Name}: {(drawn.Length == 1 ? "arrow" : "arrows")} {arrows}{more}.{missing}";
    }

    // Only the last eighth is drawn with the head, so that the line's dashes stay to be seen.
    private static double Before(double tail, double tip, bool logarithmic) => logarithmic ? tip * Math.Pow(tail / tip, 0.125) : tip + 0.125 * (tail - tip);

    // Plotly wants the logarithms themselves in a note on a logarithmic axis.
    private static double At(double value, bool logarithmic) => Significant.Round(logarithmic ? Math.Log10(value) : value);

    private static void Arrow(SvgCanvas canvas, Pen pen, double tailX, double tailY, double x, double y)
    {
        double angleDegrees = Math.Atan2(y - tailY, x - tailX) * 180 / Math.PI;
        canvas.Add($"<path d=\"M{tailX:0.#} {tailY:0.#}L{x:0.#} {y:0.#}\" {pen.Stroke}/>");
        canvas.Add($"<path d=\"M0 0L-11 -5L-11 5z\" fill=\"{pen.Colour}\" transform=\"translate({x:0.#} {y:0.#}) rotate({angleDegrees:0.#})\"/>");
    }
}
