using System.Text.Encodings.Web;
using Course.Display;

namespace Course;

/// <summary>A hint, numbered.</summary>
/// <param name="Exercise">Which exercise it helps with.</param>
/// <param name="Number">From 1.</param>
/// <param name="Count">How many hints there are.</param>
/// <param name="Text">What it says.</param>
[TypeFormatterSource(typeof(ShowableFormatters))]
public sealed record Hint(ExerciseAttribute Exercise, int Number, int Count, string Text) : IShowable
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms =>
        [new("text/html", $"<p role=\"note\">{HtmlEncoder.Default.Encode(ToString())}</p>"), new("text/plain", ToString())];

    /// <summary>The hint in one line.</summary>
    public override string ToString() => $"Hint {Number} of {Count} for exercise {Exercise.Id}, {Exercise.Title}: {Text}";
}
