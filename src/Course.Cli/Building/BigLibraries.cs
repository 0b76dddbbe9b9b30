using System.Diagnostics;
using Course.Cli.Layout;

namespace Course.Cli.Building;

/// <summary>What is too big for a first build and comes with the first unit that needs it: the native parts of TorchSharp and DuckDB.</summary>
internal static class BigLibraries
{
    /// <summary>Restores them into NuGet's folder, from where notebooks load them.</summary>
    /// <exception cref="CliException">They could not be fetched.</exception>
    public static async Task RestoreAsync(CourseTree tree, CancellationToken cancellation)
    {
        string project = Path.Combine(tree.Notebooks, "BigLibraries.csproj");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = tree.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in new[] { "restore", project, "--nologo", "--verbosity", "minimal" }) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        using Process process = Process.Start(start) ?? throw new CliException("The command dotnet could not be started. Is the .NET SDK on the PATH?", ExitCode.Environment);
        await using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string[] lines = (await process.StandardOutput.ReadToEndAsync(CancellationToken.None) + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        var log = new BuildLog(process.ExitCode, lines);
        if (!log.Succeeded) throw new CliException($"The big libraries could not be fetched:{Environment.NewLine}{log.Errors}{Environment.NewLine}{log.Advice}", ExitCode.Environment);
    }
}
