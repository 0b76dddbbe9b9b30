using System.Diagnostics;

namespace CSharpKernel.Tests.Jupyter;

/// <summary>The kernel driven by Jupyter's own client, in Python. Skipped where that is not installed, except in CI.</summary>
public sealed class JupyterClientTests
{
    [Fact]
    public async Task Every_row_of_the_protocol_script_holds()
    {
        string? python = Python();
        if (python is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "python3 with jupyter_client is needed in CI.");
            Assert.Skip("python3 with jupyter_client is not installed.");
        }

        string script = Path.Combine(AppContext.BaseDirectory, "Jupyter", "protocol.py");
        string kernel = Path.Combine(AppContext.BaseDirectory, "CSharpKernel.dll");
        (int exitCode, string output) = await Run(python, script, "dotnet", kernel);
        Assert.True(exitCode == 0, output);
    }

    private static string? Python()
    {
        foreach (string python in new[] { "/usr/bin/python3", "python3", "python" })
        {
            try
            {
                if (Run(python, "-c", "import jupyter_client").GetAwaiter().GetResult().ExitCode == 0) return python;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not a program of this machine: the next one.
            }
        }

        return null;
    }

    private static async Task<(int ExitCode, string Output)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
