using System.Diagnostics;

namespace Course.Tests.Progress;

public sealed class ProgressLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("course-progress-").FullName;

    private string LogPath => Path.Combine(_folder, ".course", "progress.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_appended_is_read_in_order_with_its_time()
    {
        var log = new ProgressLog(LogPath, new StoppedClock());
        Assert.Null(log.Append(new ProgressEntry(ProgressKind.Check, "1.2") { Outcome = "Failed", FailedTests = ["A", "B"], Misconception = "You left out the root." }));
        Assert.Null(log.Append(new ProgressEntry(ProgressKind.Hint, "1.2") { Number = 1 }));
        IReadOnlyList<ProgressEntry> entries = log.Read();
        Assert.Equal([ProgressKind.Check, ProgressKind.Hint], entries.Select(entry => entry.Kind));
        Assert.Equal(["A", "B"], entries[0].FailedTests);
        Assert.Equal("You left out the root.", entries[0].Misconception);
        Assert.Equal(StoppedClock.Now, entries[0].Time);
        Assert.Equal(1, entries[1].Number);
    }

    [Fact]
    public void A_line_that_a_killed_process_tore_is_skipped_and_spoils_no_later_one()
    {
        var log = new ProgressLog(LogPath, new StoppedClock());
        log.Append(new ProgressEntry(ProgressKind.Hint, "1.1"));
        log.Append(new ProgressEntry(ProgressKind.Hint, "1.2"));
        using (FileStream file = File.OpenWrite(LogPath)) file.SetLength(file.Length - 20);
        log.Append(new ProgressEntry(ProgressKind.Hint, "1.3"));
        Assert.Equal(["1.1", "1.3"], log.Read().Select(entry => entry.Exercise));
    }

    [Fact]
    public void Lines_of_a_newer_course_are_skipped_and_their_fields_ignored()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogPath)!);
        File.WriteAllText(LogPath,
            """
            {"kind":"Duel","exercise":"1.1"}
            {"kind":"Hint","exercise":"1.2","mood":{"level":3}}
            [1, 2]
            {"kind":"Hint"}
            """);
        Assert.Equal(["1.2"], new ProgressLog(LogPath, TimeProvider.System).Read().Select(entry => entry.Exercise));
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            var log = new ProgressLog(LogPath, TimeProvider.System);
            for (int i = 0; i < 25; i++) Assert.Null(log.Append(new ProgressEntry(ProgressKind.Hint, $"{writer}.{i}")));
        }, TestContext.Current.CancellationToken)));
        Assert.Equal(100, new ProgressLog(LogPath, TimeProvider.System).Read().Select(entry => entry.Exercise).Distinct().Count());
    }

    [Fact]
    public void A_torn_last_line_loses_nothing_before_it_wherever_it_was_torn()
    {
        var log = new ProgressLog(LogPath, new StoppedClock());
        foreach (string id in new[] { "1.1", "1.2", "1.3" }) log.Append(new ProgressEntry(ProgressKind.Check, id) { Outcome = "Passed", Misconception = "Zwölf Äpfel" });
        byte[] whole = File.ReadAllBytes(LogPath);
        int last = whole.AsSpan(0, whole.Length - 2).LastIndexOf((byte)'\n') + 1;
        for (int length = last; length < whole.Length - 1; length++)   // in the midst of a letter of two bytes too
        {
            File.WriteAllBytes(LogPath, whole.AsSpan(0, length));
            Assert.Equal(["1.1", "1.2"], log.Read().Select(entry => entry.Exercise));
        }

        log.Append(new ProgressEntry(ProgressKind.Hint, "1.4"));
        Assert.Equal(["1.1", "1.2", "1.4"], log.Read().Select(entry => entry.Exercise));
    }

    /// <summary>What the processes below run: with the variable set it appends until it is killed.</summary>
    [Fact]
    public void A_process_appends_its_entries_in_order()
    {
        string? writer = Environment.GetEnvironmentVariable("COURSE_TEST_WRITER");
        var log = new ProgressLog(writer is null ? LogPath : Environment.GetEnvironmentVariable("COURSE_TEST_LOG")!, TimeProvider.System);
        int count = writer is null ? 3 : 1_000_000;
        for (int i = 0; i < count; i++)
        {
            Assert.Null(log.Append(new ProgressEntry(ProgressKind.Hint, writer ?? "alone") { Number = i }));
            Thread.Sleep(1);   // lets the others in
        }

        Assert.Equal([0, 1, 2], log.Read().Select(entry => entry.Number ?? -1).Take(3));
    }

    [Fact]
    public void Two_processes_write_at_once_and_a_killed_one_leaves_the_log_whole_and_free()
    {
        using Process a = Writer("a"), b = Writer("b");
        var log = new ProgressLog(LogPath, TimeProvider.System);
        try
        {
            Assert.True(SpinWait.SpinUntil(() => log.Read() is var seen && seen.Count(entry => entry.Exercise == "a") > 50 && seen.Count(entry => entry.Exercise == "b") > 50, TimeSpan.FromSeconds(60)), "the processes did not write");
        }
        finally
        {
            a.Kill();   // kill -9 on Unix, in the midst of its writing
            a.WaitForExit();
        }

        int before = log.Read().Count(entry => entry.Exercise == "b");
        Assert.True(SpinWait.SpinUntil(() => log.Read().Count(entry => entry.Exercise == "b") > before + 20, TimeSpan.FromSeconds(60)), "the other process was held up");
        b.Kill();
        b.WaitForExit();
        Assert.Null(log.Append(new ProgressEntry(ProgressKind.Hint, "after")));
        IReadOnlyList<ProgressEntry> entries = log.Read();
        foreach (string who in new[] { "a", "b" })
        {
            int[] numbers = [.. entries.Where(entry => entry.Exercise == who).Select(entry => entry.Number!.Value)];
            Assert.Equal(Enumerable.Range(0, numbers.Length), numbers);   // none lost, none twice, in order
        }

        Assert.Equal("after", entries[^1].Exercise);
    }

    private Process Writer(string name)
    {
        ProcessStartInfo start = new("dotnet", [typeof(ProgressLogTests).Assembly.Location, "-method", $"*{nameof(ProgressLogTests)}.{nameof(A_process_appends_its_entries_in_order)}"]) { RedirectStandardOutput = true };
        start.Environment["COURSE_TEST_WRITER"] = name;
        start.Environment["COURSE_TEST_LOG"] = LogPath;
        return Process.Start(start)!;
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said_in_words()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        string? problem = new ProgressLog(Path.Combine(file, "progress.jsonl"), TimeProvider.System).Append(new ProgressEntry(ProgressKind.Hint, "1.1"));
        Assert.StartsWith("Your progress was not written: ", problem, StringComparison.Ordinal);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public static DateTimeOffset Now { get; } = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
