using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>A landscape seen from above: lines of equal height, each with its height written on it.</summary>
/// <param name="Name">What the height is.</param>
/// <param name="X">Positions of the grid's first axis [columns].</param>
/// <param name="Y">Positions of the grid's second axis [rows].</param>
/// <param name="Z">Heights [columns, rows]: Z[i, j] lies at (X[i], Y[j]).</param>
/// <param name="Levels">The heights that have a line [levels].</param>
public sealed record ContourMark(string Name, double[] X, double[] Y, double[,] Z, double[] Levels) : Mark(Name)
{
    // Low is blue, high is orange, and the way between is grey: all of them show on white and on near-black.
    private static readonly (int R, int G, int B) _low = (0x00, 0x72, 0xb2), _middle = (0x86, 0x7c, 0x86), _high = (0xd5, 0x5e, 0x00);

    internal override bool TakesColour => false;

    internal override bool FillsItsFrame => true;

    internal override IEnumerable<(double X, double Y)> Corners(Figure figure) => [(X.Min(), Y.Min()), (X.Max(), Y.Max())];

    internal override void Draw(SvgCanvas canvas, Pen pen)
    {
        for (int i = 0; i < Levels.Length; i++)
        {
            string colour = Colour(i);
            List<List<(double X, double Y)>> lines = Contours.Lines(X, Y, Z, Levels[i]);
            (double[] x, double[] y) = Joined(lines);
            canvas.Line(x, y, $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"");
            if (lines.Count == 0) continue;
            // The label stands at another share of the line for each level, so that neighbours do not hide each other.
            List<(double X, double Y)> longest = lines.MaxBy(line => line.Count)!;
            (double atX, double atY) = longest[(int)((0.2 + 0.6 * (i * 0.382 % 1)) * (longest.Count - 1))];
            if (!canvas.Figure.CanDraw(atX, atY)) continue;
            double px = Math.Clamp(canvas.Frame.X(atX), Frame.Left + 16, Frame.Right - 16), py = Math.Clamp(canvas.Frame.Y(atY) + 4, Frame.Top + 10, Frame.Bottom - 3);
            canvas.Text(px, py, Significant.Text(Levels[i], 3), "middle", $"fill=\"{colour}\" font-size=\"11\"");
        }
    }

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y) =>
        canvas.Add($"<path d=\"M{x} {y}h20\" stroke=\"{Colour(0)}\" stroke-width=\"1.5\"/><path d=\"M{x + 20} {y}h20\" stroke=\"{Colour(Levels.Length - 1)}\" stroke-width=\"1.5\"/>");

    /// <summary>The legend's words.</summary>
    internal string Key => Levels.Length == 0 ? $"{Name}: flat" : $"{Name}: lines from {Significant.Text(Levels[0], 3)} (blue) to {Significant.Text(Levels[^1], 3)} (orange)";

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen)
    {
        for (int i = 0; i < Levels.Length; i++)
        {
            (double[] x, double[] y) = Joined(Contours.Lines(X, Y, Z, Levels[i]));
            JsonObject trace = Plotly.Line($"{Name} = {Significant.Text(Levels[i], 3)}", x, y, Colour(i), "solid", 1.5);
            trace["showlegend"] = false;
            yield return trace;
        }
    }

    internal override IEnumerable<JsonObject> Annotations(Figure figure, Pen pen)
    {
        for (int i = 0; i < Levels.Length; i++)
        {
            if (Contours.Lines(X, Y, Z, Levels[i]).MaxBy(line => line.Count) is not { } longest) continue;
            (double x, double y) = longest[(int)((0.2 + 0.6 * (i * 0.382 % 1)) * (longest.Count - 1))];
            if (!figure.CanDraw(x, y)) continue;
            yield return new JsonObject
            {
                ["x"] = Significant.Round(figure.LogX ? Math.Log10(x) : x),
                ["y"] = Significant.Round(figure.LogY ? Math.Log10(y) : y),
                ["xref"] = "x",
                ["yref"] = "y",
                ["text"] = Significant.Text(Levels[i], 3),
                ["showarrow"] = false,
                ["font"] = new JsonObject { ["color"] = Colour(i), ["size"] = 11 },
            };
        }
    }

    internal override string Words(Figure figure)
    {
        (int I, int J)[] finite = [.. from i in Enumerable.Range(0, X.Length) from j in Enumerable.Range(0, Y.Length) where double.IsFinite(Z[i, j]) select (i, j)];
        string missing = FigureText.Missing(Z.Length - finite.Length, figure);
        if (finite.Length == 0) return $"{Name}: no heights.{missing}";
        string at((int I, int J) place) => $"{Significant.Text(Z[place.I, place.J], 4)} at {FigureText.Point(X[place.I], Y[place.J])}";
        string lines = Levels.Length == 0 ? "flat" : $"lines at {string.Join(", ", Levels.Select(level => Significant.Text(level, 3)))}";
        return $"{Name} over {figure.XAxis} {FigureText.Span(X)}, {figure.YAxis} {FigureText.Span(Y)}: {lines}. "
            + $"On the grid it is least {at(finite.MinBy(p => Z[p.I, p.J]))}, greatest {at(finite.MaxBy(p => Z[p.I, p.J]))}.{missing}";
    }

    private string Colour(int level)
    {
        double share = Levels.Length < 2 ? 0 : level / (Levels.Length - 1.0);
        ((int R, int G, int B) from, (int R, int G, int B) to, double t) = share < 0.5 ? (_low, _middle, 2 * share) : (_middle, _high, 2 * share - 1);
        return ColourScale.Hex(((int)(from.R + t * (to.R - from.R)), (int)(from.G + t * (to.G - from.G)), (int)(from.B + t * (to.B - from.B))));
    }

    private static (double[] X, double[] Y) Joined(List<List<(double X, double Y)>> lines)
    {
        (double X, double Y)[] points = [.. lines.SelectMany((line, i) => i == 0 ? line : line.Prepend((double.NaN, double.NaN)))];
        return ([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]);
    }
}
