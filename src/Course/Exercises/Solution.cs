using System.Text.Encodings.Web;
using Course.Display;

namespace Course;

/// <summary>The source of a reference solution; or, before a pass, the question whether it should be shown.</summary>
/// <param name="Exercise">Which exercise it solves.</param>
/// <param name="Sources">The reference's methods, each with its docs; null when they are not shown.</param>
[TypeFormatterSource(typeof(ShowableFormatters))]
public sealed record Solution(ExerciseAttribute Exercise, IReadOnlyList<string>? Sources) : IShowable
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms =>
        [new("text/html", Sources is null ? $"<p role=\"note\">{HtmlEncoder.Default.Encode(ToString())}</p>" : $"<pre><code class=\"language-csharp\">{HtmlEncoder.Default.Encode(ToString())}</code></pre>"), new("text/plain", ToString())];

    /// <summary>The source, or the question.</summary>
    public override string ToString() => Sources is null
        ? $"You have not passed exercise {Exercise.Id} yet. Solution(reveal: true) shows the solution, and your progress remembers it."
        : string.Join("\n\n", Sources);
}
