using System.CommandLine;
using System.Diagnostics;
using Course.Cli.Layout;

namespace Course.Cli.Commands;

/// <summary><c>course bench</c>: the project's own benchmarks.</summary>
internal static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var rest = new Argument<string[]>("arguments") { Description = "Handed on to the benchmarks.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("bench", "Run the benchmarks. Close other programs first.") { rest };
        command.SetAction((parsed, cancellation) => RunAsync(context.Tree, parsed.GetValue(rest) ?? [], cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CourseTree tree, string[] arguments, CancellationToken cancellation)
    {
        string project = Path.Combine(tree.Root, "tests", "Benchmarks");
        if (!Directory.Exists(project)) throw new CliException($"There are no benchmarks: {project} is missing.", ExitCode.Environment);
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = tree.Root, UseShellExecute = false };
        foreach (string argument in new[] { "run", "--project", project, "--configuration", "Release", "--" }.Concat(arguments)) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new CliException("The command dotnet could not be started. Is the .NET SDK on the PATH?", ExitCode.Environment);
        await using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode;
    }
}
