using System.CommandLine;
using Course.Cli.Building;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using Course.Cli.Running;
using CSharpKernel.Scripting;

namespace Course.Cli.Commands;

/// <summary><c>course run</c>: a notebook from top to bottom, without a front end.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var notebook = new Argument<string>("notebook") { Description = "A unit (1), or a notebook's file." };
        var output = new Option<string?>("--out", "-o") { Description = "Write a copy of the notebook with its outputs to this file." };
        var keepGoing = new Option<bool>("--keep-going", "-k") { Description = "Go on after a cell that fails." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print only the cells that fail." };
        var command = new Command("run", "Run a notebook without a front end, and print what its cells show.") { notebook, output, keepGoing, quiet };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed.GetValue(notebook)!, parsed.GetValue(output), parsed.GetValue(keepGoing), parsed.GetValue(quiet), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string name, string? output, bool keepGoing, bool quiet, CancellationToken cancellation)
    {
        string path = Path.GetFullPath(IsFile(name) ? name : Unit.Named(context.Tree, name).Path);
        Notebook notebook = NotebookReader.ReadFile(path);
        int total = notebook.Cells.Count(c => c.IsCode), ran = 0;
        await using ISession session = context.StartSession(context.Tree);
        IReadOnlyList<int> failed;
        try
        {
            failed = await NotebookRun.RunAsync(notebook, Path.GetDirectoryName(path)!, session, keepGoing, cell =>
            {
                ran++;
                if (!quiet || cell.Result.Status != CellStatus.Ok) Show(context, cell);
            }, cancellation);
        }
        finally
        {
            if (output is not null) AtomicFile.Write(Path.GetFullPath(output), NotebookWriter.WithOutputs(notebook));
        }

        if (output is not null) context.Error.Line($"With its outputs: {Path.GetFullPath(output)}");
        context.Error.Line(failed.Count == 0
            ? $"{ran} cells ran without an error."
            : $"{(failed.Count == 1 ? $"Cell {failed[0]} failed" : $"The cells {string.Join(", ", failed)} failed")}; {ran} of {total} code cells ran.");
        return failed.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static bool IsFile(string name) => name.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) || File.Exists(name);

    private static void Show(CommandContext context, CellRan cell)
    {
        string text = cell.Text.TrimEnd();
        if (cell.Result.Error is { } error) text = $"{text}\n{PlainError.Of(error)}".Trim('\n');
        if (text.Length == 0) return;
        context.Terminal.Markup($"[grey]── cell {cell.Place}[/]");
        context.Terminal.Raw(text);
    }
}
