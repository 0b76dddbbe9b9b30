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
public sealed record TestFailure(string Input, string Actual, string Expected, string Reason, bool TimedOut = false);

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

    /// <summary>Something beside the solution that the learner should know, such as progress that could not be written; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The first failure; null when there is none.</summary>
    public TestFailure? FirstFailure => Tests.FirstOrDefault(test => !test.Passed)?.Failure;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms => [new("text/html", ToHtml()), new("text/plain", ToString()), new(MimeType, ToJson())];

    /// <summary>The verdict in at most 20 lines.</summary>
    public override string ToString()
    {
        const int MostTests = 12;
        var text = new StringBuilder();
        foreach (string line in Lines()) text.Append(line).Append('\n');
        if (Outcome == Outcome.NotStarted) return text.ToString().TrimEnd();
        IEnumerable<TestResult> failedFirst = Tests.OrderBy(test => test.Passed);
        foreach (TestResult test in failedFirst.Take(MostTests)) text.Append(test.Passed ? "  ✓ passed: " : "  ✗ failed: ").Append(test.Sentence).Append('\n');
        if (Tests.Count > MostTests) text.Append("  … ").Append(Tests.Count - MostTests).Append(" more\n");
        return text.ToString().TrimEnd();
    }

    private IEnumerable<string> Lines() => Note is null ? Summary() : Summary().Append(Note);

    private IEnumerable<string> Summary()
    {
        string name = $"Exercise {Exercise.Id}, {Exercise.Title}";
        switch (Outcome)
        {
            case Outcome.NotStarted when Tests.Any(test => test.Passed):
                IEnumerable<string> missing = Tests.Where(test => !test.Passed).Select(test => test.Failure!.Input.Split('(')[0]).Distinct();
                yield return $"○ {name}: started, {Tests.Count(test => test.Passed)} of {Tests.Count} tests passed. Not written yet: {string.Join(", ", missing)}.";
                yield break;
            case Outcome.NotStarted:
                yield return $"○ {name}: not started. Write your code in place of the exception, run that cell, then this one.";
                yield break;
            case Outcome.Passed:
                yield return $"✓ {name}: passed, {Tests.Count} of {Tests.Count} tests.";
                yield break;
            default:
                yield return $"✗ {name}: not yet, {Tests.Count(test => test.Passed)} of {Tests.Count} tests passed.";
                TestFailure failure = FirstFailure!;
                yield return failure.Input.Length == 0 ? $"{failure.Actual}, expected {failure.Expected}." : $"{failure.Input} gave {failure.Actual}, expected {failure.Expected}.";
                yield return Misconception ?? failure.Reason;
                if (Exercise.Theory.Length > 0) yield return $"Go back to: {Exercise.Theory}.";
                yield break;
        }
    }

    private string ToHtml()
    {
        static string Encode(string text) => HtmlEncoder.Default.Encode(text);
        var html = new StringBuilder("<div role=\"status\">");
        foreach (string line in Lines()) html.Append("<p style=\"margin:0.2em 0\">").Append(Encode(line)).Append("</p>");
        if (Outcome != Outcome.NotStarted)
        {
            html.Append(Outcome == Outcome.Passed ? "<details>" : "<details open>").Append("<summary>Tests</summary><ul style=\"list-style:none\">");
            foreach (TestResult test in Tests.OrderBy(test => test.Passed)) html.Append("<li>").Append(test.Passed ? "✓ passed: " : "✗ failed: ").Append(Encode(test.Sentence)).Append("</li>");
            html.Append("</ul></details>");
        }

        return html.Append("</div>").ToString();
    }

    private string ToJson() => JsonSerializer.Serialize(new
    {
        exercise = Exercise.Id,
        title = Exercise.Title,
        outcome = Outcome.ToString(),
        tests = Tests.Select(test => new { name = test.Sentence, passed = test.Passed }),
        failure = FirstFailure is { } failure ? new { input = failure.Input, actual = failure.Actual, expected = failure.Expected, reason = failure.Reason } : null,
        misconception = Misconception,
    });
}
