using Course.Cli.Layout;

namespace Course.Cli.Development;

/// <summary>The course's source, as a contributor has it: found by its solution file, from the current folder or that of this program upwards.</summary>
/// <param name="Root">The folder that was cloned.</param>
internal sealed record SourceTree(string Root)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="CliException">There is none at either place.</exception>
    public static SourceTree Find() => (Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory)) is { } root
        ? new SourceTree(root)
        : throw new CliException($"No source of the course in {Environment.CurrentDirectory} or above it: its folder holds AIProductEngineer.slnx. Change into the folder you cloned.", ExitCode.Environment);

    /// <summary>A file's path as a person types it.</summary>
    public string Shown(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>The folder of a unit's exercises: tests/Autograders/Unit01, CapstoneC1, ModuleR1.</summary>
    public string Exercises(UnitId unit) => Path.Combine(Root, "tests", "Autograders", FolderName(unit));

    private static string FolderName(UnitId unit) => int.TryParse(unit.Text, out int number) ? $"Unit{number:00}" : unit.Text[0] == 'C' ? $"Capstone{unit}" : $"Module{unit}";

    private static string? Above(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AIProductEngineer.slnx"))) return folder.FullName;
        return null;
    }
}
