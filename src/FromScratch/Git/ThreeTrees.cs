namespace FromScratch.Git;

/// <summary>Compares the three versions of a project that git keeps apart: HEAD, the index, the working copy.</summary>
/// <remarks>
/// Two comparisons, a letter each. HEAD → index: what the next commit will change. Index → working copy: what was not added yet. A is added, M modified, D deleted, a space unchanged.
/// <para>Source: git documentation, git-status, "Short Format".</para>
/// </remarks>
public static class ThreeTrees
{
    /// <summary>What <c>git status --porcelain</c> says: first the files that git knows, then those it does not, each in the order of the bytes.</summary>
    /// <param name="head">The last commit: path → id of the content.</param>
    /// <param name="index">The next commit.</param>
    /// <param name="work">The files on the disk.</param>
    /// <param name="isIgnored">Whether a path that git does not know is to be passed over.</param>
    public static FileStatus[] Status(IReadOnlyDictionary<string, string> head, IReadOnlyDictionary<string, string> index, IReadOnlyDictionary<string, string> work, Func<string, bool> isIgnored)
    {
        IEnumerable<FileStatus> known =
            from path in head.Keys.Union(index.Keys)
            let staged = Change(head.GetValueOrDefault(path), index.GetValueOrDefault(path))
            let unstaged = index.ContainsKey(path) ? Change(index[path], work.GetValueOrDefault(path)) : ' '   // what the index does not hold cannot differ from it
            where staged != ' ' || unstaged != ' '
            select new FileStatus(path, $"{staged}{unstaged}");
        IEnumerable<FileStatus> unknown = work.Keys.Where(path => !index.ContainsKey(path) && !isIgnored(path)).Select(path => new FileStatus(path, "??"));
        return [.. known.OrderBy(status => status.Path, ByteOrder.Instance), .. unknown.OrderBy(status => status.Path, ByteOrder.Instance)];
    }

    private static char Change(string? before, string? after) => (before, after) switch
    {
        _ when before == after => ' ',
        (null, _) => 'A',
        (_, null) => 'D',
        _ => 'M',
    };
}
