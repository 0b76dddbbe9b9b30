namespace Course.Charts;

/// <summary>A figure as one SVG picture without scripts, fonts or links. It reads on dark and on light.</summary>
internal static class FigureSvg
{
    // One grey with a contrast of at least 4 on white and on #111: as an <img> a picture inherits no colour, and a notebook's theme is not the system's.
    public const string Ink = "#777777";

    private const double Width = 640, Height = 406, LegendRow = 18;

    public static string Of(Figure figure)
    {
        string body = Body(figure, out double height);
        return FormattableString.Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" style=\"max-width:100%;height:auto\" role=\"img\" color=\"{Ink}\" font-family=\"sans-serif\" font-size=\"12\">")
            + $"<title>{SvgCanvas.Escape(figure.Title)}</title><desc>{SvgCanvas.Escape(figure.AltText)}</desc>{body}</svg>";
    }

    /// <summary>What is drawn, without the element around it.</summary>
    public static string Body(Figure figure, out double height)
    {
        SvgCanvas canvas = new(figure, Frame.Around(figure));
        canvas.Text(Width / 2, 22, figure.Title, "middle", "fill=\"currentColor\" font-size=\"15\"");
        (Mark Mark, Pen Pen)[] marks = [.. figure.Marks.Zip(FigurePlotly.Pens(figure))];
        // Colours that fill the frame lie under its grid, all else above it.
        foreach ((Mark mark, Pen pen) in marks.Where(m => m.Mark is HeatmapMark)) mark.Draw(canvas, pen);
        Axes(canvas);
        foreach ((Mark mark, Pen pen) in marks.Where(m => m.Mark is not HeatmapMark)) mark.Draw(canvas, pen);
        for (int i = 0; i < marks.Length; i++)
        {
            double y = Height + LegendRow * i;
            marks[i].Mark.DrawKey(canvas, marks[i].Pen, Frame.Left, y);
            string name = marks[i].Mark switch { HeatmapMark heatmap => heatmap.Key, ContourMark contour => contour.Key, var mark => mark.Name };
            canvas.Text(Frame.Left + 50, y + 4, name);
        }

        height = Height + LegendRow * marks.Length;
        return canvas.ToString();
    }

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
