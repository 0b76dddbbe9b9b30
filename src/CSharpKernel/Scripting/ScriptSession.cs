using System.Text.Json.Nodes;
using CSharpKernel.Display;
using CSharpKernel.Language;
using CSharpKernel.Scripting.Halts;

namespace CSharpKernel.Scripting;

/// <summary>A C# session in this process.</summary>
/// <remarks>
/// <para><c>await using var session = new ScriptSession();</c> is ready at once: the compiler warms up in the background, and the first cell waits for what is left of that.</para>
/// <para>The first session of a process routes <see cref="Console"/>, so that each session's code writes to its own output while the host's goes where it went
/// (<see cref="ConsoleRouter"/>), and reports exceptions of background threads instead of letting them end the process.</para>
/// </remarks>
public sealed class ScriptSession : ISession
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly OutputQueue _output;
    private readonly SessionScope _scope;
    private readonly CellCompiler _compiler;
    private readonly DirectiveRunner _directives;
    private readonly MemoryWatch _memory;
    private readonly InputPrompt _input;
    private readonly LanguageServices _language;
    private readonly CancellationTokenSource _asked = new();   // the first request ends the warm-up
    private readonly Task _ready;
    private string? _directory;
    private bool _isDisposed;

    /// <summary>Starts a session.</summary>
    /// <param name="options">How it is set up; null: the defaults.</param>
    public ScriptSession(ScriptSessionOptions? options = null)
    {
        options ??= new ScriptSessionOptions();
        var lines = new SourceLines();
        var store = new AssemblyStore(new ShadowCopies(Path.Combine(options.CacheDirectory, "assemblies")));
        HaltSwitch halt = HaltSwitch.Take();
        var chain = new SubmissionChain(store, halt);
        _output = new OutputQueue(options.OutputLimit);
        _input = new InputPrompt(_output);
        _memory = new MemoryWatch(options.MemoryLimit);
        _scope = new SessionScope(_output, _input, new ValueFormatter(), new CommRegistry(_output), new RuntimeErrorText(lines), halt);
        _compiler = new CellCompiler(chain, new LibraryChain(store, chain, lines), lines);
        _directives = new DirectiveRunner(store, new PackageRestore(Path.Combine(options.CacheDirectory, "packages")), _scope);
        _language = new LanguageServices(chain, store, () => _directory ?? Directory.GetCurrentDirectory());
        ConsoleRouter.Install();
        UnhandledExceptions.Watch(_scope);
        StopScope.Share();
        SessionWarmUp? warmUp = options.WarmUp ? new SessionWarmUp(store, lines, _memory, _language) : null;
        _ready = Task.Run(() => Prepare(warmUp));
    }

    /// <inheritdoc/>
    public async Task<CellResult> ExecuteAsync(Cell cell, ICellOutput output, CancellationToken interrupt)
    {
        await Ready();
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            return await CellThread.Run(() => OnCellThread(cell.AllowStdin, output, () => Execute(cell, interrupt), interrupt));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public Task<Completions> CompleteAsync(string code, int cursor, CancellationToken cancellation) =>
        Answer(() => _language.Complete(code, cursor, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<MimeBundle?> InspectAsync(string code, int cursor, int detail, CancellationToken cancellation) =>
        Answer(() => _language.Inspect(code, cursor, detail, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<Completeness> IsCompleteAsync(string code) => Task.FromResult(CompletenessCheck.Of(code));

    /// <inheritdoc/>
    public async Task CommAsync(string messageType, JsonObject content, ICellOutput output, CancellationToken interrupt)
    {
        await Ready();
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await CellThread.Run(() => OnCellThread(false, output, () =>
            {
                CellThread.RunStoppable(() => _scope.Comms.Receive(messageType, content), interrupt);
                return true;
            }, interrupt));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        await Ready();
        _asked.Dispose();
        _memory.Dispose();
        _output.Dispose();
        _turn.Dispose();
        _scope.Halt.Return();
    }

    private async Task<T> Answer<T>(Func<T> question, CancellationToken cancellation)
    {
        await Ready().WaitAsync(cancellation);
        return await Task.Run(question, cancellation);
    }

    private CellResult Execute(Cell cell, CancellationToken interrupt)
    {
        _directory = cell.Directory;
        using var execution = new CellExecution(cell, _scope, _compiler, _directives, _memory);
        return execution.Run(interrupt);
    }

    private T OnCellThread<T>(bool allowStdin, ICellOutput output, Func<T> run, CancellationToken interrupt)
    {
        _scope.Enter();
        _output.Attach(output);
        _input.Attach(output, allowStdin, interrupt);
        try
        {
            return run();
        }
        finally
        {
            _input.Detach();
            _output.Detach();
        }
    }

    private Task Ready()
    {
        if (!_ready.IsCompleted) _asked.Cancel();
        return _ready;
    }

    private void Prepare(SessionWarmUp? warmUp)
    {
        _compiler.Compile(CellCompiler.DefaultUsings, "usings", CancellationToken.None);
        warmUp?.Run(_asked.Token);
    }
}
