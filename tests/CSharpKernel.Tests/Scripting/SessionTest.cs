using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Scripting;

/// <summary>A session for each test, and short words to run cells in it.</summary>
public abstract class SessionTest : IAsyncLifetime
{
    private int _number;

    protected ScriptSession Session { get; } = new(new ScriptSessionOptions { CacheDirectory = Path.Combine(Path.GetTempPath(), "csharp-kernel-tests"), WarmUp = false });

    protected RecordedOutput Output { get; set; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Session.DisposeAsync();
    }

    /// <summary>Runs a cell, whatever comes of it.</summary>
    protected Task<CellResult> Try(string code, string? directory = null, bool stdin = false, CancellationToken interrupt = default) =>
        Session.ExecuteAsync(new Cell(code, ++_number, directory, AllowStdin: stdin), Output, interrupt);

    /// <summary>Runs a cell that must succeed; its value as plain text, "" without one.</summary>
    protected async Task<string> Run(string code, string? directory = null)
    {
        CellResult result = await Try(code, directory, interrupt: TestContext.Current.CancellationToken);
        Assert.True(result.Status == CellStatus.Ok, result.Error is null ? result.Status.ToString() : string.Join('\n', result.Error.Traceback));
        return result.Value?.Text ?? "";
    }

    /// <summary>Runs a cell that must fail.</summary>
    protected async Task<CellError> Fail(string code, string? directory = null)
    {
        CellResult result = await Try(code, directory, interrupt: TestContext.Current.CancellationToken);
        Assert.Equal(CellStatus.Error, result.Status);
        return result.Error!;
    }

    /// <summary>Runs a cell and interrupts it after a while.</summary>
    /// <returns>The result, and how long it took from the interrupt to the end, in milliseconds.</returns>
    protected async Task<(CellResult Result, double StopMs)> Interrupt(string code, int afterMs = 150)
    {
        using var interrupt = new CancellationTokenSource();
        Task<CellResult> running = Try(code, interrupt: interrupt.Token);
        await Task.WhenAny(running, Task.Delay(afterMs, TestContext.Current.CancellationToken));
        Assert.False(running.IsCompleted, "The cell ended by itself.");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await interrupt.CancelAsync();
        CellResult result = await running.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        return (result, clock.Elapsed.TotalMilliseconds);
    }
}
