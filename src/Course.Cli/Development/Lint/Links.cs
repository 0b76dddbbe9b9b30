using System.Text.RegularExpressions;
using Course.Cli.Notebooks;

namespace Course.Cli.Development.Lint;

/// <summary>Links to other files of the course, and to headings of the same notebook, lead somewhere.</summary>
internal static partial class Links
{
    /// <summary>The links of a notebook that lead nowhere.</summary>
    public static IEnumerable<LintFinding> Findings(LintUnit unit)
    {
        HashSet<string> anchors = [.. unit.Notebook.Cells.Where(cell => cell.Kind == NotebookCell.Markdown).SelectMany(cell => Anchors(cell.Source))];
        return from cell in unit.Notebook.Cells
               where cell.Kind == NotebookCell.Markdown
               from link in Targets(cell.Source)
               where !Resolves(link, Path.GetDirectoryName(unit.Path)!, anchors)
               select unit.InCell(cell, $"the link to {link} leads nowhere", "link a file or a heading that is there");
    }

    /// <summary>The links of a page that lead nowhere.</summary>
    public static IEnumerable<LintFinding> Findings(SourceTree tree, string page)
    {
        string text = File.ReadAllText(page);
        HashSet<string> anchors = [.. Anchors(text)];
        return from link in Targets(text)
               where !Resolves(link, Path.GetDirectoryName(page)!, anchors)
               select new LintFinding(tree.Shown(page), $"the link to {link} leads nowhere", "link a file or a heading that is there");
    }

    private static IEnumerable<string> Targets(string markdown) => Link().Matches(Code().Replace(markdown, "")).Select(match => match.Groups["target"].Value);

    private static bool Resolves(string link, string folder, HashSet<string> anchors)
    {
        if (Uri.TryCreate(link, UriKind.Absolute, out Uri? far) && far.Scheme is "http" or "https" or "mailto") return true;
        string[] parts = link.Split('#', 2);
        if (parts[0].Length == 0) return anchors.Contains(Uri.UnescapeDataString(parts[1]).ToLowerInvariant());
        string path = Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(parts[0])));
        return File.Exists(path) || Directory.Exists(path);
    }

    /// <summary>What a heading is linked by, in GitHub's and in Jupyter's way.</summary>
    private static IEnumerable<string> Anchors(string markdown) =>
        from level in Enumerable.Range(1, 6)
        from heading in LintUnit.Headings(markdown, level)
        from anchor in new[] { heading.Replace(' ', '-'), NotInAnchor().Replace(heading, "").Replace(' ', '-') }
        select anchor.ToLowerInvariant();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.CultureInvariant)]
    private static partial Regex NotInAnchor();
}
