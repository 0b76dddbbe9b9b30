using Course.Cli.Notebooks;

namespace Course.Cli.Tests.Notebooks;

public sealed class NotebookMergeTests
{
    private static Notebook Of(params (string Id, string Source)[] cells) => new() { Cells = [.. cells.Select(c => new NotebookCell { Kind = "code", Id = c.Id, Source = c.Source })] };

    private static string[] Merged(Notebook old, Notebook own, Notebook shipped) => [.. NotebookMerge.Merge(old, own, shipped).Notebook.Cells.Select(c => $"{c.Id}: {c.Source}")];

    [Fact]
    public void An_answer_stays_and_a_text_that_only_the_course_changed_is_the_new_one() =>
        Assert.Equal(["text: new", "stub: my answer", "more: added by the course"],
            Merged(Of(("text", "old"), ("stub", "throw")), Of(("text", "old"), ("stub", "my answer")), Of(("text", "new"), ("stub", "throw"), ("more", "added by the course"))));

    [Fact]
    public void A_cell_of_the_learners_own_stays_behind_the_cell_it_stood_behind() =>
        Assert.Equal(["a: 1", "mine: 10", "also: 11", "new: 3", "b: 2"],
            Merged(Of(("a", "1"), ("b", "2")), Of(("a", "1"), ("mine", "10"), ("also", "11"), ("b", "2")), Of(("a", "1"), ("new", "3"), ("b", "2"))));

    [Fact]
    public void A_cell_that_both_changed_keeps_the_answer_and_shows_the_new_text_below_it()
    {
        MergedNotebook merged = NotebookMerge.Merge(Of(("stub", "int F() => throw")), Of(("stub", "int F() => 1;")), Of(("stub", "long F() => throw")));

        Assert.Equal("int F() => 1;", merged.Notebook.Cells[0].Source);
        Assert.Equal(("stub-new", "markdown"), (merged.Notebook.Cells[1].Id, merged.Notebook.Cells[1].Kind));
        Assert.Contains("long F() => throw", merged.Notebook.Cells[1].Source, StringComparison.Ordinal);
        Assert.Equal(["stub"], merged.Both);
    }

    [Fact]
    public void An_answer_in_a_cell_that_the_course_dropped_is_kept() =>
        Assert.Equal(["a: 1", "gone: my answer"], Merged(Of(("a", "1"), ("gone", "throw")), Of(("a", "1"), ("gone", "my answer")), Of(("a", "1"))));

    [Fact]
    public void A_cell_that_the_course_dropped_and_nobody_changed_goes() =>
        Assert.Equal(["a: 1"], Merged(Of(("a", "1"), ("gone", "2")), Of(("a", "1"), ("gone", "2")), Of(("a", "1"))));

    [Fact]
    public void Cells_that_lost_their_ids_are_kept_once_and_get_new_ones() =>
        Assert.Equal(["a: 1", "own-1: my answer", "stub: throw"], Merged(Of(("a", "1"), ("stub", "throw")), Of(("", "1"), ("", "my answer")), Of(("a", "1"), ("stub", "throw"))).Order());

    [Fact]
    public void Nothing_is_carried_when_nothing_was_changed() =>
        Assert.Empty(NotebookMerge.Merge(Of(("a", "1")), Of(("a", "1")), Of(("a", "2"), ("b", "3"))).Carried);
}
