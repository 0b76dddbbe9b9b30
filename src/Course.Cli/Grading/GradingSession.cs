using System.Security.Cryptography;
using System.Text;
using Course.Cli.Running;
using Course.Cli.Slicing;
using CSharpKernel.Scripting;

namespace Course.Cli.Grading;

/// <summary>A session that knows which definitions it holds, so that a second grading runs only what changed.</summary>
/// <param name="start">Starts a session; asked again when code has ended or blocked the one before.</param>
/// <param name="directory">The notebook's folder.</param>
internal sealed class GradingSession(Func<ISession> start, string directory) : IAsyncDisposable
{
    /// <summary>What every notebook's first cell imports; a grader needs it also when that cell was deleted.</summary>
    private const string Import = "#!import \"../course.csx\"";

    /// <summary>Submissions after which a fresh session costs less than the memory of the old one.</summary>
    private const int MostSubmissions = 300;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _holds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);
    private readonly HashSet<string> _prepared = new(StringComparer.Ordinal);
    private ISession? _session;
    private int _submissions;

    /// <summary>Whether code of the learner has run in it: such code may still be at work in the background.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Imports the course and the notebook's own references and usings.</summary>
    /// <exception cref="CliException">The course's libraries do not load.</exception>
    public async Task PrepareAsync(NotebookCode code, CancellationToken cancellation)
    {
        if (_submissions > MostSubmissions) await RestartAsync();
        if (_prepared.Add(Import))
        {
            CellResult result = await ExecuteAsync(Import, 1, TimeSpan.FromMinutes(2), cancellation);
            if (result.Status == CellStatus.Lost && IsUsed)
            {
                // Code of an earlier exercise has ended the process: it is not this one's fault.
                await RestartAsync();
                await PrepareAsync(code, cancellation);
                return;
            }

            if (result.Status != CellStatus.Ok)
                throw new CliException($"notebooks/course.csx does not load: {PlainError.Of(result.Error)}{Environment.NewLine}Run `./course start` (Windows: `course start`).", ExitCode.Environment);
        }

        foreach (CellSyntax cell in code.Cells)
        {
            foreach (string line in cell.References.Concat(cell.Usings))
            {
                // One that fails is told by the code that needs it.
                if (_prepared.Add(line)) await ExecuteAsync(line, cell.Number, TimeSpan.FromMinutes(2), cancellation);
            }
        }
    }

    /// <summary>Runs what is not there yet of a slice.</summary>
    /// <returns>The submission that failed and how; null when all is there.</returns>
    public async Task<(Submission Submission, CellResult Result)?> LoadAsync(Slice slice, NotebookCode code, CancellationToken cancellation)
    {
        if (HoldsOlderVersion(slice))
        {
            await RestartAsync();
            await PrepareAsync(code, cancellation);
        }

        IsUsed = true;
        var done = new List<(Submission Submission, string Identity)>();
        foreach (Submission submission in slice.Submissions)
        {
            string identity = Identity(submission, done);
            done.Add((submission, identity));
            if (submission.Declares.Count > 0 && submission.Declares.All(name => _holds.GetValueOrDefault(name) == identity)) continue;
            CellResult result = await ExecuteAsync(submission.Code, submission.CellNumber, TimeSpan.FromSeconds(30), cancellation);
            if (result.Status != CellStatus.Ok)
            {
                if (result.Error?.Name != "CompileError") await RestartAsync();   // half of it may have run
                return (submission, result);
            }

            foreach (string name in submission.Declares) _holds[name] = identity;
            _signatures.UnionWith(submission.Signatures);
        }

        return null;
    }

    /// <summary>Runs code and gives it up when it takes too long; the session is then fresh for the next.</summary>
    public async Task<CellResult> ExecuteAsync(string code, int number, TimeSpan limit, CancellationToken cancellation)
    {
        _session ??= start();
        _submissions++;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        Task<CellResult> running = _session.ExecuteAsync(new Cell(code, number, directory), new CellTranscript(), stop.Token);
        Task first = await Task.WhenAny(running, Task.Delay(limit + _patience, cancellation));
        if (first != running)
        {
            await RestartAsync();
            cancellation.ThrowIfCancellationRequested();
            return new CellResult(CellStatus.Interrupted, Error: new CellError("TimeoutException", $"It was still running after {limit.TotalSeconds:0} s and could not be stopped.", []));
        }

        CellResult result = await running;
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>Ends the session: the next code runs in a fresh one, which has to be prepared.</summary>
    public async Task RestartAsync()
    {
        ISession? old = _session;
        _session = null;
        _submissions = 0;
        IsUsed = false;
        _holds.Clear();
        _signatures.Clear();
        _prepared.Clear();
        if (old is not null) await Task.WhenAny(old.DisposeAsync().AsTask(), Task.Delay(_patience));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await RestartAsync();

    /// <summary>Whether the session still has a version of a function with parameters that the notebook no longer gives it: C# would choose between both.</summary>
    private bool HoldsOlderVersion(Slice slice)
    {
        HashSet<string> wanted = [.. slice.Submissions.SelectMany(s => s.Signatures)];
        HashSet<string> names = [.. wanted.Select(s => s[..s.IndexOf('(', StringComparison.Ordinal)])];
        return _signatures.Any(s => names.Contains(s[..s.IndexOf('(', StringComparison.Ordinal)]) && !wanted.Contains(s));
    }

    /// <summary>Names a submission by its code and by that of all it depends on.</summary>
    private static string Identity(Submission submission, List<(Submission Submission, string Identity)> before)
    {
        IEnumerable<string> needed = before.Where(b => b.Submission.Declares.Overlaps(submission.Uses)).Select(b => b.Identity);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{submission.Code}\0{string.Join('\0', needed)}")));
    }
}
