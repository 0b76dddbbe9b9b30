using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>Columns from 0 to their height, centred on x; several such marks stand side by side.</summary>
/// <param name="Name">What they are.</param>
/// <param name="X">Horizontal positions [columns].</param>
/// <param name="Y">Heights [columns].</param>
public sealed record BarsMark(string Name, double[] X, double[] Y) : Mark(Name)
{
    internal override IEnumerable<(double X, double Y)> Corners(Figure figure)
    {
        foreach ((double x, double y) in X.Zip(Y))
        {
            yield return (x - 0.5, y);
            yield return (x + 0.5, y);
            if (!figure.LogY) yield return (x, 0);
        }
    }

    internal override void Draw(SvgCanvas canvas, Pen pen)
    {
        Frame frame = canvas.Frame;
        BarsMark[] all = [.. canvas.Figure.Marks.OfType<BarsMark>()];
        int place = Array.FindIndex(all, other => ReferenceEquals(other, this));
        double width = 0.8 * frame.X1 / all.Length;
        double floor = canvas.Figure.LogY ? Frame.Bottom : frame.Y(0);
        for (int i = 0; i < X.Length; i++)
        {
            if (!canvas.Figure.CanDraw(X[i], Y[i])) continue;
            double left = frame.X(X[i]) - 0.4 * frame.X1 + width * place, y = frame.Y(Y[i]);
            Box(canvas, pen, left, Math.Min(y, floor), width, Math.Abs(y - floor));
        }
    }

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y) => Box(canvas, pen, x, y - 5, 40, 10);

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen) =>
        [new()
        {
            ["type"] = "bar", ["name"] = Name, ["x"] = Plotly.Numbers(X), ["y"] = Plotly.Numbers(Y),
            ["marker"] = new JsonObject { ["color"] = Plotly.Clear(pen.Colour, 0.5), ["line"] = new JsonObject { ["color"] = pen.Colour, ["width"] = 2 } },
        }];

    internal override string Words(Figure figure)
    {
        int[] drawn = [.. Enumerable.Range(0, X.Length).Where(i => figure.CanDraw(X[i], Y[i]))];
        string missing = FigureText.Missing(X.Length - drawn.Length, figure);
        if (drawn.Length == 0) return $"{Name}: no columns.{missing}";
        string At(int i) => figure.Categories.Count > 0 && X[i] >= 0 && X[i] < figure.Categories.Count ? figure.Categories[(int)X[i]] : Significant.Text(X[i]);
        if (drawn.Length <= 12) return $"{Name}: {string.Join(", ", drawn.Select(i => $"{At(i)} {Significant.Text(Y[i])}"))}.{missing}";
        int low = drawn.MinBy(i => Y[i]), high = drawn.MaxBy(i => Y[i]);
        return $"{Name}: {drawn.Length} columns, lowest {Significant.Text(Y[low])} at {At(low)}, highest {Significant.Text(Y[high])} at {At(high)}.{missing}";
    }

    private static void Box(SvgCanvas canvas, Pen pen, double x, double y, double width, double height) =>
        canvas.Add($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" {pen.Stroke} style=\"fill:{pen.Colour};fill-opacity:0.4\"/>");
}
