using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>A line with the band between a lower and an upper one: an estimate and how far it may be off.</summary>
/// <param name="Name">What it is.</param>
/// <param name="X">Horizontal positions [points].</param>
/// <param name="Y">The line [points].</param>
/// <param name="Low">The band's lower edge [points].</param>
/// <param name="High">The band's upper edge [points].</param>
public sealed record BandMark(string Name, double[] X, double[] Y, double[] Low, double[] High) : Mark(Name)
{
    internal override IEnumerable<(double X, double Y)> Corners(Figure figure) => X.Zip(Y).Concat(X.Zip(Low)).Concat(X.Zip(High));

    internal override void Draw(SvgCanvas canvas, Pen pen)
    {
        (double[] x, double[] y) = Rim(canvas.Figure);
        canvas.Line(x, y, $"fill=\"{pen.Colour}\" fill-opacity=\"0.25\"");
        canvas.Line(X, Y, pen.Stroke);
    }

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y)
    {
        canvas.Add($"<path d=\"M{x} {y - 5}h40v10h-40z\" fill=\"{pen.Colour}\" fill-opacity=\"0.25\"/>");
        canvas.Add($"<path d=\"M{x} {y}h40\" {pen.Stroke}/>");
    }

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen)
    {
        (double[] x, double[] y) = Rim(figure);
        JsonObject band = Plotly.Line(Name + " (band)", x, y, pen.Colour, "solid", 0);
        band["fill"] = "toself";
        band["fillcolor"] = Plotly.Clear(pen.Colour, 0.25);
        band["hoverinfo"] = "skip";
        band["showlegend"] = false;
        return [band, Plotly.Line(Name, X, Y, pen.Colour, pen.PlotlyDash)];
    }

    internal override string Words(Figure figure)
    {
        int[] drawn = [.. Whole(figure)];
        string missing = FigureText.Missing(X.Length - drawn.Length, figure);
        if (drawn.Length == 0) return $"{Name}: no points.{missing}";
        int wide = drawn.MaxBy(i => High[i] - Low[i]), narrow = drawn.MinBy(i => High[i] - Low[i]);
        string width(int i) => $"at {figure.XAxis} {Significant.Text(X[i])} ({Significant.Text(High[i] - Low[i], 3)})";
        return $"{new LineMark(Name, X, Y).Words(figure)} The band is widest {width(wide)}, narrowest {width(narrow)}.";
    }

    private IEnumerable<int> Whole(Figure figure) =>
        Enumerable.Range(0, X.Length).Where(i => figure.CanDraw(X[i], Y[i]) && figure.CanDraw(X[i], Low[i]) && figure.CanDraw(X[i], High[i]));

    // Along the lower edge, and back along the upper one; only points that have all three.
    private (double[] X, double[] Y) Rim(Figure figure)
    {
        int[] drawn = [.. Whole(figure)];
        return ([.. drawn.Select(i => X[i]), .. drawn.Reverse().Select(i => X[i])], [.. drawn.Select(i => Low[i]), .. drawn.Reverse().Select(i => High[i])]);
    }
}
