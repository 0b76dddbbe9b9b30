namespace FromScratch.Git;

/// <summary>Keeps two repositories in step: fetch copies what is missing and remembers where the other's branches are, push asks the other to move one of its own.</summary>
/// <remarks>
/// <para>A store is whole: whoever has an object has all it refers to. So the walk down from a commit may stop at the first object that is there, and what is sent goes up from the bottom: contents, folders, commits,
/// parents before children. A line that breaks then leaves objects nobody needs, but never one with a hole below it. Names move last, one by one.</para>
/// <para>Source: git documentation, git-fetch, git-push ("Note about fast-forwards", --force-with-lease), gitprotocol-pack.</para>
/// </remarks>
public static class Transfer
{
    private const string Branches = "refs/heads/";

    /// <summary>Copies what the other's branches reach and is missing here, and moves refs/remotes/NAME/… to where they are. Own branches stay.</summary>
    /// <param name="from">The other repository.</param>
    /// <param name="to">The own one.</param>
    /// <param name="remote">The other's name here, as in origin.</param>
    /// <returns>How many objects were copied.</returns>
    public static int Fetch(Repo from, Repo to, string remote)
    {
        (string Branch, string Id)[] tips = [.. from.Refs.Names(Branches).Select(name => (name[Branches.Length..], from.Refs.Resolve(name)!))];
        int copied = Copy(from.Objects, to.Objects, tips.Select(tip => tip.Id));
        foreach ((string branch, string id) in tips)
        {
            string remembered = $"refs/remotes/{remote}/{branch}";
            string? old = to.Refs.Resolve(remembered);
            if (old != id) to.Refs.Update(remembered, id, old, $"fetch {remote}: {(old is null ? "storing head" : "moved")}");
        }

        return copied;
    }

    /// <summary>Sends what a branch reaches and the other lacks, and moves the other's branch to it, if that goes forward.</summary>
    /// <param name="local">The own repository.</param>
    /// <param name="remote">The other one.</param>
    /// <param name="branch">The branch's short name, in both.</param>
    /// <param name="force">Whether the other's branch may lose commits.</param>
    /// <param name="lease">Where the caller believes the other's branch to be; null: no belief. A wrong belief is refused, force or not.</param>
    /// <exception cref="KeyNotFoundException">There is no such branch here.</exception>
    public static PushResult Push(Repo local, Repo remote, string branch, bool force, string? lease)
    {
        string name = Branches + branch;
        string id = local.Refs.Resolve(name) ?? throw new KeyNotFoundException($"Push: there is no branch {branch} here.");
        string? old = remote.Refs.Resolve(name);
        if (lease is not null && lease != old) return new(false, 0, $"stale lease: {branch} is {old ?? "not there"}, not {lease}. Fetch, look, decide.");
        if (old == id) return new(true, 0, "up to date");
        bool forward = old is null || (local.Objects.Contains(old) && Ancestry.IsAncestor(commit => CommitFormat.Read(local.Objects.Read(commit).Body).Parents, old, id));
        if (!forward && !force) return new(false, 0, "non-fast-forward: the other's branch has commits that yours has not. Fetch and merge first.");
        int sent = Copy(local.Objects, remote.Objects, [id]);
        remote.Refs.Update(name, id, old, "push");
        return new(true, sent, forward ? "fast-forward" : "forced");
    }

    /// <summary>Copies what some ids reach and the receiver lacks, from the bottom up.</summary>
    private static int Copy(IObjectStore from, IObjectStore to, IEnumerable<string> ids)
    {
        var open = new Stack<(string Id, (string Type, byte[] Body)? Ready)>(ids.Select(id => (id, ((string, byte[])?)null)));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int copied = 0;
        while (open.TryPop(out (string Id, (string Type, byte[] Body)? Ready) next))
        {
            if (next.Ready is { } ready)   // all it refers to has been written
            {
                to.Write(ready.Type, ready.Body);
                copied++;
            }
            else if (!to.Contains(next.Id) && seen.Add(next.Id))
            {
                (string Type, byte[] Body) read = from.Read(next.Id);
                open.Push((next.Id, read));
                foreach (string below in References(read.Type, read.Body)) open.Push((below, null));
            }
        }

        return copied;
    }

    /// <summary>The ids an object holds.</summary>
    private static IEnumerable<string> References(string type, byte[] body)
    {
        if (type == "tree") return TreeFormat.Read(body).Select(entry => entry.Id);
        if (type != "commit") return [];
        CommitData commit = CommitFormat.Read(body);
        return commit.Parents.Prepend(commit.Tree);
    }
}
