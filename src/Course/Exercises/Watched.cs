using System.Diagnostics;
using System.Runtime;

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
/// <para>An interrupt of the calling thread stops the code as well.</para>
/// </remarks>
internal sealed class Watched
{
    /// <summary>How much the heap may grow while one piece of code runs.</summary>
    public static readonly long MemoryLimitBytes = Math.Min(512L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    private const int StackBytes = 16 << 20;   // deep recursion is a lesson, not an accident
    private const int LookEveryMs = 5;
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);

    private volatile Attempt? _current;
    private volatile bool _leftBehind;
    private Exception? _thrown;

    private Watched()
    {
    }

    /// <summary>Runs work on a fresh thread, and returns when it has ended or had to be left behind.</summary>
    /// <returns>False when it was left behind.</returns>
    public static bool Run(Action<Watched> work)
    {
        var watched = new Watched();
        // Without a name: the learner's code finds nothing on its thread that says it is being graded.
        var thread = new Thread(() => watched.Work(work), StackBytes) { IsBackground = true };
        thread.Start();
        try
        {
            while (!thread.Join(LookEveryMs))
            {
                if (watched._current?.StopIfBeyondLimits() != true) continue;
                watched._leftBehind = true;
                return false;
            }
        }
        finally
        {
            watched._leftBehind = true;
            watched._current?.Stop(Ending.Interrupted);   // nothing runs any more unless the caller was interrupted
        }

        return watched._thrown is null ? true : throw new InvalidOperationException(watched._thrown.Message, watched._thrown);
    }

    /// <summary>On the thread of <see cref="Run"/>: runs a piece of code within limits. What it throws by itself is thrown on.</summary>
    public Ending Try(Action code, TimeSpan limit)
    {
        if (_leftBehind) throw new OperationCanceledException();
        var attempt = new Attempt(limit);
        _current = attempt;
        try
        {
            ControlledExecution.Run(code, attempt.Abort);
        }
        catch (Exception) when (attempt.Ending != Ending.Own)
        {
            // The stop's own exception, or what the code made of it.
        }
        finally
        {
            attempt.Dispose();
            _current = null;
        }

        return _leftBehind ? throw new OperationCanceledException() : attempt.Ending;
    }

    private void Work(Action<Watched> work)
    {
        try
        {
            work(this);
        }
        catch (OperationCanceledException) when (_leftBehind)
        {
            // Nobody waits for it any more.
        }
        catch (Exception exception)
        {
            _thrown = exception;
        }
    }

    /// <summary>One piece of code, from its start to its end.</summary>
    private sealed class Attempt : IDisposable
    {
        private const int WakeAgainMs = 20;

        private readonly Lock _gate = new();
        private readonly CancellationTokenSource _abort = new();
        private readonly Thread _thread = Thread.CurrentThread;
        private readonly long _heapAtStart = GC.GetTotalMemory(false);
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly TimeSpan _limit;
        private readonly Thread[] _stoppers;
        private bool _isOver;

        public Attempt(TimeSpan limit)
        {
            _limit = limit;
            // Cancel returns only when the thread has been reached: each way to stop it has a thread of its own.
            _stoppers = [new(WakeUntilOver) { IsBackground = true }, new(AbortUnlessOver) { IsBackground = true }];
        }

        public CancellationToken Abort => _abort.Token;

        public Ending Ending { get; private set; }

        /// <summary>On the watching thread. True when the code was told to stop long ago and still runs.</summary>
        public bool StopIfBeyondLimits()
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
            if (Ending == Ending.Own && elapsed > _limit) Stop(Ending.OutOfTime);
            if (Ending == Ending.Own && GC.GetTotalMemory(false) - _heapAtStart > MemoryLimitBytes) Stop(Ending.OutOfMemory);
            return Ending != Ending.Own && elapsed > _limit + _grace;
        }

        public void Stop(Ending ending)
        {
            lock (_gate)
            {
                if (_isOver || Ending != Ending.Own) return;
                Ending = ending;
            }

            foreach (Thread stopper in _stoppers) stopper.Start();
        }

        /// <summary>On the code's own thread: after it nothing stops this thread any more.</summary>
        public void Dispose()
        {
            for (bool told = false; !told;)
            {
                try
                {
                    lock (_gate) _isOver = true;
                    told = true;
                }
                catch (ThreadInterruptedException)
                {
                    // A wake-up met the lock instead of the code: lock again.
                }
            }

            if (Ending == Ending.Own)
            {
                _abort.Dispose();   // when it was used, its canceller may still hold it
                return;
            }

            Calm();
        }

        private void AbortUnlessOver()
        {
            if (!IsOverWithin(WakeAgainMs)) _abort.Cancel();   // most waits have ended by the wake-up
        }

        private void WakeUntilOver()
        {
            do
            {
                lock (_gate)
                {
                    if (_isOver) return;
                    _thread.Interrupt();
                }
            }
            while (!IsOverWithin(WakeAgainMs));
        }

        private bool IsOverWithin(int milliseconds)
        {
            Thread.Sleep(milliseconds);
            lock (_gate) return _isOver;
        }

        /// <summary>Waits for what stopped this thread, so that no late wake-up and no late abort meets what it does next.</summary>
        private void Calm()
        {
            foreach (Thread stopper in _stoppers)
            {
                for (bool joined = false; !joined;)
                {
                    try
                    {
                        stopper.Join();
                        joined = true;
                    }
                    catch (ThreadInterruptedException)
                    {
                        // Join again.
                    }
                }
            }

            try
            {
                Thread.Sleep(1);   // takes the last wake-up
            }
            catch (ThreadInterruptedException)
            {
                // Taken.
            }
        }
    }
}
