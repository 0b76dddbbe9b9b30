using System.Globalization;
using System.Runtime.InteropServices;

namespace CSharpKernel.Workers;

/// <summary>What a worker arranges in its own process before it runs the learner's code.</summary>
internal static partial class WorkerEnvironment
{
    /// <summary>Settings of the runtime that are the worker's alone; programs that a cell starts do not inherit them.</summary>
    public static IReadOnlyDictionary<string, string> Settings() => new Dictionary<string, string>
    {
        ["DOTNET_GCHeapHardLimit"] = MemoryLimit.Setting(),
        ["DOTNET_TieredCompilation"] = "1",   // a cell's code mostly runs once: quickly compiled is quickly shown
    };

    /// <summary>Keeps the pipes and the settings to this process, and offers it first should the system run out of memory.</summary>
    public static void Settle(string calls, string answers)
    {
        foreach (string setting in Settings().Keys) Environment.SetEnvironmentVariable(setting, null);
        // A program that a cell starts would hold the pipes open, and the kernel would not see this process end.
        foreach (string pipe in new[] { calls, answers }) KeepToThisProcess(int.Parse(pipe, CultureInfo.InvariantCulture));
        if (OperatingSystem.IsLinux()) OfferFirst();
    }

    // The kernel outlives its worker and reports what happened: of the two, it is the worker that goes.
    private static void OfferFirst()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "800");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not offered, then.
        }
    }

    private static void KeepToThisProcess(int handle)
    {
        // Without success nothing is lost but the promptness with which a death is seen.
        _ = OperatingSystem.IsWindows() ? SetHandleInformation(handle, HandleFlagInherit, 0) : Control(handle, OperatingSystem.IsLinux() ? CloseOnExecLinux : CloseOnExecMac);
    }

    // FIOCLEX takes no argument: fcntl would need a variable one, which Apple's ABI passes in another way than the runtime does.
    private const nuint CloseOnExecLinux = 0x5451;
    private const nuint CloseOnExecMac = 0x20006601;
    private const uint HandleFlagInherit = 1;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request);

    [LibraryImport("kernel32")]
    private static partial int SetHandleInformation(nint handle, uint mask, uint flags);
}
