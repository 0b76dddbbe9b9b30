using System.Text.RegularExpressions;

namespace Course.Cli.Notebooks;

/// <summary>The cells of one exercise in a notebook: the stub and the check.</summary>
internal static class ExerciseCells
{
    /// <summary>Brings an exercise's cells back as shipped, those that were deleted too. All other cells stay as they are.</summary>
    /// <param name="own">The learner's notebook; it is changed.</param>
    /// <param name="shipped">The notebook as shipped.</param>
    /// <param name="exercise">The exercise's class name.</param>
    /// <returns>Whether the shipped notebook has such cells.</returns>
    public static bool Reset(Notebook own, Notebook shipped, string exercise)
    {
        NotebookCell[] cells = [.. Of(shipped, exercise)];
        foreach (NotebookCell cell in cells)
        {
            int place = IndexOf(own, cell, exercise);
            if (place >= 0) own.Cells[place] = cell;
            else own.Cells.Insert(PlaceFor(own, shipped, cell), cell);
        }

        return cells.Length > 0;
    }

    /// <summary>The exercise's cells, by their metadata; where that was lost, by the call that checks it and the stubs above.</summary>
    private static IEnumerable<NotebookCell> Of(Notebook notebook, string exercise)
    {
        NotebookCell[] tagged = [.. notebook.Cells.Where(c => c.IsCode && c.Exercise == exercise && c.Role is "stub" or "check")];
        return tagged.Length > 0 ? tagged : notebook.Cells.Where(c => c.IsCode && Calls(c, exercise));
    }

    private static bool Calls(NotebookCell cell, string exercise) => Regex.IsMatch(cell.Source, $@"\b{Regex.Escape(exercise)}\s*\.\s*Check\s*\(");

    private static int IndexOf(Notebook own, NotebookCell cell, string exercise)
    {
        for (int i = 0; i < own.Cells.Count; i++)
        {
            if (cell.Id.Length > 0 && own.Cells[i].Id == cell.Id) return i;
        }

        // The id was lost: a copy, another editor. The same exercise and role is the same cell.
        for (int i = 0; i < own.Cells.Count; i++)
        {
            NotebookCell other = own.Cells[i];
            if (other.IsCode && other.Exercise == exercise && other.Role == cell.Role) return i;
        }

        return -1;
    }

    /// <summary>Behind the nearest cell that stands before it as shipped and is still there; else at the end.</summary>
    private static int PlaceFor(Notebook own, Notebook shipped, NotebookCell cell)
    {
        for (int before = shipped.Cells.IndexOf(cell) - 1; before >= 0; before--)
        {
            string id = shipped.Cells[before].Id;
            for (int i = 0; i < own.Cells.Count; i++)
            {
                if (own.Cells[i].Id == id) return i + 1;
            }
        }

        return own.Cells.Count;
    }
}
