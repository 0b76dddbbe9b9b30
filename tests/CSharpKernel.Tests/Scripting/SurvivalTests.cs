using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Scripting;

public sealed class SurvivalTests : SessionTest
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("Thread.Sleep(60_000);")]
    [InlineData("while (true) { try { Thread.Sleep(10); } catch { } }")]
    [InlineData("while (true) { try { while (true) { } } catch { } }")]
    [InlineData("await Task.Delay(60_000);")]
    [InlineData("Task.Delay(60_000).Wait();")]
    [InlineData("Parallel.For(0, 1_000_000, _ => Thread.Sleep(1));")]
    [InlineData("while (true) Console.WriteLine(1);")]
    [InlineData("await Task.Yield(); while (true) { }")]
    public async Task An_interrupt_stops_the_cell_and_keeps_its_state(string loop)
    {
        await Run("int x = 42;");
        (CellResult result, double stopMs) = await Interrupt(loop);
        Assert.Equal(CellStatus.Interrupted, result.Status);
        Assert.InRange(stopMs, 0, 1000);
        Assert.Equal("42", await Run("x"));
        Assert.Equal("43", await Run("Thread.Sleep(5); x + 1"));
    }
}
