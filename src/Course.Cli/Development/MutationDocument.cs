using System.Text;
using Course.Cli.Building;
using Course.Cli.Layout;
using Course.Cli.Mutation;

namespace Course.Cli.Development;

/// <summary>The page that shows how good the graders are: a table a unit.</summary>
internal static class MutationDocument
{
    private const string Head = """
        # How good the graders are

        Written by `course dev mutate all --table docs/mutation.md`. A mutant is a reference solution with one small mistake made in it; a good grader rejects it.
        "Found" is the share of mutants that were rejected or ran out of time, those left out that do the same as the reference
        (`equivalent-mutants.json` beside the exercises says of each why). At least 97 % are asked for.
        """;

    /// <summary>Puts the units' tables in their places, and leaves the tables of other units as they are.</summary>
    public static void Write(string path, IReadOnlyList<ExerciseMutation> found)
    {
        Dictionary<string, string> sections = File.Exists(path) ? Sections(File.ReadAllText(path)) : [];
        foreach (IGrouping<UnitId, ExerciseMutation> unit in found.GroupBy(mutation => mutation.Exercise.Unit))
            sections[unit.Key.Text] = Section(unit.Key, [.. unit.Where(mutation => mutation.Note is null).Select(mutation => mutation.Report)]);

        int Place(string id) => Roadmap.Entries.ToList().FindIndex(entry => entry.Id.Text == id);
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        foreach (string id in sections.Keys.OrderBy(Place)) text.Append('\n').Append(sections[id].Trim()).Append('\n');
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, text.ToString());
    }

    private static string Section(UnitId unit, IReadOnlyList<MutationReport> reports)
    {
        string title = Roadmap.Entries.FirstOrDefault(entry => entry.Id == unit)?.Title ?? "";
        return $"## Unit {unit} · {title}\n\n{MutationTable.Markdown(reports)}";
    }

    private static Dictionary<string, string> Sections(string text) =>
        text.ReplaceLineEndings("\n").Split("\n## Unit ").Skip(1).ToDictionary(section => section.Split(' ')[0], section => "## Unit " + section);
}
