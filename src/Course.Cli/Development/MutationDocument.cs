using System.Text;
using Course.Cli.Building;
using Course.Cli.Layout;
using Course.Cli.Mutation;

namespace Course.Cli.Development;

/// <summary>The page that shows how good the graders are: a row a unit, then for each unit a table and a section an exercise.</summary>
internal static class MutationDocument
{
    /// <summary>Where it stands in the course's folder.</summary>
    public const string Place = "docs/mutation.md";

    private const string Head = """
        # How good the graders are

        A mutant is a reference solution with one small mistake made in it; a good grader rejects it. "Timed out" are mutants that
        run without end or end their process, which a verdict says as well. Of what survives, some do the same as the reference: each
        is listed with the reason. "Found" is the share of the others that the graders see; at least 97 % are asked for.

        This page is written by `course dev mutate all --write`; [CONTRIBUTING.md](../CONTRIBUTING.md#how-graders-are-graded) says
        how it is used.

        """;

    /// <summary>Puts the units' sections in their places, and leaves those of other units as they are.</summary>
    public static void Write(string path, IReadOnlyList<ExerciseMutation> found)
    {
        Dictionary<string, string> sections = File.Exists(path) ? Sections(File.ReadAllText(path)) : [];
        foreach (IGrouping<UnitId, ExerciseMutation> unit in found.GroupBy(mutation => mutation.Exercise.Unit)) sections[unit.Key.Text] = Section(unit.Key, [.. unit]);
        RoadmapEntry[] units = [.. Roadmap.Entries.Where(entry => sections.ContainsKey(entry.Id.Text))];
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n').Append(MutationTable.Head("unit"));
        foreach (RoadmapEntry unit in units) text.Append(MutationTable.Renamed(sections[unit.Id.Text], $"{unit.Id} {unit.Title}"));
        foreach (RoadmapEntry unit in units) text.Append('\n').Append(sections[unit.Id.Text].Trim()).Append('\n');
        AtomicFile.Write(path, text.ToString());
    }

    /// <summary>The units whose graders have been measured.</summary>
    /// <param name="path">The page; where it is not there, none has.</param>
    public static IReadOnlySet<string> Units(string path) => File.Exists(path) ? Sections(File.ReadAllText(path)).Keys.ToHashSet(StringComparer.Ordinal) : new HashSet<string>();

    private static string Section(UnitId unit, IReadOnlyList<ExerciseMutation> found)
    {
        string title = Roadmap.Entries.FirstOrDefault(entry => entry.Id == unit)?.Title ?? "";
        var text = new StringBuilder($"## Unit {unit} · {title}\n\n{MutationTable.Markdown([.. found.Where(mutation => mutation.Note is null).Select(mutation => mutation.Report)])}");
        foreach (ExerciseMutation mutation in found) Exercise(text, mutation);
        return text.ToString();
    }

    private static void Exercise(StringBuilder text, ExerciseMutation mutation)
    {
        text.Append($"\n### {mutation.Exercise.Id} {mutation.Exercise.Name}\n\n");
        if (mutation.Note is not null)
        {
            text.Append($"No mutants: {mutation.Note}.\n");
            return;
        }

        text.Append($"Mistakes made: {string.Join(", ", mutation.Report.Kinds.Select(kind => $"{kind.Key} {kind.Value}"))}.\n");
        foreach (Mutant mutant in mutation.Report.Survivors)
        {
            string reason = mutation.Report.Equivalent.TryGetValue(mutant.Key, out string? why) ? $"equivalent: {why}" : "not seen by the graders.";
            text.Append($"\nSurvived ({mutant.Operator}), {reason}\n\n```diff\n{mutant.Diff}\n```\n");
        }
    }

    private static Dictionary<string, string> Sections(string text) =>
        text.ReplaceLineEndings("\n").Split("\n## Unit ").Skip(1).ToDictionary(section => section.Split(' ')[0], section => "## Unit " + section);
}
