using CSharpKernel.Scripting;

namespace CSharpKernel.Tests.Scripting;

public sealed class OutputTests : SessionTest
{
    [Fact]
    public async Task Text_and_values_come_in_the_order_they_were_put_out()
    {
        await Run("Console.Write(1); Console.Error.Write(2); display(3); Console.Write(4);");
        Assert.Equal(["out:1", "error:2", "display:3", "out:4"], Output.Events);
    }

    [Fact]
    public async Task Text_comes_while_the_cell_runs()
    {
        Task<CellResult> running = Try("Console.Write(\"now\"); await Task.Delay(500);", interrupt: TestContext.Current.CancellationToken);
        while (Output.Out.Length == 0 && !running.IsCompleted) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        Assert.Equal("now", Output.Out);
        await running;
    }

    [Fact]
    public async Task Twenty_megabytes_come_whole_in_few_pieces()
    {
        await Run("for (int i = 0; i < 200_000; i++) Console.WriteLine(new string('x', 99));");
        Assert.Equal(20_000_000, Output.Out.Length);
        Assert.InRange(Output.Writes, 1, 1500);
    }

    [Fact]
    public async Task A_hundred_megabytes_are_cut_with_a_notice()
    {
        await Run("var line = new string('x', 9_999); for (int i = 0; i < 10_000; i++) Console.WriteLine(line);");
        Assert.Equal(32_000_000, Output.Out.Length);
        Assert.Contains("68,000,000 more were left out", Output.Error, StringComparison.Ordinal);
        Assert.Equal("2", await Run("1 + 1"));
    }

    [Fact]
    public async Task What_a_thread_writes_after_its_cell_comes_with_the_next_one()
    {
        await Run("var later = Task.Run(async () => { await Task.Delay(100); Console.Write(\"late\"); });");
        Assert.Equal("", Output.Out);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Output = new RecordedOutput();
        await Run("1");
        Assert.Equal("late", Output.Out);
    }

    [Fact]
    public async Task A_thread_that_writes_without_end_does_not_hold_the_cell()
    {
        await Run("bool go = true; new Thread(() => { while (go) Console.WriteLine(\"still here\"); }).Start();");
        Assert.Equal("2", await Run("1 + 1"));
        await Run("go = false;");
    }

    [Fact]
    public async Task The_hosts_own_console_is_left_alone()
    {
        await Run("Console.Write(1);");
        Console.WriteLine("the host");
        Assert.Equal("1", Output.Out);
    }

    [Fact]
    public async Task A_shown_value_can_be_replaced()
    {
        await Run("var shown = display(1); shown.Update(2);");
        Assert.Equal(["display:1", "update:2"], Output.Events);
        Assert.Equal(Output.Shown[0].Id, Output.Shown[1].Id);
    }

    [Fact]
    public async Task Output_can_be_cleared()
    {
        await Run("ClearOutput(); ClearOutput(wait: true);");
        Assert.Equal(["clear:False", "clear:True"], Output.Events);
    }
}
