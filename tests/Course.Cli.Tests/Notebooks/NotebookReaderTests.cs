using Course.Cli.Notebooks;

namespace Course.Cli.Tests.Notebooks;

public sealed class NotebookReaderTests
{
    private static string Fails(string text) => Assert.Throws<NotebookException>(() => NotebookReader.Read(text, "unit.ipynb")).Message;

    [Fact]
    public void A_source_may_be_one_text_or_a_list_of_lines()
    {
        Notebook notebook = NotebookReader.Read("""
            {"cells": [
              {"cell_type": "code", "id": "a", "source": "int x = 1;\r\nx"},
              {"cell_type": "code", "id": "b", "source": ["int y = 2;\n", "y"]}
            ]}
            """, "unit.ipynb");

        Assert.Equal(["int x = 1;\nx", "int y = 2;\ny"], notebook.Cells.Select(c => c.Source));
    }

    [Fact]
    public void A_cell_without_id_metadata_or_outputs_is_read()
    {
        NotebookCell cell = Assert.Single(NotebookReader.Read("""{"cells": [{"cell_type": "code", "metadata": null, "source": null}]}""", "unit.ipynb").Cells);

        Assert.Equal(("", "", 0), (cell.Id, cell.Source, cell.Metadata.Count));
        Assert.Null(cell.Role);
    }

    [Fact]
    public void Metadata_of_another_version_names_no_exercise()
    {
        NotebookCell cell = Assert.Single(NotebookReader.Read("""{"cells": [{"cell_type": "code", "metadata": {"course": {"exercise": 3}}, "source": []}]}""", "unit.ipynb").Cells);

        Assert.Null(cell.Exercise);
    }

    [Fact]
    public void A_broken_file_is_told_with_its_line_and_column()
    {
        string message = Fails("{\n \"cells\": [\n  {\"größe\" \"code\"}\n ]\n}");

        Assert.StartsWith("unit.ipynb, line 3, column 12: ", message, StringComparison.Ordinal);
        Assert.Contains("{\"größe\" \"code\"}", message, StringComparison.Ordinal);
        Assert.Contains("course reset", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_marks_of_a_merge_conflict_are_named() =>
        Assert.Contains("line 3, column 1: a merge left its conflict marks", Fails("{\n \"cells\": [\n<<<<<<< HEAD\n ]\n}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("[1]", "this file holds a list")]
    [InlineData("{}", "the list named \"cells\" is missing")]
    [InlineData("""{"worksheets": []}""", "format 3")]
    public void A_file_that_is_no_notebook_is_told_why(string text, string reason) =>
        Assert.Contains(reason, Fails(text), StringComparison.Ordinal);
}
