namespace Course.Cli.Layout;

/// <summary>The course's plan: every unit, capstone and enhancement module by name, whether its notebook exists yet or not.</summary>
internal static class Roadmap
{
    /// <summary>All entries, in the order of the course.</summary>
    public static IReadOnlyList<RoadmapEntry> Entries { get; } = Read();

    private static List<RoadmapEntry> Read()
    {
        using Stream stream = typeof(Roadmap).Assembly.GetManifestResourceStream("roadmap.tsv")!;
        using var reader = new StreamReader(stream);
        var entries = new List<RoadmapEntry>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [string id, string phase, string title]) entries.Add(new RoadmapEntry(new UnitId(id), phase, title));
        }

        return entries;
    }
}

/// <summary>One unit of the plan.</summary>
/// <param name="Id">Its name, "1".</param>
/// <param name="Phase">Number and name of its phase, "1 Foundations".</param>
/// <param name="Title">Its title.</param>
internal sealed record RoadmapEntry(UnitId Id, string Phase, string Title);
