namespace FromScratch.Git;

/// <summary>A file of a version: its kind and its content.</summary>
/// <param name="Mode">100644 or 100755.</param>
/// <param name="Id">The id of the content.</param>
public sealed record FileEntry(string Mode, string Id);

/// <summary>A file whose content both sides changed: its lines are to be merged.</summary>
/// <param name="Path">Which file.</param>
/// <param name="Mode">The mode, which is decided.</param>
/// <param name="BaseId">The content both started from.</param>
/// <param name="OursId">Our content.</param>
/// <param name="TheirsId">Their content.</param>
public sealed record ContentMerge(string Path, string Mode, string BaseId, string OursId, string TheirsId);

/// <summary>A file that a person must decide about.</summary>
/// <param name="Path">Which file.</param>
/// <param name="Kind">add/add, modify/delete or mode.</param>
public sealed record TreeConflict(string Path, string Kind);

/// <summary>What a merge decides about whole files; each list in the order of the paths' bytes.</summary>
/// <param name="Files">The files that are decided; a path that is in none of the three lists is deleted.</param>
/// <param name="ToMerge">The files whose lines are to be merged.</param>
/// <param name="Conflicts">The files that a person must decide about.</param>
public sealed record TreeMerge((string Path, FileEntry File)[] Files, ContentMerge[] ToMerge, TreeConflict[] Conflicts);
