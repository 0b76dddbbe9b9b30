using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>A figure as plotly's JSON (traces and layout), for renderers that have plotly.js themselves.</summary>
internal static class FigurePlotly
{
    public static string Of(Figure figure) => new JsonObject { ["data"] = new JsonArray([.. Traces(figure)]), ["layout"] = Layout(figure) }.ToJsonString();

    public static IEnumerable<JsonObject> Traces(Figure figure) => figure.Marks.Zip(Pens(figure)).SelectMany(p => p.First.Traces(figure, p.Second));

    public static JsonArray Annotations(Figure figure) => [.. figure.Marks.Zip(Pens(figure)).SelectMany(p => p.First.Annotations(figure, p.Second))];

    /// <summary>A pen for each mark: those that take a colour count on, the others share the next one unused.</summary>
    public static IEnumerable<Pen> Pens(Figure figure)
    {
        int index = 0;
        foreach (Mark mark in figure.Marks) yield return new(mark.TakesColour ? index++ : index);
    }

    // No background and a middle grey: the figure stands on whatever theme is around it.
    public static JsonObject Layout(Figure figure)
    {
        JsonObject xAxis = Axis(figure.XAxis, figure.LogX, figure.Categories), yAxis = Axis(figure.YAxis, figure.LogY, figure.RowNames);
        if (figure.EqualAxes) yAxis["scaleanchor"] = "x";
        Frame frame = Frame.Around(figure);
        if (figure.XLimits is not null) xAxis["range"] = Plotly.Numbers([frame.Across.Low, frame.Across.High]);
        if (figure.YLimits is not null) yAxis["range"] = Plotly.Numbers(figure.RowNames.Count > 0 ? [frame.Up.High, frame.Up.Low] : [frame.Up.Low, frame.Up.High]);
        else if (figure.RowNames.Count > 0) yAxis["autorange"] = "reversed";
        return new()
        {
            ["title"] = new JsonObject { ["text"] = figure.Title }, ["xaxis"] = xAxis, ["yaxis"] = yAxis,
            ["showlegend"] = figure.Marks.Any(mark => mark is not HeatmapMark and not ContourMark), ["legend"] = new JsonObject { ["orientation"] = "h", ["y"] = -0.22 }, ["height"] = 450 + 20 * Math.Max(0, figure.Marks.Count - 2),
            ["paper_bgcolor"] = "rgba(0,0,0,0)", ["plot_bgcolor"] = "rgba(0,0,0,0)", ["font"] = new JsonObject { ["color"] = FigureSvg.Ink },
            ["annotations"] = Annotations(figure),
        };
    }

    private static JsonObject Axis(string name, bool logarithmic, IReadOnlyList<string> names)
    {
        JsonObject axis = new() { ["title"] = new JsonObject { ["text"] = name }, ["gridcolor"] = Plotly.Clear(FigureSvg.Ink, 0.35), ["zerolinecolor"] = FigureSvg.Ink, ["exponentformat"] = "power" };
        if (logarithmic) axis["type"] = "log";
        if (names.Count == 0) return axis;
        int step = 1 + (names.Count - 1) / 30;
        int[] shown = [.. Enumerable.Range(0, names.Count).Where(i => i % step == 0)];
        axis["tickvals"] = Plotly.Numbers(shown.Select(i => (double)i));
        axis["ticktext"] = Plotly.Words(shown.Select(i => names[i]));
        axis["showgrid"] = false;
        axis["zeroline"] = false;
        return axis;
    }
}
