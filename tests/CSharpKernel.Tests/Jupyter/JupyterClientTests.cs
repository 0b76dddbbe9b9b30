using System.Diagnostics;
using CSharpKernel.Installation;

namespace CSharpKernel.Tests.Jupyter;

/// <summary>The kernel driven by Jupyter's own client and tests, in Python. Skipped where those are not installed, except in CI.</summary>
public sealed class JupyterClientTests
{
    private const string Modules = "import jupyter_client, jupyter_kernel_test";
    private static readonly string _kernel = Path.Combine(AppContext.BaseDirectory, "CSharpKernel.dll");
    private static readonly Lazy<Task<string?>> _python = new(Python);

    [Theory]
    [InlineData("suite.py")]
    [InlineData("protocol.py")]
    [InlineData("survival.py")]
    public async Task Every_row_of_the_script_holds(string script)
    {
        (int exitCode, string output) = await Run(await PythonOrSkip(), [Path.Combine(AppContext.BaseDirectory, "Jupyter", script), "dotnet", _kernel]);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Jupyter_finds_and_starts_an_installed_kernel_whose_path_has_spaces()
    {
        string python = await PythonOrSkip();
        string folder = Directory.CreateTempSubdirectory("jupyter data ").FullName;
        try
        {
            string kernel = Path.Combine(folder, "the kernel");
            Directory.CreateDirectory(kernel);
            foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(IsOfKernel)) File.Copy(file, Path.Combine(kernel, Path.GetFileName(file)));
            KernelSpec.Install(Path.Combine(kernel, "CSharpKernel.dll"), folder);
            const string StartAndAsk = """
                import sys
                from jupyter_client.manager import start_new_kernel
                manager, client = start_new_kernel(kernel_name="csharp")
                client.execute_interactive("Console.WriteLine(6 * 7);", output_hook=lambda message: print(message["content"].get("text", ""), end=""))
                client.stop_channels()
                manager.shutdown_kernel()
                """;
            (int exitCode, string output) = await Run(python, ["-c", StartAndAsk], ("JUPYTER_DATA_DIR", folder));
            Assert.True(exitCode == 0, output);
            Assert.StartsWith("42", output.Trim(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsOfKernel(string file) =>
        Path.GetFileName(file) is string name && (name.StartsWith("CSharpKernel.", StringComparison.Ordinal) && !name.Contains(".Tests.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || name is "NetMQ.dll" or "AsyncIO.dll" or "NaCl.dll");

    private static async Task<string> PythonOrSkip()
    {
        if (await _python.Value is { } python) return python;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "CI needs a python3 with jupyter_client and jupyter_kernel_test.");
        Assert.Skip("No python here has jupyter_client and jupyter_kernel_test (Debian: python3-jupyter-client, python3-jupyter-kernel-test).");
        return "";
    }

    // A python of one's own comes first on the PATH and lacks what the system's has.
    private static async Task<string?> Python()
    {
        foreach (string python in new[] { "/usr/bin/python3", "python3", "python" })
        {
            try
            {
                if ((await Run(python, ["-c", Modules])).ExitCode == 0) return python;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not a program of this machine: the next one.
            }
        }

        return null;
    }

    private static async Task<(int ExitCode, string Output)> Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(150), TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
