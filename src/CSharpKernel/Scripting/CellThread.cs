namespace CSharpKernel.Scripting;

/// <summary>The thread of one cell, and the means to stop it.</summary>
/// <remarks>
/// <para>An interrupt first asks: the cell's own loops and functions stop at their next stop point (<see cref="StopScope"/>), its thread is woken from sleeps and waits
/// (<see cref="Thread.Interrupt"/>), again and again, since a learner's <c>catch</c> may swallow any one exception, and its next write to the console throws.</para>
/// <para>What has not stopped after <see cref="Grace"/> is in a library that comes back to no function of the cell. It is aborted (<see cref="System.Runtime.ControlledExecution"/>):
/// that may leave a library's lock closed or end the process, and so comes last.</para>
/// </remarks>
internal static class CellThread
{
    /// <summary>The stack of a cell's thread, in bytes: as much as a program's main thread has on Linux and macOS. More would let an endless recursion take seconds to unwind.</summary>
    public const int StackSize = 8 * 1024 * 1024;

    private const int WakeAgainMs = 20;

    private static TimeSpan Grace { get; } = TimeSpan.FromSeconds(1);

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
        using var abort = new CancellationTokenSource();
        var ended = new ManualResetEventSlim();
        Thread? waker = null;
        Thread? aborter = null;
        CancellationTokenRegistration registration = stop.UnsafeRegister(_ =>
        {
            // Cancel returns only when the thread has been reached, so each has a thread of its own.
            waker = Start(() => WakeUntil(ended, thread));
            aborter = Start(() =>
            {
                if (!ended.Wait(Grace)) abort.Cancel();
            });
        }, null);
        try
        {
            System.Runtime.ControlledExecution.Run(() => StopScope.Run(code, stop), abort.Token);
        }
        finally
        {
            ended.Set();
            registration.Dispose();
            if (stop.IsCancellationRequested) Calm(aborter, waker);
        }

        stop.ThrowIfCancellationRequested();
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
}
