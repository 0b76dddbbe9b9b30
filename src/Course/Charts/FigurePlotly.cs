using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>A figure as plotly's JSON (traces and layout), for renderers that have plotly.js themselves.</summary>
internal static class FigurePlotly
{
    private static readonly string[] _dashes = ["solid", "dash", "dot", "dashdot"];

    public static string Of(Figure figure)
    {
        JsonObject xAxis = Axis(figure.XAxis), yAxis = Axis(figure.YAxis);
        if (figure.EqualAxes) yAxis["scaleanchor"] = "x";
        JsonObject layout = new() { ["title"] = new JsonObject { ["text"] = figure.Title }, ["xaxis"] = xAxis, ["yaxis"] = yAxis, ["showlegend"] = true };
        layout["annotations"] = new JsonArray([.. figure.Marks.SelectMany(ArrowHeads)]);
        JsonArray traces = new([.. figure.Marks.Select((mark, index) => (JsonNode)Trace(figure, mark, index))]);
        return new JsonObject { ["data"] = traces, ["layout"] = layout }.ToJsonString();
    }

    private static JsonObject Axis(string name) => new() { ["title"] = new JsonObject { ["text"] = name } };

    private static JsonObject Trace(Figure figure, Mark mark, int index)
    {
        bool categories = mark.Kind == MarkKind.Bars && figure.Categories.Count > 0;
        JsonObject trace = new()
        {
            ["type"] = mark.Kind == MarkKind.Bars ? "bar" : "scatter",
            ["name"] = mark.Name,
            ["x"] = categories ? new JsonArray([.. figure.Categories.Select(name => (JsonNode)name)]) : Numbers(mark.X, mark.Kind),
            ["y"] = Numbers(mark.Y, mark.Kind),
        };
        if (mark.Kind == MarkKind.Bars) return trace;
        trace["mode"] = mark.Kind == MarkKind.Points ? "markers" : "lines";
        if (mark.Kind == MarkKind.Points) trace["marker"] = new JsonObject { ["symbol"] = index % 4 };
        else trace["line"] = new JsonObject { ["dash"] = _dashes[index % _dashes.Length] };
        return trace;
    }

    // JSON has no NaN: null leaves a gap. Between two arrows stands a gap as well.
    private static JsonArray Numbers(double[] values, MarkKind kind)
    {
        JsonArray numbers = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (kind == MarkKind.Arrows && i > 0 && i % 2 == 0) numbers.Add(null);
            numbers.Add(double.IsFinite(values[i]) ? JsonValue.Create(Significant.Round(values[i])) : null);
        }

        return numbers;
    }

    private static IEnumerable<JsonNode> ArrowHeads(Mark mark)
    {
        if (mark.Kind != MarkKind.Arrows) yield break;
        for (int i = 0; i + 1 < mark.X.Length; i += 2)
        {
            if (!Figure.Drawn(mark, i) || !Figure.Drawn(mark, i + 1)) continue;
            yield return new JsonObject
            {
                ["x"] = mark.X[i + 1], ["y"] = mark.Y[i + 1], ["ax"] = mark.X[i], ["ay"] = mark.Y[i],
                ["xref"] = "x", ["yref"] = "y", ["axref"] = "x", ["ayref"] = "y",
                ["text"] = "", ["showarrow"] = true, ["arrowhead"] = 2, ["arrowwidth"] = 2,
            };
        }
    }
}
