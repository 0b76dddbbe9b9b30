using System.Text.Json.Nodes;
using Course.Cli.Notebooks;

namespace Course.Cli.Tests.Notebooks;

public sealed class NotebookWriterTests
{
    [Fact]
    public void The_canonical_form_has_one_space_of_indent_a_fixed_order_of_keys_and_no_outputs()
    {
        var notebook = new Notebook
        {
            Metadata = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = "csharp" } },
            Cells =
            [
                new NotebookCell { Kind = "markdown", Id = "title", Source = "# Größe\n\n\"x\" → y" },
                new NotebookCell { Kind = "code", Id = "ex-one", Source = "1 + 1\t// tab", ExecutionCount = 4, Outputs = [new JsonObject()], Metadata = new JsonObject { ["course"] = new JsonObject { ["role"] = "stub" } } },
            ],
        };

        Assert.Equal("""
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "title",
               "metadata": {},
               "source": [
                "# Größe\n",
                "\n",
                "\"x\" → y"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "ex-one",
               "metadata": {
                "course": {
                 "role": "stub"
                }
               },
               "outputs": [],
               "source": [
                "1 + 1\t// tab"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "name": "csharp"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }

            """.ReplaceLineEndings("\n"), NotebookWriter.Canonical(notebook));
    }

    [Fact]
    public void Writing_what_was_read_changes_nothing()
    {
        var notebook = new Notebook { Metadata = Notebook.CourseMetadata(), Cells = [new NotebookCell { Kind = "code", Id = "a", Source = "var s = \"\\n\u0001\u007f\";\r// 😀\u2028x" }] };
        string text = NotebookWriter.Canonical(notebook);

        Assert.Equal(text, NotebookWriter.Canonical(NotebookReader.Read(text, "a.ipynb")));
        Assert.Contains("\\u0001", text, StringComparison.Ordinal);
        Assert.Contains("😀", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cells_with_one_id_are_refused() =>
        Assert.Contains("\"a\" is used twice", Assert.Throws<NotebookException>(() => NotebookWriter.Canonical(new Notebook
        {
            Cells = [new NotebookCell { Kind = "code", Id = "a" }, new NotebookCell { Kind = "code", Id = "a" }],
        })).Message, StringComparison.Ordinal);
}
