using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Cli.Notebooks;

/// <summary>Reads a notebook file, forgiving in what it can do without, exact about what it cannot.</summary>
/// <remarks>Format: nbformat 4, https://nbformat.readthedocs.io/en/latest/format_description.html. Ids, metadata and outputs may be missing or wrong.</remarks>
internal static class NotebookReader
{
    private static readonly JsonDocumentOptions _options = new() { AllowTrailingCommas = true, MaxDepth = 256 };

    /// <summary>Reads the notebook in a file.</summary>
    /// <exception cref="NotebookException">The file is no notebook; the message names line and column.</exception>
    public static Notebook ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookException($"{path}: there is no such file. `course list` shows the notebooks.");
        }
    }

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="NotebookException">The text is no notebook; the message names line and column.</exception>
    public static Notebook Read(string text, string name)
    {
        text = text.TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(text))
            throw new NotebookException($"{name}: the file is empty. `course reset` brings the shipped notebook back.");

        using JsonDocument document = Parse(text, name);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new NotebookException($"{name}: a notebook is a JSON object with a list named \"cells\"; this file holds {Describe(document.RootElement)}.");

        JsonObject root = ToObject(document.RootElement);
        if (root["worksheets"] is not null)
            throw new NotebookException($"{name}: this is the notebook format 3, from before 2015. Open it in Jupyter and save it: that makes it format 4.");
        if (root["cells"] is not JsonArray cells)
            throw new NotebookException($"{name}: the list named \"cells\" is missing, so there is nothing to run. `course reset` brings the shipped notebook back.");

        return new Notebook
        {
            Cells = [.. cells.OfType<JsonObject>().Select(Cell)],
            Metadata = Take(root, "metadata"),
        };
    }

    private static NotebookCell Cell(JsonObject cell) => new()
    {
        Kind = Text(cell["cell_type"]) ?? NotebookCell.Code,
        Id = Text(cell["id"]) ?? "",
        Source = Joined(cell["source"]).Replace("\r\n", "\n", StringComparison.Ordinal),
        Metadata = Take(cell, "metadata"),
        Outputs = cell["outputs"] is JsonArray outputs ? (JsonArray)outputs.DeepClone() : [],
        ExecutionCount = cell["execution_count"] is JsonValue count && count.TryGetValue(out int number) ? number : null,
    };

    private static string Joined(JsonNode? source) => source switch
    {
        JsonArray lines => string.Concat(lines.Select(Text)),
        _ => Text(source) ?? "",
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonObject Take(JsonObject parent, string key) => parent[key] is JsonObject child ? (JsonObject)child.DeepClone() : [];

    private static JsonDocument Parse(string text, string name)
    {
        try
        {
            return JsonDocument.Parse(text, _options);
        }
        catch (JsonException e)
        {
            (int line, int column, string shown) = Place(text, e);
            string reason = shown.StartsWith("<<<<<<<", StringComparison.Ordinal) || shown.StartsWith("=======", StringComparison.Ordinal) || shown.StartsWith(">>>>>>>", StringComparison.Ordinal)
                ? "a merge left its conflict marks in the file: choose one side and remove the marks"
                : "the file is not valid JSON from here on: a hand edit or an interrupted save cut it";
            throw new NotebookException(
                $"{name}, line {line}, column {column}: {reason}.{Environment.NewLine}    {shown}{Environment.NewLine}" +
                "Repair that line, or run `course reset` on the unit: it backs up this file and brings the shipped notebook back.");
        }
    }

    private static (int Line, int Column, string Shown) Place(string text, JsonException e)
    {
        string[] lines = text.Split('\n');
        int index = (int)Math.Clamp(e.LineNumber ?? 0, 0, lines.Length - 1);
        string line = lines[index].TrimEnd('\r');
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        int before = (int)Math.Clamp(e.BytePositionInLine ?? 0, 0, bytes.Length);
        int column = Encoding.UTF8.GetCharCount(bytes, 0, before) + 1;
        string shown = line.Trim();
        return (index + 1, column, shown.Length > 100 ? string.Concat(shown.AsSpan(0, 100), "…") : shown);
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => $"{element.GetRawText()}",
    };

    /// <summary>The element as nodes that can be changed. Of a key written twice the last one counts, as in Jupyter itself.</summary>
    private static JsonNode? ToNode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToObject(element),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(ToNode)]),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element.Clone()),
    };

    private static JsonObject ToObject(JsonElement element)
    {
        var result = new JsonObject();
        foreach (JsonProperty property in element.EnumerateObject()) result[property.Name] = ToNode(property.Value);
        return result;
    }
}
