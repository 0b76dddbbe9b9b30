using System.Globalization;
using System.Text.Encodings.Web;
using Course.Display;

namespace Course;

/// <summary>A question about an idea, with one right answer that is explained once you have answered.</summary>
/// <param name="Id">Unit and number, "1.3".</param>
/// <param name="Question">What is asked, with the way to write the answer where that is not obvious.</param>
/// <param name="Expected">The right answer: a bool, a text (letter case and outer blanks do not count) or a number.</param>
/// <param name="Explanation">Why it is right; shown after an answer.</param>
[TypeFormatterSource(typeof(ShowableFormatters))]
public sealed record Checkpoint(string Id, string Question, object Expected, string Explanation) : IShowable
{
    /// <summary>The choices by their letter, when there are any: ("a", "It doubles.").</summary>
    public IReadOnlyList<(string Letter, string Text)> Choices { get; init; } = [];

    /// <summary>How far a number may be from the right one.</summary>
    public double Tolerance { get; init; }

    /// <summary>What to tell somebody who gives a known wrong answer.</summary>
    public IReadOnlyList<(object Answer, string Feedback)> KnownWrong { get; init; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms => CheckpointText.Forms(ToString());

    /// <summary>The question, its choices and how to answer.</summary>
    public override string ToString() => string.Join('\n',
        [$"○ Checkpoint {Id}: {Question}", .. Choices.Select(choice => $"  {choice.Letter}) {choice.Text}"), $"Answer with Checkpoint(\"{Id}\").Answer({Example})"]);

    /// <summary>Judges an answer, and writes it to the progress log where there is one.</summary>
    public CheckpointAnswer Answer(object answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        bool right = Same(Expected, answer);
        string? feedback = right ? null : KnownWrong.FirstOrDefault(known => Same(known.Answer, answer)).Feedback;
        string? notWritten = ProgressLog.Current?.Append(new ProgressEntry(ProgressKind.Checkpoint, Id) { Outcome = right ? nameof(Outcome.Passed) : nameof(Outcome.Failed) });
        return new CheckpointAnswer(this, answer, right, feedback, notWritten);
    }

    private string Example => Expected switch { bool => "true or false", string => Choices.Count > 0 ? "\"a letter\"" : "\"a word\"", _ => "a number" };

    private bool Same(object expected, object answer) => (expected, answer) switch
    {
        (bool x, bool y) => x == y,
        (string x, string or char) => string.Equals(x.Trim(), answer.ToString()!.Trim(), StringComparison.OrdinalIgnoreCase),
        (not (bool or string), IConvertible and not (bool or string or char)) =>
            Near(Convert.ToDouble(expected, CultureInfo.InvariantCulture), Convert.ToDouble(answer, CultureInfo.InvariantCulture)),
        _ => false,
    };

    // ∞ − ∞ is NaN, which is within no distance.
    private bool Near(double expected, double answer) => expected.Equals(answer) || Math.Abs(expected - answer) <= Tolerance;
}

/// <summary>What became of an answer.</summary>
/// <param name="Checkpoint">The question.</param>
/// <param name="Given">What was answered.</param>
/// <param name="Right">Whether it is right.</param>
/// <param name="Feedback">What there is to say of this wrong answer; null when it is right or not a known one.</param>
/// <param name="Note">That progress could not be written, and why; null otherwise.</param>
[TypeFormatterSource(typeof(ShowableFormatters))]
public sealed record CheckpointAnswer(Checkpoint Checkpoint, object Given, bool Right, string? Feedback, string? Note) : IShowable
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms => CheckpointText.Forms(ToString());

    /// <summary>Right or not, and why.</summary>
    public override string ToString()
    {
        string first = Right
            ? $"✓ Checkpoint {Checkpoint.Id}: right."
            : $"✗ Checkpoint {Checkpoint.Id}: {ValueText.Of(Given)} is not right; the answer is {ValueText.Of(Checkpoint.Expected)}.";
        return string.Join('\n', new[] { first, Feedback, Checkpoint.Explanation, Note }.Where(line => line is not null));
    }
}

/// <summary>The checkpoints of a unit or of the course, by id.</summary>
/// <param name="checkpoints">The questions; every id once.</param>
/// <exception cref="ArgumentException">Two have the same id.</exception>
public sealed class CheckpointSet(IEnumerable<Checkpoint> checkpoints)
{
    private readonly Dictionary<string, Checkpoint> _byId = checkpoints.ToDictionary(checkpoint => checkpoint.Id);

    /// <summary>The checkpoint of an id.</summary>
    /// <exception cref="ArgumentException">There is none; the message names those there are.</exception>
    public Checkpoint this[string id] => _byId.TryGetValue(id, out Checkpoint? found)
        ? found
        : throw new ArgumentException($"There is no checkpoint {id}. There are {string.Join(", ", _byId.Keys)}.", nameof(id));
}

/// <summary>The forms of what a checkpoint says.</summary>
internal static class CheckpointText
{
    public static IReadOnlyList<KeyValuePair<string, string>> Forms(string text) =>
        [new("text/html", $"<div role=\"status\">{string.Concat(text.Split('\n').Select(line => $"<p style=\"margin:0.2em 0\">{HtmlEncoder.Default.Encode(line)}</p>"))}</div>"), new("text/plain", text)];
}
