namespace FromScratch.Frames;

/// <summary>Split, apply, combine: rows with equal keys come together, and one row is left of each group.</summary>
public static class Grouping
{
    /// <summary>One row a group, sorted by the keys (missing last), with the keys and what was asked for.</summary>
    /// <param name="f">A frame.</param>
    /// <param name="keys">The columns whose values make a group; a missing value is a value like others. None: all rows are one group.</param>
    /// <param name="aggs">Columns and what becomes of them; ("*", Count) counts rows. The result's columns are named like <c>amount_sum</c>, that of "*" is <c>count</c>.</param>
    /// <returns>Counts are long, all else is double.</returns>
    /// <remarks>One pass: each row's key is looked up in a dictionary, O(rows). Source: Wickham, Journal of Statistical Software 40 (2011) 1.</remarks>
    /// <exception cref="ArgumentException">There is no such column, or numbers are asked of one that has none.</exception>
    public static Frame Aggregate(Frame f, string[] keys, (string Column, Agg How)[] aggs)
    {
        Column[] by = Array.ConvertAll(keys, key => f[key]);
        List<List<int>> groups = keys.Length == 0 ? [[]] : [];
        Dictionary<RowKey, List<int>> groupOf = [];
        if (keys.Length == 0) groupOf[RowKey.Of(by, 0)] = groups[0];
        for (int row = 0; row < f.Count; row++)
        {
            var key = RowKey.Of(by, row);
            if (!groupOf.TryGetValue(key, out List<int>? rows)) groups.Add(groupOf[key] = rows = []);
            rows.Add(row);
        }

        int[] first = keys.Length == 0 ? [] : [.. groups.Select(rows => rows[0])];
        return new Frame([.. by.Select(column => column.Take(first)), .. aggs.Select(agg => Combined(f, groups, agg.Column, agg.How))]).OrderBy(keys);
    }

    private static Column Combined(Frame f, List<List<int>> groups, string column, Agg how)
    {
        string name = column == "*" ? "count" : $"{column}_{Named(how)}";
        if (column == "*") return how == Agg.Count
            ? Column.Known(name, groups.Select(rows => (long)rows.Count))
            : throw new ArgumentException($"Aggregate: {how} of *. Only Count counts whole rows.", nameof(column));
        if (how == Agg.Count) return Column.Known(name, groups.Select(rows => rows.LongCount(row => !f[column].IsNull(row))));
        if (how == Agg.CountDistinct) return Column.Known(name, groups.Select(rows => rows.Select(f[column].Value).Where(value => value is not null).Distinct().LongCount()));
        double?[] numbers = f.Numbers(column);
        return Column.Of(name, [.. groups.Select(rows => Summary([.. rows.Where(row => numbers[row].HasValue).Select(row => numbers[row]!.Value)], how))]);
    }

    private static string Named(Agg how) => how switch
    {
        Agg.Count => "count",
        Agg.CountDistinct => "distinct",
        Agg.Sum => "sum",
        Agg.Mean => "mean",
        Agg.Min => "min",
        Agg.Max => "max",
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "Aggregate: there is no such way."),
    };

    private static double? Summary(double[] known, Agg how) => known.Length == 0 ? null : how switch
    {
        Agg.Sum => known.Sum(),
        Agg.Mean => known.Average(),
        Agg.Min => known.Min(),
        _ => known.Max(),
    };
}
