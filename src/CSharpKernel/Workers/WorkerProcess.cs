using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using CSharpKernel.Scripting;

namespace CSharpKernel.Workers;

/// <summary>One worker's process, from its start to its end, and the calls it is carrying out.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan _graceAtEnd = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _graceForDispose = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _graceForWords = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<long, KernelCall> _calls = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WorkerDeath> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly MessagePipe _pipe;
    private readonly DyingWords _words;
    private readonly Task _strayText;
    private volatile ICellOutput? _lastOutput;
    private long _lastId;

    private WorkerProcess(Process process, MessagePipe pipe)
    {
        _process = process;
        _pipe = pipe;
        _words = new DyingWords(text => _lastOutput?.Write(OutputStream.Error, text));
        process.StandardInput.Close();
        _strayText = Task.WhenAll(PassOnOutput(), PassOnErrors());
        new Thread(Receive) { IsBackground = true, Name = "worker" }.Start();
    }

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it ever took calls: one that did not would not the next time either.</summary>
    public bool WasReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Completes when the process has ended and all that it left is read.</summary>
    public Task<WorkerDeath> Ended => _ended.Task;

    /// <summary>How many cells it was given.</summary>
    public int Cells { get; private set; }

    /// <summary>Starts a worker, which prepares itself while calls already wait for it.</summary>
    public static WorkerProcess Start()
    {
        var calls = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var answers = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        Process process = Process.Start(Command(calls.GetClientHandleAsString(), answers.GetClientHandleAsString()))!;
        // Held open here too, they would hide from this process that the other has ended.
        calls.DisposeLocalCopyOfClientHandle();
        answers.DisposeLocalCopyOfClientHandle();
        return new WorkerProcess(process, new MessagePipe(answers, calls));
    }

    /// <summary>Makes a call and waits for its answer.</summary>
    /// <param name="call">Makes the message, given the call's number.</param>
    /// <param name="output">Receives what the call writes and shows; null: it shows nothing.</param>
    /// <param name="interrupt">Interrupts the call, which then answers.</param>
    /// <exception cref="WorkerLostException">The process ended first.</exception>
    public async Task<WorkerMessage> Call(Func<long, WorkerMessage> call, ICellOutput? output, CancellationToken interrupt)
    {
        long id = Interlocked.Increment(ref _lastId);
        var waiting = new KernelCall(_pipe, id, output, interrupt);
        if (output is not null) _lastOutput = output;
        WorkerMessage message = call(id);
        if (message is ExecuteCall) Cells++;
        _calls[id] = waiting;
        if (_ended.Task.IsCompleted) waiting.Fail(_ended.Task.Result);
        TrySend(message);
        await using CancellationTokenRegistration cancelled = interrupt.Register(() => TrySend(new CancelCall(id)));
        return await waiting.Answered;
    }

    /// <summary>Ends the process: on its own accord, else by force.</summary>
    public async Task Stop()
    {
        TrySend(new StopCall());
        if (await Task.WhenAny(_ended.Task, Task.Delay(_graceAtEnd)) != _ended.Task) Kill();
    }

    public void Dispose()
    {
        Kill();
        // The receiving thread still asks the process how it ended, and on a busy machine that takes a while.
        if (_ended.Task.Wait(_graceForDispose)) _process.Dispose();
        _pipe.Dispose();
    }

    private static ProcessStartInfo Command(string calls, string answers)
    {
        string kernel = typeof(WorkerProcess).Assembly.Location;
        // The program that runs now starts the worker too, where it is the kernel's own or dotnet; a test's host is neither.
        string? program = Environment.ProcessPath;
        string name = Path.GetFileNameWithoutExtension(program ?? "");
        bool own = name.Equals(Path.GetFileNameWithoutExtension(kernel), StringComparison.OrdinalIgnoreCase);
        if (!own && !name.Equals("dotnet", StringComparison.OrdinalIgnoreCase)) program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] arguments = [.. own ? Array.Empty<string>() : [kernel], WorkerServer.Argument, calls, answers];
        var start = new ProcessStartInfo(program!, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string setting, string value) in WorkerEnvironment.Settings()) start.Environment[setting] = value;
        return start;
    }

    private void Receive()
    {
        try
        {
            while (_pipe.Receive() is { } message) Take(message);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or InvalidDataException or NotSupportedException)
        {
            _words.Add($"Fatal error: the worker's message could not be read. {error.Message}");
        }

        End();
    }

    private void Take(WorkerMessage message)
    {
        if (message is WorkerReady) _ready.TrySetResult();
        else if (_calls.TryGetValue(message.Id, out KernelCall? call) && call.Take(message)) _calls.TryRemove(message.Id, out _);
    }

    // A worker that has closed its pipe is of no use, even if its process lives on.
    private void End()
    {
        if (!_process.WaitForExit(_graceAtEnd)) Kill();
        bool exited = _process.WaitForExit(_graceAtEnd);
        _strayText.Wait(_graceForWords);   // not for ever: a program that a cell started may hold the stream open
        var death = new WorkerDeath(exited ? _process.ExitCode : null, _words.Lines);
        _ended.SetResult(death);
        foreach (KernelCall call in _calls.Values) call.Fail(death);
    }

    private void TrySend(WorkerMessage message)
    {
        try
        {
            _pipe.Send(message);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // It has ended; who waits for an answer is told by End.
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    // What native code prints does not go through Console, and belongs to the notebook all the same.
    private async Task PassOnOutput()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await _process.StandardOutput.ReadAsync(buffer)) > 0) _lastOutput?.Write(OutputStream.Out, new string(buffer, 0, read));
    }

    private async Task PassOnErrors()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) _words.Add(line);
    }
}
