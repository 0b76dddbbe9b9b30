namespace FromScratch.Git;

/// <summary>A folder in memory. It can fail in the middle of a write, as a disk does that is full.</summary>
public sealed class MemoryFolder : IFolder
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private int _writesLeft = int.MaxValue;

    /// <summary>How many files were written so far, those that failed included.</summary>
    public int Writes { get; private set; }

    /// <summary>Lets so many writes pass; the next one stops halfway and throws, and so does every one after it.</summary>
    /// <param name="writes">How many still succeed.</param>
    public void FailAfter(int writes) => _writesLeft = writes;

    /// <inheritdoc/>
    public bool Exists(string path) => _files.ContainsKey(path);

    /// <inheritdoc/>
    public byte[] Read(string path) => _files.TryGetValue(path, out byte[]? content) ? [.. content] : throw new FileNotFoundException($"There is no file {path}.", path);

    /// <inheritdoc/>
    public void Write(string path, byte[] content)
    {
        Writes++;
        if (_writesLeft-- > 0)
        {
            _files[path] = [.. content];
            return;
        }

        _writesLeft = 0;
        _files[path] = content[..(content.Length / 2)];
        throw new IOException($"The disk is full: half of {path} is written.");
    }

    /// <inheritdoc/>
    public void Move(string from, string to)
    {
        byte[] content = Read(from);
        _files.Remove(from);
        _files[to] = content;
    }

    /// <inheritdoc/>
    public void Delete(string path) => _files.Remove(path);

    /// <inheritdoc/>
    public string[] Files(string prefix = "") => [.. _files.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).Order(ByteOrder.Instance)];
}
