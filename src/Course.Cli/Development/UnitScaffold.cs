using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Course.Cli.Building;
using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Notebooks;

namespace Course.Cli.Development;

/// <summary>The files of a new unit: a notebook with every section, and one exercise that builds, to be replaced by the first real one.</summary>
/// <param name="tree">Where to write them.</param>
/// <param name="unit">Which unit of the roadmap.</param>
internal sealed class UnitScaffold(SourceTree tree, RoadmapEntry unit)
{
    /// <summary>The first exercise's class: the first of the syllabus.</summary>
    private string Exercise { get; } = PlannedExercises.Of(unit.Id).Select(planned => planned.Name).FirstOrDefault() ?? "FirstExercise";

    private string Slug { get; } = SlugOf(unit.Title);

    /// <summary>The notebook's path.</summary>
    public string Notebook => Path.Combine(tree.Root, "notebooks", PhaseFolder(), $"{FilePrefix()}-{Slug}.ipynb");

    /// <summary>The first exercise's path.</summary>
    public string ExerciseFile => Path.Combine(tree.Exercises(unit.Id), $"{Exercise}.cs");

    /// <summary>Writes the files.</summary>
    /// <exception cref="CliException">One of them is there.</exception>
    public IReadOnlyList<string> Write()
    {
        string[] files = [Notebook, ExerciseFile];
        if (files.FirstOrDefault(File.Exists) is { } there) throw new CliException($"{tree.Shown(there)} is there already. `course dev lint {unit.Id}` says what the unit lacks.");
        foreach (string file in files) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(Notebook, NotebookWriter.Canonical(NotebookOfUnit()));
        AtomicFile.Write(ExerciseFile, ExerciseClass());
        return files;
    }

    private Notebook NotebookOfUnit() => new()
    {
        Metadata = Notebooks.Notebook.CourseMetadata(),
        Cells =
        [
            Text("title", $"# Unit {unit.Id} · {unit.Title}\n\nOne sentence: why a product engineer needs this.\n\n**Outcomes.** After this unit you can …\n\n**Prerequisites.** …\n\n**Minutes.** Theory …, implementation …, the rest …"),
            Code("import", "#!import \"../course.csx\""),
            Text("theory", "## Theory\n\nThe analogy in plain words."),
            Code("theory-first", "1 + 1"),
            Text("implementation", "## Implementation"),
            Text($"about-{SlugOfName(Exercise)}", $"### Exercise {unit.Id}.1 · the total\n\nDifficulty 1 of 5, 5 minutes, core path. Write the sum of the values; 0 for none. By hand: 1 + 2 + 4 = 7."),
            Code($"ex-{SlugOfName(Exercise)}", $"/// <summary>The sum of the values [n], n ≥ 0.</summary>\nstatic double Total(double[] values)\n{{\n    throw new NotImplementedException();   // {Mark} {unit.Id}.1\n}}", "stub"),
            Code($"check-{SlugOfName(Exercise)}", $"{Exercise}.Check(Total)", "check"),
            Text("comparison", "## Comparison"),
            Text("application", "## Application"),
            Text("checkpoints", "## Checkpoints"),
            Text("lens", "## Lens and journal\n\nThe question.\n\n**Journal.** What was hard, what to revisit, where it applies in your product.\n\n**Sources.** …\n\n**Next.** …"),
        ],
    };

    /// <summary>The word that marks what a learner has to do, in a stub as it is shipped.</summary>
    private static string Mark => string.Concat("TO", "DO");

    private NotebookCell Text(string id, string source) => new() { Kind = NotebookCell.Markdown, Id = id, Source = source };

    private NotebookCell Code(string id, string source, string? role = null) => new()
    {
        Kind = NotebookCell.Code,
        Id = id,
        Source = source,
        Metadata = role is null ? [] : new JsonObject { ["course"] = new JsonObject { ["exercise"] = Exercise, ["role"] = role } },
    };

    private string ExerciseClass() => $$"""
        using Course;

        namespace Autograders;

        /// <summary>Exercise {{unit.Id}}.1: the total.</summary>
        [Exercise("{{unit.Id}}.1", "The total", Difficulty = 1, Minutes = 5, Core = true, Theory = "1. …")]
        public sealed class {{Exercise}} : Exercise<{{Exercise}}, {{Exercise}}.Contract>
        {
            public delegate double TotalOf(double[] values);

            public sealed record Contract(TotalOf Total);

            public static Verdict Check(TotalOf total) => Grade(new Contract(total));

            // The reference goes to src/FromScratch, where its source is what Solution() shows and what mutation testing changes.
            protected override Contract Reference => new(values => values.Sum());

            [Fact]
            public void The_total_of_1_2_and_4_is_7() => Expect.Close(7, Subject.Total([1, 2, 4]), because: "1 + 2 + 4 is 7.");

            [Fact]
            public void The_total_of_nothing_is_0() => Expect.Close(0, Subject.Total([]), because: "A sum of nothing is 0.");

            [Fact]
            public void Negative_values_count_as_they_are() => Expect.Close(-2, Subject.Total([1, -3]), because: "1 − 3 is −2.");

            protected override IReadOnlyList<Misconception> Misconceptions =>
            [
                new("You added absolute values: −3 counts as −3.", new(values => values.Sum(Math.Abs))),
                new("You left out the first value: arrays count from 0.", new(values => values.Skip(1).Sum())),
            ];

            protected override IReadOnlyList<Alternative> Alternatives =>
            [
                new("a loop", new(Loop)),
                new("from the back, by recursion", new(FromTheBack)),
            ];

            protected override IReadOnlyList<string> Hints => ["What is the total before the first value?", "Go through the values once.", "Start at 0, add each value to the total so far, return it."];

            private static double Loop(double[] values)
            {
                double total = 0;
                foreach (double value in values) total += value;
                return total;
            }

            private static double FromTheBack(double[] values) => values.Length == 0 ? 0 : FromTheBack(values[..^1]) + values[^1];
        }

        """.ReplaceLineEndings("\n");

    /// <summary>The phase's folder: that of its other units, or one by its number and name.</summary>
    private string PhaseFolder()
    {
        string[] words = unit.Phase.Split(' ', 2);
        if (!int.TryParse(words[0], out int number)) return "enhancements";
        string prefix = number.ToString("00", CultureInfo.InvariantCulture) + "-", notebooks = Path.Combine(tree.Root, "notebooks");
        string? there = Directory.Exists(notebooks) ? Directory.EnumerateDirectories(notebooks, prefix + "*").Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return there ?? prefix + SlugOf(words[1]);
    }

    private string FilePrefix() => int.TryParse(unit.Id.Text, out int number) ? $"unit-{number:00}" : unit.Id.Text[0] == 'C' ? $"capstone-{unit.Id.Text[1..]}" : $"module-{unit.Id.Text.ToLowerInvariant()}";

    /// <summary>A title as it stands in a file's name: "linear-algebra-vectors".</summary>
    private static string SlugOf(string title) =>
        string.Join('-', new string([.. title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A class's name as it stands in a cell's id: "dot-and-norms".</summary>
    private static string SlugOfName(string name)
    {
        var slug = new StringBuilder();
        foreach (char c in name) slug.Append(char.IsUpper(c) && slug.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
        return slug.ToString();
    }
}
