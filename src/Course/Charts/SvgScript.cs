namespace Course.Charts;

/// <summary>A picture or a page part as the script that puts it into an output.</summary>
/// <remarks>
/// Some converters of notebooks, nbconvert 6.5 among them, clean HTML and SVG of all that draws, and leave scripts as they are: without this form their pages show no chart.
/// Front ends that draw SVG, HTML or plotly's type themselves prefer those.
/// </remarks>
internal static class SvgScript
{
    /// <summary>The form's MIME type.</summary>
    public const string MimeType = "application/javascript";

    /// <summary>The script. It reaches nothing but the output it stands in.</summary>
    /// <remarks>In a page that is the element around the script; the <c>element</c> that nbconvert 6.5 names is the first output's for all. A live front end, which evaluates the script, names
    /// the output <c>element</c>; the classic notebook wraps it.</remarks>
    public static string Of(string html) =>
        $"(function (s) {{ var e = s && s.parentNode !== document.head ? s.parentNode : element; (e.get ? e.get(0) : e).insertAdjacentHTML('beforeend', '{Escape(html)}'); }})(document.currentScript);";

    /// <summary>As a string between single quotes, since the page is full of double ones; no script of a page ends in it.</summary>
    private static string Escape(string html) => html.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("</", "<\\/", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");
}
