using System.Runtime.CompilerServices;
using Course.Cli.Commands;
using Course.Cli.Exercises;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Terminals;

namespace Course.Cli.Tests.Samples;

/// <summary>A small course in a folder of its own: one unit with three exercises, whose graders are those of this test program.</summary>
internal sealed class SampleCourse : IDisposable
{
    public const string Stub = "    throw new NotImplementedException();";

    private readonly string _unit;

    /// <summary>Makes it.</summary>
    /// <param name="unit">The unit whose notebook it has, and whose exercises.</param>
    public SampleCourse(string unit = "7")
    {
        _unit = unit;
        Tree = new CourseTree(Directory.CreateTempSubdirectory("course sample ").FullName);
        Directory.CreateDirectory(Path.Combine(Tree.Notebooks, "01-sample"));
        Directory.CreateDirectory(Tree.NotebookLibraries);
        File.WriteAllText(Path.Combine(Tree.NotebookLibraries, "Course.dll"), "");   // only its being there is asked for
        string bin = AppContext.BaseDirectory;
        File.WriteAllText(Tree.CourseScript, $"#r \"{Path.Combine(bin, "Course.dll")}\"\n#r \"{Path.Combine(bin, "Course.Cli.Tests.dll")}\"\nusing Course;\nusing Course.Cli.Tests.Samples;\n");
        Save(Fresh());
        Environment.SetEnvironmentVariable(CourseTree.HomeVariable, Tree.Root);
    }

    public CourseTree Tree { get; }

    public string Path1 => Path.Combine(Tree.Notebooks, "01-sample", $"unit-0{_unit}-numbers.ipynb");

    public TestClock Clock { get; } = new();

    /// <summary>The notebook as shipped.</summary>
    public static Notebook Fresh() => new()
    {
        Metadata = Notebook.CourseMetadata(),
        Cells =
        [
            new NotebookCell { Kind = "markdown", Id = "title", Source = "# Numbers" },
            new NotebookCell { Kind = "code", Id = "import", Source = "#!import \"../course.csx\"" },
            Cell("ex-doubling", "Doubling", "stub", $"static int Double(int x)\n{{\n{Stub}\n}}"),
            Cell("check-doubling", "Doubling", "check", "Doubling.Check(Double)"),
            Cell("ex-successor", "Successor", "stub", $"static int Next(int x)\n{{\n{Stub}\n}}"),
            Cell("check-successor", "Successor", "check", "Successor.Check(Next)"),
            Cell("ex-opposite", "Opposite", "stub", $"static int Negate(int x)\n{{\n{Stub}\n}}"),
            Cell("check-opposite", "Opposite", "check", "Opposite.Check(Negate)"),
        ],
    };

    public static NotebookCell Cell(string id, string exercise, string role, string source) => new()
    {
        Kind = "code",
        Id = id,
        Source = source,
        Metadata = new System.Text.Json.Nodes.JsonObject { ["course"] = new System.Text.Json.Nodes.JsonObject { ["exercise"] = exercise, ["role"] = role } },
    };

    /// <summary>The notebook with the bodies of its functions written.</summary>
    public static Notebook With(params (string Id, string Body)[] bodies)
    {
        Notebook notebook = Fresh();
        foreach ((string id, string body) in bodies)
        {
            NotebookCell cell = notebook.Cells.Single(c => c.Id == id);
            cell.Source = cell.Source.Replace(Stub, body, StringComparison.Ordinal);
        }

        return notebook;
    }

    public void Save(Notebook notebook) => File.WriteAllText(Path1, NotebookWriter.WithOutputs(notebook));

    public Notebook Read() => NotebookReader.ReadFile(Path1);

    /// <summary>Runs a command line.</summary>
    public async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        int code = await CourseCommand.RunAsync(arguments, Context(output, errors));
        return (code, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
    }

    public CommandContext Context(TextWriter output, TextWriter errors) => new(Terminal.Plain(output))
    {
        Error = Terminal.Plain(errors),
        Tree = Tree,
        Exercises = [.. ExerciseEntry.In(typeof(Doubling).Assembly).Where(exercise => exercise.Unit.Text == _unit)],
        Clock = Clock,
        Builds = false,
    };

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(CourseTree.HomeVariable, "off");
        Directory.Delete(Tree.Root, recursive: true);
    }

    /// <summary>No test writes into the progress of the course it is built from.</summary>
    [ModuleInitializer]
    internal static void KeepProgressOut() => Environment.SetEnvironmentVariable(CourseTree.HomeVariable, "off");
}

/// <summary>A clock that goes when it is told to.</summary>
internal sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Tests that run one after another: the learner's code finds its course by the process's environment.</summary>
[CollectionDefinition(nameof(SampleCourseGroup), DisableParallelization = true)]
public sealed class SampleCourseGroup;
