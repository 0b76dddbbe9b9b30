using Course.Cli.Notebooks;
using CSharpKernel.Scripting;

namespace Course.Cli.Running;

/// <summary>Runs a notebook's cells from top to bottom, as "Run All" does.</summary>
internal static class NotebookRun
{
    /// <summary>Runs the cells and keeps their outputs in them.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="directory">The folder its relative paths start from.</param>
    /// <param name="session">The session to run in.</param>
    /// <param name="keepGoing">Whether to go on after a cell that fails.</param>
    /// <param name="ran">Told of each cell that ran, with its place from 1 and what it showed.</param>
    /// <param name="cancellation">Stops the running cell, and all after it.</param>
    /// <returns>The places of the cells that failed.</returns>
    public static async Task<IReadOnlyList<int>> RunAsync(
        Notebook notebook, string directory, ISession session, bool keepGoing, Action<CellRan> ran, CancellationToken cancellation)
    {
        var failed = new List<int>();
        int count = 0;
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            NotebookCell cell = notebook.Cells[i];
            if (!cell.IsCode || string.IsNullOrWhiteSpace(cell.Source)) continue;
            var transcript = new CellTranscript();
            CellResult result = await session.ExecuteAsync(new Cell(cell.Source, ++count, directory), transcript, cancellation);
            transcript.Finish(result, count);
            cell.ExecutionCount = count;
            cell.Outputs = transcript.Outputs;
            ran(new CellRan(i + 1, cell, result, transcript.Text));
            cancellation.ThrowIfCancellationRequested();
            if (result.Status == CellStatus.Ok) continue;
            failed.Add(i + 1);
            if (!keepGoing) break;
        }

        return failed;
    }
}

/// <summary>A cell that ran.</summary>
/// <param name="Place">Its place in the notebook, text cells counted, from 1.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Text">What it showed, as plain text.</param>
internal sealed record CellRan(int Place, NotebookCell Cell, CellResult Result, string Text);
