namespace Course.Charts;

/// <summary>A figure as one SVG picture without scripts, fonts or links. It reads on dark and on light.</summary>
internal static class FigureSvg
{
    // One grey with a contrast of at least 4 on white and on #111: as an <img> a picture inherits no colour, and a notebook's theme is not the system's.
    public const string Ink = "#777777";

    public const double Width = 640;

    private const double Height = 406, LegendRow = 18;

    public static string Of(Figure figure)
    {
        SvgParts parts = Parts(figure);
        return Opening(parts.Height, figure) + parts.Title + parts.Ground + parts.Axes + parts.Marks + parts.Legend + "</svg>";
    }

    /// <summary>The element around a picture, with its name and its words.</summary>
    public static string Opening(double height, Figure figure) =>
        FormattableString.Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" style=\"max-width:100%;height:auto\" role=\"img\" color=\"{Ink}\" font-family=\"sans-serif\" font-size=\"12\">")
        + $"<title>{SvgCanvas.Escape(figure.Title)}</title><desc>{SvgCanvas.Escape(figure.AltText)}</desc>";

    /// <summary>What is drawn, part by part.</summary>
    public static SvgParts Parts(Figure figure)
    {
        Frame frame = Frame.Around(figure);
        (Mark Mark, Pen Pen)[] marks = [.. figure.Marks.Zip(FigurePlotly.Pens(figure))];
        return new(
            Drawn(canvas => canvas.Text(Width / 2, 22, figure.Title, "middle", "fill=\"currentColor\" font-size=\"15\"")),
            // Colours that fill the frame lie under its grid, all else above it.
            Clipped(figure, Drawn(canvas => { foreach ((Mark mark, Pen pen) in marks.Where(m => m.Mark is HeatmapMark)) mark.Draw(canvas, pen); })),
            Drawn(Axes),
            Clipped(figure, Drawn(canvas => { foreach ((Mark mark, Pen pen) in marks.Where(m => m.Mark is not HeatmapMark)) mark.Draw(canvas, pen); })),
            Drawn(canvas =>
            {
                for (int i = 0; i < marks.Length; i++)
                {
                    double y = Height + LegendRow * i;
                    marks[i].Mark.DrawKey(canvas, marks[i].Pen, Frame.Left, y);
                    string name = marks[i].Mark switch { HeatmapMark heatmap => heatmap.Key, ContourMark contour => contour.Key, var mark => mark.Name };
                    canvas.Text(Frame.Left + 50, y + 4, name);
                }
            }),
            Height + LegendRow * marks.Length);

        string Drawn(Action<SvgCanvas> draw)
        {
            SvgCanvas canvas = new(figure, frame);
            draw(canvas);
            return canvas.ToString();
        }
    }

    // A picture within the picture ends at its own rim: only where limits may cut marks off.
    private static string Clipped(Figure figure, string marks) => marks.Length == 0 || (figure.XLimits is null && figure.YLimits is null) ? marks :
        FormattableString.Invariant($"<svg x=\"{Frame.Left}\" y=\"{Frame.Top}\" width=\"{Frame.InnerWidth}\" height=\"{Frame.InnerHeight}\" viewBox=\"{Frame.Left} {Frame.Top} {Frame.InnerWidth} {Frame.InnerHeight}\">") + marks + "</svg>";

    private static void Axes(SvgCanvas canvas)
    {
        (Figure figure, Frame frame) = (canvas.Figure, canvas.Frame);
        canvas.Add($"<path d=\"M{Frame.Left} {Frame.Top}V{Frame.Bottom}H{Frame.Right}\" fill=\"none\" stroke=\"currentColor\"/>");
        bool grid = !figure.Marks.Any(mark => mark is HeatmapMark);
        foreach ((double at, string name) in Labels(figure.Categories, frame.Across, figure.LogX, Frame.InnerWidth, upright: false))
        {
            double x = frame.X(at);
            canvas.Add($"<path d=\"M{x:0.#} {(grid ? Frame.Top : Frame.Bottom)}V{Frame.Bottom + 4}\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>");
            canvas.Text(x, Frame.Bottom + 18, name, "middle");
        }

        foreach ((double at, string name) in Labels(figure.RowNames, frame.Up, figure.LogY, Frame.InnerHeight, upright: true))
        {
            double y = frame.Y(at);
            canvas.Add($"<path d=\"M{Frame.Left - 4} {y:0.#}H{(grid ? Frame.Right : Frame.Left)}\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>");
            canvas.Text(Frame.Left - 8, y + 4, name, "end");
        }

        canvas.Text((Frame.Left + Frame.Right) / 2, Height - 20, figure.XAxis + (figure.LogX ? " (logarithmic)" : ""), "middle");
        double middle = (Frame.Top + Frame.Bottom) / 2;
        canvas.Text(16, middle, figure.YAxis + (figure.LogY ? " (logarithmic)" : ""), "middle", FormattableString.Invariant($"fill=\"currentColor\" transform=\"rotate(-90 16 {middle})\""));
    }

    // Of names, every one that finds room; of numbers, round ones.
    private static IEnumerable<(double At, string Name)> Labels(IReadOnlyList<string> names, Interval range, bool logarithmic, double length, bool upright)
    {
        if (names.Count == 0) return (logarithmic ? Ticks.Powers(range.Low, range.High) : Ticks.Between(range.Low, range.High)).Select(at => (at, Significant.Text(at)));
        double room = upright ? 14 : 8 + 6.5 * names.Max(name => name.Length);
        int step = Math.Max(1, (int)Math.Ceiling(room * names.Count / length));
        return Enumerable.Range(0, names.Count).Where(i => i % step == 0).Select(i => ((double)i, names[i]));
    }
}

/// <summary>A picture's parts, in the order they are drawn.</summary>
internal sealed record SvgParts(string Title, string Ground, string Axes, string Marks, string Legend, double Height);
