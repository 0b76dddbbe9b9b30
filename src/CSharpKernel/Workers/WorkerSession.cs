using System.Text.Json.Nodes;
using CSharpKernel.Scripting;

namespace CSharpKernel.Workers;

/// <summary>A C# session in a process of its own. When that ends, the cell says why and what was lost, and a fresh one takes its place.</summary>
public sealed class WorkerSession : ISession
{
    private readonly Lock _gate = new();
    private Task<WorkerProcess> _worker;
    private Task<WorkerProcess>? _successor;
    private bool _disposed;

    /// <summary>Starts a session. Its worker starts in the background; calls wait for it.</summary>
    public WorkerSession() => _worker = Task.Run(Start);

    /// <summary>The number of the worker's process.</summary>
    internal async Task<int> ProcessId() => (await _worker).Id;

    /// <inheritdoc/>
    public async Task<CellResult> ExecuteAsync(Cell cell, ICellOutput output, CancellationToken interrupt)
    {
        try
        {
            WorkerProcess worker = await _worker;
            if (worker.Ended.IsCompleted)
            {
                Replace(worker);
                // Without state the loss is none of the learner's business.
                if (worker.Cells > 0) return Lost(worker, worker.Ended.Result, ran: false);
                worker = await _worker;
            }

            return await Execute(worker, cell, output, interrupt);
        }
        catch (Exception error)
        {
            return Failed("WorkerUnavailable", $"The process that runs the cells could not be started. {error.Message}");
        }
    }

    /// <inheritdoc/>
    public async Task<Completions> CompleteAsync(string code, int cursor, CancellationToken cancellation) =>
        await Ask<CompleteResult>(id => new CompleteCall(id, code, cursor), cancellation) is { } answer ? answer.Result : new Completions([], cursor, cursor);

    /// <inheritdoc/>
    public async Task<MimeBundle?> InspectAsync(string code, int cursor, int detail, CancellationToken cancellation) =>
        (await Ask<InspectResult>(id => new InspectCall(id, code, cursor, detail), cancellation))?.Result;

    /// <inheritdoc/>
    public async Task<Completeness> IsCompleteAsync(string code) =>
        (await Ask<IsCompleteResult>(id => new IsCompleteCall(id, code), CancellationToken.None))?.Result ?? new Completeness("unknown");

    /// <inheritdoc/>
    public async Task CommAsync(string messageType, JsonObject content, ICellOutput output, CancellationToken interrupt)
    {
        try
        {
            await (await _worker).Call(id => new CommCall(id, messageType, content), output, interrupt);
        }
        catch (WorkerLostException)
        {
            // The next cell says so: a comm message has no reply.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<WorkerProcess>?[] workers;
        lock (_gate)
        {
            _disposed = true;
            workers = [_worker, _successor];
        }

        foreach (Task<WorkerProcess>? starting in workers)
        {
            if (starting is null) continue;
            using WorkerProcess worker = await starting;
            await worker.Stop();
        }
    }

    private async Task<CellResult> Execute(WorkerProcess worker, Cell cell, ICellOutput output, CancellationToken interrupt)
    {
        try
        {
            return await worker.Call(id => new ExecuteCall(id, cell), output, interrupt) switch
            {
                ExecuteResult answer => answer.Result,
                CallFailed failed => Failed(failed.Name, failed.Message),
                WorkerMessage other => Failed("ProtocolError", $"The worker answered with {other.GetType().Name}."),
            };
        }
        catch (WorkerLostException lost)
        {
            Replace(worker);
            return Lost(worker, lost.Death, ran: true);
        }
    }

    // Null when there is no answer: the language services are no reason to bother the learner with a dead worker; the next cell does that.
    private async Task<TAnswer?> Ask<TAnswer>(Func<long, WorkerMessage> call, CancellationToken cancellation)
        where TAnswer : WorkerMessage
    {
        try
        {
            return await (await _worker).Call(call, null, cancellation) as TAnswer;
        }
        catch (WorkerLostException)
        {
            return null;
        }
    }

    private WorkerProcess Start()
    {
        WorkerProcess worker = WorkerProcess.Start();
        worker.Ended.ContinueWith(_ => PrepareSuccessor(worker), TaskScheduler.Default);
        return worker;
    }

    // Begins at once, so that it is warm when the learner has read what happened.
    private void PrepareSuccessor(WorkerProcess dead)
    {
        lock (_gate)
        {
            if (!_disposed && dead.WasReady && _worker.IsCompletedSuccessfully && _worker.Result == dead) _successor ??= Task.Run(Start);
        }
    }

    private void Replace(WorkerProcess dead)
    {
        lock (_gate)
        {
            if (_disposed) return;
            _worker = _successor ?? Task.Run(Start);
            _successor = null;
        }

        dead.Dispose();
    }

    private static CellResult Lost(WorkerProcess worker, WorkerDeath death, bool ran)
    {
        string what = ran ? death.Cause : $"Between two cells the process that runs them ended: this cell was not run. {death.Cause}";
        int before = worker.Cells - (ran ? 1 : 0);
        string lost = before == 0 ? "No other cell had run, so nothing else is lost."
            : $"Lost with it: the variables, functions and types of the {(before == 1 ? "cell" : $"{before} cells")} run before. Run again what you need.";
        return new CellResult(CellStatus.Lost, Error: new CellError("KernelProcessEnded", what,
            [$"KernelProcessEnded: {what}", lost, "A fresh process has taken its place.", .. death.LastWords.Select(line => "    " + line)]));
    }

    private static CellResult Failed(string name, string message) => new(CellStatus.Error, Error: new CellError(name, message, [$"{name}: {message}"]));
}
