using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Tests.Samples;

namespace Course.Cli.Tests.Notebooks;

[Collection(nameof(SampleCourseGroup))]
public sealed class CourseUpdateTests : IDisposable
{
    private readonly SampleCourse _upstream = new();
    private readonly CourseTree _clone;
    private readonly TestClock _clock = new();

    public CourseUpdateTests()
    {
        Git(_upstream.Tree, "init", "--quiet", "--initial-branch=main");
        Commit(_upstream.Tree, "first");
        _clone = new CourseTree(Path.Combine(Directory.CreateTempSubdirectory("course clone ").FullName, "course"));
        Git(_upstream.Tree, "clone", "--quiet", _upstream.Tree.Root, _clone.Root);
        new CourseUpdate(_clone, _clock).Run();
    }

    private string Own => Path.Combine(_clone.Notebooks, "01-sample", "unit-07-numbers.ipynb");

    public void Dispose()
    {
        _upstream.Dispose();
        // Git's objects are read-only, which Windows minds.
        foreach (string file in Directory.EnumerateFiles(_clone.Root, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Path.GetDirectoryName(_clone.Root)!, recursive: true);
    }

    [Fact]
    public void An_answer_is_carried_into_the_new_version_and_the_file_before_is_backed_up()
    {
        Answer();
        byte[] before = File.ReadAllBytes(Own);
        ChangeUpstream();

        string done = Assert.Single(new CourseUpdate(_clone, _clock).Pull());

        Notebook merged = NotebookReader.ReadFile(Own);
        Assert.Contains("return 2 * x;", merged.Cells.Single(c => c.Id == "ex-doubling").Source, StringComparison.Ordinal);
        Assert.Equal("# All numbers", merged.Cells.Single(c => c.Id == "title").Source);
        Assert.Contains("1 cells of yours", done, StringComparison.Ordinal);
        Assert.Contains(Directory.EnumerateFiles(Path.Combine(_clone.Learner, "backups")), file => File.ReadAllBytes(file).AsSpan().SequenceEqual(before));
    }

    [Fact]
    public void A_second_update_changes_nothing()
    {
        Answer();
        ChangeUpstream();
        new CourseUpdate(_clone, _clock).Pull();
        byte[] once = File.ReadAllBytes(Own);

        Assert.Empty(new CourseUpdate(_clone, _clock).Pull());
        Assert.Equal(once, File.ReadAllBytes(Own));
    }

    [Fact]
    public void The_conflict_marks_of_a_stash_are_resolved_cell_by_cell()
    {
        Answer("# Numbers", "# My numbers");
        ChangeUpstream();
        Git(_clone, "stash", "--quiet");
        Git(_clone, "pull", "--quiet", "--ff-only");
        ShippedNotebook.Git(_clone, "stash", "pop", "--quiet");   // fails: both changed the title

        new CourseUpdate(_clone, _clock).Run();

        Notebook merged = NotebookReader.ReadFile(Own);
        Assert.Contains("return 2 * x;", merged.Cells.Single(c => c.Id == "ex-doubling").Source, StringComparison.Ordinal);
        Assert.Equal("# My numbers", merged.Cells.Single(c => c.Id == "title").Source);
        Assert.Contains("# All numbers", merged.Cells.Single(c => c.Id == "title-new").Source, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_that_was_stopped_in_its_middle_is_finished_by_the_next()
    {
        Answer();
        ChangeUpstream();
        string waiting = Path.Combine(_clone.Learner, "waiting", "01-sample", Path.GetFileName(Own));
        Directory.CreateDirectory(Path.GetDirectoryName(waiting)!);
        File.Copy(Own, waiting);
        Git(_clone, "checkout", "--quiet", "HEAD", "--", "notebooks");
        Git(_clone, "pull", "--quiet", "--ff-only");

        var update = new CourseUpdate(_clone, _clock);
        update.Recover();
        update.Run();

        Assert.Contains("return 2 * x;", NotebookReader.ReadFile(Own).Cells.Single(c => c.Id == "ex-doubling").Source, StringComparison.Ordinal);
        Assert.False(File.Exists(waiting));
    }

    private void Answer(string from = "", string to = "")
    {
        Notebook answered = SampleCourse.With(("ex-doubling", "return 2 * x;"));
        if (from.Length > 0) answered.Cells[0].Source = answered.Cells[0].Source.Replace(from, to, StringComparison.Ordinal);
        File.WriteAllText(Own, NotebookWriter.WithOutputs(answered));
    }

    private void ChangeUpstream()
    {
        Notebook changed = SampleCourse.Fresh();
        changed.Cells[0].Source = "# All numbers";
        _upstream.Save(changed);
        Commit(_upstream.Tree, "second");
    }

    private static void Commit(CourseTree tree, string message)
    {
        Git(tree, "add", "notebooks");
        Git(tree, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", message);
    }

    private static void Git(CourseTree tree, params string[] arguments) => Assert.NotNull(ShippedNotebook.Git(tree, arguments));
}
