using System.Diagnostics;

namespace Benchmarks.Kernel;

/// <summary>Publishes the kernel as <c>course start</c> does: compiled ahead of time, the compiler included.</summary>
internal static class KernelBuild
{
    /// <returns>The path of the published CSharpKernel.dll.</returns>
    public static string Publish()
    {
        string root = Root();
        string output = Path.Combine(root, "artifacts", "benchmarks", "kernel");
        string[] arguments = ["publish", Path.Combine("src", "CSharpKernel"), "--configuration", "Debug", "--output", output, "-property:PublishReadyToRun=true", "--nologo", "--verbosity", "quiet"];
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = root })!;
        publish.WaitForExit();
        if (publish.ExitCode != 0) throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}: there is no kernel to measure.");
        return Path.Combine(output, "CSharpKernel.dll");
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "global.json"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No global.json in {AppContext.BaseDirectory} or above it: start this program from where it is built.");
    }
}
