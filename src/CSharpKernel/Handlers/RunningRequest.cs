namespace CSharpKernel.Handlers;

/// <summary>What runs the learner's code at the moment, if anything does, so that an interrupt finds it.</summary>
internal sealed class RunningRequest
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _interrupt;

    /// <summary>Runs a request to its end.</summary>
    public T Wait<T>(Func<CancellationToken, Task<T>> run)
    {
        var interrupt = new CancellationTokenSource();
        lock (_gate) _interrupt = interrupt;
        try
        {
            return run(interrupt.Token).GetAwaiter().GetResult();
        }
        finally
        {
            lock (_gate) _interrupt = null;
            interrupt.Dispose();
        }
    }

    /// <summary>Interrupts it. Returns at once: the caller's thread stays free.</summary>
    public void Interrupt() => Task.Run(() =>
    {
        lock (_gate) _interrupt?.Cancel();
    });
}
