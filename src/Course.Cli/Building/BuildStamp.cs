using System.Text.Json;
using Course.Cli.Layout;

namespace Course.Cli.Building;

/// <summary>What the last whole build was made from, and what it made. Written last of all, so that half a build has none.</summary>
/// <param name="Times">The state of the inputs by their times.</param>
/// <param name="Content">The state of the inputs by their content.</param>
/// <param name="Sdk">The SDK that built.</param>
/// <param name="Ahead">Whether it was compiled ahead of time.</param>
/// <param name="Command">The folder of the command, below <c>artifacts/cli</c>.</param>
/// <param name="Kernel">The folder of the kernel, below <c>artifacts/kernel</c>.</param>
/// <param name="Files">Every file made, by its path below <c>artifacts</c>, with its length.</param>
/// <param name="Proven">The state of Unit 1 and the libraries that was seen to run on this machine; empty: none yet.</param>
internal sealed record BuildStamp(
    string Times, string Content, string Sdk, bool Ahead, string Command, string Kernel, IReadOnlyDictionary<string, long> Files, string Proven = "")
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true };

    /// <summary>Reads the stamp; null when there is none that can be read.</summary>
    public static BuildStamp? Read(CourseTree tree)
    {
        try
        {
            return JsonSerializer.Deserialize<BuildStamp>(File.ReadAllText(PathIn(tree)));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the stamp.</summary>
    public void Write(CourseTree tree) => AtomicFile.Write(PathIn(tree), JsonSerializer.Serialize(this, _options));

    /// <summary>Removes the stamp: from here on nothing built counts as whole.</summary>
    public static void Remove(CourseTree tree) => File.Delete(PathIn(tree));

    /// <summary>Whether the build is of these inputs.</summary>
    public bool IsOf(BuildInputs inputs) => Times == inputs.Times() || Content == inputs.Content();

    /// <summary>Whether every file is there in its length.</summary>
    public bool IsWhole(CourseTree tree) => Files.Count > 0 && Files.All(f => new FileInfo(Path.Combine(tree.Artifacts, f.Key)) is { Exists: true } file && file.Length == f.Value);

    private static string PathIn(CourseTree tree) => Path.Combine(tree.Artifacts, "build.json");
}
