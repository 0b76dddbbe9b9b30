using System.Diagnostics;
using System.Text;

namespace Course.Cli.Development;

/// <summary>A program that runs to its end, with what it wrote.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program; cancelling ends it and its children.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments, each one whole.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        info.Environment["MSBUILDTERMINALLOGGER"] = "off";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = info.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(info) ?? throw new CliException($"{program} did not start.", ExitCode.Environment);
        process.StandardInput.Close();
        var output = new StringBuilder();
        var gate = new Lock();
        async Task ReadAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync(cancellation) is { } line)
                lock (gate) output.Append(line).Append('\n');
        }

        try
        {
            await Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError), process.WaitForExitAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, output.ToString());
    }
}
