using System.IO.MemoryMappedFiles;
using System.Text;

namespace CSharpKernel.Scripting;

/// <summary>Documentation files, searched where they lie: the runtime's are tens of megabytes, of which a session shows a few paragraphs.</summary>
internal static class XmlDocumentationFiles
{
    private static readonly Lazy<string?> _pack = new(FindPack);

    /// <summary>The documentation of a member in one file, as its XML element; null when there is none.</summary>
    public static unsafe string? In(string path, string memberId)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0) return null;
        using var mapped = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        using MemoryMappedViewAccessor view = mapped.CreateViewAccessor(0, file.Length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            var bytes = new ReadOnlySpan<byte>(start, (int)file.Length);
            int at = bytes.IndexOf(Encoding.UTF8.GetBytes($"<member name=\"{memberId}\">"));
            if (at < 0) return null;
            ReadOnlySpan<byte> rest = bytes[at..];
            int end = rest.IndexOf("</member>"u8);
            return end < 0 ? null : Encoding.UTF8.GetString(rest[..(end + "</member>".Length)]);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <summary>The documentation of a member of the runtime.</summary>
    /// <param name="assembly">The assembly it is implemented in. The packs' files are by reference assembly, so the likely ones are tried first, then all.</param>
    /// <param name="memberId">The member, as documentation files name it.</param>
    public static string? Framework(string assembly, string memberId) =>
        _pack.Value is { } folder ? Candidates(folder, assembly).Where(File.Exists).Select(file => In(file, memberId)).FirstOrDefault(found => found is not null) : null;

    private static IEnumerable<string> Candidates(string folder, string assembly)
    {
        string[] usual = [assembly, "System.Runtime", "System.Collections", "System.Linq", "System.Console", "System.Threading"];
        return usual.Select(name => Path.Combine(folder, name + ".xml")).Concat(Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal)).Distinct();
    }

    // …/shared/Microsoft.NETCore.App/10.0.x → …/packs/Microsoft.NETCore.App.Ref/10.0.y/ref/net10.0
    private static string? FindPack()
    {
        string? root = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(FrameworkReferences.Directory)));
        string pack = Path.Combine(root ?? "", "packs", "Microsoft.NETCore.App.Ref");
        if (!Directory.Exists(pack)) return null;
        return Directory.EnumerateDirectories(pack).OrderDescending(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "ref", $"net{Environment.Version.Major}.0")).FirstOrDefault(Directory.Exists);
    }
}
