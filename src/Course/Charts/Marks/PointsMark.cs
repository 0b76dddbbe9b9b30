using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>Points on their own, one shape for all of them.</summary>
/// <param name="Name">What they are.</param>
/// <param name="X">Horizontal positions [points].</param>
/// <param name="Y">Vertical positions [points].</param>
public sealed record PointsMark(string Name, double[] X, double[] Y) : Mark(Name)
{
    internal override IEnumerable<(double X, double Y)> Corners(Figure figure) => X.Zip(Y);

    internal override void Draw(SvgCanvas canvas, Pen pen) => canvas.Points(X, Y, pen);

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y) => canvas.Point(x + 20, y, pen);

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen) =>
        [new()
        {
            ["type"] = "scatter", ["mode"] = "markers", ["name"] = Name, ["x"] = Plotly.Numbers(X), ["y"] = Plotly.Numbers(Y),
            ["marker"] = new JsonObject { ["symbol"] = pen.PlotlySymbol, ["color"] = pen.Colour, ["opacity"] = X.Length > 120 ? 0.6 : 1 },
        }];

    internal override string Words(Figure figure)
    {
        (double X, double Y)[] drawn = [.. X.Zip(Y).Where(p => figure.CanDraw(p.First, p.Second))];
        string missing = FigureText.Missing(X.Length - drawn.Length, figure);
        if (drawn.Length == 0) return $"{Name}: no points.{missing}";
        string words = $"{Name}: {FigureText.Count(drawn.Length, "point")}, {figure.XAxis} {FigureText.Span(drawn.Select(p => p.X))}, {figure.YAxis} {FigureText.Span(drawn.Select(p => p.Y))}";
        double correlation = FigureText.Correlation(drawn);
        if (drawn.Length > 2) words += $", centre {FigureText.Point(drawn.Average(p => p.X), drawn.Average(p => p.Y))}";
        if (drawn.Length > 2 && double.IsFinite(correlation)) words += $", correlation {Significant.Text(Math.Round(correlation, 2), 2)}";
        return $"{words}.{missing}";
    }
}
