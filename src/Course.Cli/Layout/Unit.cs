namespace Course.Cli.Layout;

/// <summary>A unit whose notebook is in this folder.</summary>
/// <param name="Id">Its name, "1".</param>
/// <param name="Title">Its title.</param>
/// <param name="Path">Its notebook.</param>
internal sealed record Unit(UnitId Id, string Title, string Path)
{
    /// <summary>The units of a course, in the order of the roadmap.</summary>
    public static IReadOnlyList<Unit> All(CourseTree tree)
    {
        if (!Directory.Exists(tree.Notebooks)) return [];
        var files = new Dictionary<UnitId, string>();
        foreach (string folder in Directory.EnumerateDirectories(tree.Notebooks).Order(StringComparer.Ordinal))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal))
            {
                if (UnitId.OfFile(file) is { } id) files.TryAdd(id, file);
            }
        }

        IEnumerable<Unit> planned = Roadmap.Entries.Where(e => files.ContainsKey(e.Id)).Select(e => new Unit(e.Id, e.Title, files[e.Id]));
        HashSet<UnitId> known = [.. Roadmap.Entries.Select(e => e.Id)];
        IEnumerable<Unit> others = files.Where(f => !known.Contains(f.Key)).Select(f => new Unit(f.Key, System.IO.Path.GetFileNameWithoutExtension(f.Value), f.Value));
        return [.. planned, .. others];
    }

    /// <summary>The unit of that name.</summary>
    /// <exception cref="CliException">The name is none, or its notebook is not there yet.</exception>
    public static Unit Named(CourseTree tree, string name)
    {
        UnitId id = UnitId.TryParse(name)
            ?? throw new CliException($"\"{name}\" is no unit. A unit is a number from 1 to 80, C1 to C3, or a module such as R1; `course list` shows them.", ExitCode.Usage);
        IReadOnlyList<Unit> all = All(tree);
        return all.FirstOrDefault(u => u.Id == id)
            ?? throw new CliException(Roadmap.Entries.FirstOrDefault(e => e.Id == id) is { } planned
                ? $"Unit {id} ({planned.Title}) is planned, its notebook is not written yet. There are: {string.Join(", ", all.Select(u => u.Id))}."
                : $"There is no unit {id}. `course list` shows the units.", ExitCode.Usage);
    }
}
