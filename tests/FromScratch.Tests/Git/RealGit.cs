using System.Diagnostics;
using System.Globalization;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

/// <summary>The real git, in a folder of its own, with nobody's configuration.</summary>
internal sealed class RealGit : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("git-home-").FullName;

    /// <summary>Makes a repository with the branch main.</summary>
    public RealGit()
    {
        Work = Directory.CreateTempSubdirectory("git-work-").FullName;
        File.WriteAllText(Path.Combine(_home, ".gitconfig"), "[core]\n\tautocrlf = false\n\tquotePath = false\n[gc]\n\tauto = 0\n[init]\n\tdefaultBranch = main\n[merge]\n\tconflictStyle = merge\n[advice]\n\tdetachedHead = false\n");
        Run("init", "--quiet", "--object-format=sha1", ".");
    }

    /// <summary>The working copy.</summary>
    public string Work { get; }

    /// <summary>The folder .git.</summary>
    public DiskFolder Git => new(Path.Combine(Work, ".git"));

    /// <summary>The working copy, as a folder.</summary>
    public DiskFolder Files => new(Work);

    /// <summary>Who does what the next commands do.</summary>
    public Person Who { get; set; } = new("Ada Lovelace", "ada@example.com", 1700000000, 0);

    /// <summary>Runs a command that must succeed; what it prints, without the last line end.</summary>
    public string Run(params string[] arguments)
    {
        (int code, string output, string error) = Try("", arguments);
        Assert.True(code == 0, $"git {string.Join(' ', arguments)} ended with {code}: {error}{output}");
        return output.TrimEnd('\n');
    }

    /// <summary>Runs a command with something on its standard input: its code, and what it prints.</summary>
    public (int Code, string Output, string Error) Try(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Work, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        string date = string.Create(CultureInfo.InvariantCulture, $"{Who.Unix} {(Who.OffsetMinutes < 0 ? '-' : '+')}{Math.Abs(Who.OffsetMinutes) / 60:00}{Math.Abs(Who.OffsetMinutes) % 60:00}");
        foreach ((string name, string value) in new[]
        {
            ("HOME", _home), ("XDG_CONFIG_HOME", _home), ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", Path.Combine(_home, ".gitconfig")), ("LC_ALL", "C"), ("GIT_EDITOR", "true"),
            ("GIT_AUTHOR_NAME", Who.Name), ("GIT_AUTHOR_EMAIL", Who.Email), ("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_NAME", Who.Name), ("GIT_COMMITTER_EMAIL", Who.Email), ("GIT_COMMITTER_DATE", date),
        }) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task writing = Task.Run(() =>
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        });
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        writing.GetAwaiter().GetResult();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string folder in new[] { Work, _home })
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
            Directory.Delete(folder, recursive: true);
        }
    }
}
