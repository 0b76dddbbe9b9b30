using System.Net;

namespace Course.Display;

/// <summary>Something a cell says instead of a result: what is missing, and what to do about it.</summary>
/// <param name="Text">What it says.</param>
[TypeFormatterSource(typeof(ShowableFormatters))]
public sealed record Note(string Text) : IShowable
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Forms => [new("text/html", $"<p role=\"note\">{WebUtility.HtmlEncode(ToString())}</p>"), new("text/plain", ToString())];

    /// <summary>What it says, marked as a note.</summary>
    public override string ToString() => $"Note: {Text}";
}
