using System.Text.Json.Nodes;

namespace Course.Cli.Notebooks;

/// <summary>Carries what a learner wrote into a newer version of the notebook, cell by cell.</summary>
/// <remarks>
/// The new version gives the order and the text; a cell the learner changed keeps the learner's source, found by its id; a cell the learner added comes behind
/// the cell it stood behind. Where both changed one cell of code, the learner's stays and the new one follows it as a comment: nothing is lost, and nothing breaks.
/// </remarks>
internal static class NotebookMerge
{
    /// <summary>The new notebook with the learner's work in it.</summary>
    /// <param name="old">The version the learner started from.</param>
    /// <param name="own">The learner's notebook.</param>
    /// <param name="shipped">The new version.</param>
    public static MergedNotebook Merge(Notebook old, Notebook own, Notebook shipped)
    {
        Dictionary<string, NotebookCell> before = ById(old), theirs = ById(own);
        HashSet<string> ids = [.. shipped.Cells.Select(c => c.Id)];
        var carried = new List<string>();
        var both = new List<string>();
        var cells = new List<NotebookCell>();
        foreach (NotebookCell cell in shipped.Cells)
        {
            if (!theirs.TryGetValue(cell.Id, out NotebookCell? mine) || mine.Source == cell.Source || before.GetValueOrDefault(cell.Id)?.Source == mine.Source)
            {
                cells.Add(cell);
                continue;
            }

            bool changedAsWell = before.GetValueOrDefault(cell.Id) is { } origin && origin.Source != cell.Source;
            cells.Add(With(cell, mine));
            carried.Add(cell.Id);
            if (!changedAsWell) continue;
            both.Add(cell.Id);
            cells.Add(Note(cell, ids));
        }

        HashSet<string> given = [.. old.Cells.Concat(shipped.Cells).Select(c => c.Source)];
        foreach ((NotebookCell added, string? behind) in Added(own, given, ids))
        {
            int place = behind is null ? -1 : cells.FindIndex(c => c.Id == behind);
            cells.Insert(place + 1, added);
            if (added.Id.Length > 0) carried.Add(added.Id);
        }

        return new MergedNotebook(new Notebook { Metadata = (JsonObject)shipped.Metadata.DeepClone(), Cells = cells }, carried, both);
    }

    private static Dictionary<string, NotebookCell> ById(Notebook notebook) =>
        notebook.Cells.Where(c => c.Id.Length > 0).GroupBy(c => c.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);

    private static NotebookCell With(NotebookCell cell, NotebookCell mine) => new()
    {
        Kind = cell.Kind,
        Id = cell.Id,
        Metadata = (JsonObject)cell.Metadata.DeepClone(),
        Source = mine.Source,
        Outputs = (JsonArray)mine.Outputs.DeepClone(),
        ExecutionCount = mine.ExecutionCount,
    };

    /// <summary>The new text of a cell that the learner has changed as well, for reading.</summary>
    private static NotebookCell Note(NotebookCell cell, HashSet<string> ids)
    {
        string id = $"{cell.Id}-new";
        while (!ids.Add(id)) id += "-";
        string source = cell.IsCode
            ? $"The course has a new version of the cell above; yours is kept. Its new text:\n\n```csharp\n{cell.Source}\n```"
            : $"The course has a new version of the text above; yours is kept. Its new text:\n\n{cell.Source}";
        return new NotebookCell { Kind = NotebookCell.Markdown, Id = id, Source = source };
    }

    /// <summary>The learner's own cells, and cells the new version dropped that the learner had changed; each with the id of the cell it stands behind. The last of a place comes first.</summary>
    private static List<(NotebookCell Cell, string? Behind)> Added(Notebook own, HashSet<string> given, HashSet<string> ids)
    {
        var added = new List<(NotebookCell Cell, string? Behind)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? behind = null;
        foreach (NotebookCell cell in own.Cells)
        {
            bool known = cell.Id.Length > 0 && ids.Contains(cell.Id) && seen.Add(cell.Id);
            if (known)
            {
                behind = cell.Id;
                continue;
            }

            // What the course itself gave is not the learner's, under whatever id it stands.
            if (!given.Contains(cell.Source) && cell.Source.Trim().Length > 0) added.Add((cell.Id.Length > 0 && !ids.Contains(cell.Id) ? cell : Renamed(cell, ids), behind));
        }

        added.Reverse();
        return added;
    }

    /// <summary>A cell under an id that no other has: it had none, or it is a copy of another.</summary>
    private static NotebookCell Renamed(NotebookCell cell, HashSet<string> ids)
    {
        int number = 1;
        while (!ids.Add($"own-{number}")) number++;
        return new NotebookCell { Kind = cell.Kind, Id = $"own-{number}", Metadata = (JsonObject)cell.Metadata.DeepClone(), Source = cell.Source, Outputs = (JsonArray)cell.Outputs.DeepClone(), ExecutionCount = cell.ExecutionCount };
    }
}

/// <summary>A newer notebook with the learner's work in it.</summary>
/// <param name="Notebook">The notebook.</param>
/// <param name="Carried">The ids of the cells that are the learner's.</param>
/// <param name="Both">The ids of those that the course has changed as well.</param>
internal sealed record MergedNotebook(Notebook Notebook, IReadOnlyList<string> Carried, IReadOnlyList<string> Both);
