namespace FromScratch.Git;

/// <summary>A file of the next commit, as the index keeps it.</summary>
/// <param name="Path">From the top of the working copy, with slashes.</param>
/// <param name="Mode">100644, 100755, 120000 or 160000.</param>
/// <param name="Id">The id of its content, 40 hexadecimal digits.</param>
/// <param name="Stage">0; in a conflict 1 for the common version, 2 for ours, 3 for theirs.</param>
/// <param name="Size">The size of the file on the disk when it was added, in bytes.</param>
/// <param name="ModifiedUnix">When the file on the disk was last changed, in seconds since 1970: where both are still the same, git does not read the file again.</param>
public sealed record IndexEntry(string Path, string Mode, string Id, int Stage = 0, uint Size = 0, uint ModifiedUnix = 0);
