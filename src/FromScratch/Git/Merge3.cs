namespace FromScratch.Git;

/// <summary>The lines of a merge.</summary>
/// <param name="Lines">The merged text, with both versions between markers where they disagree.</param>
/// <param name="Conflicts">How many such places there are.</param>
public sealed record MergeResult(string[] Lines, int Conflicts);

/// <summary>Merges two versions of a text that were both made from a third.</summary>
/// <remarks>
/// <para>Two texts alone do not say who changed what. With the base they do: each side is a list of changes to it. A change that only one side made is taken; where both changed the same lines, or lines that touch, they
/// agree or it is a conflict.</para>
/// <para>Source: Khanna, Kunal and Pierce, "A formal investigation of diff3", FSTTCS 2007; git documentation, git-merge-file.</para>
/// </remarks>
public static partial class Merge3
{
    /// <summary>Merges line by line.</summary>
    /// <param name="baseLines">What both started from; lines keep their line ends.</param>
    /// <param name="ours">The version of the branch you are on.</param>
    /// <param name="theirs">The version that comes in.</param>
    public static MergeResult Merge(string[] baseLines, string[] ours, string[] theirs)
    {
        var merged = new List<string>();
        Queue<Change> left = new(Changes(baseLines, ours)), right = new(Changes(baseLines, theirs));
        int at = 0, shiftOurs = 0, shiftTheirs = 0, conflicts = 0;   // lines of the base that are done; how much further each side is
        while (left.Count + right.Count > 0)
        {
            int start = Math.Min(Next(left), Next(right)), end = start;
            int grownOurs = 0, grownTheirs = 0;
            bool oursChanged = false, theirsChanged = false;
            while (true)
            {
                if (Next(left) <= end) (end, grownOurs, oursChanged) = (Math.Max(end, left.Peek().End), grownOurs + left.Dequeue().Growth, true);
                else if (Next(right) <= end) (end, grownTheirs, theirsChanged) = (Math.Max(end, right.Peek().End), grownTheirs + right.Dequeue().Growth, true);
                else break;
            }

            merged.AddRange(baseLines[at..start]);
            string[] oursPart = ours[(start + shiftOurs)..(end + shiftOurs + grownOurs)], theirsPart = theirs[(start + shiftTheirs)..(end + shiftTheirs + grownTheirs)];
            if (!theirsChanged || oursPart.SequenceEqual(theirsPart)) merged.AddRange(oursPart);
            else if (!oursChanged) merged.AddRange(theirsPart);
            else
            {
                AddConflict(merged, oursPart, theirsPart);
                conflicts++;
            }

            (at, shiftOurs, shiftTheirs) = (end, shiftOurs + grownOurs, shiftTheirs + grownTheirs);
        }

        merged.AddRange(baseLines[at..]);
        return new([.. merged], conflicts);
    }

    private static int Next(Queue<Change> changes) => changes.TryPeek(out Change next) ? next.Start : int.MaxValue;

    /// <summary>Both versions between markers; lines that both begin or end with stand outside.</summary>
    private static void AddConflict(List<string> merged, string[] ours, string[] theirs)
    {
        int same = ours.AsSpan().CommonPrefixLength(theirs), shorter = Math.Min(ours.Length, theirs.Length), tail = 0;
        while (tail < shorter - same && ours[^(tail + 1)] == theirs[^(tail + 1)]) tail++;
        merged.AddRange(ours[..same]);
        merged.Add("<<<<<<< ours\n");
        merged.AddRange(Ended(ours[same..^tail]));
        merged.Add("=======\n");
        merged.AddRange(Ended(theirs[same..^tail]));
        merged.Add(">>>>>>> theirs\n");
        merged.AddRange(ours[^tail..]);
    }

    // A marker begins a line of its own, also after a last line without line end.
    private static string[] Ended(string[] lines) => [.. lines.Select(line => line.EndsWith('\n') ? line : line + "\n")];

    /// <summary>The script as changes of the base: which lines go, and how many more or fewer come.</summary>
    private static IEnumerable<Change> Changes(string[] from, string[] to)
    {
        LineEdit[] edits = Myers.Diff(from, to);
        int line = 0;
        for (int i = 0; i < edits.Length;)
        {
            int start = line, growth = 0;
            for (; i < edits.Length && edits[i].Kind != LineChange.Keep; i++)
            {
                if (edits[i].Kind == LineChange.Delete) line++;
                growth += edits[i].Kind == LineChange.Insert ? 1 : -1;
            }

            if (i > 0 && edits[i - 1].Kind != LineChange.Keep) yield return new(start, line, growth);
            if (i < edits.Length) line++;
            i++;
        }
    }

    private readonly record struct Change(int Start, int End, int Growth);
}
