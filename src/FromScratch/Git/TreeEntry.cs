namespace FromScratch.Git;

/// <summary>One line of a folder: what kind of thing, its name, which content.</summary>
/// <param name="Mode">Six digits as git prints them: 100644 a file, 100755 a program, 120000 a symbolic link, 040000 a folder, 160000 a commit of another repository.</param>
/// <param name="Name">The name within the folder, without slash.</param>
/// <param name="Id">The id of the blob or tree, 40 hexadecimal digits.</param>
public sealed record TreeEntry(string Mode, string Name, string Id)
{
    /// <summary>The mode of a folder.</summary>
    public const string Folder = "040000";

    /// <summary>The mode of an ordinary file.</summary>
    public const string File = "100644";

    /// <summary>The mode of a file that can be run.</summary>
    public const string Program = "100755";

    /// <summary>Whether the entry is a folder: its id is a tree's.</summary>
    public bool IsFolder => Mode == Folder;
}
