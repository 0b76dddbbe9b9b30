using System.Diagnostics;
using Course.Cli.Layout;

namespace Course.Cli.Notebooks;

/// <summary>The notebooks as the course ships them, whatever the learner has written into their files.</summary>
internal static class ShippedNotebook
{
    /// <summary>The shipped text of a notebook: that of the last version taken from upstream, else of the last commit, else of the copy that <c>start</c> keeps. Null: nobody has it.</summary>
    public static string? Text(CourseTree tree, string path) => Text(tree, path, Commit(tree));

    /// <summary>The commit that holds the shipped versions: the last one taken from upstream; without an upstream, the last one.</summary>
    public static string Commit(CourseTree tree) => Git(tree, "merge-base", "HEAD", "@{upstream}")?.Trim() is { Length: > 0 } upstream ? upstream : "HEAD";

    /// <summary>The shipped text of a notebook in that commit; else the copy that <c>start</c> keeps.</summary>
    public static string? Text(CourseTree tree, string path, string commit)
    {
        string relative = Path.GetRelativePath(tree.Root, path).Replace('\\', '/');
        if (Git(tree, "show", $"{commit}:./{relative}") is { Length: > 0 } text) return text;
        string copy = Copy(tree, path);
        return File.Exists(copy) ? File.ReadAllText(copy) : null;
    }

    /// <summary>Where the notebook of a unit stands as shipped; null when none is shipped.</summary>
    public static string? Find(CourseTree tree, UnitId unit) =>
        Git(tree, "ls-files", "--", "notebooks")?.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => file.EndsWith(".ipynb", StringComparison.Ordinal) && UnitId.OfFile(file) == unit)
            .Select(file => Path.Combine([tree.Root, .. file.Split('/')])).FirstOrDefault();

    /// <summary>Where <c>start</c> keeps the shipped version that the learner's file came from.</summary>
    public static string Copy(CourseTree tree, string path) => Path.Combine(tree.Learner, "shipped", Path.GetRelativePath(tree.Notebooks, path));

    /// <summary>What git prints; null when it fails, is not installed, or the folder is no clone.</summary>
    public static string? Git(CourseTree tree, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = tree.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = new System.Text.UTF8Encoding(false) };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
