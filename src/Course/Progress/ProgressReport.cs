using System.Globalization;
using System.Text.Encodings.Web;
using Course.Display;

namespace Course;

/// <summary>How far the learner is, by the log: what passed, what passed once and fails now, hints and reveals.</summary>
/// <param name="Exercises">Every exercise of the course, in order.</param>
/// <param name="Entries">The log, oldest first.</param>
[TypeFormatterSource(typeof(ShowableFormatters))]
public sealed record ProgressReport(IReadOnlyList<ExerciseAttribute> Exercises, IReadOnlyList<ProgressEntry> Entries) : IShowable
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms => [new("text/html", $"<pre>{HtmlEncoder.Default.Encode(ToString())}</pre>"), new("text/plain", ToString())];

    /// <summary>A line for each unit, and one for each of its exercises.</summary>
    public override string ToString() => string.Join('\n', Exercises.GroupBy(exercise => exercise.Id.Split('.')[0]).SelectMany(Lines));

    private IEnumerable<string> Lines(IGrouping<string, ExerciseAttribute> unit)
    {
        int core = unit.Count(exercise => exercise.Core);
        yield return $"Unit {unit.Key}: {unit.Count(Passes)} of {unit.Count()} exercises passed; core path {unit.Count(exercise => exercise.Core && Passes(exercise))} of {core}";
        foreach (ExerciseAttribute exercise in unit) yield return $"  {State(exercise)}";
    }

    private bool Passes(ExerciseAttribute exercise) => Checks(exercise).LastOrDefault()?.Outcome == nameof(Outcome.Passed);

    private string State(ExerciseAttribute exercise)
    {
        ProgressEntry? passed = Checks(exercise).LastOrDefault(check => check.Outcome == nameof(Outcome.Passed));
        string name = $"{exercise.Id} {exercise.Title}";
        string state = (passed, Passes(exercise), Checks(exercise).LastOrDefault()?.Outcome) switch
        {
            (not null, true, _) => $"✓ {name}: passed on {Date(passed)}",
            (not null, false, _) => $"✗ {name}: passed on {Date(passed)}, fails now",
            (null, _, null or nameof(Outcome.NotStarted)) => $"○ {name}: not started",
            _ => $"✗ {name}: not yet",
        };
        int hints = Entries.Where(entry => entry.Kind == ProgressKind.Hint && entry.Exercise == exercise.Id).Select(entry => entry.Number).Distinct().Count();
        if (hints > 0) state += $"; {hints} {(hints == 1 ? "hint" : "hints")}";
        return Entries.Any(entry => entry.Kind == ProgressKind.Reveal && entry.Exercise == exercise.Id) ? state + "; solution seen before a pass" : state;
    }

    private IEnumerable<ProgressEntry> Checks(ExerciseAttribute exercise) => Entries.Where(entry => entry.Kind == ProgressKind.Check && entry.Exercise == exercise.Id);

    private static string Date(ProgressEntry entry) => entry.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
