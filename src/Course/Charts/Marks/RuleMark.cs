using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>A dashed line across the whole figure, to hold the rest against.</summary>
/// <param name="Name">What it is.</param>
/// <param name="At">Where it lies on its axis.</param>
/// <param name="Vertical">Whether it stands at one x; else it lies at one y.</param>
public sealed record RuleMark(string Name, double At, bool Vertical) : Mark(Name)
{
    private const string Style = "fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"6 3\"";

    internal override bool TakesColour => false;

    // The axes reach it. Its other coordinate is somewhere in the range of the others, so it widens nothing else.
    internal override IEnumerable<(double X, double Y)> Corners(Figure figure)
    {
        (double x, double y) = figure.Marks.Where(mark => mark is not RuleMark).SelectMany(mark => mark.Corners(figure)).FirstOrDefault(p => figure.CanDraw(p.X, p.Y), (1, 1));
        return [Vertical ? (At, y) : (x, At)];
    }

    internal override void Draw(SvgCanvas canvas, Pen pen)
    {
        if (!Drawable(canvas.Figure)) return;
        if (Vertical) canvas.Add($"<path d=\"M{canvas.Frame.X(At):0.#} {Frame.Top}V{Frame.Bottom}\" {Style}/>");
        else canvas.Add($"<path d=\"M{Frame.Left} {canvas.Frame.Y(At):0.#}H{Frame.Right}\" {Style}/>");
    }

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y) => canvas.Add($"<path d=\"M{x} {y}h40\" {Style}/>");

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen)
    {
        Interval other = Vertical ? Frame.YRange(figure) : Frame.XRange(figure);
        double[] along = [other.Low, other.High], at = Drawable(figure) ? [At, At] : [double.NaN, double.NaN];
        return [Plotly.Line(Name, Vertical ? at : along, Vertical ? along : at, FigureSvg.Ink, "dash")];
    }

    internal override string Words(Figure figure) =>
        $"{Name}: a line at {(Vertical ? figure.XAxis : figure.YAxis)} = {Significant.Text(At)}{(Drawable(figure) ? "" : ", not drawn")}.";

    private bool Drawable(Figure figure) => Vertical ? figure.CanDraw(At, 1) : figure.CanDraw(1, At);
}
