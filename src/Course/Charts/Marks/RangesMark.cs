using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>Level ranges, each at a height of its own: intervals that are compared. One that is not finite is left out.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Y">Heights [ranges].</param>
/// <param name="Low">Where each begins [ranges].</param>
/// <param name="High">Where each ends [ranges].</param>
public sealed record RangesMark(string Name, double[] Y, double[] Low, double[] High) : Mark(Name)
{
    private IEnumerable<int> Drawn(Figure figure) => Enumerable.Range(0, Y.Length).Where(i => figure.CanDraw(Low[i], Y[i]) && figure.CanDraw(High[i], Y[i]));

    internal override IEnumerable<(double X, double Y)> Corners(Figure figure) => Drawn(figure).SelectMany(i => new[] { (Low[i], Y[i]), (High[i], Y[i]) });

    internal override void Draw(SvgCanvas canvas, Pen pen)
    {
        (double[] x, double[] y) = Path(canvas.Figure);
        canvas.Line(x, y, pen.Stroke);
    }

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y) => canvas.Add($"<path d=\"M{x} {y}h40\" {pen.Stroke}/>");

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen)
    {
        (double[] x, double[] y) = Path(figure);
        return [Plotly.Line(Name, x, y, pen.Colour, pen.PlotlyDash)];
    }

    internal override string Words(Figure figure)
    {
        int[] drawn = [.. Drawn(figure)];
        string missing = FigureText.Missing(Y.Length - drawn.Length, figure);
        return drawn.Length == 0
            ? $"{Name}: no ranges.{missing}"
            : $"{Name}: {FigureText.Count(drawn.Length, "range")}, {figure.XAxis} {FigureText.Span(drawn.SelectMany(i => new[] { Low[i], High[i] }))}, widths {FigureText.Span(drawn.Select(i => High[i] - Low[i]))}.{missing}";
    }

    /// <summary>From end to end, with a gap after each.</summary>
    private (double[] X, double[] Y) Path(Figure figure)
    {
        int[] drawn = [.. Drawn(figure)];
        return ([.. drawn.SelectMany(i => new[] { Low[i], High[i], double.NaN })], [.. drawn.SelectMany(i => new[] { Y[i], Y[i], double.NaN })]);
    }
}
