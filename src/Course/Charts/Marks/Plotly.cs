using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>Pieces of plotly's JSON.</summary>
internal static class Plotly
{
    /// <summary>The numbers, cut to what a chart can show. JSON has no NaN: null leaves a gap.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) =>
        [.. values.Select(value => double.IsFinite(value) ? JsonValue.Create(Significant.Round(value)) : null)];

    public static JsonArray Words(IEnumerable<string> words) => [.. words.Select(word => (JsonNode?)word)];

    /// <summary>A trace of joined points.</summary>
    public static JsonObject Line(string name, IEnumerable<double> x, IEnumerable<double> y, string colour, string dash, double width = 2) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "lines",
        ["name"] = name,
        ["x"] = Numbers(x),
        ["y"] = Numbers(y),
        ["line"] = new JsonObject { ["color"] = colour, ["dash"] = dash, ["width"] = width },
    };

    /// <summary>The palette's colour, seen through.</summary>
    public static string Clear(string colour, double opacity)
    {
        int number = Convert.ToInt32(colour[1..], 16);
        return FormattableString.Invariant($"rgba({number >> 16},{number >> 8 & 255},{number & 255},{opacity})");
    }
}
