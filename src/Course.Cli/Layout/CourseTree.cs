namespace Course.Cli.Layout;

/// <summary>Where things stand in the course's folder.</summary>
/// <param name="Root">The folder that was cloned.</param>
internal sealed record CourseTree(string Root)
{
    /// <summary>All notebooks, and <c>course.csx</c>.</summary>
    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>What every notebook imports in its first cell.</summary>
    public string CourseScript => Path.Combine(Notebooks, "course.csx");

    /// <summary>All that is built; safe to delete.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The libraries that notebooks reference.</summary>
    public string NotebookLibraries => Path.Combine(Artifacts, "notebook");

    /// <summary>The built kernels, one folder a version.</summary>
    public string Kernels => Path.Combine(Artifacts, "kernel");

    /// <summary>The built commands, one folder a version.</summary>
    public string Commands => Path.Combine(Artifacts, "cli");

    /// <summary>The learner's own folder: progress, backups, shipped copies.</summary>
    public string Learner => Path.Combine(Root, ".course");

    /// <summary>The environment variable that names the course's folder.</summary>
    public const string HomeVariable = "COURSE_HOME";

    /// <summary>Finds the course: <c>COURSE_HOME</c>, else the current folder or one above it, else the folder this program was built in.</summary>
    /// <exception cref="CliException">There is no course at any of these places.</exception>
    public static CourseTree Find()
    {
        string? home = Environment.GetEnvironmentVariable(HomeVariable);
        if (!string.IsNullOrEmpty(home))
        {
            return IsCourse(home)
                ? new CourseTree(Path.GetFullPath(home))
                : throw new CliException($"{HomeVariable} is {home}, but there is no notebooks/course.csx in that folder. Unset it, or point it to the folder you cloned.", ExitCode.Environment);
        }

        string? root = Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory);
        return root is not null
            ? new CourseTree(root)
            : throw new CliException($"No course in {Environment.CurrentDirectory} or above it: the course's folder holds notebooks/course.csx. Change into the folder you cloned, or set {HomeVariable} to it.", ExitCode.Environment);
    }

    /// <summary>A path as a person types it: relative to the course's folder where it lies in there.</summary>
    public string Shown(string path)
    {
        string relative = Path.GetRelativePath(Root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative.Replace('\\', '/');
    }

    private static string? Above(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (IsCourse(folder.FullName)) return folder.FullName;
        }

        return null;
    }

    private static bool IsCourse(string folder) => File.Exists(Path.Combine(folder, "notebooks", "course.csx"));
}
