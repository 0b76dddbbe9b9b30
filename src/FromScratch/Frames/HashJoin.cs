namespace FromScratch.Frames;

/// <summary>Rows of two tables side by side where their keys are equal.</summary>
public static class HashJoin
{
    /// <summary>Every pair of a left and a right row with equal keys, and the rows without a partner that the kind keeps.</summary>
    /// <param name="l">The left frame.</param>
    /// <param name="r">The right frame.</param>
    /// <param name="on">The key columns, which both have, of the same types.</param>
    /// <param name="kind">Which rows without a partner stay; their other side is missing.</param>
    /// <returns>The key columns once, then the left's others, then the right's others (with <c>_right</c> behind a name the left has). Left rows keep their order, each with its partners in the right's order; right rows without a partner stand at the end.</returns>
    /// <remarks>The right rows are put into a dictionary by key, then each left row looks up its partners: O(left + right + pairs), where comparing all pairs is O(left·right). A missing key equals nothing, not even another missing one.</remarks>
    /// <exception cref="ArgumentException">No key is named, one is not in both frames, or it has two types.</exception>
    public static Frame Join(Frame l, Frame r, string[] on, JoinKind kind)
    {
        RequireKeys(l, r, on);
        ILookup<RowKey, int> partners = RowsByKey(r, on);
        Column[] keys = Array.ConvertAll(on, key => l[key]);
        bool[] met = new bool[r.Count];
        List<int> leftRows = [], rightRows = [];
        for (int row = 0; row < l.Count; row++)
        {
            bool alone = true;
            foreach (int partner in partners[RowKey.Of(keys, row)])
            {
                leftRows.Add(row);
                rightRows.Add(partner);
                met[partner] = true;
                alone = false;
            }

            if (!alone || kind is JoinKind.Inner or JoinKind.Right) continue;
            leftRows.Add(row);
            rightRows.Add(-1);
        }

        if (kind is JoinKind.Right or JoinKind.Full)
        {
            int[] left = [.. Enumerable.Range(0, r.Count).Where(row => !met[row])];
            leftRows.AddRange(left.Select(_ => -1));
            rightRows.AddRange(left);
        }

        return new Frame([
            .. on.Select(key => l[key].Take(leftRows).Or(r[key].Take(rightRows))),
            .. l.Without(on).Columns.Select(column => column.Take(leftRows)),
            .. r.Without(on).Columns.Select(column => column.Take(rightRows).Named(l.Has(column.Name) ? $"{column.Name}_right" : column.Name))]);
    }

    private static ILookup<RowKey, int> RowsByKey(Frame r, string[] on)
    {
        Column[] keys = Array.ConvertAll(on, key => r[key]);
        return Enumerable.Range(0, r.Count).Select(row => (Row: row, Key: RowKey.Of(keys, row))).Where(one => !one.Key.HasMissing).ToLookup(one => one.Key, one => one.Row);
    }

    private static void RequireKeys(Frame l, Frame r, string[] on)
    {
        if (on.Length == 0) throw new ArgumentException("Join: name at least one key column.", nameof(on));
        foreach (string key in on)
            if (l[key].Type != r[key].Type) throw new ArgumentException($"Join: column '{key}' holds {l[key].Type.Name} on the left and {r[key].Type.Name} on the right. Keys are compared, so they need the same type.", nameof(on));
    }
}
