using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Course.Display;

namespace Course;

/// <summary>How a check ended.</summary>
public enum Outcome
{
    /// <summary>A stub still throws NotImplementedException, and nothing that is written fails.</summary>
    NotStarted,

    /// <summary>Every test passed.</summary>
    Passed,

    /// <summary>A test failed.</summary>
    Failed,
}

/// <summary>One test of an exercise: a sentence, and whether it is true of the solution.</summary>
public sealed record TestResult(string Sentence, bool Passed, TestFailure? Failure = null);

/// <summary>Why a test failed.</summary>
/// <param name="Input">The learner's function with what it was given; empty when none was called.</param>
/// <param name="Actual">What it returned or did.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Reason">Why that matters.</param>
/// <param name="TimedOut">Whether it ran out of time.</param>
public sealed record TestFailure(string Input, string Actual, string Expected, string Reason, bool TimedOut = false)
{
    /// <summary>Whether the function is as its stub was shipped.</summary>
    internal bool IsNotWritten => Actual == nameof(NotImplementedException);
}

/// <summary>What the tests said of a solution.</summary>
/// <param name="Exercise">Which exercise it is.</param>
/// <param name="Outcome">How the check ended.</param>
/// <param name="Tests">Every test, in the order of the source.</param>
/// <param name="Misconception">What to tell somebody who made a known mistake; null when it is none of them.</param>
[TypeFormatterSource(typeof(ShowableFormatters), PreferredMimeTypes = ["text/html", "text/plain", MimeType])]
public sealed record Verdict(ExerciseAttribute Exercise, Outcome Outcome, IReadOnlyList<TestResult> Tests, string? Misconception) : IShowable
{
    /// <summary>The form that programs read.</summary>
    public const string MimeType = "application/vnd.course.verdict+json";

    private const int MostLines = 20;

    /// <summary>Something beside the solution that the learner should know, such as progress that could not be written; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What to do next: which hint, which section; null when nothing is needed.</summary>
    public string? Next { get; init; }

    /// <summary>The first failure; null when there is none.</summary>
    public TestFailure? FirstFailure => Tests.FirstOrDefault(test => !test.Passed)?.Failure;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms => [new("text/html", ToHtml()), new("text/plain", ToString()), new(MimeType, ToJson())];

    /// <summary>The verdict in at most 20 lines.</summary>
    public override string ToString() => string.Join('\n', Lines().Concat(TestLines()));

    /// <summary>What is said above the list of tests, line by line.</summary>
    private IEnumerable<string> Lines()
    {
        string name = $"Exercise {Exercise.Id}, {Exercise.Title}";
        IEnumerable<string> lines = Outcome switch
        {
            Outcome.NotStarted when Tests.Any(test => test.Passed) =>
                [FormattableString.Invariant($"○ {name}: started, {PassedCount} of {Tests.Count} tests passed. Not written yet: {string.Join(", ", Missing())}.")],
            Outcome.NotStarted => [$"○ {name}: not started. Write your code in place of the exception, run that cell, then this one."],
            Outcome.Passed => [FormattableString.Invariant($"✓ {name}: passed, {PassedCount} of {Tests.Count} tests.")],
            _ => [FormattableString.Invariant($"✗ {name}: not yet, {PassedCount} of {Tests.Count} tests passed."), .. FailureLines(FirstFailure!)],
        };
        return Note is null ? lines : lines.Append(Note);
    }

    private int PassedCount => Tests.Count(test => test.Passed);

    private IEnumerable<string> Missing() => Tests.Where(test => !test.Passed).Select(test => test.Failure!.Input.Split('(')[0]).Distinct();

    private IEnumerable<string> FailureLines(TestFailure failure)
    {
        const int LongestSentence = 110, MostRows = 6;
        string sentence = failure.Input.Length == 0 ? $"{failure.Actual}, expected {failure.Expected}." : $"{failure.Input} gave {failure.Actual.TrimEnd('.')}, expected {failure.Expected}.";
        if (sentence.Length <= LongestSentence) yield return sentence;
        else
        {
            foreach (string line in Block("You were given: ", failure.Input, MostRows).Concat(Block("You answered:   ", failure.Actual, MostRows)).Concat(Block("Expected:       ", failure.Expected, MostRows))) yield return line;
        }

        yield return Misconception ?? failure.Reason;
        if (Next is not null) yield return Next;
    }

    // A matrix that is too long for a sentence stands in rows.
    private static IEnumerable<string> Block(string label, string value, int mostRows)
    {
        if (value.Length == 0) yield break;
        const int LongestLine = 110, LongestValue = 400;
        string cut = value.Length <= LongestValue ? value : value[..LongestValue] + " …";
        string[] rows = label.Length + cut.Length <= LongestLine ? [cut] : cut.Split("], [");
        int shown = Math.Min(rows.Length, mostRows);
        for (int i = 0; i < shown; i++)
            yield return (i == 0 ? label : new string(' ', label.Length)) + (i == 0 ? "" : "[") + rows[i] + (i == rows.Length - 1 ? "" : i == shown - 1 ? "], …" : "],");
    }

    private IEnumerable<string> TestLines()
    {
        if (Outcome == Outcome.NotStarted) yield break;
        int most = Math.Max(3, MostLines - Lines().Count());
        TestResult[] failedFirst = [.. Tests.OrderBy(test => test.Passed)];
        int shown = failedFirst.Length <= most ? failedFirst.Length : most - 1;
        foreach (TestResult test in failedFirst.Take(shown)) yield return "  " + Line(test);
        if (shown < failedFirst.Length) yield return FormattableString.Invariant($"  … {failedFirst.Length - shown} more: {failedFirst.Skip(shown).Count(test => !test.Passed)} failed");
    }

    private static string Line(TestResult test)
    {
        const int Longest = 150;
        string sentence = test.Sentence.Length <= Longest ? test.Sentence : test.Sentence[..Longest] + " …";
        return (test.Passed ? "✓ passed: " : "✗ failed: ") + sentence;
    }

    /// <summary>The verdict for a page: the same words, with what was given, answered and expected one under the other.</summary>
    /// <remarks>The colour at the side says nothing that the words do not: each outcome has its sign and its word.</remarks>
    private string ToHtml()
    {
        const string Quiet = "margin:0.3em 0";
        var html = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<div role=\"status\" style=\"border-left:4px solid {Colour};padding:0.2em 0 0.2em 0.9em;max-width:60em;overflow-wrap:anywhere\">");
        html.Append(CultureInfo.InvariantCulture, $"<p style=\"{Quiet};font-weight:600\">{Encode(Lines().First())}</p>");
        if (Outcome == Outcome.Failed && FirstFailure is { } failure)
        {
            html.Append("<dl style=\"display:grid;grid-template-columns:max-content minmax(0,1fr);gap:0.2em 0.9em;margin:0.4em 0\">");
            foreach ((string label, string value) in new[] { ("You were given", failure.Input), ("You answered", failure.Actual), ("Expected", failure.Expected) })
                if (value.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<dt style=\"margin:0;font-weight:normal;opacity:0.8\">{label}</dt><dd style=\"margin:0\"><code style=\"white-space:pre-wrap;background:none\">{Encode(Rows(value))}</code></dd>");
            html.Append(CultureInfo.InvariantCulture, $"</dl><p style=\"{Quiet}\">{Encode(Misconception ?? failure.Reason)}</p>");
            if (Next is not null) html.Append(CultureInfo.InvariantCulture, $"<p style=\"{Quiet};opacity:0.8\">{Encode(Next)}</p>");
        }

        if (Note is not null) html.Append(CultureInfo.InvariantCulture, $"<p style=\"{Quiet}\">{Encode(Note)}</p>");
        if (Outcome != Outcome.NotStarted)
        {
            html.Append(Outcome == Outcome.Passed ? "<details>" : "<details open>").Append("<summary>Tests</summary><ul style=\"list-style:none;margin:0.3em 0;padding-left:1em\">");
            foreach (string line in TestLines()) html.Append("<li>").Append(Encode(line.Trim())).Append("</li>");
            html.Append("</ul></details>");
        }

        return html.Append("</div>").ToString();
    }

    // Okabe and Ito's green and vermilion, which colour-blind readers tell apart, and a grey.
    private string Colour => Outcome switch { Outcome.Passed => "#009e73", Outcome.Failed => "#d55e00", _ => "#777777" };

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    // A matrix that is too long for a line stands in rows.
    private static string Rows(string value)
    {
        const int LongestLine = 90, LongestValue = 400, MostRows = 6;
        string cut = value.Length <= LongestValue ? value : value[..LongestValue] + " …";
        string[] rows = cut.Length <= LongestLine ? [cut] : cut.Split("], [");
        string shown = string.Join("],\n[", rows.Take(MostRows));
        return rows.Length <= MostRows ? shown : shown + "], …";
    }

    private string ToJson() => JsonSerializer.Serialize(new
    {
        exercise = Exercise.Id,
        title = Exercise.Title,
        outcome = Outcome.ToString(),
        tests = Tests.Select(test => new { name = test.Sentence, passed = test.Passed }),
        failure = FirstFailure is { } failure ? new { input = failure.Input, actual = failure.Actual, expected = failure.Expected, reason = failure.Reason } : null,
        misconception = Misconception,
        next = Next,
        note = Note,
    });
}
