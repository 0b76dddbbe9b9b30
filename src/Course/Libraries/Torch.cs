using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;

namespace Course.Libraries;

/// <summary>Loads TorchSharp's native part, once, from the folder NuGet keeps packages in.</summary>
/// <remarks>
/// <para>TorchSharp itself expects libtorch, up to 1 GB, to be copied beside every program. Loaded ahead from where it lies, nothing is copied: 184 ms were measured.</para>
/// <para>Its library for Linux is built with GCC 13 and names the symbol version GLIBCXX_3.4.32 without using it. On systems with an older C++ runtime
/// (Debian 12, Ubuntu 22.04, RHEL 9) a private copy is loaded in which that need is weak.</para>
/// </remarks>
public static class Torch
{
    /// <summary>The version of TorchSharp that is loaded.</summary>
    internal const string Version = "0.107.0";

    /// <summary>The version of libtorch that this TorchSharp is made for.</summary>
    internal const string NativeVersion = "2.10.0";

    internal const string NewestSymbols = "GLIBCXX_3.4.32";

    private static readonly Lazy<string?> _trouble = new(() => Attempt(Packages, Cache, OneFor(RuntimeInformation.RuntimeIdentifier)));

    /// <summary>Whether torch can be called. The first use loads it.</summary>
    public static bool IsReady => _trouble.Value is null;

    /// <summary>Why torch cannot be called, and what to do; null when it can. The first use loads it.</summary>
    public static string? Trouble => _trouble.Value;

    /// <summary>The cell's value where torch can be called; else a note that says why not. The rest of the notebook does not need it.</summary>
    /// <param name="cell">What calls torch; it is not touched where torch is missing.</param>
    public static object WhenReady(Func<object> cell) => Trouble is { } trouble ? new Display.Note(trouble) : cell();

    /// <summary>The folder NuGet restores packages to.</summary>
    internal static string Packages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Cache => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "ai-product-engineer");

    /// <summary>The system a native package is made for, among those there are; null for others.</summary>
    internal static string? OneFor(string runtime) => RuntimeInformation.ProcessArchitecture switch
    {
        _ when runtime.Contains("musl", StringComparison.Ordinal) => null,
        Architecture.X64 when OperatingSystem.IsLinux() => "linux-x64",
        Architecture.X64 when OperatingSystem.IsWindows() => "win-x64",
        Architecture.Arm64 when OperatingSystem.IsMacOS() => "osx-arm64",
        _ => null,
    };

    /// <summary>Loads everything; what hindered it, in words, or null.</summary>
    internal static string? Attempt(string packages, string cache, string? system)
    {
        if (system is null) return $"TorchSharp is not made for this system ({RuntimeInformation.RuntimeIdentifier}). What compares with it is left out; nothing else needs it.";
        string native = Path.Combine(packages, $"libtorch-cpu-{system}", NativeVersion, "runtimes", system, "native");
        string own = Path.Combine(packages, "torchsharp", Version, "runtimes", system, "native");
        if (!Directory.Exists(native) || !Directory.Exists(own))
            return $"TorchSharp's native library is not on this machine yet. In a terminal: `course start --all` fetches it once (about 130 MB to load, 600 MB on disk); then restart the kernel.";
        try
        {
            NativeLibrary.Load(Path.Combine(native, Named("torch", system)));
            nint handle = LoadOwn(Path.Combine(own, Named("LibTorchSharp", system)), cache);
            AnswerWith(handle);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return $"TorchSharp's native library could not be loaded: {exception.Message.ReplaceLineEndings(" ")} `course doctor` says what this machine lacks; `course start --all` fetches the library again.";
        }
    }

    private static string Named(string name, string system) => system[..3] switch
    {
        "win" => $"{name}.dll",
        "osx" => $"lib{name}.dylib",
        _ => $"lib{name}.so",
    };

    private static nint LoadOwn(string path, string cache)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException exception) when (exception.Message.Contains(NewestSymbols, StringComparison.Ordinal))
        {
            return NativeLibrary.Load(Adapted(path, cache));
        }
    }

    /// <summary>The copy whose need of the newest symbols is weak. Its name carries the source's hash, so another version of the source makes another copy.</summary>
    internal static string Adapted(string path, string cache)
    {
        byte[] library = File.ReadAllBytes(path);
        string copy = Path.Combine(cache, $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(library).AsSpan(0, 16))}.so");
        if (File.Exists(copy)) return copy;
        Directory.CreateDirectory(cache);
        // Written aside and renamed: another process sees the whole file or none.
        string aside = Path.Combine(cache, Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(aside, ElfVersionNeed.Weakened(library, NewestSymbols));
            File.Move(aside, copy, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }

        return copy;
    }

    // Linux and Windows find a loaded library again by its name alone; where that fails the runtime asks here.
    private static void AnswerWith(nint handle)
    {
        foreach (AssemblyLoadContext context in AssemblyLoadContext.All)
            context.ResolvingUnmanagedDll += (_, name) => Path.GetFileNameWithoutExtension(name) is "LibTorchSharp" or "libLibTorchSharp" ? handle : 0;
    }
}
