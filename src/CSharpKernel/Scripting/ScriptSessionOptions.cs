namespace CSharpKernel.Scripting;

/// <summary>How a <see cref="ScriptSession"/> is set up.</summary>
public sealed record ScriptSessionOptions
{
    /// <summary>Where shadow copies of referenced assemblies and restored packages are kept; by default a folder <c>csharp-kernel</c> of the user's cache.</summary>
    public string CacheDirectory { get; init; } = DefaultCache();

    /// <summary>How many characters of text one cell may write before the rest is cut; 32 million by default.</summary>
    public long OutputLimit { get; init; } = 32_000_000;

    /// <summary>The working set of the process, in bytes, above which the running cell is stopped; by default 60 % of the memory there is for the process.</summary>
    public long MemoryLimit { get; init; } = (long)(0.6 * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Whether the compiler and the language services are warmed up in the background at once.</summary>
    public bool WarmUp { get; init; } = true;

    private static string DefaultCache()
    {
        string? cache = OperatingSystem.IsLinux() ? Environment.GetEnvironmentVariable("XDG_CACHE_HOME") : null;
        if (string.IsNullOrEmpty(cache))
        {
            cache = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
                ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }

        return Path.Combine(string.IsNullOrEmpty(cache) ? Path.GetTempPath() : cache, "csharp-kernel");
    }
}
