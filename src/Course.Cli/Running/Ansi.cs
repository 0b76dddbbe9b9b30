using System.Text.RegularExpressions;

namespace Course.Cli.Running;

/// <summary>The colour codes that notebooks show in error messages.</summary>
internal static partial class Ansi
{
    /// <summary>The text without them.</summary>
    public static string Strip(string text) => Code().Replace(text, "");

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
