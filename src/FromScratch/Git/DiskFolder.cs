namespace FromScratch.Git;

/// <summary>A folder of the disk.</summary>
/// <param name="root">Where it is; it need not be there yet.</param>
public sealed class DiskFolder(string root) : IFolder
{
    /// <summary>Where it is.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(On(path));

    /// <inheritdoc/>
    public byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(On(path));
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new FileNotFoundException(missing.Message, path, missing);
        }
    }

    /// <inheritdoc/>
    public void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(On(path))!);
        File.WriteAllBytes(On(path), content);
    }

    /// <inheritdoc/>
    public void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(On(to))!);
        File.Move(On(from), On(to), overwrite: true);
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        if (!File.Exists(On(path))) return;
        File.SetAttributes(On(path), FileAttributes.Normal);   // git writes objects read-only, and Windows does not remove those
        File.Delete(On(path));
        for (string folder = Path.GetDirectoryName(On(path))!; folder.Length > Root.Length && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!) Directory.Delete(folder);
    }

    /// <inheritdoc/>
    public string[] Files(string prefix = "")
    {
        string folder = On(prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).Order(ByteOrder.Instance)];
    }

    private string On(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));
}
