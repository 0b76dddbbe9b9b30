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

    /// <summary>It was told to stop at its time limit, and goes on in the background.</summary>
    LeftBehind,
}

/// <summary>Runs the learner's code on a thread of its own, while the calling thread watches its time and memory and stops it.</summary>
/// <remarks>
/// <para>The course's kernel compiles loops and functions so that they can be asked to stop, and shares the way to run such code under <see cref="RunStoppableName"/>. Sleeps and waits are woken.
/// Code that neither reaches (a library's own loop, or any loop in another kernel) is left behind on its background thread: the caller goes on, and a slow call ends by itself.</para>
/// <para>The runtime's own abort (<see cref="ControlledExecution"/>) is not used, unless a host asks for it under that name: with runtime 10.0.12 on Linux it ended
/// the whole process in 9 of 10 runs of 60 aborts each where the code called methods, and with it all that the learner had in memory.</para>
/// <para>A thread that was stopped is not used again.</para>
/// <para>An interrupt of the calling thread stops the code as well.</para>
/// </remarks>
internal sealed class Watched
{
    /// <summary>How much the heap may grow while one piece of code runs.</summary>
    public static readonly long MemoryLimitBytes = Math.Min(512L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>The name (<see cref="AppContext.GetData"/>) under which a host shares how to run code so that a token stops it, as an <c>Action&lt;Action, CancellationToken&gt;</c>.</summary>
    public const string RunStoppableName = "csharp.run-stoppable";

    private Worker? _worker;

    private Watched()
    {
    }

    /// <summary>Does work that tries pieces of code.</summary>
    public static void Run(Action<Watched> work)
    {
        var watched = new Watched();
        try
        {
            work(watched);
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
        private readonly ThreadStart _ask;
        private readonly CancellationToken _asked;
        private readonly Action<Action, CancellationToken> _run = AppContext.GetData(RunStoppableName) as Action<Action, CancellationToken> ?? ((code, _) => code());
        private Ending _ending;
        private bool _isReleased;

        public Worker()
        {
            var source = new CancellationTokenSource();   // without a timer it holds nothing to dispose of
            (_ask, _asked) = (source.Cancel, source.Token);
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
            TimeSpan workAtStart = Environment.CpuUsage.TotalTime;
            lock (_gate)
            {
                (_code, _thrown, _ending) = (code, null, Ending.Own);
                Monitor.PulseAll(_gate);
                try
                {
                    TimeSpan? stoppedAt = null;
                    while (_code is not null)
                    {
                        Monitor.Wait(_gate, LookEveryMs);
                        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                        if (elapsed > stoppedAt + _grace) return Ending.LeftBehind;
                        if (stoppedAt is not null) continue;
                        Ending ending = IsOver(elapsed, workAtStart, limit) ? Ending.OutOfTime
                            : GC.GetTotalMemory(false) - heapAtStart > MemoryLimitBytes ? Ending.OutOfMemory : Ending.Own;
                        if (ending == Ending.Own) continue;
                        stoppedAt = elapsed;
                        Stop(ending);
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

        // On a busy machine the clock runs on while the code waits for a processor: then the time counts that this process has worked.
        private static bool IsOver(TimeSpan elapsed, TimeSpan workAtStart, TimeSpan limit) =>
            elapsed > limit && (elapsed > 2 * limit || Environment.CpuUsage.TotalTime - workAtStart > limit);

        // Holding the gate. Where the host aborts, Cancel returns only when the thread has been reached: each way to stop it has a thread of its own.
        private void Stop(Ending ending)
        {
            if (_code is null || _ending != Ending.Own) return;
            _ending = ending;
            new Thread(_ask) { IsBackground = true }.Start();
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
                    _run(code, _asked);
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
