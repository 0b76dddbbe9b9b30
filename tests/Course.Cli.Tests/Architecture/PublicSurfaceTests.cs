using System.Reflection;
using Course.Cli.Building;
using Course.Cli.Development;

namespace Course.Cli.Tests.Architecture;

/// <summary>What notebooks call is kept as text, a file a namespace. A new line is written by the test itself; a line that goes has to be let go knowingly.</summary>
public sealed class PublicSurfaceTests
{
    private const string Folder = "tests/Course.Cli.Tests/Architecture/PublicSurface";

    [Theory]
    [InlineData("FromScratch")]
    [InlineData("Course")]
    public void No_name_that_a_notebook_may_use_is_lost_unawares(string assembly)
    {
        SourceTree tree = SourceTree.Find();
        IReadOnlyDictionary<string, string[]> spaces = PublicSurface.Of(Assembly.Load(assembly));
        string folder = Path.Combine(tree.Root, Folder, assembly);
        Directory.CreateDirectory(folder);
        string[] approved = [.. Directory.EnumerateFiles(folder, "*.approved.txt").Select(file => Path.GetFileName(file)[..^".approved.txt".Length])];
        string[] faults = [.. approved.Union(spaces.Keys).Order(StringComparer.Ordinal).Select(space => Fault(tree, Path.Combine(folder, $"{space}.approved.txt"), spaces.GetValueOrDefault(space, []))).OfType<string>()];
        Assert.True(faults.Length == 0, string.Join("\n\n", faults));
    }

    /// <summary>Writes what is new; null when nothing is lost.</summary>
    private static string? Fault(SourceTree tree, string file, string[] lines)
    {
        string[] approved = File.Exists(file) ? [.. File.ReadAllLines(file).Where(line => line.Length > 0)] : [];
        string[] lost = [.. approved.Except(lines)], added = [.. lines.Except(approved)];
        if (lost.Length == 0)
        {
            if (added.Length > 0) AtomicFile.Write(file, string.Join('\n', lines) + "\n");
            return null;
        }

        HashSet<string> types = [.. lost.Select(Type)];
        IEnumerable<string> diff = lost.Select(line => $"- {line}").Concat(added.Where(line => types.Contains(Type(line))).Select(line => $"+ {line}"));
        return $"""
            {tree.Shown(file)} names what is no longer there:
            {string.Join('\n', diff)}
            A learner's notebook that uses it would break. Is it meant? Then delete that file and run this test again: it writes the file anew, and your commit shows the change.
            """;
    }

    private static string Type(string line) => line.Split(": ", 2)[0];
}
