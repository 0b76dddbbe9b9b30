namespace CSharpKernel.Scripting;

/// <summary>The thread of one cell, and the means to stop it.</summary>
/// <remarks>
/// <para>An interrupt first asks: it wakes the thread from sleeps and waits (<see cref="Thread.Interrupt"/>), and lets its next write to the console throw. A cell
/// that has not stopped after <see cref="GraceMs"/> is aborted (<see cref="System.Runtime.ControlledExecution"/>: loops, also those that catch everything), and woken
/// again and again until it has stopped: a learner's <c>catch</c> may swallow any one exception.</para>
/// <para>Threads that the cell started are not aborted, but asked by their loops (<see cref="CellRewriter"/>): <see cref="User.CellEnd.Asked"/> is set for a while, and a loop then
/// looks whether the run it belongs to was stopped. The execution context carries the run along, into tasks and threads.</para>
/// <para>In this order, because an abort may come at any instruction, and where a library holds a lock at that moment nobody opens it again.</para>
/// </remarks>
internal static class CellThread
{
    /// <summary>The stack of a cell's thread, in bytes: as much as a program's main thread has on Linux and macOS. More would let an endless recursion take seconds to unwind.</summary>
    public const int StackSize = 8 * 1024 * 1024;

    private const int GraceMs = 40;

    private const int WakeAgainMs = 20;

    // Every loop passes by within a moment; one that sleeps longer than this goes on, but does not spin.
    private static readonly TimeSpan _asking = TimeSpan.FromSeconds(10);

    private static readonly AsyncLocal<StoppableRun?> _run = new();
    private static readonly Lock _gate = new();
    private static int _stopsAsked;

    [ThreadStatic]
    private static CancellationToken _stop;

    /// <summary>Throws when the cell on this thread is to stop.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public static void ThrowIfStopping() => _stop.ThrowIfCancellationRequested();

    /// <summary>Throws when the cell that this code belongs to was stopped, on its own thread or another.</summary>
    /// <exception cref="OperationCanceledException">It is the cell's thread.</exception>
    /// <exception cref="CellExitException">It is a thread that the cell left running.</exception>
    public static void ThrowIfStopped()
    {
        ThrowIfStopping();
        if (_run.Value is { IsStopped: true }) throw new CellExitException("The cell that started this was stopped.");
    }

    /// <summary>Runs a function on a fresh thread.</summary>
    public static Task<T> Run<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }, StackSize)
        { IsBackground = true, Name = "cell" };
        thread.Start();
        return done.Task;
    }

    /// <summary>Runs code on this thread so that it can be stopped at any point.</summary>
    /// <param name="code">The code.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void RunStoppable(Action code, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Thread thread = Thread.CurrentThread;
        var run = new StoppableRun();
        _run.Value = run;
        using var abort = new CancellationTokenSource();
        var ended = new ManualResetEventSlim();
        Thread? waker = null;
        Thread? aborter = null;
        CancellationTokenRegistration registration = stop.UnsafeRegister(_ =>
        {
            run.IsStopped = true;
            AskLoops();
            // Cancel returns only when the thread has been reached, so each has a thread of its own.
            waker = Start(() => WakeUntil(ended, thread));
            aborter = Start(() =>
            {
                if (!ended.Wait(GraceMs)) abort.Cancel();
            });
        }, null);
        try
        {
            _stop = stop;
            System.Runtime.ControlledExecution.Run(code, abort.Token);
        }
        finally
        {
            _stop = default;
            ended.Set();
            registration.Dispose();
            if (stop.IsCancellationRequested) Calm(aborter, waker);
        }

        stop.ThrowIfCancellationRequested();
    }

    private static void AskLoops()
    {
        lock (_gate)
        {
            _stopsAsked++;
            User.CellEnd.Asked = true;
        }

        _ = Task.Delay(_asking).ContinueWith(_ =>
        {
            lock (_gate) User.CellEnd.Asked = --_stopsAsked > 0;
        }, TaskScheduler.Default);
    }

    private static void WakeUntil(ManualResetEventSlim ended, Thread thread)
    {
        do thread.Interrupt();
        while (!ended.Wait(WakeAgainMs));
    }

    private static Thread Start(ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true, Name = "interrupt" };
        thread.UnsafeStart();
        return thread;
    }

    // The last wake-up may come when the code has ended already: it is taken here, so that no later wait meets it.
    private static void Calm(params Thread?[] threads)
    {
        foreach (Thread? thread in threads)
        {
            for (bool joined = thread is null; !joined;)
            {
                try
                {
                    thread!.Join();
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
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
            // Taken.
        }
    }

    private sealed class StoppableRun
    {
        public volatile bool IsStopped;
    }
}
