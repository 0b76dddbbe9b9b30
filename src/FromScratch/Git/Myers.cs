namespace FromScratch.Git;

/// <summary>The shortest edit script between two texts.</summary>
/// <remarks>
/// <para>The edit grid has a column for every old line and a row for every new one. A step to the right deletes, a step down inserts, and where the lines are equal a diagonal keeps, free of charge. The fewest
/// paid steps from the upper left corner to the lower right one are the shortest script. In round d the algorithm knows, for every diagonal k = x − y, how far d paid steps can get; one round more, and every
/// diagonal starts from the better of its two neighbours and slides on as long as lines are equal.</para>
/// <para>O((n + m)·D) time and O(D²) memory for a script of D edits. Source: Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986) 251-266, §2-3.</para>
/// </remarks>
public static class Myers
{
    /// <summary>The shortest script that turns the lines of a into those of b; where there are several, one of them.</summary>
    /// <param name="a">The old lines.</param>
    /// <param name="b">The new lines.</param>
    public static LineEdit[] Diff(string[] a, string[] b)
    {
        List<int[]> rounds = Rounds(a, b);
        var backwards = new List<LineEdit>();
        int x = a.Length, y = b.Length;
        for (int d = rounds.Count - 1; d > 0; d--)
        {
            int k = x - y;
            bool down = ComesFromAbove(rounds[d - 1], d, k);
            int from = At(rounds[d - 1], d - 1, down ? k + 1 : k - 1), start = down ? from : from + 1;
            while (x > start) (x, y) = Kept(x, y);
            backwards.Add(down ? new(LineChange.Insert, b[--y]) : new(LineChange.Delete, a[--x]));
        }

        while (x > 0) (x, y) = Kept(x, y);
        backwards.Reverse();
        return [.. backwards];

        (int X, int Y) Kept(int toX, int toY)
        {
            backwards.Add(new(LineChange.Keep, a[toX - 1]));
            return (toX - 1, toY - 1);
        }
    }

    /// <summary>The furthest points of the edit grid after 0, 1, 2, … paid steps, one on each diagonal that can be reached; the last front holds the goal.</summary>
    /// <param name="a">The old lines.</param>
    /// <param name="b">The new lines.</param>
    public static (int X, int Y)[][] Fronts(string[] a, string[] b) =>
        [.. Rounds(a, b).Select((reached, d) => reached.Select((x, i) => (X: x, Y: x - (2 * i - d))).Where(point => point.X <= a.Length && point.Y <= b.Length && (point.X > 0 || d == 0 || point.Y == d)).ToArray())];

    /// <summary>For every number of edits d, from 0 to the fewest that suffice: how far (x) each diagonal k from −d to d in steps of 2 gets.</summary>
    private static List<int[]> Rounds(string[] a, string[] b)
    {
        var rounds = new List<int[]>();
        while (true)
        {
            int d = rounds.Count;
            int[] reached = new int[d + 1];
            rounds.Add(reached);
            for (int k = -d; k <= d; k += 2)
            {
                int x = d == 0 ? 0 : ComesFromAbove(rounds[d - 1], d, k) ? At(rounds[d - 1], d - 1, k + 1) : At(rounds[d - 1], d - 1, k - 1) + 1;
                while (x < a.Length && x - k < b.Length && a[x] == b[x - k]) x++;
                reached[(k + d) / 2] = x;
                if (x == a.Length && x - k == b.Length) return rounds;
            }
        }
    }

    private static bool ComesFromAbove(int[] before, int d, int k) => k == -d || (k != d && At(before, d - 1, k - 1) < At(before, d - 1, k + 1));

    private static int At(int[] reached, int d, int k) => reached[(k + d) / 2];
}
