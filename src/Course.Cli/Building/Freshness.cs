using System.Diagnostics;
using Course.Cli.Layout;
using Course.Cli.Terminals;

namespace Course.Cli.Building;

/// <summary>Sees to it that what runs, and what notebooks load, is built of the sources that are there.</summary>
internal static class Freshness
{
    /// <summary>Builds when the sources have changed, and then has the command line run by the program just built.</summary>
    /// <returns>That program's exit code; null when this program is the right one to go on.</returns>
    /// <exception cref="CliException">The build failed.</exception>
    public static async Task<int?> EnsureAsync(CommandContext context, string[] arguments, CancellationToken cancellation)
    {
        CourseTree tree = context.Tree;
        BuildStamp stamp = await BuiltAsync(tree, context.Error, cancellation);
        if (!IsInstalled(tree) || IsBelow(AppContext.BaseDirectory, Path.Combine(tree.Commands, stamp.Command))) return null;
        return await RunAsync(Path.Combine(tree.Commands, stamp.Command, "Course.Cli.dll"), arguments, cancellation);
    }

    /// <summary>Whether this program is one that a build has laid out for the learner.</summary>
    public static bool IsInstalled(CourseTree tree) => IsBelow(AppContext.BaseDirectory, tree.Commands);

    /// <summary>The build of the current sources: the one that is there, else a new one, with its progress on a terminal.</summary>
    public static async Task<BuildStamp> BuiltAsync(CourseTree tree, Terminal terminal, CancellationToken cancellation)
    {
        if (UpToDate(tree) is { } stamp) return stamp;
        BuildStamp? built = null;
        await terminal.RunAsync([BuildStep(tree, terminal, result => built = result)], cancellation);
        return built!;
    }

    /// <summary>The step that builds.</summary>
    public static Step BuildStep(CourseTree tree, Terminal terminal, Action<BuildStamp> built) =>
        new("Build the command, the kernel and the libraries", TimeSpan.FromSeconds(60), async (progress, cancellation) =>
        {
            using BuildLock turn = await BuildLock.TakeAsync(tree, () => terminal.Line("Another build is running; waiting for it."), cancellation);
            built(UpToDate(tree) ?? await new CourseBuild(tree).RunAsync(BuildInputs.Of(tree), progress, cancellation));
        });

    /// <summary>The stamp of the build that is there if it is of the current sources, noting the times of sources that were only touched; else null.</summary>
    public static BuildStamp? UpToDate(CourseTree tree)
    {
        BuildInputs inputs = BuildInputs.Of(tree);
        if (new CourseBuild(tree).Current(inputs) is not { } stamp) return null;
        string times = inputs.Times();
        if (stamp.Times == times) return stamp;
        stamp = stamp with { Times = times };
        stamp.Write(tree);
        return stamp;
    }

    private static async Task<int> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new CliException("The command dotnet could not be started. Is the .NET SDK on the PATH?", ExitCode.Environment);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    private static bool IsBelow(string path, string folder)
    {
        string relative = Path.GetRelativePath(folder, path);
        return !relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }
}
