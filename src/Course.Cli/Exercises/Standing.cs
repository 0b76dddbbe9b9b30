namespace Course.Cli.Exercises;

/// <summary>Where the learner stands, by the progress log.</summary>
/// <param name="exercises">Every exercise of the course, in order.</param>
/// <param name="entries">The log, oldest first.</param>
internal sealed class Standing(IReadOnlyList<ExerciseEntry> exercises, IReadOnlyList<ProgressEntry> entries)
{
    private readonly ILookup<string, ProgressEntry> _checks = entries.Where(e => e.Kind == ProgressKind.Check).ToLookup(e => e.Exercise);

    /// <summary>Every exercise, in order.</summary>
    public IReadOnlyList<ExerciseEntry> Exercises => exercises;

    /// <summary>The next exercise to do: the first of the core path that is not passed; with that done, the first of the rest. Null when all are passed.</summary>
    public ExerciseEntry? Next => exercises.FirstOrDefault(e => e.Attribute.Core && !Passes(e)) ?? exercises.FirstOrDefault(e => !Passes(e));

    /// <summary>Whether the last check passed.</summary>
    public bool Passes(ExerciseEntry exercise) => Last(exercise) == nameof(Outcome.Passed);

    /// <summary>When it passed for the last time; null when it never did.</summary>
    public DateTimeOffset? PassedOn(ExerciseEntry exercise) => _checks[exercise.Id].LastOrDefault(e => e.Outcome == nameof(Outcome.Passed))?.Time;

    /// <summary>Whether it passed once and does not now.</summary>
    public bool FailsAgain(ExerciseEntry exercise) => !Passes(exercise) && PassedOn(exercise) is not null;

    /// <summary>How its last check ended; null when there was none.</summary>
    public string? Last(ExerciseEntry exercise) => _checks[exercise.Id].LastOrDefault()?.Outcome;

    /// <summary>The numbers of the hints that were read.</summary>
    public IReadOnlySet<int> HintsRead(ExerciseEntry exercise) =>
        entries.Where(e => e.Kind == ProgressKind.Hint && e.Exercise == exercise.Id && e.Number is not null).Select(e => e.Number!.Value).ToHashSet();

    /// <summary>Whether the solution was seen before a pass.</summary>
    public bool WasRevealed(ExerciseEntry exercise) => entries.Any(e => e.Kind == ProgressKind.Reveal && e.Exercise == exercise.Id);
}
