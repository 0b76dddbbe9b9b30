using System.Globalization;

namespace CSharpKernel.Scripting;

/// <summary>Stops a cell that takes so much memory that the machine would soon stand still.</summary>
/// <remarks>The system does not refuse memory, it swaps or kills. So the process's working set is read again and again while a cell runs, on a thread of its own:
/// the thread pool may be busy with the cell.</remarks>
internal sealed class MemoryWatch : IDisposable
{
    private const int PeriodMs = 20;
    private const long HeadRoom = 256L << 20;   // what a cell may take when earlier ones have left less than that

    // Counting what is held takes a collection of the whole heap, and the cell stands still: at most a tenth of its time.
    private const int RestAfterCollection = 10;
    private const double FarAbove = 1.25;

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
            long notBefore = 0;
            while (ReferenceEquals(_stop, stop) && !IsAbove(allowed, ref notBefore)) _changed.WaitOne(PeriodMs);
            if (Interlocked.CompareExchange(ref _stop, null, stop) == stop) stop(Message(allowed));
        }
    }

    // What is only waiting to be collected is not held: it is counted after a collection.
    private static bool IsAbove(long allowed, ref long notBefore)
    {
        long now = Environment.TickCount64, held = Environment.WorkingSet;
        if (held <= allowed || (now < notBefore && held <= allowed * FarAbove)) return false;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long after = Environment.TickCount64;
        notBefore = after + Math.Max(500, RestAfterCollection * (after - now));
        return Environment.WorkingSet > allowed - (allowed / 10);
    }

    private static string Message(long allowed) => string.Create(CultureInfo.InvariantCulture,
        $"Out of memory: the cell was stopped when the session's memory passed {allowed / (1024.0 * 1024 * 1024):0.0} GB, before the machine runs short. " +
        $"The variables of this cell were cleared; all others are kept. If they hold the memory, set them to null or restart the kernel.");
}
