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

    /// <summary>The script. It reaches nothing but the output's element, which a front end names <c>element</c>; the classic notebook wraps it.</summary>
    public static string Of(string html) =>
        $"(function (e) {{ (e.get ? e.get(0) : e).insertAdjacentHTML('beforeend', '{Escape(html)}'); }})(element);";

    /// <summary>As a string between single quotes, since the page is full of double ones; no script of a page ends in it.</summary>
    private static string Escape(string html) => html.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("</", "<\\/", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");
}
