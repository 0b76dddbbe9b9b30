namespace Course.Tests.Progress;

public sealed class ProgressReportTests
{
    [Fact]
    public void It_says_what_passed_what_fails_again_and_what_help_was_read()
    {
        ExerciseAttribute[] exercises =
        [
            new("1.1", "sums") { Core = true }, new("1.2", "norms") { Core = true }, new("1.3", "angles"), new("1.4", "spans"), new("2.1", "bases") { Core = true },
        ];
        ProgressEntry[] entries =
        [
            Check("1.1", Outcome.Failed, 1), Check("1.1", Outcome.Passed, 2),
            new(ProgressKind.Hint, "1.2") { Number = 1 }, new(ProgressKind.Hint, "1.2") { Number = 2 }, new(ProgressKind.Hint, "1.2") { Number = 2 },
            Check("1.2", Outcome.Passed, 3), Check("1.2", Outcome.Failed, 4),
            Check("1.3", Outcome.Failed, 5), new(ProgressKind.Reveal, "1.3"),
            Check("1.4", Outcome.NotStarted, 6),
        ];
        Verified.Equal(new ProgressReport(exercises, entries).ToString(), "report");
    }

    private static ProgressEntry Check(string exercise, Outcome outcome, int day) =>
        new(ProgressKind.Check, exercise) { Outcome = outcome.ToString(), Time = new DateTimeOffset(2026, 3, day, 12, 0, 0, TimeSpan.Zero) };
}
