using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>A grid of numbers as colours, rows from the top down as a matrix is written; few cells show their number too.</summary>
/// <param name="Name">What the numbers are.</param>
/// <param name="Values">The numbers [rows, columns].</param>
public sealed record HeatmapMark(string Name, double[,] Values) : Mark(Name)
{
    private const int CellsWithNumbers = 150, CellsOneByOne = 400;

    private int Rows => Values.GetLength(0);

    private int Columns => Values.GetLength(1);

    private Interval Extremes => Interval.Of(Values.Cast<double>().Where(double.IsFinite));

    /// <summary>Whether there are numbers on both sides of zero: then zero is the light middle, and equal distances from it are equally strong.</summary>
    internal bool Diverging => Extremes is { Low: < 0, High: > 0 };

    private Interval Scale
    {
        get
        {
            double bound = Math.Max(-Extremes.Low, Extremes.High);
            return Diverging ? new(-bound, bound) : Extremes;
        }
    }

    internal override bool TakesColour => false;

    internal override bool FillsItsFrame => true;

    internal override IEnumerable<(double X, double Y)> Corners(Figure figure) => [(-0.5, -0.5), (Columns - 0.5, Rows - 0.5)];

    internal override void Draw(SvgCanvas canvas, Pen pen)
    {
        Frame frame = canvas.Frame;
        double width = frame.X1, height = frame.Y1;
        if (Values.Length > CellsOneByOne)
        {
            canvas.Add($"<image x=\"{frame.X(-0.5):0.##}\" y=\"{frame.Y(-0.5):0.##}\" width=\"{width * Columns:0.##}\" height=\"{height * Rows:0.##}\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"{Png.DataUri(Rows, Columns, Colour)}\"/>");
            return;
        }

        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                if (Colour(i, j) is not { } colour) continue;
                canvas.Add($"<rect x=\"{frame.X(j - 0.5):0.##}\" y=\"{frame.Y(i - 0.5):0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{ColourScale.Hex(colour)}\"/>");
                string number = Significant.Text(Values[i, j], 3);
                if (NumbersShown && number.Length * 6.5 < width) canvas.Text(frame.X(j), frame.Y(i) + 4, number, "middle", $"fill=\"{ColourScale.InkOn(colour)}\" font-size=\"11\"");
            }
        }
    }

    internal override void DrawKey(SvgCanvas canvas, Pen pen, double x, double y)
    {
        for (int i = 0; i < 10; i++) canvas.Add($"<rect x=\"{x + 4 * i}\" y=\"{y - 5}\" width=\"4\" height=\"10\" fill=\"{ColourScale.Hex(ColourScale.At(i / 9.0, Diverging))}\"/>");
    }

    /// <summary>The legend's words: what the ends of the colours mean.</summary>
    internal string Key => Diverging
        ? $"{Name}: blue {Significant.Text(Scale.Low, 3)}, light 0, orange {Significant.Text(Scale.High, 3)}"
        : $"{Name}: dark {Significant.Text(Scale.Low, 3)}, light {Significant.Text(Scale.High, 3)}";

    internal override IEnumerable<JsonObject> Traces(Figure figure, Pen pen)
    {
        IReadOnlyList<string> stops = ColourScale.Stops(Diverging);
        JsonObject trace = new()
        {
            ["type"] = "heatmap", ["name"] = Name,
            ["z"] = new JsonArray([.. Enumerable.Range(0, Rows).Select(i => (JsonNode)Plotly.Numbers(Enumerable.Range(0, Columns).Select(j => Values[i, j])))]),
            ["zmin"] = Significant.Round(Scale.Low), ["zmax"] = Significant.Round(Scale.High),
            ["colorscale"] = new JsonArray([.. stops.Select((stop, i) => (JsonNode)new JsonArray(Significant.Round(i / (stops.Count - 1.0)), stop))]),
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = Name } },
        };
        return NumbersShown ? [trace, Numbers()] : [trace];
    }

    // As text on places of its own: plotly's templates for cells are newer than the plotly of VS Code's renderer.
    private JsonObject Numbers()
    {
        (int I, int J)[] cells = [.. from i in Enumerable.Range(0, Rows) from j in Enumerable.Range(0, Columns) where double.IsFinite(Values[i, j]) select (i, j)];
        return new()
        {
            ["type"] = "scatter", ["mode"] = "text", ["name"] = Name + " (numbers)", ["hoverinfo"] = "skip", ["showlegend"] = false,
            ["x"] = Plotly.Numbers(cells.Select(cell => (double)cell.J)), ["y"] = Plotly.Numbers(cells.Select(cell => (double)cell.I)),
            ["text"] = Plotly.Words(cells.Select(cell => Significant.Text(Values[cell.I, cell.J], 3))),
            ["textfont"] = new JsonObject { ["color"] = Plotly.Words(cells.Select(cell => ColourScale.InkOn(Colour(cell.I, cell.J)!.Value))), ["size"] = 11 },
        };
    }

    internal override string Words(Figure figure)
    {
        (int I, int J)[] cells = [.. from i in Enumerable.Range(0, Rows) from j in Enumerable.Range(0, Columns) where double.IsFinite(Values[i, j]) select (i, j)];
        string size = FormattableString.Invariant($"{Name}: {Rows} rows, {Columns} columns");
        string missing = FigureText.Missing(Values.Length - cells.Length, figure);
        if (cells.Length == 0) return $"{size}, no numbers.{missing}";
        string at((int I, int J) cell) => $"{Significant.Text(Values[cell.I, cell.J])} in row {Named(figure.RowNames, cell.I)}, column {Named(figure.Categories, cell.J)}";
        int zeros = cells.Count(cell => Values[cell.I, cell.J] == 0);
        string zeroWords = zeros > 0 ? FormattableString.Invariant($" {zeros} of {Values.Length} are 0.") : "";
        string rows = Values.Length <= 64 ? "\n" + string.Join('\n', Enumerable.Range(0, Rows).Select(i => $"  {Named(figure.RowNames, i)}: {string.Join(", ", Enumerable.Range(0, Columns).Select(j => Significant.Text(Values[i, j], 3)))}")) : "";
        return $"{size}. Least {at(cells.MinBy(cell => Values[cell.I, cell.J]))}; greatest {at(cells.MaxBy(cell => Values[cell.I, cell.J]))}.{zeroWords}{missing}{rows}";
    }

    private bool NumbersShown => Values.Length <= CellsWithNumbers;

    private (int Red, int Green, int Blue)? Colour(int i, int j) => double.IsFinite(Values[i, j])
        ? ColourScale.At(Scale.Length > 0 ? (Values[i, j] - Scale.Low) / Scale.Length : 0.5, Diverging)
        : null;

    private static string Named(IReadOnlyList<string> names, int i) => i < names.Count ? names[i] : i.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
