using System.Diagnostics;
using CSharpKernel.Scripting.Halts;
using CSharpKernel.Scripting.User;

namespace CSharpKernel.Scripting;

/// <summary>Code that can be asked to stop, with all that it starts: its loops and functions look whether they are asked (<see cref="StopPoint"/>).</summary>
/// <remarks>
/// <para>A scope flows as the execution context does, to threads, tasks and the bodies of a parallel loop, and lies within the scope it was begun in.</para>
/// <para>Stopping at such a point leaves nothing half done. The runtime's abort, which reaches code anywhere, does not: with runtime 10.0.12 on Linux it ended the whole
/// process in 9 of 10 runs of 60 aborts each, where it met a method at a call of another (a LINQ query, an unoptimised loop over a <c>double[,]</c>): "terminate called after
/// throwing an instance of 'PAL_SEHException'".</para>
/// </remarks>
internal sealed class StopScope
{
    /// <summary>The name under which a library that knows nothing of this kernel finds <see cref="Run"/> (<see cref="AppContext.GetData"/>), as an <c>Action&lt;Action, CancellationToken&gt;</c>.</summary>
    public const string SharedName = "csharp.run-stoppable";

    /// <summary>How long what a stopped piece of code has started may take to notice.</summary>
    private static readonly TimeSpan _afterglow = TimeSpan.FromSeconds(5);

    /// <summary>How long everything that calls nothing is halted at most: code that has not stopped by then is in none of the cell's loops.</summary>
    private static readonly TimeSpan _longestHalt = TimeSpan.FromMilliseconds(700);

    /// <summary>How long it stays halted after the code has stopped, for the other threads of a parallel loop: on a busy machine some may have to wait for a processor before they see it.</summary>
    private static readonly TimeSpan _haltForOthers = TimeSpan.FromMilliseconds(20), _longestForOthers = TimeSpan.FromMilliseconds(400);

    private static readonly AsyncLocal<StopScope?> _current = new();

    private readonly StopScope? _around;
    private readonly CancellationToken _stop;
    private readonly HaltSwitch _halt;

    private StopScope(StopScope? around, HaltSwitch halt, CancellationToken stop) => (_around, _halt, _stop) = (around, halt, stop);

    /// <summary>Lets libraries find <see cref="Run"/>.</summary>
    public static void Share() => AppContext.SetData(SharedName, (Action<Action, CancellationToken>)Run);

    /// <summary>Runs code on this thread that stops at its next stop point once it is asked to.</summary>
    /// <exception cref="OperationCanceledException">It was asked.</exception>
    public static void Run(Action code, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        StopScope? around = _current.Value;
        HaltSwitch loops = around?._halt ?? SessionScope.Current?.Halt ?? HaltSwitch.OfHost;
        _current.Value = new StopScope(around, loops, stop);
        var ended = new ManualResetEventSlim();
        Thread? halt = null;
        CancellationTokenRegistration asked = stop.UnsafeRegister(_ =>
        {
            StopPoint.BeginAsking();
            loops.Begin();
            // Not of the pool: its threads may be the ones that do not stop.
            halt = new Thread(() => EndHalt(loops, ended)) { IsBackground = true, Name = "halt" };
            halt.UnsafeStart();
        }, null);
        try
        {
            code();
        }
        finally
        {
            _current.Value = around;
            ended.Set();
            Uninterrupted(asked.Dispose);   // waits for the registration where it is running
            if (halt is not null)
            {
                Uninterrupted(halt.Join);   // nothing that comes after may meet the halt
                _ = EndLater();
            }
        }

        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Throws when the code on this thread is to stop.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public static void ThrowIfAsked()
    {
        for (StopScope? scope = _current.Value; scope is not null; scope = scope._around) scope._stop.ThrowIfCancellationRequested();
    }

    /// <summary>Whether the code on this thread is to stop.</summary>
    public static bool IsAsked
    {
        get
        {
            for (StopScope? scope = _current.Value; scope is not null; scope = scope._around)
                if (scope._stop.IsCancellationRequested) return true;
            return false;
        }
    }

    private static void EndHalt(HaltSwitch halted, ManualResetEventSlim ended)
    {
        if (ended.Wait(_longestHalt))
        {
            long start = Stopwatch.GetTimestamp();
            do Thread.Sleep(_haltForOthers);
            while (Stopwatch.GetElapsedTime(start) < _longestForOthers && OthersWork());
        }

        halted.End();
    }

    // Whether a thread beside this one works, or waits for a processor.
    private static bool OthersWork()
    {
        try
        {
            using Process self = Process.GetCurrentProcess();
            return self.Threads.Cast<ProcessThread>().Count(thread => thread.ThreadState == System.Diagnostics.ThreadState.Running) > 1;
        }
        catch (Exception exception) when (exception is InvalidOperationException or PlatformNotSupportedException or System.ComponentModel.Win32Exception)
        {
            return false;   // a thread has ended meanwhile, or the system does not tell
        }
    }

    // The wake-ups that stop this thread may come while it waits.
    private static void Uninterrupted(Action wait)
    {
        while (true)
        {
            try
            {
                wait();
                return;
            }
            catch (ThreadInterruptedException)
            {
                // Wait again.
            }
        }
    }

    private static async Task EndLater()
    {
        await Task.Delay(_afterglow).ConfigureAwait(false);
        StopPoint.EndAsking();
    }
}
