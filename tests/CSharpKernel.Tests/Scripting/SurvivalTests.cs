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
    [InlineData("try { throw new Exception(); } catch { while (true) { } }")]
    [InlineData("while (true) { try { Console.WriteLine(1); } catch { } }")]
    [InlineData("while (true) _ = Enumerable.Range(0, 100).Sum(i => i * 2.0);")]
    [InlineData("for (double d = 0; d < 1; d += 1e-30) { }")]
    [InlineData("for (int i = 0; i < 10; i++) i--;")]
    [InlineData("IEnumerable<int> Ones() { while (true) yield return 1; } foreach (int one in Ones()) { }")]
    [InlineData("int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2); Fib(90)")]
    [InlineData("Func<int, int>? fib = null; fib = n => n < 2 ? n : fib!(n - 1) + fib(n - 2); fib(90)")]
    [InlineData("int a = 0; do a++; while (true);")]
    [InlineData("_ = Enumerable.Range(0, int.MaxValue).Where(i => { for (int k = 0; k < 100_000; k++) { } return false; }).ToArray();")]
    public async Task An_interrupt_stops_the_cell_and_keeps_its_state(string loop)
    {
        await Run("int x = 42;");
        (CellResult result, double stopMs) = await Interrupt(loop);
        Assert.Equal(CellStatus.Interrupted, result.Status);
        Assert.InRange(stopMs, 0, 1000);
        Assert.Equal("42", await Run("x"));
        Assert.Equal("43", await Run("Thread.Sleep(5); x + 1"));
    }

    [Theory]
    [InlineData("Parallel.For(0, 8, i => { Begin(); while (true) beats[i]++; });")]
    [InlineData("Parallel.ForEach(Enumerable.Range(0, 8), i => { Begin(); for (; ; ) beats[i]++; });")]
    [InlineData("Parallel.For(0, 8, i => { Begin(); while (true) { try { while (true) beats[i]++; } catch { } } });")]
    [InlineData("IEnumerable<int> Ever() { while (true) yield return 1; } Parallel.For(0, 8, i => { Begin(); foreach (int n in Ever()) beats[i] += n; });")]
    [InlineData("Task.WaitAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => { Begin(); do beats[i]++; while (true); })).ToArray());")]
    [InlineData("void Beat(int i) { Begin(); while (true) beats[i]++; } new Thread(() => Beat(0)).Start(); Beat(1);")]
    [InlineData("await Task.Delay(1).ConfigureAwait(false); Begin(); while (true) beats[0]++;")]
    [InlineData("Enumerable.Range(0, 8).AsParallel().Select(i => { Begin(); while (true) beats[i]++; return i; }).Sum()")]
    public async Task After_an_interrupt_no_thread_of_the_cell_goes_on(string endless)
    {
        await Run("long[] beats = new long[8]; void Begin() => Console.Write('.');");
        Assert.Equal(CellStatus.Interrupted, await InterruptOnceItWrites(endless));
        // One step more a thread may take: that in which it is asked.
        Assert.Equal("True", await Run("Thread.Sleep(50); long before = beats.Sum(); Thread.Sleep(100); beats.Sum() - before <= 8"));
        Assert.Equal("", Output.Error);
        Assert.Equal(CellStatus.Interrupted, await InterruptOnceItWrites(endless));   // and the next one starts, and stops, as the first did
    }

    private async Task<CellStatus> InterruptOnceItWrites(string code)
    {
        Output = new RecordedOutput();
        using var interrupt = new CancellationTokenSource();
        Task<CellResult> running = Try(code, interrupt: interrupt.Token);
        while (Output.Out.Length == 0 && !running.IsCompleted) await Task.Delay(5, TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        return (await running.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Status;
    }

    [Fact]
    public async Task A_failed_cell_shows_its_line_and_where_the_whole_stack_is()
    {
        CellError error = await Fail("int Third(List<int> items) =>\n    items[2];\nThird([1])");
        Assert.Equal("System.ArgumentOutOfRangeException", error.Name);
        Assert.Equal(["   at Third in cell 1, line 2", "      items[2];", "   at cell 1, line 3", "   (LastError() shows the whole stack.)"], error.Traceback.TakeLast(4));
        Assert.Contains("System.Collections.Generic.List", await Run("LastError()"), StringComparison.Ordinal);
    }

    /// <summary>The runtime's abort did, within 60 interrupts.</summary>
    [Fact]
    public async Task Interrupts_of_code_that_calls_methods_never_end_the_process()
    {
        await Run("double[,] m = new double[200, 200]; int x = 42;");
        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(CellStatus.Interrupted, (await Interrupt("while (true) _ = Enumerable.Range(0, 100).Sum(i => i * 2.0);", afterMs: 5 + i)).Result.Status);
            Assert.Equal(CellStatus.Interrupted, (await Interrupt("while (true) for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) m[i, j] += Math.Sqrt(m[j, i]);", afterMs: 5 + i)).Result.Status);
        }

        Assert.Equal("42", await Run("x"));
    }

    [Fact]
    public async Task What_a_cell_has_started_stops_with_it()
    {
        await Run("long turns = 0;");
        await Interrupt("Parallel.For(0, 4, _ => { while (true) Interlocked.Increment(ref turns); });");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        string before = await Run("turns");
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(before, await Run("turns"));
    }

    [Fact]
    public async Task What_an_earlier_cell_has_started_goes_on_when_a_later_one_is_interrupted()
    {
        await Run("long turns = 0; bool over = false; var background = Task.Run(() => { while (!over) { turns++; Thread.Sleep(1); } });");
        await Interrupt("while (true) { }");
        string before = await Run("turns");
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.NotEqual(before, await Run("turns"));
        await Run("over = true; await background;");
    }

    [Fact]
    public async Task An_interrupt_inside_a_write_leaves_the_console_usable()
    {
        for (int i = 0; i < 5; i++) await Interrupt("while (true) try { Console.Out.WriteLine(DateTime.Now.Ticks); } catch (OperationCanceledException) { }", afterMs: 30 + i);
        Output = new RecordedOutput();
        await Run("Console.WriteLine(\"still here\");");
        Assert.Contains("still here\n", Output.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Environment.Exit(3);", "Environment.Exit(3)")]
    [InlineData("System.Environment.FailFast(\"no\");", "Environment.FailFast(\"no\")")]
    [InlineData("try { Environment.Exit(1); } catch { while (true) { } }", "Environment.Exit(1)")]
    [InlineData("void Leave() { Environment.Exit(2); } Task.Run(Leave); Thread.Sleep(20_000);", "Environment.Exit(2)")]
    [InlineData("using static System.Environment; Exit(4);", "Environment.Exit(4)")]
    public async Task The_end_of_the_process_is_only_the_end_of_the_cell(string code, string call)
    {
        await Run("int x = 42;");
        CellError error = await Fail(code);
        Assert.Equal("CellExit", error.Name);
        Assert.StartsWith(call + " ended this cell, not the kernel", error.Message, StringComparison.Ordinal);
        Assert.Equal("42", await Run("x"));
    }

    [Theory]
    [InlineData("new Thread(() => throw new InvalidOperationException(\"no\")).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException(\"no\"));")]
    [InlineData("ThreadPool.UnsafeQueueUserWorkItem(_ => throw new InvalidOperationException(\"no\"), null);")]
    [InlineData("async void Forgotten() { await Task.Delay(1); throw new InvalidOperationException(\"no\"); } Forgotten(); await Task.Delay(50);")]
    public async Task An_exception_that_nobody_catches_is_shown_and_the_session_lives(string code)
    {
        await Run("int x = 42;");
        await Run(code);
        for (int i = 0; i < 100 && Output.Error.Length == 0; i++) await Run("Thread.Sleep(20);");
        Assert.Contains("System.InvalidOperationException: no\n", Output.Error, StringComparison.Ordinal);
        Assert.Contains(" in cell 2, line 1", Output.Error, StringComparison.Ordinal);
        Assert.Equal("42", await Run("x"));
    }

    [Fact]
    public async Task A_cell_that_takes_all_memory_is_stopped()
    {
        long limit = Environment.WorkingSet + (300L << 20);
        await using var small = new ScriptSession(new ScriptSessionOptions { MemoryLimit = limit, WarmUp = false });
        await small.ExecuteAsync(new Cell("int x = 42;", 1), Output, TestContext.Current.CancellationToken);
        CellResult taken = await small.ExecuteAsync(
            new Cell("var all = new List<byte[]>(); while (true) { var some = new byte[1 << 20]; Array.Fill(some, (byte)1); all.Add(some); }", 2), Output, TestContext.Current.CancellationToken);
        Assert.Equal("System.OutOfMemoryException", taken.Error?.Name);
        Assert.InRange(Environment.WorkingSet, 0, limit);
        CellResult after = await small.ExecuteAsync(new Cell("all == null && x == 42", 3), Output, TestContext.Current.CancellationToken);
        Assert.Equal("True", after.Value?.Text);
    }

    [Fact]
    public async Task A_question_nobody_can_answer_reads_null()
    {
        Assert.Equal("True", await Run("Console.ReadLine() == null"));
        Assert.Contains("no input", Output.Error, StringComparison.Ordinal);
    }
}
