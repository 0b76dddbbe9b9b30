namespace FromScratch.Git;

/// <summary>Who comes before whom in a history that branches and joins.</summary>
/// <remarks>
/// Only parents count. Dates do not: a clock may be wrong, and then a child is older than its parent.
/// <para>Source: git documentation, git-merge-base: a common ancestor is better than another if the other is reachable from it; those that no other betters are the merge bases.</para>
/// </remarks>
public static class Ancestry
{
    /// <summary>The best common ancestors of two commits, in the order of their ids: none for histories without a common start, more than one where branches were merged crosswise.</summary>
    /// <param name="parents">The parents of a commit.</param>
    /// <param name="a">A commit.</param>
    /// <param name="b">Another, or the same.</param>
    /// <remarks>
    /// What both can reach is closed: with a commit it holds the commit's ancestors. So whoever in it is reachable from another in it is a parent of one in it, and dropping the parents leaves the best. O(commits + parents).
    /// </remarks>
    public static string[] MergeBases(Func<string, string[]> parents, string a, string b)
    {
        HashSet<string> common = Reachable(parents, a);
        common.IntersectWith(Reachable(parents, b));
        HashSet<string> surpassed = [.. common.SelectMany(parents)];
        return [.. common.Where(id => !surpassed.Contains(id)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether the ancestor can be reached from the descendant. Every commit is its own ancestor.</summary>
    /// <param name="parents">The parents of a commit.</param>
    /// <param name="ancestor">The earlier commit.</param>
    /// <param name="descendant">The later one.</param>
    public static bool IsAncestor(Func<string, string[]> parents, string ancestor, string descendant) => Reachable(parents, descendant).Contains(ancestor);

    /// <summary>A commit and all before it; each is asked for its parents once.</summary>
    public static HashSet<string> Reachable(Func<string, string[]> parents, params string[] from)
    {
        var seen = new HashSet<string>(from, StringComparer.Ordinal);
        var waiting = new Stack<string>(seen);   // no recursion: histories are deeper than any stack
        while (waiting.TryPop(out string? id))
            foreach (string parent in parents(id))
                if (seen.Add(parent)) waiting.Push(parent);
        return seen;
    }
}
