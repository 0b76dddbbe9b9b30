using System.Globalization;

namespace CSharpKernel.Workers;

/// <summary>How much memory the learner's objects may take, so that a cell is refused before the machine is in trouble.</summary>
internal static class MemoryLimit
{
    private const long Least = 256L << 20;

    /// <summary>Three quarters of what is free, but not less than a quarter of all there is (a container's limit counts as all).</summary>
    /// <remarks>The rest is for what the collector does not see: native libraries, the front end, the system's caches. https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector#heap-limit</remarks>
    public static long Bytes()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        long total = memory.TotalAvailableMemoryBytes;
        return Of(total, Free() ?? total);
    }

    /// <summary>The limit on a machine with this much memory in all, and this much of it free, in bytes.</summary>
    internal static long Of(long total, long free) => Math.Max(Least, Math.Max(total / 4, Math.Min(free, total) / 4 * 3));

    /// <summary>As the runtime's settings write numbers: hexadecimal, without a prefix.</summary>
    public static string Setting() => Bytes().ToString("X", CultureInfo.InvariantCulture);

    // The collector's own figure is of its last collection, and at the start there was none.
    private static long? Free()
    {
        if (!OperatingSystem.IsLinux()) return null;
        string? line = File.ReadLines("/proc/meminfo").FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal));
        string? kilobytes = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        return long.TryParse(kilobytes, NumberStyles.None, CultureInfo.InvariantCulture, out long free) ? free * 1024 : null;
    }
}
