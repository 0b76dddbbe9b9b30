namespace FromScratch.Git;

/// <summary>The names that move: branches, tags, remembered branches of others, and HEAD.</summary>
public interface IRefs
{
    /// <summary>Where you are: the branch, null when HEAD is detached; and the commit, null when the branch has none yet.</summary>
    (string? Branch, string? Id) Head { get; }

    /// <summary>The id a name stands for; null when there is none.</summary>
    /// <param name="name">HEAD, a full name (refs/heads/main), or a short one, looked for in refs/tags, refs/heads, refs/remotes, in this order.</param>
    string? Resolve(string name);

    /// <summary>Moves a name, if nobody has moved it meanwhile.</summary>
    /// <param name="name">HEAD, which stands for the current branch unless it is detached, or a full name.</param>
    /// <param name="id">The new id.</param>
    /// <param name="expectedOld">What it is now, as far as the caller knows; null: it is not there.</param>
    /// <param name="message">What for; for the reflog.</param>
    /// <exception cref="ArgumentException">The name or the id is none.</exception>
    /// <exception cref="InvalidOperationException">The name stands for something else than expected.</exception>
    void Update(string name, string id, string? expectedOld, string message);

    /// <summary>Removes a name and its log; the commits stay.</summary>
    /// <param name="name">A full name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="InvalidOperationException">It is the branch you are on.</exception>
    void Delete(string name);

    /// <summary>Makes a branch the current one.</summary>
    /// <param name="branch">Its short name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    void SwitchTo(string branch);

    /// <summary>Lets HEAD stand for a commit itself, no branch.</summary>
    /// <param name="id">The commit.</param>
    void Detach(string id);

    /// <summary>Full names that begin with a prefix, in the order of their bytes.</summary>
    /// <param name="prefix">refs/heads/ for all branches.</param>
    string[] Names(string prefix);

    /// <summary>How a name has moved, the oldest first; empty where nothing is known.</summary>
    /// <param name="name">HEAD or a full name.</param>
    ReflogEntry[] Log(string name);
}

/// <summary>One move of a name.</summary>
/// <param name="Old">The id before; forty zeros when there was none.</param>
/// <param name="New">The id after.</param>
/// <param name="Who">Who moved it, and when.</param>
/// <param name="Message">What for.</param>
public sealed record ReflogEntry(string Old, string New, Person Who, string Message);
