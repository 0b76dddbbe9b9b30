using System.Globalization;
using System.Text.RegularExpressions;

namespace Course.Cli.Layout;

/// <summary>The name of a unit: "1" to "80", "C1" to "C3" for capstones, "R1", "I1", "F1" and on for enhancement modules.</summary>
/// <param name="Text">The name in its short form.</param>
internal readonly partial record struct UnitId(string Text)
{
    /// <summary>Reads a unit's name as a person types it: "1", "01", "unit 1", "r2".</summary>
    public static UnitId? TryParse(string text)
    {
        Match match = Form().Match(text.Trim());
        return match.Success ? new UnitId(match.Groups["track"].Value.ToUpperInvariant() + int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>Reads the unit of a notebook from its file name: "unit-01-linear-algebra-vectors", "capstone-1-tool", "module-r1-papers".</summary>
    public static UnitId? OfFile(string path)
    {
        Match match = FileForm().Match(Path.GetFileNameWithoutExtension(path));
        if (!match.Success) return null;
        string track = match.Groups["kind"].Value == "capstone" ? "C" : match.Groups["track"].Value.ToUpperInvariant();
        return new UnitId(track + int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    [GeneratedRegex(@"^(unit[ -]?)?(?<track>[CRIF]?)(?<number>\d{1,3})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"^(?<kind>unit|capstone|module)-(?<track>[rif]?)(?<number>\d+)(-|$)", RegexOptions.CultureInvariant)]
    private static partial Regex FileForm();
}
