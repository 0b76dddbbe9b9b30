using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>A slider as plotly's JSON: the traces of every position, and a control that shows one position's and hides the others'.</summary>
/// <remarks>Not as plotly's frames: the notebook renderer of VS Code passes on data and layout alone.</remarks>
internal static class SliderPlotly
{
    public static string Of(string name, string[] labels, Figure[] figures, int start)
    {
        JsonObject[][] traces = [.. figures.Select(figure => FigurePlotly.Traces(figure).ToArray())];
        // What is the same at every position is there once, and always seen.
        HashSet<string> common = [.. traces[0].Select(trace => trace.ToJsonString())];
        foreach (JsonObject[] here in traces.Skip(1)) common.IntersectWith(here.Select(trace => trace.ToJsonString()));
        List<(int At, JsonObject Trace)> all = [.. traces[0].Where(trace => common.Contains(trace.ToJsonString())).Select(trace => (-1, trace))];
        for (int i = 0; i < traces.Length; i++) all.AddRange(traces[i].Where(trace => !common.Contains(trace.ToJsonString())).Select(trace => (i, trace)));
        foreach ((int at, JsonObject trace) in all) if (at >= 0 && at != start) trace["visible"] = false;

        JsonArray steps = [];
        for (int i = 0; i < figures.Length; i++)
        {
            JsonObject visible = new() { ["visible"] = new JsonArray([.. all.Select(trace => (JsonNode)(trace.At < 0 || trace.At == i))]) };
            JsonObject words = new() { ["title.text"] = figures[i].Title };
            if (figures.Any(figure => FigurePlotly.Annotations(figure).Count > 0)) words["annotations"] = FigurePlotly.Annotations(figures[i]);
            steps.Add(new JsonObject { ["method"] = "update", ["label"] = labels[i], ["args"] = new JsonArray(visible, words) });
        }

        JsonObject layout = FigurePlotly.Layout(figures[start]);
        layout["sliders"] = new JsonArray(new JsonObject { ["active"] = start, ["currentvalue"] = new JsonObject { ["prefix"] = name + " = " }, ["pad"] = new JsonObject { ["t"] = 60 }, ["steps"] = steps });
        layout["legend"] = new JsonObject { ["orientation"] = "v" };   // beside the figure: below it is the control
        return new JsonObject { ["data"] = new JsonArray([.. all.Select(trace => (JsonNode)trace.Trace)]), ["layout"] = layout }.ToJsonString();
    }
}
