using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Course.Cli.Layout;
using CSharpKernel.Installation;

namespace Course.Cli.Doctor;

/// <summary>Looks at everything on the machine that the course needs.</summary>
internal static class Examination
{
    private const double Gigabyte = 1024.0 * 1024 * 1024;

    /// <summary>What a person should know about VS Code that no check can find out.</summary>
    public static IReadOnlyList<string> Notes { get; } =
    [
        "The first time you open a notebook, VS Code asks for a kernel: Select Kernel → Jupyter Kernel… → C#. It remembers that for the notebook.",
        "VS Code may recommend the extension .NET Interactive (Polyglot Notebooks) for C# notebooks. It is archived and not needed: dismiss the notice.",
        "With the C# extension installed, a completion may be listed twice: once from it, once from the kernel. Both are right.",
    ];

    /// <summary>Runs all checks.</summary>
    public static IReadOnlyList<Finding> Run(CourseTree tree) =>
    [
        Sdk(tree), Icu(), Disk(tree), Memory(), JupyterFolder(), Kernel(), Code(), JupyterExtension(), NativeTorch(), LibTorch(),
    ];

    private static Finding Sdk(CourseTree tree)
    {
        const string subject = ".NET SDK";
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("dotnet", "--version") { WorkingDirectory = tree.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            string version = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && version.StartsWith("10.", StringComparison.Ordinal)
                ? new Finding(subject, FindingState.Good, version)
                : new Finding(subject, FindingState.Missing, process.ExitCode == 0 ? $"{version}, the course needs 10" : "no version that global.json accepts", "Install the .NET 10 SDK: https://dotnet.microsoft.com/download");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Finding(subject, FindingState.Missing, "the command dotnet is not on the PATH", "Add the folder of the .NET 10 SDK to the PATH, or install it: https://dotnet.microsoft.com/download");
        }
    }

    private static Finding Icu()
    {
        const string subject = "ICU";
        if (!OperatingSystem.IsLinux()) return new Finding(subject, FindingState.Good, "part of the system");
        if (Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true") return new Finding(subject, FindingState.Good, "not needed: invariant mode is on");
        string? found = SharedLibraries("libicuuc.so*").FirstOrDefault();
        return found is not null
            ? new Finding(subject, FindingState.Good, Path.GetFileName(found))
            : new Finding(subject, FindingState.Missing, "libicu is not installed; .NET programs stop at their start without it", "Install it (Debian and Ubuntu: apt install libicu-dev; Fedora: dnf install libicu), or set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1.");
    }

    private static Finding Disk(CourseTree tree)
    {
        double free = new DriveInfo(Path.GetFullPath(tree.Root)).AvailableFreeSpace / Gigabyte;
        string text = string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GB free");
        return free switch
        {
            < 1 => new Finding("Disk", FindingState.Missing, text, "A first build takes 1 GB. Free some space."),
            < 4 => new Finding("Disk", FindingState.Advice, text, "Later units bring libraries of up to 2 GB (libtorch). Free some space before Unit 14."),
            _ => new Finding("Disk", FindingState.Good, text),
        };
    }

    private static Finding Memory()
    {
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gigabyte;
        string text = string.Create(CultureInfo.InvariantCulture, $"{memory:0.0} GB");
        return memory < 3.5
            ? new Finding("Memory", FindingState.Advice, text, "VS Code, a kernel and a build together like 4 GB. Close other programs while you build.")
            : new Finding("Memory", FindingState.Good, text);
    }

    private static Finding JupyterFolder()
    {
        string folder = KernelSpec.DataDirectory();
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".course-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding("Jupyter data folder", FindingState.Good, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding("Jupyter data folder", FindingState.Missing, $"{folder} cannot be written ({e.Message})", "Make it yours, or set JUPYTER_DATA_DIR to a folder that is. VS Code looks for kernels there.");
        }
    }

    private static Finding Kernel()
    {
        const string subject = "C# kernel";
        return KernelSpec.Check() is { } fault
            ? new Finding(subject, FindingState.Missing, fault, "Run `./course start` (Windows: `course start`), or `./course kernel install`.")
            : new Finding(subject, FindingState.Good, $"installed in {Path.Combine(KernelSpec.DataDirectory(), "kernels", KernelSpec.Name)}");
    }

    private static Finding Code() => VsCode.Find() is { } code
        ? new Finding("VS Code", FindingState.Good, code)
        : new Finding("VS Code", FindingState.Advice, "the command code is not on the PATH", "Install VS Code (https://code.visualstudio.com), or, in VS Code: Ctrl+Shift+P → Shell Command: Install 'code' command in PATH. JupyterLab works as well.");

    private static Finding JupyterExtension() => VsCode.Has(VsCode.Jupyter)
        ? new Finding("Jupyter extension of VS Code", FindingState.Good, VsCode.Jupyter)
        : new Finding("Jupyter extension of VS Code", FindingState.Advice, "not found", $"Run `code --install-extension {VsCode.Jupyter}`, or accept VS Code's recommendation when it opens the folder. No Python is needed.");

    private static Finding NativeTorch()
    {
        const string subject = "C++ library for TorchSharp";
        if (!OperatingSystem.IsLinux()) return new Finding(subject, FindingState.Good, "part of the system or of the package");
        if (File.Exists("/etc/alpine-release")) return new Finding(subject, FindingState.Advice, "this is a musl system; libtorch is built for glibc", "Use a Debian- or Fedora-based image for the units that compare with TorchSharp.");
        string? library = SharedLibraries("libstdc++.so.6").FirstOrDefault();
        if (library is null) return new Finding(subject, FindingState.Advice, "libstdc++ is not installed", "Install it (Debian and Ubuntu: apt install libstdc++6) before the first unit that compares with TorchSharp.");
        bool recent = File.ReadAllBytes(library).AsSpan().IndexOf("GLIBCXX_3.4.32"u8) >= 0;
        return new Finding(subject, FindingState.Good, recent ? "libstdc++ of GCC 13 or newer" : "libstdc++ older than GCC 13: the course loads TorchSharp through a copy it adapts");
    }

    private static Finding LibTorch()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string system = OperatingSystem.IsWindows() ? "win-x64" : OperatingSystem.IsMacOS() ? "osx-arm64" : "linux-x64";
        bool there = Directory.Exists(Path.Combine(packages, $"libtorch-cpu-{system}"));
        bool offered = RuntimeInformation.OSArchitecture == (OperatingSystem.IsMacOS() ? Architecture.Arm64 : Architecture.X64);
        return new Finding("libtorch", FindingState.Good, there ? "restored" : offered ? "not restored yet; it comes with the first unit that needs it, or with `course start --all`" : "not made for this processor: comparisons with TorchSharp are left out");
    }

    /// <summary>Files of that name in the folders where Linux keeps shared libraries.</summary>
    private static IEnumerable<string> SharedLibraries(string pattern)
    {
        string machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        string[] folders = [$"/usr/lib/{machine}", $"/lib/{machine}", "/usr/lib64", "/lib64", "/usr/lib", "/lib", "/usr/local/lib"];
        return folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, pattern));
    }
}
