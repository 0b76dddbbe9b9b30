using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Benchmarks;

/// <summary>Figures with the machine they were measured on: without it they say nothing.</summary>
internal sealed class Report(IReadOnlyList<Figure> figures)
{
    /// <summary>Writes a table for people.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine($"{Environment.MachineName}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        int width = figures.Max(figure => figure.Name.Length);
        foreach (Figure figure in figures)
        {
            string limit = figure.Limit is { } most ? string.Create(CultureInfo.InvariantCulture, $"  limit {most,6:0.##} {figure.Unit,-2}  {(figure.Holds ? "holds" : "OVER")}") : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Name.PadRight(width)}  {figure.Value,8:0.##} {figure.Unit,-2}{limit}"));
        }
    }

    /// <summary>Writes the same for programs.</summary>
    public void Write(string path)
    {
        var report = new JsonObject
        {
            ["machine"] = Environment.MachineName,
            ["cores"] = Environment.ProcessorCount,
            ["system"] = RuntimeInformation.OSDescription,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["figures"] = new JsonArray([.. figures.Select(figure => (JsonNode)new JsonObject
            {
                ["name"] = figure.Name, ["value"] = figure.Value, ["unit"] = figure.Unit, ["limit"] = figure.Limit, ["holds"] = figure.Holds,
            })]),
        };
        File.WriteAllText(path, report.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
    }
}
