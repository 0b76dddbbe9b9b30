using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Scripting;

/// <summary>One session's stop is no other's.</summary>
public sealed class HaltTests
{
    [Fact]
    public async Task An_interrupt_ends_the_loops_of_its_own_session_only()
    {
        await using ScriptSession one = new(), other = new();
        var summed = new RecordedOutput();
        // Some seconds in loops that call nothing, each step of them looking whether its session is halted.
        Task<CellResult> sum = other.ExecuteAsync(new Cell("double s = 0; long i = 0; while (i < 2_000_000_000) { s += i & 7; i++; } Console.WriteLine(s);", 1), summed, TestContext.Current.CancellationToken);
        while (!sum.IsCompleted)
        {
            using var interrupt = new CancellationTokenSource(100);
            CellResult stopped = await one.ExecuteAsync(new Cell("long n = 0; while (n >= 0) { n = (n + 1) & 1023; }", 1), new RecordedOutput(), interrupt.Token);
            Assert.Equal(CellStatus.Interrupted, stopped.Status);
        }

        Assert.Equal(CellStatus.Ok, (await sum).Status);
        Assert.Contains("7000000000", summed.Out, StringComparison.Ordinal);
    }
}
