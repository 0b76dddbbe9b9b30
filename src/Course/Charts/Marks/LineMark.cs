using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>Points joined in order. One with a coordinate that is not finite is left out, and breaks the line.</summary>
/// <param name="Name">What it is.</param>
/// <param name="X">Horizontal positions [points].</param>
/// <param name="Y">Vertical positions [points].</param>
public sealed record LineMark(string Name, double[] X, double[] Y) : Mark(Name)
{
    /// <summary>Whether each point is marked too, so that steps are seen.</summary>
    public bool Dots { get; init; }

    /// <summary>Whether it only serves as a ground for others: grey and thin.</summary>
    public bool Faint { get; init; }

    /// <summary>Whether it is drawn thin, as one of many.</summary>
    public bool Thin { get; init; }

    internal override bool TakesColour => !Faint;

    /// <summary>Whether x never falls, so that the line is a function of x.</summary>
    internal bool IsFunction => Enumerable.Range(1, Math.Max(0, X.Length - 1)).All(i => X[i] > X[i - 1]);

    internal override IEnumerable<(double X, double Y)> Corners(Figure figure) => X.Zip(Y);

    internal override void Draw(SvgCanvas canvas, Pen pen)
    {
        canvas.Line(X, Y, Stroke(pen));
        if (Dots) canvas.Points(X, Y, pen);
    }

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y)
    {
        canvas.Add($"<path d=\"M{x} {y}h40\" {Stroke(pen)}/>");
        if (Dots) canvas.Point(x + 20, y, pen);
    }

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen)
    {
        JsonObject trace = Faint ? Plotly.Line(Name, X, Y, FigureSvg.Ink, "solid", 1) : Plotly.Line(Name, X, Y, pen.Colour, pen.PlotlyDash, Thin ? 1 : 2);
        if (Dots)
        {
            trace["mode"] = "lines+markers";
            trace["marker"] = new JsonObject { ["symbol"] = pen.PlotlySymbol, ["color"] = pen.Colour };
        }

        return [trace];
    }

    internal override string Words(Figure figure)
    {
        if (Faint) return $"{Name}.";
        int[] drawn = [.. Enumerable.Range(0, X.Length).Where(i => figure.CanDraw(X[i], Y[i]))];
        if (Thin) return $"{Name}: {figure.XAxis} {FigureText.Span(drawn.Select(i => X[i]))}, {figure.YAxis} {FigureText.Span(drawn.Select(i => Y[i]))}.";
        string missing = FigureText.Missing(X.Length - drawn.Length, figure);
        if (drawn.Length == 0) return $"{Name}: no points.{missing}";
        string from = $"{Name}: {FigureText.Count(drawn.Length, "point")}, ";
        if (!IsFunction || figure.EqualAxes)
        {
            string way = drawn.Length > 2 && X[drawn[0]] == X[drawn[^1]] && Y[drawn[0]] == Y[drawn[^1]] ? ", closed" : drawn.Length > 1 ? $", from {FigureText.Point(X[drawn[0]], Y[drawn[0]])} to {FigureText.Point(X[drawn[^1]], Y[drawn[^1]])}" : "";
            return $"{from}{figure.XAxis} {FigureText.Span(drawn.Select(i => X[i]))}, {figure.YAxis} {FigureText.Span(drawn.Select(i => Y[i]))}{way}.{missing}";
        }

        return $"{from}{figure.XAxis} {FigureText.Span(drawn.Select(i => X[i]))}; {FigureText.Course(figure, [.. drawn.Select(i => X[i])], [.. drawn.Select(i => Y[i])])}.{missing}";
    }

    private string Stroke(Pen pen) => Faint ? "fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.5\"" : Thin ? $"fill=\"none\" stroke=\"{pen.Colour}\"" : pen.Stroke;
}
