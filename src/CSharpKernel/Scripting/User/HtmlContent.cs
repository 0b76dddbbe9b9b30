using System.Net;
using System.Text.RegularExpressions;

namespace CSharpKernel.Scripting.User;

/// <summary>HTML that is shown as it is.</summary>
/// <param name="html">The markup.</param>
public sealed partial class HtmlContent(string html)
{
    /// <summary>The markup.</summary>
    public string Html { get; } = html;

    /// <summary>The markup.</summary>
    public override string ToString() => Html;

    /// <summary>What is left without the markup, for front ends that show text only.</summary>
    internal string Text => WebUtility.HtmlDecode(Blanks().Replace(Tags().Replace(Html, " "), " ")).Trim();

    [GeneratedRegex("<(script|style)\\b.*?</\\1>|<[^>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();
}
