using System.Diagnostics;
using System.Runtime;
using System.Runtime.ExceptionServices;

namespace Course;

/// <summary>How a piece of the learner's code came to its end.</summary>
internal enum Ending
{
    /// <summary>By itself: it returned or threw.</summary>
    Own,

    /// <summary>It was stopped at its time limit.</summary>
    OutOfTime,

    /// <summary>It was stopped at the memory limit.</summary>
    OutOfMemory,

    /// <summary>It was stopped because the caller was interrupted.</summary>
    Interrupted,
}

/// <summary>Runs the learner's code on a thread of its own, while the calling thread watches its time and memory and stops it.</summary>
/// <remarks>
/// <para>A thread is stopped by an abort (<see cref="ControlledExecution"/>: loops, also those that catch everything) and by wake-ups from sleeps and waits.
/// Code that neither reaches (a native call, an endless <c>finally</c>) is left behind on its background thread, so that the caller goes on.</para>
/// <para>A thread that was stopped is not used again, nor does it start another: with runtime 10.0.12 an abort never reached a second loop on it or on a thread it started,
/// and the next collection stood still with the whole process.</para>
/// <para>An interrupt of the calling thread stops the code as well.</para>
/// </remarks>
internal sealed class Watched
{
    /// <summary>How much the heap may grow while one piece of code runs.</summary>
    public static readonly long MemoryLimitBytes = Math.Min(512L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    private Worker? _worker;

    private Watched()
    {
    }

    /// <summary>Does work that tries pieces of code.</summary>
    /// <returns>False when a piece could not be stopped: the work ended there.</returns>
    public static bool Run(Action<Watched> work)
    {
        var watched = new Watched();
        try
        {
            work(watched);
            return true;
        }
        catch (LeftBehindException)
        {
            return false;
        }
        finally
        {
            watched._worker?.Release();
        }
    }

    /// <summary>Runs a piece of code within limits. What it throws by itself is thrown on.</summary>
    public Ending Try(Action code, TimeSpan limit)
    {
        Worker worker = _worker ??= new Worker();
        Ending ending = Ending.Interrupted;
        try
        {
            ending = worker.Run(code, limit);
        }
        finally
        {
            if (ending != Ending.Own)
            {
                worker.Release();
                _worker = null;
            }
        }

        return ending;
    }

    /// <summary>Code was told to stop and did not.</summary>
    private sealed class LeftBehindException : Exception;

    /// <summary>A thread that runs one piece of code after another, until one of them has to be stopped.</summary>
    private sealed class Worker
    {
        private const int StackBytes = 16 << 20;   // deep recursion is a lesson, not an accident
        private const int LookEveryMs = 5, WakeAgainMs = 20;
        private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);

        private readonly object _gate = new();
        private readonly Thread _thread;
        private Action? _code;
        private Exception? _thrown;
        private readonly ThreadStart _abort;
        private readonly CancellationToken _aborted;
        private Ending _ending;
        private bool _isReleased;

        public Worker()
        {
            var source = new CancellationTokenSource();   // without a timer it holds nothing to dispose of
            (_abort, _aborted) = (source.Cancel, source.Token);
            // Without a name: the learner's code finds nothing on its thread that says it is being graded.
            _thread = new Thread(Work, StackBytes) { IsBackground = true };
            _thread.Start();
        }

        /// <summary>The thread ends when it has nothing more to do.</summary>
        public void Release()
        {
            lock (_gate)
            {
                _isReleased = true;
                Monitor.PulseAll(_gate);
            }
        }

        /// <summary>On the calling thread: runs the code, and watches.</summary>
        public Ending Run(Action code, TimeSpan limit)
        {
            long start = Stopwatch.GetTimestamp(), heapAtStart = GC.GetTotalMemory(false);
            lock (_gate)
            {
                (_code, _thrown, _ending) = (code, null, Ending.Own);
                Monitor.PulseAll(_gate);
                try
                {
                    while (_code is not null)
                    {
                        Monitor.Wait(_gate, LookEveryMs);
                        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                        if (elapsed > limit + _grace) throw new LeftBehindException();
                        if (elapsed > limit) Stop(Ending.OutOfTime);
                        else if (GC.GetTotalMemory(false) - heapAtStart > MemoryLimitBytes) Stop(Ending.OutOfMemory);
                    }
                }
                finally
                {
                    Stop(Ending.Interrupted);   // where it still runs, the caller was interrupted
                }
            }

            if (_thrown is not null) ExceptionDispatchInfo.Throw(_thrown);
            return _ending;
        }

        // Holding the gate. Cancel returns only when the thread has been reached: each way to stop it has a thread of its own.
        private void Stop(Ending ending)
        {
            if (_code is null || _ending != Ending.Own) return;
            _ending = ending;
            new Thread(_abort) { IsBackground = true }.Start();
            new Thread(WakeUntilOver) { IsBackground = true }.Start();
        }

        private void WakeUntilOver()
        {
            while (true)
            {
                lock (_gate)
                {
                    if (_code is null) return;
                    _thread.Interrupt();
                }

                Thread.Sleep(WakeAgainMs);
            }
        }

        private void Work()
        {
            while (Next() is { } code)
            {
                Exception? thrown = null;
                try
                {
                    ControlledExecution.Run(code, _aborted);
                }
                catch (Exception exception)
                {
                    thrown = exception;
                }

                if (!Finish(thrown)) return;
            }
        }

        private Action? Next()
        {
            lock (_gate)
            {
                while (_code is null && !_isReleased) Monitor.Wait(_gate);
                return _code;
            }
        }

        /// <summary>Tells the caller; false when this thread was stopped. Then the exception is the stop's own, or what the code made of it.</summary>
        private bool Finish(Exception? thrown)
        {
            while (true)
            {
                try
                {
                    lock (_gate)
                    {
                        bool stopped = _ending != Ending.Own;
                        if (!stopped) _thrown = thrown;
                        _code = null;
                        Monitor.PulseAll(_gate);
                        return !stopped;
                    }
                }
                catch (ThreadInterruptedException)
                {
                    // A wake-up met the lock instead of the code: lock again.
                }
            }
        }
    }
}
