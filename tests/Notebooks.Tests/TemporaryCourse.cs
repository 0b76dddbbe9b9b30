using Course.Cli.Building;
using Course.Cli.Layout;

namespace Notebooks.Tests;

/// <summary>The notebooks and the libraries they load, copied side by side into a folder of their own, so that a run sees what was built with these tests.</summary>
public sealed class TemporaryCourse : IDisposable
{
    private readonly string? _home = Environment.GetEnvironmentVariable(CourseTree.HomeVariable);

    public TemporaryCourse()
    {
        Environment.SetEnvironmentVariable(CourseTree.HomeVariable, "off");   // what a test solves is no progress of a learner
        string source = Path.Combine(Repository(), "notebooks");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".csx" or ".ipynb"))
            Copy(file, Path.Combine(Root, "notebooks", Path.GetRelativePath(source, file)));
        foreach (string name in CourseBuild.LibraryFiles(AppContext.BaseDirectory))
            Copy(Path.Combine(AppContext.BaseDirectory, name), Path.Combine(Root, "artifacts", "notebook", name));
    }

    /// <summary>The folder.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("course-").FullName;

    /// <summary>The units of the repository, by their notebooks.</summary>
    internal static IReadOnlyList<Unit> Units => Unit.All(new CourseTree(Repository()));

    /// <summary>The notebook's place in here.</summary>
    internal string Notebook(Unit unit) => Path.Combine(Root, Path.GetRelativePath(Repository(), unit.Path));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(CourseTree.HomeVariable, _home);
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A library that is loaded cannot be deleted on Windows.
        }
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AIProductEngineer.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"There is no repository above {AppContext.BaseDirectory}.");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }
}
