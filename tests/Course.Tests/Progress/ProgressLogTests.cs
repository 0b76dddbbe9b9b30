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
