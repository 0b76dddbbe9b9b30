namespace CSharpKernel.Scripting;

/// <summary>Brings code after an <c>await</c> back to the cell's thread, where an interrupt finds it.</summary>
/// <param name="unhandled">Told of exceptions nobody awaits: those of <c>async void</c>.</param>
internal sealed class CellSynchronizationContext(Action<Exception> unhandled) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly Thread _thread = Thread.CurrentThread;
    private bool _closed;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_queue)
        {
            if (!_closed)
            {
                _queue.Enqueue((d, state));
                Monitor.Pulse(_queue);
                return;
            }
        }

        ThreadPool.QueueUserWorkItem(_ => d(state));
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Thread.CurrentThread == _thread)
        {
            d(state);
            return;
        }

        using var done = new ManualResetEventSlim();
        Post(_ =>
        {
            try
            {
                d(state);
            }
            finally
            {
                done.Set();
            }
        }, null);
        done.Wait();
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what is posted, until the task is complete.</summary>
    public void RunUntil(Task task)
    {
        if (task.IsCompleted) return;
        task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (Next(task) is { } work) Run(work.Callback, work.State);
    }

    /// <summary>Ends the cell's thread's part: what is still posted runs on the thread pool.</summary>
    public void Close()
    {
        lock (_queue)
        {
            _closed = true;
            while (_queue.TryDequeue(out (SendOrPostCallback Callback, object? State) work))
                ThreadPool.QueueUserWorkItem(_ => work.Callback(work.State));
        }
    }

    private (SendOrPostCallback Callback, object? State)? Next(Task task)
    {
        lock (_queue)
        {
            while (true)
            {
                if (task.IsCompleted) return null;
                if (_queue.TryDequeue(out (SendOrPostCallback Callback, object? State) work)) return work;
                Monitor.Wait(_queue);
            }
        }
    }

    private void Wake()
    {
        lock (_queue) Monitor.Pulse(_queue);
    }

    private void Run(SendOrPostCallback callback, object? state)
    {
        try
        {
            callback(state);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ThreadInterruptedException or CellExitException))
        {
            unhandled(exception);
        }
    }
}
