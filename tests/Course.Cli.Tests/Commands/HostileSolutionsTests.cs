using Course.Cli.Grading;
using Course.Cli.Notebooks;
using Course.Cli.Slicing;
using Course.Cli.Tests.Samples;

namespace Course.Cli.Tests.Commands;

/// <summary>Solutions that do more, or less, than compute: each gets a verdict that says so, in the notebook and from <c>course grade</c>, and the next exercise passes as if nothing had happened.</summary>
[Collection(nameof(SampleCourseGroup))]
public sealed class HostileSolutionsTests : IDisposable
{
    private const string Right = "static double[] Reverse(double[] values) => [.. Enumerable.Reverse(values)];\n";
    private const string RightRows = "static double[][] ReverseRows(double[][] rows) => [.. Enumerable.Reverse(rows).Select(row => (double[])row.Clone())];\n";

    /// <summary>What the solution does, its code, and what the verdict says of it.</summary>
    private static readonly (string Deed, string Code, string Says)[] _hostile =
    [
        ("returns its argument", "static double[] Reverse(double[] values) => values;\n" + RightRows, "Your result is the caller's own values"),
        ("keeps state", "int calls = 0;\ndouble[] Reverse(double[] values) => calls++ % 2 == 0 ? [.. Enumerable.Reverse(values)] : [0, 0, 0];\n" + RightRows, "The same input must give the same answer."),
        ("keeps its result", "double[] kept = new double[3];\ndouble[] Reverse(double[] values)\n{\n    if (values.Length != 3) return [.. Enumerable.Reverse(values)];\n    for (int i = 0; i < 3; i++) kept[i] = values[2 - i];\n    return kept;\n}\n" + RightRows, "Two calls returned the same array"),
        ("changes its input", "static double[] Reverse(double[] values)\n{\n    Array.Reverse(values);\n    return (double[])values.Clone();\n}\n" + RightRows, "You changed the caller's values."),
        ("returns a view", Right + "static double[][] ReverseRows(double[][] rows) => [.. Enumerable.Reverse(rows)];\n", "Your result is the caller's own rows, or shares a part with it"),
        ("knows the examples", "static double[] Reverse(double[] values) => values is [1, 2, 3] ? [3, 2, 1] : values is [2, 5, 2] ? [2, 5, 2] : [];\n" + RightRows, "expected 1 entry"),
        ("sees that it is graded", "static double[] Reverse(double[] values) => Environment.StackTrace.Contains(\"Course\") ? [.. Enumerable.Reverse(values)] : [];\n" + RightRows, "a look at who calls it (Environment.StackTrace)"),
        ("exits", "static double[] Reverse(double[] values)\n{\n    Environment.Exit(0);\n    return [];\n}\n" + RightRows, "an exit of the whole process"),
        ("prints 100 MB", "static double[] Reverse(double[] values)\n{\n    for (int i = 0; i < 1000; i++) Console.Write(new string('x', 100_000));\n    return [.. Enumerable.Reverse(values)];\n}\n" + RightRows, "more than 1000000 characters of output"),
        ("allocates without end", "static double[] Reverse(double[] values)\n{\n    var kept = new List<byte[]>();\n    while (true) kept.Add(new byte[1 << 20]);\n}\n" + RightRows, "MB of memory"),
        ("never returns", "static double[] Reverse(double[] values)\n{\n    while (true) { }\n}\n" + RightRows, "no answer within"),
        ("overflows the stack", "static double[] Reverse(double[] values) => [.. Reverse(values), 0];\n" + RightRows, "a recursion without end"),
    ];

    private readonly SampleCourse _course = new("8");

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task From_the_command_each_is_told_what_it_did_and_the_next_exercise_passes()
    {
        CommandContext context = _course.Context(TextWriter.Null, TextWriter.Null);
        await using var session = new GradingSession(() => context.StartSession(context.Tree), Path.GetDirectoryName(_course.Path1)!);
        var grader = new NotebookGrader(session);
        foreach ((string deed, string code, string says) in _hostile)
        {
            var notebook = NotebookCode.Of(With(Exercise(code)));
            ExerciseGrade hostile = await grader.GradeAsync(notebook, context.Exercise("8.1"), TestContext.Current.CancellationToken);
            ExerciseGrade next = await grader.GradeAsync(notebook, context.Exercise("8.2"), TestContext.Current.CancellationToken);
            Assert.True(hostile.Outcome == GradeOutcome.Failed, deed);
            AssertSays(says, hostile.Text);
            Assert.True(next.Outcome == GradeOutcome.Passed, $"After a solution that {deed}:\n{next.Text}");
        }
    }

    [Fact]
    public async Task In_one_notebook_each_is_told_what_it_did_and_the_exercise_after_it_passes()
    {
        _course.Save(With(_hostile.SelectMany(solution => Exercise(solution.Code))));

        (int exitCode, string output, _) = await _course.Run("run", "8");

        Assert.True(exitCode == ExitCode.Ok, output);
        string[] cells = output.Split("── cell ")[1..];
        Assert.Equal(2 * _hostile.Length, cells.Length);
        Assert.All(_hostile.Select((solution, i) => (solution, i)), item =>
        {
            AssertSays("✗ Exercise 8.1, the reversal: not yet", cells[2 * item.i]);
            AssertSays(item.solution.Says, cells[2 * item.i]);
            AssertSays("✓ Exercise 8.2, the last entry: passed", cells[(2 * item.i) + 1]);
        });
    }

    private static void AssertSays(string expected, string output) => Assert.True(output.Contains(expected, StringComparison.Ordinal), $"Not said: {expected}\n{output}");

    private static IEnumerable<NotebookCell> Exercise(string code) =>
    [
        new NotebookCell { Kind = "code", Source = code },
        new NotebookCell { Kind = "code", Source = "Reversal.Check(Reverse, ReverseRows)" },
        new NotebookCell { Kind = "code", Source = "static double Last(double[] values) => values[^1];" },
        new NotebookCell { Kind = "code", Source = "LastEntry.Check(Last)" },
    ];

    private static Notebook With(IEnumerable<NotebookCell> cells) => new()
    {
        Metadata = Notebook.CourseMetadata(),
        Cells = [new NotebookCell { Kind = "code", Source = "#!import \"../course.csx\"" }, .. cells],
    };
}
