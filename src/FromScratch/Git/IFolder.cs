namespace FromScratch.Git;

/// <summary>A folder with files, as much of a file system as git needs. Paths are relative, with slashes: <c>objects/ce/0136…</c>.</summary>
/// <remarks>On a disk: <see cref="DiskFolder"/>. In memory, with faults that can be planted: <see cref="MemoryFolder"/>. Folders inside come and go with their files.</remarks>
public interface IFolder
{
    /// <summary>Whether there is a file.</summary>
    bool Exists(string path);

    /// <summary>The content of a file; the array is the caller's own.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    byte[] Read(string path);

    /// <summary>Writes a file, byte after byte, over one of the same name. Whoever looks meanwhile, or after a failure, may find a part of it.</summary>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    void Write(string path, byte[] content);

    /// <summary>Renames a file, over one of the new name. At any moment others see the old state or the new one, nothing between.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    void Move(string from, string to);

    /// <summary>Removes a file; where there is none, nothing happens.</summary>
    void Delete(string path);

    /// <summary>The paths of all files whose path begins with this, in the order of their bytes.</summary>
    /// <param name="prefix"><c>refs/heads/</c> for the files of one folder, nothing for all.</param>
    string[] Files(string prefix = "");
}
