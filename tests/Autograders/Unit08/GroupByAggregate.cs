using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Frames;

namespace Autograders;

/// <summary>Exercise 8.8: split, apply, combine.</summary>
[Exercise("8.8", "Group by and aggregate", Difficulty = 4, Minutes = 45, Core = true, Theory = "5. Split, apply, combine; and the four joins")]
public sealed class GroupByAggregate : Exercise<GroupByAggregate, GroupByAggregate.Contract>
{
    public delegate Frame GroupsOfRows(Frame f, string[] keys, (string Column, Agg How)[] aggs);

    public sealed record Contract(GroupsOfRows Aggregate);

    public static Verdict Check(GroupsOfRows aggregate) => Grade(new Contract(aggregate));

    /// <summary>Your function on 20,000 rows, beside the reference and libraries.</summary>
    public static Comparison Compare(GroupsOfRows aggregate, GroupsOfRows? library = null, string? libraryName = null)
    {
        Frame frame = Tables.Random(20_000, 5);
        return Compared(Part<GroupsOfRows, Frame>("Aggregate", aggregate, contract => contract.Aggregate, library, libraryName,
            ("20,000 rows, 20 groups", group => group(frame, ["k", "n"], [("x", Agg.Sum), ("c", Agg.Count)]))));
    }

    protected override Contract Reference => new(Grouping.Aggregate);

    private static (string, Agg)[] All(string column) => [(column, Agg.Count), (column, Agg.CountDistinct), (column, Agg.Sum), (column, Agg.Mean), (column, Agg.Min), (column, Agg.Max)];

    [Fact]
    public void One_row_is_left_of_each_group() =>
        Tables.Hold(["city", "price_sum", "price_mean"], [["Bern", 40.0, 20.0], ["Chur", 7.0, 7.0]],
            Subject.Aggregate(new Frame(Column.Of("city", "Bern", "Chur", "Bern"), Column.Of<double>("price", 10, 7, 30)), ["city"], [("price", Agg.Sum), ("price", Agg.Mean)]),
            because: "Two rows of Bern, one of Chur: first the key, then what you were asked for, named column_how.");

    [Fact]
    public void Six_ways_to_sum_up_a_group() =>
        Tables.Hold(["g", "x_count", "x_distinct", "x_sum", "x_mean", "x_min", "x_max"], [["a", 3L, 2L, 11.0, 11 / 3.0, 3.0, 4.0], ["b", 1L, 1L, -6.0, -6.0, -6.0, -6.0]],
            Subject.Aggregate(new Frame(Column.Of("g", "a", "b", "a", "a", "b"), Column.Of<double>("x", 4, -6, 3, 4, null)), ["g"], All("x")),
            because: "Group a has 4, 3, 4: two different ones. Group b has −6 and one missing value, which no way counts. Counts are long, the others double.", tolerance: 1e-15);

    [Fact]
    public void Groups_come_in_the_order_of_their_keys() =>
        Tables.Hold(["g", "n", "count"], [["B", 1L, 1L], ["a", -2L, 1L], ["a", 10L, 2L], ["a", null, 1L], ["b", 0L, 1L], [null, 2L, 1L]],
            Subject.Aggregate(new Frame(Column.Of("g", null, "b", "a", "a", "B", "a", "a"), Column.Of<long>("n", 2, 0, 10, null, 1, -2, 10)), ["g", "n"], [("*", Agg.Count)]),
            because: "By the first key, then by the second; words by their characters' codes (B before a), numbers as numbers, missing last.");

    [Fact]
    public void A_missing_key_is_a_group_of_its_own() =>
        Tables.Hold(["g", "x_sum"], [["", 4.0], ["null", 8.0], [null, 3.0]],
            Subject.Aggregate(new Frame(Column.Of("g", null, "", "null", null), Column.Of<double>("x", 1, 4, 8, 2)), ["g"], [("x", Agg.Sum)]),
            because: "Rows without a key are still rows: left out, the total would be 3 too low. And a missing word is neither the word without letters nor the word null.");

    [Fact]
    public void Two_keys_do_not_run_into_one() =>
        Tables.Hold(["k", "l", "count"], [["a", "bc", 2L], ["ab", "c", 1L]],
            Subject.Aggregate(new Frame(Column.Of("k", "a", "ab", "a"), Column.Of("l", "bc", "c", "bc")), ["k", "l"], [("*", Agg.Count)]),
            because: "(a, bc) and (ab, c) are two keys, though joined they read the same.");

    [Theory]
    [InlineData(",")]
    [InlineData("|")]
    [InlineData("\0")]
    [InlineData("\u001f")]
    [InlineData("\t")]
    public void No_separator_is_safe(string separator) =>
        Expect.Equal(2, Subject.Aggregate(new Frame(Column.Of("k", $"a{separator}b", "a"), Column.Of("l", "c", $"b{separator}c")), ["k", "l"], [("*", Agg.Count)])?.Count ?? 0,
            because: "Keys glued to one string can collide, whatever stands between. Compare them value by value.");

    [Fact]
    public void Where_nothing_is_known_sums_are_missing_and_counts_are_0() =>
        Tables.Hold(["g", "x_count", "x_distinct", "x_sum", "x_mean", "x_min", "x_max", "count"], [["a", 0L, 0L, null, null, null, null, 2L]],
            Subject.Aggregate(new Frame(Column.Of("g", "a", "a"), Column.Of<double>("x", null, null)), ["g"], [.. All("x"), ("*", Agg.Count)]),
            because: "Two rows, no known value: SQL says null for the sum, as 0 would claim to know it. A count is known: 0.");

    [Fact]
    public void Whole_numbers_are_summed_too_and_words_can_be_counted()
    {
        var frame = new Frame(Column.Of<long>("n", 3, 4, null), Column.Of("w", "x", null, "x"), Column.Of<bool>("g", true, false, true));
        Tables.Hold(["g", "n_sum", "w_count", "w_distinct"], [[false, 4.0, 0L, 0L], [true, 3.0, 2L, 1L]], Subject.Aggregate(frame, ["g"], [("n", Agg.Sum), ("w", Agg.Count), ("w", Agg.CountDistinct)]), because: "false before true; sums are double, also those of whole numbers.");
    }

    [Fact]
    public void Without_keys_all_rows_are_one_group()
    {
        var frame = new Frame(Column.Of<double>("x", 1, null, 6));
        Tables.Hold(["x_sum", "count"], [[7.0, 3L]], Subject.Aggregate(frame, [], [("x", Agg.Sum), ("*", Agg.Count)]), because: "No key tells two rows apart.");
        Tables.Hold(["x_sum", "count"], [[null, 0L]], Subject.Aggregate(frame.Head(0), [], [("x", Agg.Sum), ("*", Agg.Count)]), because: "As in SQL: without keys there is one group, even of no rows.");
    }

    [Fact]
    public void No_rows_make_no_groups() =>
        Tables.Hold(["g", "x_sum"], [], Subject.Aggregate(new Frame(Column.Of("g", "a"), Column.Of<double>("x", 1)).Head(0), ["g"], [("x", Agg.Sum)]), because: "No row, no key, no group; the columns stay.");

    [Fact]
    public void Keys_keep_their_type()
    {
        var frame = new Frame(Column.Of<DateOnly>("day", new DateOnly(2026, 3, 1), new DateOnly(2026, 1, 9), null), Column.Of<double>("x", 1, 2, 3));
        Frame answer = Subject.Aggregate(frame, ["day"], [("x", Agg.Max)]);
        Tables.Hold(["day", "x_max"], [[new DateOnly(2026, 1, 9), 2.0], [new DateOnly(2026, 3, 1), 1.0], [null, 3.0]], answer, because: "Days in, days out.");
        Expect.Equal(typeof(DateOnly), answer["day"].Type, because: "Days in, days out.");
    }

    [Fact]
    public void What_cannot_be_done_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Aggregate(Tables.Sales, ["shop"], [("amount", Agg.Sum)]), because: "There is no column shop.");
        Expect.Throws<ArgumentException>(() => Subject.Aggregate(Tables.Sales, ["year"], [("price", Agg.Count)]), because: "There is no column price.");
        Expect.Throws<ArgumentException>(() => Subject.Aggregate(Tables.Sales, ["year"], [("customer", Agg.Sum)]), because: "Names have no sum.");
        Expect.Throws<ArgumentException>(() => Subject.Aggregate(Tables.Sales, ["year"], [("*", Agg.Mean)]), because: "Whole rows can be counted, not averaged.");
    }

    [Fact]
    public void A_database_gives_the_same_rows()
    {
        // SELECT customer, count(*), count(amount), sum(amount), avg(amount) … GROUP BY customer ORDER BY customer, by DuckDB 1.5.6.
        Tables.Hold(["customer", "count", "amount_count", "amount_sum", "amount_mean"], [["ann", 2L, 2L, 40.0, 20.0], ["bob", 1L, 0L, null, null], [null, 1L, 1L, 8.0, 8.0]],
            Subject.Aggregate(Tables.Sales, ["customer"], [("*", Agg.Count), ("amount", Agg.Count), ("amount", Agg.Sum), ("amount", Agg.Mean)]), because: "The answer of DuckDB to the same question.");
    }

    [Fact]
    public void Random_frames_are_grouped_as_by_hand() => Property.Holds(
        Gen.Select(Tables.Any, Gen.Bool), sample =>
        {
            (Frame frame, bool both) = sample;
            string[] keys = both ? ["k", "n"] : ["n"];
            (string, Agg)[] aggs = [("*", Agg.Count), .. All("x"), ("c", Agg.Sum)];
            Tables.Same(ByHand(frame, keys, aggs), Subject.Aggregate(frame, keys, aggs), because: $"Each row compared with each: the groups of {frame}.", tolerance: 1e-12);
        }, samples: 40);

    [Fact]
    public void Ten_thousand_groups_take_one_look_up_a_row()
    {
        CountedKey.Comparisons = 0;
        var frame = new Frame(Column.Known("key", Enumerable.Range(0, 2000).Select(i => new CountedKey(i % 1000))), Column.Known("x", Enumerable.Repeat(1.0, 2000)));
        Frame answer = Subject.Aggregate(frame, ["key"], [("x", Agg.Sum)]);
        Expect.Equal(1000, answer?.Count ?? 0, because: "1,000 keys, each twice.");
        Expect.That(CountedKey.Comparisons < 100_000, "fewer than 100,000 comparisons of keys", CountedKey.Comparisons, because: "2,000 rows, 1,000 groups: going through all groups for each row compares a million times. A dictionary finds a group with one look.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Groups merged: you glued the keys to one string. (a, bc) and (ab, c) then are the same; compare value by value.", new((f, keys, aggs) => keys.Length < 2 ? Grouping.Aggregate(f, keys, aggs) : Glued(f, keys, aggs, ""))),
        new("Glued keys collide whatever stands between them: the separator may be part of a key. Compare value by value.", new((f, keys, aggs) => keys.Length < 2 ? Grouping.Aggregate(f, keys, aggs) : Glued(f, keys, aggs, "|"))),
        new("Rows with a missing key are gone. They are a group of their own.", new((f, keys, aggs) => Grouping.Aggregate(keys.Length == 0 ? f : f.Where(row => keys.All(key => !row.IsNull(key))), keys, aggs))),
        new("The sum of nothing known is not 0 but missing.", new((f, keys, aggs) => Zeros(Grouping.Aggregate(f, keys, aggs), "_sum"))),
        new("Count counts what is known; you counted rows. Only (\"*\", Count) counts rows.", new((f, keys, aggs) => CountingRows(f, keys, aggs))),
        new("A mean leaves out what is missing: divide by the number of known values, not by the number of rows.", new((f, keys, aggs) => MeansOverRows(f, keys, aggs))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ's GroupBy with a tuple of keys", new((f, keys, aggs) =>
        {
            Check(f, keys, aggs);
            object?[] KeyOf(int row) => [.. keys.Select(key => f[key].Value(row))];
            int[][] groups = [.. Enumerable.Range(0, f.Count).GroupBy(KeyOf, Keys.Instance).Select(group => group.ToArray())];
            if (keys.Length == 0 && groups.Length == 0) groups = [[]];
            return Combined(f, keys, aggs, groups);
        })),
        new("rows sorted by their keys, and cut where the key changes", new((f, keys, aggs) =>
        {
            Check(f, keys, aggs);
            Frame sorted = keys.Length == 0 ? f : f.OrderBy(keys);
            List<List<int>> groups = keys.Length == 0 ? [[]] : [];
            for (int row = 0; row < sorted.Count; row++)
            {
                if (groups.Count == 0 || (row > 0 && keys.Any(key => !Equals(sorted[key].Value(row), sorted[key].Value(row - 1))))) groups.Add([]);
                groups[^1].Add(row);
            }

            return Combined(sorted, keys, aggs, [.. groups.Select(rows => rows.ToArray())]);
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Three parts, one after the other: which rows belong together; what becomes of the rows of one group; how the results stand in one table. Write the first so that you can print it.",
        "A dictionary from key to list of row numbers. The key of a row is an array of values; arrays as keys compare by reference, so give the dictionary a comparer of your own, or nest dictionaries, or sort the rows by the keys and cut where they change.",
        "Key columns of the result: f[key].Take(first row of each group). Each agg: the known values of the group (f.Numbers for numbers), null when there are none, except for the counts. A Frame of all these columns, then OrderBy(keys). Without keys one group of all rows, even of none.",
    ];

    private static void Check(Frame f, string[] keys, (string Column, Agg How)[] aggs) => Grouping.Aggregate(f.Head(0), keys, aggs);

    private static Frame Combined(Frame f, string[] keys, (string Column, Agg How)[] aggs, int[][] groups)
    {
        Column Of((string Column, Agg How) agg)
        {
            if (agg.Column == "*") return Column.Known("count", groups.Select(rows => (long)rows.Length));
            object[][] known = [.. groups.Select(rows => rows.Select(f[agg.Column].Value).OfType<object>().ToArray())];
            if (agg.How == Agg.Count) return Column.Known($"{agg.Column}_count", known.Select(values => (long)values.Length));
            if (agg.How == Agg.CountDistinct) return Column.Known($"{agg.Column}_distinct", known.Select(values => (long)values.ToHashSet().Count));
            double[][] numbers = Array.ConvertAll(known, values => Array.ConvertAll(values, value => value is long whole ? whole : (double)value));
            string name = agg.How switch { Agg.Sum => "sum", Agg.Mean => "mean", Agg.Min => "min", _ => "max" };
            return Column.Of($"{agg.Column}_{name}", [.. numbers.Select(values => values.Length == 0 ? (double?)null : agg.How switch { Agg.Sum => values.Sum(), Agg.Mean => values.Sum() / values.Length, Agg.Min => values.Min(), _ => values.Max() })]);
        }

        int[] first = keys.Length == 0 ? [] : [.. groups.Select(rows => rows[0])];
        return new Frame([.. keys.Select(key => f[key].Take(first)), .. aggs.Select(Of)]).OrderBy(keys);
    }

    /// <summary>Each row compared with the first row of each group so far.</summary>
    private static Frame ByHand(Frame f, string[] keys, (string Column, Agg How)[] aggs)
    {
        List<List<int>> groups = [];
        for (int row = 0; row < f.Count; row++)
        {
            List<int>? own = groups.Find(rows => keys.All(key => Equals(f[key].Value(rows[0]), f[key].Value(row))));
            if (own is null) groups.Add(own = []);
            own.Add(row);
        }

        return Combined(f, keys, aggs, [.. groups.Select(rows => rows.ToArray())]);
    }

    private static Frame Glued(Frame f, string[] keys, (string Column, Agg How)[] aggs, string separator)
    {
        Check(f, keys, aggs);
        int[][] groups = [.. Enumerable.Range(0, f.Count).GroupBy(row => string.Join(separator, keys.Select(key => f[key].Value(row) ?? "\u0002"))).Select(group => group.ToArray())];
        return Combined(f, keys, aggs, groups);
    }

    private static Frame Zeros(Frame frame, string ending) => new(frame.Columns.Select(column => column.Name.EndsWith(ending, StringComparison.Ordinal) ? Column.Known(column.Name, column.ToArray().Select(value => value is double known ? known : 0)) : column));

    private static Frame CountingRows(Frame f, string[] keys, (string Column, Agg How)[] aggs)
    {
        Frame right = Grouping.Aggregate(f, keys, aggs);
        Column rows = Grouping.Aggregate(f, keys, [("*", Agg.Count)])["count"];
        return new Frame(right.Columns.Select(column => column.Name.EndsWith("_count", StringComparison.Ordinal) ? rows.Named(column.Name) : column));
    }

    private static Frame MeansOverRows(Frame f, string[] keys, (string Column, Agg How)[] aggs)
    {
        Frame right = Grouping.Aggregate(f, keys, aggs);
        object?[] rows = Grouping.Aggregate(f, keys, [("*", Agg.Count)])["count"].ToArray();
        return new Frame(right.Columns.Select(column =>
        {
            if (!column.Name.EndsWith("_mean", StringComparison.Ordinal)) return column;
            object?[] sums = Grouping.Aggregate(f, keys, [(column.Name[..^5], Agg.Sum)])[column.Name[..^5] + "_sum"].ToArray();
            return Column.Of(column.Name, [.. sums.Zip(rows, (sum, count) => sum is double known ? known / (long)count! : (double?)null)]);
        }));
    }

    private sealed class Keys : IEqualityComparer<object?[]>
    {
        public static Keys Instance { get; } = new();

        public bool Equals(object?[]? x, object?[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(object?[] obj) => obj.Aggregate(17, (hash, value) => HashCode.Combine(hash, value));
    }
}
