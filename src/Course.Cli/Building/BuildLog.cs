using System.Text.RegularExpressions;

namespace Course.Cli.Building;

/// <summary>What <c>dotnet publish</c> said.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Lines">Its output.</param>
internal sealed partial record BuildLog(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>Whether it ended well.</summary>
    public bool Succeeded => Code == 0;

    /// <summary>Whether the compiler that works ahead of time could not be fetched or does not exist for this machine.</summary>
    public bool LacksAheadCompiler => Lines.Any(line =>
        line.Contains("Crossgen2", StringComparison.OrdinalIgnoreCase) || line.Contains("NETSDK1094", StringComparison.Ordinal) || line.Contains("ReadyToRun", StringComparison.OrdinalIgnoreCase));

    /// <summary>The SDK that ran: the runtime this program stands on says it well enough.</summary>
    public string Sdk => Environment.Version.ToString();

    /// <summary>Its errors, each once.</summary>
    public string Errors => string.Join(Environment.NewLine, Lines.Where(l => ErrorLine().IsMatch(l)).Select(l => "  " + l.Trim()).Distinct().DefaultIfEmpty("  " + string.Join(Environment.NewLine + "  ", Lines.TakeLast(10))).Take(20));

    /// <summary>What to do about them.</summary>
    public string Advice =>
        Lines.Any(l => l.Contains("NU1301", StringComparison.Ordinal) || l.Contains("NU1101", StringComparison.Ordinal))
            ? "Packages could not be fetched. The first build needs a network and NuGet: look at your connection and proxy, then try again."
            : Lines.Any(l => l.Contains("No space left", StringComparison.OrdinalIgnoreCase) || l.Contains("not enough space", StringComparison.OrdinalIgnoreCase))
                ? "The disk is full. Free 1 GB, then try again."
                : "If you changed the sources, repair that. If not: `git status` shows what differs from the version you cloned.";

    [GeneratedRegex(@"\berror\b( [A-Z]+\d+)?\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine();
}
