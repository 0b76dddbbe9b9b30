using System.Text;
using System.Text.Json.Nodes;
using Course.Cli.Notebooks;
using CSharpKernel.Scripting;

namespace Course.Cli.Running;

/// <summary>Collects what a cell shows, in the form a notebook keeps it in.</summary>
/// <remarks>Output types of nbformat 4: https://nbformat.readthedocs.io/en/latest/format_description.html#code-cell-outputs</remarks>
internal sealed class CellTranscript : ICellOutput
{
    private readonly Lock _gate = new();
    private readonly List<JsonObject> _outputs = [];
    private readonly Dictionary<string, JsonObject> _displays = new(StringComparer.Ordinal);
    private bool _clearNext;

    /// <summary>The outputs so far.</summary>
    public JsonArray Outputs
    {
        get
        {
            lock (_gate) return new JsonArray([.. _outputs.Select(Finished)]);
        }
    }

    /// <summary>What a person reads of the outputs on a terminal: streams and the plain text form of what was shown.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                var text = new StringBuilder();
                foreach (JsonObject output in _outputs)
                {
                    if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
                    text.Append(output["text"] is { } stream ? (string?)stream : (string?)output["data"]?["text/plain"]);
                }

                return text.ToString();
            }
        }
    }

    /// <inheritdoc/>
    public void Write(OutputStream stream, string text)
    {
        lock (_gate)
        {
            ClearIfAsked();
            string name = stream == OutputStream.Out ? "stdout" : "stderr";
            if (_outputs is [.., var last] && (string?)last["name"] == name) last["text"] = (string?)last["text"] + text;
            else _outputs.Add(new JsonObject { ["name"] = name, ["output_type"] = "stream", ["text"] = text });
        }
    }

    /// <inheritdoc/>
    public void Display(MimeBundle bundle, string? displayId = null, bool update = false)
    {
        lock (_gate)
        {
            if (displayId is not null && update)
            {
                if (!_displays.TryGetValue(displayId, out JsonObject? shown)) return;   // shown by an earlier cell, whose output is closed
                shown["data"] = bundle.Data.DeepClone();
                shown["metadata"] = bundle.Metadata.DeepClone();
                return;
            }

            ClearIfAsked();
            var output = new JsonObject { ["data"] = bundle.Data.DeepClone(), ["metadata"] = bundle.Metadata.DeepClone(), ["output_type"] = "display_data" };
            _outputs.Add(output);
            if (displayId is not null) _displays[displayId] = output;
        }
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        lock (_gate)
        {
            _clearNext = wait;
            if (!wait) _outputs.Clear();
        }
    }

    /// <summary>Adds the value of the cell's last expression, or its error.</summary>
    public void Finish(CellResult result, int number)
    {
        lock (_gate)
        {
            if (result.Value is { } value)
            {
                ClearIfAsked();
                _outputs.Add(new JsonObject { ["data"] = value.Data.DeepClone(), ["execution_count"] = number, ["metadata"] = value.Metadata.DeepClone(), ["output_type"] = "execute_result" });
            }

            if (result.Error is { } error)
                _outputs.Add(new JsonObject { ["ename"] = error.Name, ["evalue"] = error.Message, ["output_type"] = "error", ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]) });
        }
    }

    /// <inheritdoc/>
    public string? ReadLine(string prompt, bool password) => null;   // nobody is there to answer

    /// <inheritdoc/>
    public void Comm(string messageType, JsonObject content)
    {
        // A comm needs a front end; what was shown beside it stands on its own.
    }

    private void ClearIfAsked()
    {
        if (_clearNext) _outputs.Clear();
        _clearNext = false;
    }

    /// <summary>The output with its texts as lists of lines, as notebooks keep them.</summary>
    private static JsonNode Finished(JsonObject output)
    {
        var copy = (JsonObject)output.DeepClone();
        if (copy["text"] is JsonValue text) copy["text"] = LinesOf(text.GetValue<string>());
        if (copy["data"] is JsonObject data)
        {
            foreach ((string mime, JsonNode? form) in data.ToArray())
            {
                bool json = mime.EndsWith("json", StringComparison.Ordinal);
                if (!json && form is JsonValue value && value.TryGetValue(out string? whole)) data[mime] = LinesOf(whole);
            }
        }

        return copy;
    }

    private static JsonArray LinesOf(string text) => new([.. NotebookWriter.Lines(text).Select(line => (JsonNode)line)]);
}
