using System.Text.Json.Nodes;

namespace Course.Cli.Notebooks;

/// <summary>A Jupyter notebook: its cells, and what it says about itself.</summary>
internal sealed class Notebook
{
    /// <summary>The cells, from top to bottom.</summary>
    public IList<NotebookCell> Cells { get; init; } = [];

    /// <summary>The notebook's own metadata: kernel and language.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>The metadata every notebook of the course carries.</summary>
    public static JsonObject CourseMetadata() => new()
    {
        ["kernelspec"] = new JsonObject { ["display_name"] = "C#", ["language"] = "csharp", ["name"] = "csharp" },
        ["language_info"] = new JsonObject { ["name"] = "csharp" },
    };
}

/// <summary>One cell of a notebook.</summary>
internal sealed class NotebookCell
{
    /// <summary>The format's name of a cell that runs.</summary>
    public const string Code = "code";

    /// <summary>The format's name of a cell of text.</summary>
    public const string Markdown = "markdown";

    /// <summary>"code", "markdown" or "raw".</summary>
    public required string Kind { get; init; }

    /// <summary>The cell's id; empty where the file has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>The whole source, lines joined by '\n'.</summary>
    public string Source { get; set; } = "";

    /// <summary>The cell's metadata.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>What running it showed, in the notebook format's form; empty in a file under version control.</summary>
    public JsonArray Outputs { get; set; } = [];

    /// <summary>Its number in the order of execution; null when it has not run.</summary>
    public int? ExecutionCount { get; set; }

    /// <summary>Whether it runs.</summary>
    public bool IsCode => Kind == Code;

    /// <summary>The class name of the exercise this cell belongs to; null when its metadata names none.</summary>
    public string? Exercise => Text("exercise");

    /// <summary>"stub" or "check"; null when its metadata says neither.</summary>
    public string? Role => Text("role");

    private string? Text(string key) =>
        Metadata["course"] is JsonObject course && course[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
