namespace FromScratch.Frames;

/// <summary>What to make of values that are not known: neither 0, nor NaN, nor false.</summary>
public static class Missing
{
    /// <summary>The mean of the values that are known; null where none is.</summary>
    public static double? MeanOfKnown(Column<double> c)
    {
        double sum = 0;
        int known = 0;
        for (int row = 0; row < c.Count; row++)
        {
            if (!c.TryGet(row, out double value)) continue;
            sum += value;
            known++;
        }

        return known == 0 ? null : sum / known;
    }

    /// <summary>Whether each value is above a limit; unknown where the value is.</summary>
    public static Column<bool> GreaterThan(Column<double> c, double limit) =>
        Column.Of(c.Name, [.. Enumerable.Range(0, c.Count).Select(row => c.TryGet(row, out double value) ? value > limit : (bool?)null)]);

    /// <summary>The opposite; the opposite of unknown is unknown.</summary>
    public static Column<bool> Not(Column<bool> c) =>
        Column.Of(c.Name, [.. Enumerable.Range(0, c.Count).Select(row => c.TryGet(row, out bool value) ? !value : (bool?)null)]);

    /// <summary>Whether both hold. false and unknown is false: whatever the other turns out to be, it cannot change that.</summary>
    /// <remarks>Source: Codd, ACM TODS 4 (1979) 397-434, three-valued logic; SQL has it since 1986.</remarks>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static Column<bool> And(Column<bool> a, Column<bool> b)
    {
        if (a.Count != b.Count) throw new ArgumentException($"And: column '{a.Name}' has {a.Count} rows, '{b.Name}' has {b.Count}.", nameof(b));
        bool? Both(int row)
        {
            bool knowsA = a.TryGet(row, out bool ofA), knowsB = b.TryGet(row, out bool ofB);
            if ((knowsA && !ofA) || (knowsB && !ofB)) return false;
            return knowsA && knowsB ? true : null;
        }

        return Column.Of(a.Name, [.. Enumerable.Range(0, a.Count).Select(Both)]);
    }

    /// <summary>Missing values replaced by the latest known one above, within the same group.</summary>
    /// <param name="c">Values, in the order of time.</param>
    /// <param name="group">The group of each row, a missing one being a group of its own; null when all are one group.</param>
    /// <param name="limit">How many missing values in a row, of one group, one known value fills at most; null for all.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">limit is negative.</exception>
    public static Column<double> FillForward(Column<double> c, Column<string>? group, int? limit)
    {
        if (group is not null && group.Count != c.Count) throw new ArgumentException($"FillForward: column '{c.Name}' has {c.Count} rows, '{group.Name}' has {group.Count}.", nameof(group));
        if (limit < 0) throw new ArgumentOutOfRangeException(nameof(limit), limit, $"FillForward: a limit of {limit}. It is a number of rows.");
        Dictionary<string, (double Value, int Filled)> latest = new(StringComparer.Ordinal);
        double?[] filled = new double?[c.Count];
        for (int row = 0; row < c.Count; row++)
        {
            string key = group is null ? "" : group.TryGet(row, out string name) ? "g" + name : "";   // the letter keeps "" and a missing name apart
            if (c.TryGet(row, out double value)) (filled[row], latest[key]) = (value, (value, 0));
            else if (latest.TryGetValue(key, out (double Value, int Filled) last) && (limit is null || last.Filled < limit)) (filled[row], latest[key]) = (last.Value, (last.Value, last.Filled + 1));
        }

        return Column.Of(c.Name, filled);
    }
}
