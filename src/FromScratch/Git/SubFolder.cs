namespace FromScratch.Git;

/// <summary>A folder within a folder, as a folder of its own: .git within a working copy.</summary>
/// <param name="outer">The folder it lies in.</param>
/// <param name="name">Its name there.</param>
public sealed class SubFolder(IFolder outer, string name) : IFolder
{
    /// <inheritdoc/>
    public bool Exists(string path) => outer.Exists($"{name}/{path}");

    /// <inheritdoc/>
    public byte[] Read(string path) => outer.Read($"{name}/{path}");

    /// <inheritdoc/>
    public void Write(string path, byte[] content) => outer.Write($"{name}/{path}", content);

    /// <inheritdoc/>
    public void Move(string from, string to) => outer.Move($"{name}/{from}", $"{name}/{to}");

    /// <inheritdoc/>
    public void Delete(string path) => outer.Delete($"{name}/{path}");

    /// <inheritdoc/>
    public string[] Files(string prefix = "") => [.. outer.Files($"{name}/{prefix}").Select(path => path[(name.Length + 1)..])];
}
