namespace FromScratch.Git;

/// <summary>A repository as remotes see each other: objects, and names for some of them.</summary>
/// <param name="objects">What is stored.</param>
/// <param name="refs">What is named.</param>
public sealed class Repo(IObjectStore objects, IRefs refs)
{
    /// <summary>What is stored.</summary>
    public IObjectStore Objects { get; } = objects;

    /// <summary>What is named.</summary>
    public IRefs Refs { get; } = refs;

    /// <summary>Its names, with the first digits of their ids.</summary>
    public override string ToString() => $"Repo[{string.Join(", ", Refs.Names("refs/").Select(name => $"{name} {Refs.Resolve(name)?[..7]}"))}]";
}

/// <summary>What became of a push.</summary>
/// <param name="Accepted">Whether the branch was moved, or was there already.</param>
/// <param name="Sent">How many objects were sent.</param>
/// <param name="Reason">In words.</param>
public sealed record PushResult(bool Accepted, int Sent, string Reason);
