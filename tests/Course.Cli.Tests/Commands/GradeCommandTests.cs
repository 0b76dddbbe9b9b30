using System.Text.Json.Nodes;
using Course.Cli.Notebooks;
using Course.Cli.Tests.Samples;

namespace Course.Cli.Tests.Commands;

[Collection(nameof(SampleCourseGroup))]
public sealed class GradeCommandTests : IDisposable
{
    private readonly SampleCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task A_fresh_notebook_is_not_started_and_the_answer_is_no()
    {
        (int code, string output, _) = await _course.Run("grade", "7");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("○ Exercise 7.1, the double: not started.", output, StringComparison.Ordinal);
        Assert.EndsWith("0 passed, 0 failed, 3 not started.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_exercise_that_passes_is_a_yes()
    {
        _course.Save(SampleCourse.With(("ex-doubling", "return x + x;")));

        (int code, string output, _) = await _course.Run("grade", "7.1");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("✓ Exercise 7.1, the double: passed, 2 of 2 tests.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("7.2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_tells_outcome_tests_failure_and_misconception_of_each_exercise()
    {
        _course.Save(SampleCourse.With(("ex-doubling", "return x * x;"), ("ex-successor", "return x + 1;")));

        (int code, string output, _) = await _course.Run("grade", "7", "--json");

        Assert.Equal(ExitCode.Failed, code);
        JsonNode report = JsonNode.Parse(output)!;
        JsonNode doubling = report["units"]![0]!["exercises"]![0]!;
        Assert.Equal("Failed", (string?)doubling["outcome"]);
        Assert.Equal("You squared it: 3 · 3 is 9.", (string?)doubling["misconception"]);
        Assert.Equal("9", (string?)doubling["failure"]!["actual"]);
        Assert.Equal(2, doubling["tests"]!.AsArray().Count);
        Assert.Equal((1, 1, 1), ((int)report["passed"]!, (int)report["failed"]!, (int)report["notStarted"]!));
    }

    [Fact]
    public async Task The_junit_file_counts_what_failed_and_skips_what_is_not_started()
    {
        _course.Save(SampleCourse.With(("ex-doubling", "return 1;")));
        string file = Path.Combine(_course.Tree.Root, "grades.xml");

        await _course.Run("grade", "7", "--junit", file);

        System.Xml.Linq.XElement suite = System.Xml.Linq.XDocument.Load(file).Root!.Element("testsuite")!;
        Assert.Equal(("3", "1", "2"), ((string?)suite.Attribute("tests"), (string?)suite.Attribute("failures"), (string?)suite.Attribute("skipped")));
    }

    [Theory]
    [InlineData("while (true) { }\nreturn 0;")]
    [InlineData("return Double(x + 1) + 1;")]
    [InlineData("System.Environment.Exit(3); return 0;")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); Thread.Sleep(10000); return 0;")]
    [InlineData("var kept = new List<byte[]>(); while (true) { var block = new byte[1 << 28]; Array.Fill(block, (byte)1); kept.Add(block); }")]
    [InlineData("for (int i = 0; i < 1000; i++) Console.Write(new string('x', 100_000)); return 2 * x + 1;")]
    [InlineData("Thread.Sleep(Timeout.Infinite); return 0;")]
    public async Task Code_that_ends_its_process_or_does_not_end_is_one_exercises_verdict(string hostile)
    {
        _course.Save(SampleCourse.With(("ex-doubling", hostile), ("ex-successor", "return x + 1;")));

        (int code, string output, _) = await _course.Run("grade", "7");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("✗ Exercise 7.1, the double: not", output, StringComparison.Ordinal);
        Assert.Contains("✓ Exercise 7.2, the successor: passed", output, StringComparison.Ordinal);
        Assert.Contains("○ Exercise 7.3, the opposite: not started", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_an_earlier_exercise_ends_later_is_not_blamed_on_the_next()
    {
        // By reflection: a call that stands in the code is refused before it runs.
        const string KillLater = "new Thread(() => { Thread.Sleep(300); typeof(System.Diagnostics.Process).GetMethod(\"Kill\", []).Invoke(System.Diagnostics.Process.GetCurrentProcess(), null); }).Start(); return 2 * x;";
        _course.Save(SampleCourse.With(("ex-doubling", KillLater), ("ex-successor", "Thread.Sleep(1000); return x + 1;")));

        (_, string output, _) = await _course.Run("grade", "7");

        Assert.Contains("✓ Exercise 7.1, the double: passed", output, StringComparison.Ordinal);
        Assert.Contains("✓ Exercise 7.2, the successor: passed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mangled_notebook_is_graded_by_what_is_still_there()
    {
        Notebook own = SampleCourse.With(("ex-doubling", "return Twice(x);"), ("ex-successor", "return x + 1;"));
        NotebookCell[] bare = [.. own.Cells.Reverse().Select(c => new NotebookCell { Kind = c.Kind, Source = c.Source })];
        own = new Notebook
        {
            Cells =
            [
                new NotebookCell { Kind = "code", Source = "while (true) { }" },
                .. bare.Where(c => !c.Source.Contains("Negate", StringComparison.Ordinal) && !c.Source.Contains("Successor.Check", StringComparison.Ordinal) && !c.Source.Contains("course.csx", StringComparison.Ordinal)),
                new NotebookCell { Kind = "code", Source = "static int Twice(int x)\n{\n    int sum = x;" },
                new NotebookCell { Kind = "code", Source = "    return sum + x;\n}" },
                new NotebookCell { Kind = "code", Source = "this is no C#" },
            ],
        };
        File.WriteAllText(_course.Path1, "\uFEFF" + NotebookWriter.WithOutputs(own).Replace("\n", "\r\n", StringComparison.Ordinal));

        (_, string output, _) = await _course.Run("grade", "7");

        Assert.Contains("✓ Exercise 7.1, the double: passed", output, StringComparison.Ordinal);
        Assert.Contains("✓ Exercise 7.2, the successor: passed", output, StringComparison.Ordinal);
        Assert.Contains("○ Exercise 7.3, the opposite: not started: the function Negate is not in the notebook. `course reset 7.3` brings the stub back.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_is_named_with_line_and_column()
    {
        File.WriteAllText(_course.Path1, "{\n \"cells\": [\n  {\"a\" 1}\n ]\n}");

        (int code, string output, _) = await _course.Run("grade", "7");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("line 3, column 8", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grade", "99")]
    [InlineData("grade", "7.9")]
    [InlineData("grade", "x")]
    [InlineData("grade", "--what")]
    public async Task A_name_that_is_none_is_a_usage_error(params string[] line)
    {
        (int code, _, string errors) = await _course.Run(line);

        Assert.Equal(ExitCode.Usage, code);
        Assert.NotEmpty(errors);
    }
}
