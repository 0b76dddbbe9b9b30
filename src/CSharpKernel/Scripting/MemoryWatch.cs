using System.Globalization;

namespace CSharpKernel.Scripting;

/// <summary>Stops a cell that takes so much memory that the machine would soon stand still.</summary>
/// <remarks>The system does not refuse memory, it swaps or kills. So the process's working set is read again and again while a cell runs, on a thread of its own:
/// the thread pool may be busy with the cell.</remarks>
internal sealed class MemoryWatch : IDisposable
{
    private const int PeriodMs = 20;
    private const long HeadRoom = 256L << 20;   // what a cell may take when earlier ones have left less than that

    private readonly long _limit;
    private readonly AutoResetEvent _changed = new(false);
    private readonly Thread _thread;
    private volatile Action<string>? _stop;
    private volatile bool _disposed;

    /// <param name="limit">The working set, in bytes, above which a cell is stopped.</param>
    public MemoryWatch(long limit)
    {
        _limit = limit;
        _thread = new Thread(Watch) { IsBackground = true, Name = "memory watch", Priority = ThreadPriority.AboveNormal };
        _thread.UnsafeStart();
    }

    /// <summary>Watches a cell from here on.</summary>
    /// <param name="stop">Told, once, why it is to stop.</param>
    public void Begin(Action<string> stop)
    {
        _stop = stop;
        _changed.Set();
    }

    /// <summary>The cell has ended.</summary>
    public void End()
    {
        _stop = null;
        _changed.Set();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _stop = null;
        _changed.Set();
    }

    private void Watch()
    {
        while (!_disposed)
        {
            _changed.WaitOne();
            if (_stop is not { } stop) continue;
            long allowed = Math.Max(_limit, Environment.WorkingSet + HeadRoom);
            while (ReferenceEquals(_stop, stop) && !IsAbove(allowed)) _changed.WaitOne(PeriodMs);
            if (Interlocked.CompareExchange(ref _stop, null, stop) == stop) stop(Message(allowed));
        }
    }

    // What is only waiting to be collected is not held: it is counted after a collection.
    private static bool IsAbove(long allowed)
    {
        if (Environment.WorkingSet <= allowed) return false;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet > allowed - (allowed / 10);
    }

    private static string Message(long allowed) => string.Create(CultureInfo.InvariantCulture,
        $"Out of memory: the cell was stopped when the session's memory passed {allowed / (1024.0 * 1024 * 1024):0.0} GB, before the machine runs short. " +
        $"The variables of this cell were cleared; all others are kept. If they hold the memory, set them to null or restart the kernel.");
}
