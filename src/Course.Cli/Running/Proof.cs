using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Course.Cli.Building;
using Course.Cli.Layout;
using Course.Cli.Notebooks;
using CSharpKernel.Scripting;

namespace Course.Cli.Running;

/// <summary>Shows that this machine can run the course: a notebook as shipped, from top to bottom, without a front end.</summary>
/// <param name="tree">The course.</param>
/// <param name="unit">The unit whose notebook is run.</param>
internal sealed class Proof(CourseTree tree, Unit unit)
{
    private readonly string _text = ShippedNotebook.Text(tree, unit.Path) ?? File.ReadAllText(unit.Path);

    /// <summary>What was run, in words; null before the run.</summary>
    public string? Result { get; private set; }

    /// <summary>What the proof is about: with the same text, the machine has shown it already.</summary>
    public string Subject(BuildStamp stamp) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{stamp.Content}\0{stamp.Ahead}\0{tree.Root}\0{_text}\0{File.ReadAllText(tree.CourseScript)}")))[..16];

    /// <summary>Runs the notebook. The learner's progress is not written to.</summary>
    /// <param name="start">Starts the session.</param>
    /// <param name="progress">Told a fraction as it goes on.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CliException">A cell failed.</exception>
    public async Task RunAsync(Func<CourseTree, ISession> start, Action<double> progress, CancellationToken cancellation)
    {
        string? home = Environment.GetEnvironmentVariable(ProgressLog.HomeVariable);
        Environment.SetEnvironmentVariable(ProgressLog.HomeVariable, "off");
        try
        {
            await RunCellsAsync(start, progress, cancellation);
        }
        finally
        {
            Environment.SetEnvironmentVariable(ProgressLog.HomeVariable, home);
        }
    }

    private async Task RunCellsAsync(Func<CourseTree, ISession> start, Action<double> progress, CancellationToken cancellation)
    {
        Notebook notebook = NotebookReader.Read(_text, tree.Shown(unit.Path));
        int total = Math.Max(1, notebook.Cells.Count(c => c.IsCode)), ran = 0;
        string? failure = null;
        await using ISession session = start(tree);
        await NotebookRun.RunAsync(notebook, Path.GetDirectoryName(unit.Path)!, session, keepGoing: false, cell =>
        {
            progress((double)++ran / total);
            if (cell.Result.Status != CellStatus.Ok) failure = $"cell {cell.Place} failed:{Environment.NewLine}{PlainError.Of(cell.Result.Error)}";
        }, cancellation);
        if (failure is not null)
            throw new CliException($"This machine did not run Unit {unit.Id} as shipped ({tree.Shown(unit.Path)}): {failure}{Environment.NewLine}`course doctor` says what the machine lacks.", ExitCode.Environment);
        Result = string.Create(CultureInfo.InvariantCulture, $"Unit {unit.Id} as shipped runs here: {ran} cells without an error.");
    }
}
