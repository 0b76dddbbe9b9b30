using Course.Cli.Notebooks;
using Course.Cli.Tests.Samples;

namespace Course.Cli.Tests.Commands;

/// <summary>Whatever became of a notebook, what is still there of it is graded, and what is not is named.</summary>
[Collection(nameof(SampleCourseGroup))]
public sealed class MangledNotebookTests : IDisposable
{
    private readonly SampleCourse _course = new();

    public void Dispose() => _course.Dispose();

    private static Notebook Solved() => SampleCourse.With(("ex-doubling", "return x + x;"), ("ex-successor", "return x + 1;"), ("ex-opposite", "return -x;"));

    private static Notebook Of(IEnumerable<NotebookCell> cells) => new() { Metadata = Notebook.CourseMetadata(), Cells = [.. cells] };

    private async Task<string> Graded(Notebook notebook)
    {
        _course.Save(notebook);
        return (await _course.Run("grade", "7")).Output;
    }

    private static void AssertAllPass(string output) => Assert.True(output.EndsWith("3 passed, 0 failed, 0 not started.\n", StringComparison.Ordinal), output);

    [Fact]
    public async Task Check_cells_and_the_import_are_deleted() =>
        AssertAllPass(await Graded(Of(Solved().Cells.Where(cell => cell.Role != "check" && cell.Id != "import"))));

    [Fact]
    public async Task A_solution_is_deleted()
    {
        string output = await Graded(Of(Solved().Cells.Where(cell => cell.Id != "ex-successor")));

        Assert.Contains("○ Exercise 7.2, the successor: not started: the function Next is not in the notebook. `course reset 7.2` brings the stub back.", output, StringComparison.Ordinal);
        Assert.EndsWith("2 passed, 0 failed, 1 not started.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_are_in_another_order() => AssertAllPass(await Graded(Of(Solved().Cells.Reverse())));

    [Fact]
    public async Task Ids_and_metadata_are_lost() =>
        AssertAllPass(await Graded(new Notebook { Cells = [.. Solved().Cells.Select(cell => new NotebookCell { Kind = cell.Kind, Source = cell.Source })] }));

    [Fact]
    public async Task The_stub_still_stands_beside_the_solution()
    {
        string output = await Graded(Of(Solved().Cells.Concat(SampleCourse.Fresh().Cells.Where(cell => cell.Id == "ex-doubling"))));

        AssertAllPass(output);
        Assert.Contains("Double is defined in the cells 3, 9: the one in cell 3 is graded. Delete the others.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_is_there_twice_and_the_last_one_counts()
    {
        NotebookCell wrong = SampleCourse.With(("ex-doubling", "return 5;")).Cells.Single(cell => cell.Id == "ex-doubling");

        string output = await Graded(Of(Solved().Cells.Append(wrong)));

        Assert.Contains("✗ Exercise 7.1, the double: not yet", output, StringComparison.Ordinal);
        Assert.Contains("the one in cell 9 is graded", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_is_split_over_two_cells()
    {
        string output = await Graded(Of(Solved().Cells.SelectMany(cell => cell.Id != "ex-doubling" ? [cell] :
            new[] { "static int Double(int x)\n{", "    return x + x;\n}" }.Select(source => new NotebookCell { Kind = NotebookCell.Code, Source = source }))));

        AssertAllPass(output);
        Assert.Contains("Cells 3, 4 are one cell that was split: they are graded as one.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_cells_do_not_compile_or_do_not_end() => AssertAllPass(await Graded(Of(
        [new NotebookCell { Kind = NotebookCell.Code, Source = "while (true) { }" }, new NotebookCell { Kind = NotebookCell.Code, Source = "this is no C#" }, .. Solved().Cells])));

    /// <summary>An older version of the course called the checks with other arguments, and had no cells for what came later.</summary>
    [Fact]
    public async Task It_is_of_an_older_version_of_the_course()
    {
        Notebook old = Of(Solved().Cells.Where(cell => cell.Exercise != "Opposite"));
        old.Cells.Single(cell => cell.Id == "check-doubling").Source = "Doubling.Check(Double, 3)";
        old.Cells.Single(cell => cell.Id == "check-successor").Source = "Successor.Grade(Next)";

        string output = await Graded(old);

        Assert.Contains("Doubling.Check(Double, 3) has 2 arguments: graded with Doubling.Check(Double).", output, StringComparison.Ordinal);
        Assert.Contains("✓ Exercise 7.2, the successor: passed", output, StringComparison.Ordinal);
        Assert.Contains("○ Exercise 7.3, the opposite: not started: the function Negate is not in the notebook.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("{\n \"cells\": [\n  {\"a\" 1}\n ]\n}", "line 3, column 8")]
    [InlineData("{\"cells\": [", "line 1, column")]
    [InlineData("<<<<<<< HEAD\n{}", "line 1, column 1")]
    [InlineData("[]", "unit-07-numbers.ipynb")]
    public async Task It_is_no_notebook_any_more(string text, string says)
    {
        File.WriteAllText(_course.Path1, text);

        (int code, string output, string errors) = await _course.Run("grade", "7");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(says, output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output + errors, StringComparison.Ordinal);
    }
}
