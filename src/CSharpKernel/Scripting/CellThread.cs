namespace CSharpKernel.Scripting;

/// <summary>The thread of one cell, and the means to stop it.</summary>
/// <remarks>
/// An interrupt aborts the thread (<see cref="System.Runtime.ControlledExecution"/>: loops, also those that catch everything) and wakes it from sleeps and waits
/// (<see cref="Thread.Interrupt"/>), again and again until it has stopped: a learner's <c>catch</c> may swallow any one of them.
/// </remarks>
internal static class CellThread
{
    /// <summary>The stack of a cell's thread, in bytes: deep recursion is a lesson, not an accident.</summary>
    public const int StackSize = 32 * 1024 * 1024;

    private const int WakeAgainMs = 20;

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
            aborter = Start(abort.Cancel);
            waker = Start(() => WakeUntil(ended, thread));
        }, null);
        try
        {
            System.Runtime.ControlledExecution.Run(code, abort.Token);
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
