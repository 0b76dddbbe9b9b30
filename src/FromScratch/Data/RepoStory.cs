namespace FromScratch.Data;

/// <summary>What a step of a repository's story does.</summary>
public enum StoryAction
{
    /// <summary>Writes a file, adds it, commits.</summary>
    Save,

    /// <summary>Makes a branch at the current commit.</summary>
    Branch,

    /// <summary>Goes to a branch.</summary>
    Switch,

    /// <summary>Merges a branch into the current one; where that is a conflict, gives up.</summary>
    Merge,

    /// <summary>Moves the current branch back along first parents, hard.</summary>
    Reset,
}

/// <summary>A step of a repository's story.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Name">The branch's short name; for Save the file's path.</param>
/// <param name="Text">For Save the file's new content.</param>
/// <param name="Message">For Save the commit's message.</param>
/// <param name="Back">For Reset how many commits back.</param>
/// <param name="Unix">When, in seconds since 1970.</param>
public sealed record StoryStep(StoryAction Action, string Name, string Text, string Message, int Back, long Unix);

/// <summary>What is true of a repository's story.</summary>
/// <param name="Heads">The id of HEAD's commit after each step.</param>
/// <param name="Branches">The branch after each step.</param>
/// <param name="Bases">For each step that merges, the merge bases; empty for other steps.</param>
/// <param name="Conflicts">For each step that merges, the files in conflict; empty for other steps.</param>
/// <param name="Log">The commits that HEAD reaches in the end, the youngest first.</param>
/// <param name="Lost">The commits that no branch reaches in the end, in the order of their ids.</param>
public sealed record StoryTruth(string[] Heads, string[] Branches, string[][] Bases, string[][] Conflicts, string[] Log, string[] Lost);
