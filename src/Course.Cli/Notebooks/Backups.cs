using System.Globalization;
using Course.Cli.Building;
using Course.Cli.Layout;

namespace Course.Cli.Notebooks;

/// <summary>Copies of the learner's notebooks from before a command changed them, byte for byte, in <c>.course/backups</c>.</summary>
/// <param name="tree">The course.</param>
/// <param name="clock">Tells the time that a copy is named by.</param>
internal sealed class Backups(CourseTree tree, TimeProvider clock)
{
    private string Folder => Path.Combine(tree.Learner, "backups");

    /// <summary>Copies a notebook.</summary>
    /// <returns>The copy; null when there is no such notebook.</returns>
    public string? Save(string notebook) => File.Exists(notebook) ? SaveIn(Folder, notebook) : null;

    /// <summary>Puts the newest copy of a notebook back. What it replaces is kept beside it, and a second undo brings the copy before.</summary>
    /// <returns>The copy put back, and where the replaced file is; null when there is no copy left.</returns>
    public (string Restored, string? Replaced)? Undo(string notebook)
    {
        if (Newest(notebook) is not { } backup) return null;
        string? replaced = File.Exists(notebook) ? SaveIn(Path.Combine(Folder, "undone"), notebook) : null;
        Directory.CreateDirectory(Path.GetDirectoryName(notebook)!);
        AtomicFile.Copy(backup, notebook);
        string used = Path.Combine(Folder, "restored", Path.GetFileName(backup));
        Directory.CreateDirectory(Path.GetDirectoryName(used)!);
        File.Move(backup, used, overwrite: true);
        return (used, replaced);
    }

    /// <summary>The newest copy of a notebook; null when there is none.</summary>
    private string? Newest(string notebook) =>
        Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, $"*_{Path.GetFileName(notebook)}").Max(StringComparer.Ordinal) : null;

    private string SaveIn(string folder, string notebook)
    {
        Directory.CreateDirectory(folder);
        string time = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);
        for (int copy = 0; ; copy++)
        {
            // Names sort by time, and two copies of one millisecond by their number.
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{time}-{copy:000}_{Path.GetFileName(notebook)}"));
            if (File.Exists(path)) continue;
            AtomicFile.Copy(notebook, path);
            return path;
        }
    }
}
