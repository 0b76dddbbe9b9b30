using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Course.Libraries;

/// <summary>Loads DuckDB's native part, once, from the folder NuGet keeps packages in.</summary>
/// <remarks>Its package holds the libraries of all systems, 420 MB unpacked: loaded from where it lies, none of them is copied beside a program.</remarks>
public static class DuckDb
{
    /// <summary>The version of DuckDB.NET and of the engine in it.</summary>
    internal const string Version = "1.5.6.1";

    private static readonly Lazy<string?> _trouble = new(() => Attempt(Torch.Packages, OneFor(RuntimeInformation.RuntimeIdentifier)));

    /// <summary>Whether DuckDB can be called. The first use loads it.</summary>
    public static bool IsReady => _trouble.Value is null;

    /// <summary>Why DuckDB cannot be called, and what to do; null when it can. The first use loads it.</summary>
    public static string? Trouble => _trouble.Value;

    /// <summary>The cell's value where DuckDB can be called; else a note that says why not. The rest of the notebook does not need it.</summary>
    /// <param name="cell">What calls DuckDB; it is not touched where DuckDB is missing.</param>
    public static object WhenReady(Func<object> cell) => Trouble is { } trouble ? new Display.Note(trouble) : cell();

    /// <summary>The folder of the package that holds the library for a system; null where there is none.</summary>
    internal static string? OneFor(string runtime) => RuntimeInformation.ProcessArchitecture switch
    {
        _ when runtime.Contains("musl", StringComparison.Ordinal) => null,
        Architecture.X64 or Architecture.Arm64 when OperatingSystem.IsMacOS() => "osx",
        Architecture.X64 => OperatingSystem.IsWindows() ? "win-x64" : "linux-x64",
        Architecture.Arm64 => OperatingSystem.IsWindows() ? "win-arm64" : "linux-arm64",
        _ => null,
    };

    /// <summary>Loads the library; what hindered it, in words, or null.</summary>
    internal static string? Attempt(string packages, string? system)
    {
        if (system is null) return $"DuckDB is not made for this system ({RuntimeInformation.RuntimeIdentifier}). What compares with it is left out; nothing else needs it.";
        string file = system[..3] switch { "win" => "duckdb.dll", "osx" => "libduckdb.dylib", _ => "libduckdb.so" };
        string path = Path.Combine(packages, "duckdb.net.bindings.full", Version, "runtimes", system, "native", file);
        if (!File.Exists(path)) return "DuckDB's native library is not on this machine yet. In a terminal: `course start --all` fetches it once (about 150 MB to load, 420 MB on disk); then restart the kernel.";
        try
        {
            nint handle = NativeLibrary.Load(path);
            // Linux and Windows find a loaded library again by its name alone; where that fails the runtime asks here.
            foreach (AssemblyLoadContext context in AssemblyLoadContext.All)
                context.ResolvingUnmanagedDll += (_, name) => Path.GetFileNameWithoutExtension(name) is "duckdb" or "libduckdb" ? handle : 0;
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return $"DuckDB's native library could not be loaded: {exception.Message.ReplaceLineEndings(" ")} `course start --all` fetches it again.";
        }
    }
}
