using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>An area with its rim: points joined in order, and the last with the first.</summary>
/// <param name="Name">What it is.</param>
/// <param name="X">Horizontal positions of the corners [corners].</param>
/// <param name="Y">Vertical positions of the corners [corners].</param>
/// <param name="Meaning">What is to be seen of it, in words.</param>
public sealed record RegionMark(string Name, double[] X, double[] Y, string Meaning) : Mark(Name)
{
    internal override IEnumerable<(double X, double Y)> Corners(Figure figure) => X.Zip(Y);

    internal override void Draw(SvgCanvas canvas, Pen pen) => canvas.Line(X, Y, Fill(pen));

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y) => canvas.Add($"<path d=\"M{x} {y - 5}h40v10h-40z\" {Fill(pen)}/>");

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen)
    {
        JsonObject trace = Plotly.Line(Name, X, Y, pen.Colour, pen.PlotlyDash);
        trace["fill"] = "toself";
        trace["fillcolor"] = Plotly.Clear(pen.Colour, 0.25);
        return [trace];
    }

    internal override string Words(Figure figure) => $"{Name}: {Meaning}";

    private static string Fill(Pen pen) => $"{pen.Stroke} style=\"fill:{pen.Colour};fill-opacity:0.25\"";
}
