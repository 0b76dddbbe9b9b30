using System.Text.Json.Nodes;

namespace Course.Cli.Notebooks;

/// <summary>Writes notebooks in nbformat 4.5: with their outputs, or in the canonical form that goes under version control.</summary>
internal static class NotebookWriter
{
    /// <summary>The canonical form: no outputs, no execution counts, keys in a fixed order, one space of indent.</summary>
    /// <exception cref="NotebookException">A cell has no id, or two cells have the same.</exception>
    public static string Canonical(Notebook notebook)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            string id = notebook.Cells[i].Id;
            if (id.Length == 0) throw new NotebookException($"cell {i + 1} has no id. Give it one that speaks, such as \"ex-dot-and-norms\".");
            if (!ids.Add(id)) throw new NotebookException($"the cell id \"{id}\" is used twice. Ids are unique in a notebook: rename the second.");
        }

        return Write(notebook, withOutputs: false);
    }

    /// <summary>The notebook with the outputs its cells hold.</summary>
    public static string WithOutputs(Notebook notebook) => Write(notebook, withOutputs: true);

    private static string Write(Notebook notebook, bool withOutputs)
    {
        var cells = new JsonArray();
        foreach (NotebookCell cell in notebook.Cells)
        {
            var node = new JsonObject { ["cell_type"] = cell.Kind };
            if (cell.IsCode) node["execution_count"] = withOutputs ? cell.ExecutionCount : null;
            node["id"] = cell.Id;
            node["metadata"] = cell.Metadata.DeepClone();
            if (cell.IsCode) node["outputs"] = withOutputs ? cell.Outputs.DeepClone() : new JsonArray();
            node["source"] = new JsonArray([.. Lines(cell.Source).Select(line => (JsonNode)line)]);
            cells.Add(node);
        }

        var book = new JsonObject { ["cells"] = cells, ["metadata"] = notebook.Metadata.DeepClone(), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
        return CanonicalJson.Write(book) + "\n";
    }

    /// <summary>The lines of a text, each with its line break. Breaks are those of Python's <c>str.splitlines</c>, which Jupyter uses.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\v' or '\f' or '\u001c' or '\u001d' or '\u001e' or '\u0085' or '\u2028' or '\u2029')) continue;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            yield return text[start..(i + 1)];
            start = i + 1;
        }

        if (start < text.Length) yield return text[start..];
    }
}
