using Course.Cli.Notebooks;
using Course.Cli.Tests.Samples;

namespace Course.Cli.Tests.Commands;

[Collection(nameof(SampleCourseGroup))]
public sealed class ResetCommandTests : IDisposable
{
    private readonly SampleCourse _course = new();

    public ResetCommandTests()
    {
        // The copy that `start` keeps: this folder is no clone.
        string copy = ShippedNotebook.Copy(_course.Tree, _course.Path1);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(_course.Path1, copy);
    }

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task A_unit_is_as_shipped_again_and_an_undo_brings_every_byte_back()
    {
        byte[] shipped = File.ReadAllBytes(_course.Path1);
        byte[] own = [0xEF, 0xBB, 0xBF, .. "{ broken\r\n"u8];
        File.WriteAllBytes(_course.Path1, own);

        (int code, string output, _) = await _course.Run("reset", "7");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(shipped, File.ReadAllBytes(_course.Path1));
        Assert.Contains(".course/backups/20260314T092653.000Z-000_unit-07-numbers.ipynb", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await _course.Run("reset", "7", "--undo")).Code);
        Assert.Equal(own, File.ReadAllBytes(_course.Path1));
    }

    [Fact]
    public async Task Two_undos_go_back_two_resets_and_a_third_says_that_nothing_is_left()
    {
        File.WriteAllText(_course.Path1, "one");
        await _course.Run("reset", "7");
        File.WriteAllText(_course.Path1, "two");
        await _course.Run("reset", "7");

        await _course.Run("reset", "7", "--undo");
        Assert.Equal("two", File.ReadAllText(_course.Path1));
        await _course.Run("reset", "7", "--undo");
        Assert.Equal("one", File.ReadAllText(_course.Path1));
        Assert.Equal(ExitCode.Failed, (await _course.Run("reset", "7", "--undo")).Code);
        Assert.Equal("one", File.ReadAllText(_course.Path1));
    }

    [Fact]
    public async Task One_exercise_is_reset_and_the_others_stay()
    {
        _course.Save(SampleCourse.With(("ex-doubling", "return 1;"), ("ex-successor", "return x + 1;")));

        await _course.Run("reset", "7.1");

        Notebook after = _course.Read();
        Assert.Contains("NotImplementedException", after.Cells.Single(c => c.Id == "ex-doubling").Source, StringComparison.Ordinal);
        Assert.Contains("return x + 1;", after.Cells.Single(c => c.Id == "ex-successor").Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_cells_of_an_exercise_come_back_to_their_place()
    {
        Notebook own = SampleCourse.Fresh();
        own = new Notebook { Cells = [.. own.Cells.Where(c => c.Exercise != "Successor")] };
        _course.Save(own);

        await _course.Run("reset", "7.2");

        Assert.Equal(SampleCourse.Fresh().Cells.Select(c => c.Id), _course.Read().Cells.Select(c => c.Id));
    }

    [Fact]
    public async Task Resetting_one_exercise_of_a_broken_file_is_refused_and_changes_nothing()
    {
        File.WriteAllText(_course.Path1, "{ broken");

        (int code, _, string errors) = await _course.Run("reset", "7.1");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("line 1, column", errors, StringComparison.Ordinal);
        Assert.Equal("{ broken", File.ReadAllText(_course.Path1));
    }
}
