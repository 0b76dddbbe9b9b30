namespace FromScratch.Git;

/// <summary>The everyday commands of git, on one working copy.</summary>
public interface IMiniGit
{
    /// <summary>Makes the working copy a repository, on the branch main, without a commit.</summary>
    void Init();

    /// <summary>Puts a file, as it is now, into the next commit; a file that is gone, out of it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KeyNotFoundException">Neither the working copy nor the index has it.</exception>
    void Add(string path);

    /// <summary>Makes a commit of the index, and moves the current branch to it.</summary>
    /// <param name="message">Why.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="InvalidOperationException">Nothing has changed since the last commit.</exception>
    string Commit(string message);

    /// <summary>Makes a branch at the current commit; HEAD stays where it is.</summary>
    /// <param name="name">Its short name.</param>
    /// <exception cref="InvalidOperationException">There is no commit yet, or a branch of that name.</exception>
    void Branch(string name);

    /// <summary>Goes to another branch: HEAD, index and working copy. What was not committed comes along where the branches do not differ.</summary>
    /// <param name="name">Its short name.</param>
    /// <exception cref="KeyNotFoundException">There is no such branch.</exception>
    /// <exception cref="InvalidOperationException">A change that was not committed would be overwritten; nothing has been done.</exception>
    void Switch(string name);

    /// <summary>Brings another branch's commits into the current one.</summary>
    /// <param name="name">Its short name.</param>
    /// <exception cref="KeyNotFoundException">There is no such branch.</exception>
    /// <exception cref="InvalidOperationException">There is no commit yet to merge into, or there are changes that were not committed; nothing has been done.</exception>
    MergeOutcome Merge(string name);

    /// <summary>Moves the current branch to a commit, and index and working copy with it. Changes that were not committed are lost.</summary>
    /// <param name="id">The commit.</param>
    void ResetHard(string id);

    /// <summary>The commits that HEAD reaches, the youngest first.</summary>
    string[] Log();

    /// <summary>How the files stand.</summary>
    FileStatus[] Status();

    /// <summary>The commits that are stored and that no name reaches, in the order of their ids.</summary>
    string[] RecoverLost();
}

/// <summary>How a merge ended.</summary>
public enum MergeKind
{
    /// <summary>There was nothing to merge.</summary>
    UpToDate,

    /// <summary>The branch was moved forward.</summary>
    FastForward,

    /// <summary>A commit with two parents was made.</summary>
    Merged,

    /// <summary>A person must decide; nothing has been done.</summary>
    Conflict,
}

/// <summary>How a merge ended, where the branch is now, and the files in conflict, in the order of their bytes.</summary>
public sealed record MergeOutcome(MergeKind Kind, string Id, string[] Conflicts);
