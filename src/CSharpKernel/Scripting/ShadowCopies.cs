using System.Security.Cryptography;

namespace CSharpKernel.Scripting;

/// <summary>Copies of assemblies in the user's cache, named by what is in them.</summary>
/// <param name="root">The cache's folder; created when absent.</param>
internal sealed class ShadowCopies(string root)
{
    private readonly Dictionary<(string Path, long Length, DateTime Written), string> _known = [];
    private readonly Lock _gate = new();

    /// <summary>The path of a copy of the file, which never changes afterwards.</summary>
    public string Copy(string path)
    {
        var file = new FileInfo(path);
        var key = (path, file.Length, file.LastWriteTimeUtc);
        lock (_gate)
        {
            if (_known.TryGetValue(key, out string? known) && File.Exists(known)) return known;
        }

        byte[] content = File.ReadAllBytes(path);
        string folder = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12)));
        string copy = Path.Combine(folder, file.Name);
        if (!File.Exists(copy) || new FileInfo(copy).Length != content.Length) Write(copy, content);
        lock (_gate) _known[key] = copy;
        return copy;
    }

    // Written apart and moved: another session may look for the same copy at this moment.
    private static void Write(string copy, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        string fresh = $"{copy}.{Guid.NewGuid():N}";
        File.WriteAllBytes(fresh, content);
        try
        {
            File.Move(fresh, copy, overwrite: true);
        }
        catch (IOException) when (File.Exists(copy))
        {
            File.Delete(fresh);
        }
    }
}
