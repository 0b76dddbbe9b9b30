using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Course.Libraries;

/// <summary>Loads LibGit2Sharp's native part, once, from the folder NuGet keeps packages in.</summary>
/// <remarks>Its package brings the library for a dozen systems; loaded from where it lies, none is copied beside every program.</remarks>
public static class LibGit2
{
    /// <summary>The version of LibGit2Sharp.NativeBinaries that this LibGit2Sharp is made for.</summary>
    internal const string NativeVersion = "2.0.324";

    private const string Name = "git2-5853918";   // libgit2's commit is part of the name

    private static readonly Lazy<string?> _trouble = new(() => Attempt(Torch.Packages, System));

    /// <summary>Why the library cannot be called, and what to do; null when it can. The first use loads it.</summary>
    public static string? Trouble => _trouble.Value;

    /// <summary>The cell's value where the library can be called; else a note that says why not. The rest of the notebook does not need it.</summary>
    /// <param name="cell">What calls the library; it is not touched where that is missing.</param>
    public static object WhenReady(Func<object> cell) => Trouble is { } trouble ? new Display.Note(trouble) : cell();

    /// <summary>The system the native library is wanted for, as its package names it.</summary>
    private static string System => $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>Loads it; what hindered it, in words, or null.</summary>
    internal static string? Attempt(string packages, string system)
    {
        string folder = Path.Combine(packages, "libgit2sharp.nativebinaries", NativeVersion, "runtimes", system, "native");
        string? file = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*{Name}*").FirstOrDefault(path => Path.GetExtension(path) is ".so" or ".dll" or ".dylib") : null;
        if (file is null) return $"LibGit2Sharp has no native library for this system ({system}) in {folder}. What compares with it is left out; nothing else needs it.";
        try
        {
            nint handle = NativeLibrary.Load(file);
            foreach (AssemblyLoadContext context in AssemblyLoadContext.All) context.ResolvingUnmanagedDll += (_, name) => name.Contains(Name, StringComparison.Ordinal) ? handle : 0;
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return $"LibGit2Sharp's native library could not be loaded: {exception.Message.ReplaceLineEndings(" ")} What compares with it is left out; nothing else needs it.";
        }
    }
}
