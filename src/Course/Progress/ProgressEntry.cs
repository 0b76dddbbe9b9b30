namespace Course;

/// <summary>What an entry of the progress log tells of.</summary>
public enum ProgressKind
{
    /// <summary>A kind that a newer course wrote: it is skipped.</summary>
    Unknown,

    /// <summary>A solution was checked.</summary>
    Check,

    /// <summary>A hint was read.</summary>
    Hint,

    /// <summary>The reference was shown before a pass.</summary>
    Reveal,

    /// <summary>A checkpoint's question was answered.</summary>
    Checkpoint,
}

/// <summary>One line of the progress log.</summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="Exercise">Unit and number, "1.2".</param>
public sealed record ProgressEntry(ProgressKind Kind, string Exercise)
{
    /// <summary>When it was written, in UTC; the log sets it.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>How a check ended: the name of an <see cref="Outcome"/>; "Passed" or "Failed" for a checkpoint.</summary>
    public string? Outcome { get; init; }

    /// <summary>The sentences of the tests that failed.</summary>
    public IReadOnlyList<string> FailedTests { get; init; } = [];

    /// <summary>The known mistake that was recognised.</summary>
    public string? Misconception { get; init; }

    /// <summary>A hint's number.</summary>
    public int? Number { get; init; }

    /// <summary>The course's version; the log sets it.</summary>
    public string? Version { get; init; }
}
