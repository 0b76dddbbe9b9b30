using Course;
using CsCheck;
using FromScratch.Frames;

namespace Autograders;

/// <summary>Exercise 8.9: rows of two tables side by side.</summary>
[Exercise("8.9", "Joins", Difficulty = 4, Minutes = 50, Core = true, Theory = "5. Split, apply, combine; and the four joins", TimeLimitSeconds = 4)]
public sealed class Joins : Exercise<Joins, Joins.Contract>
{
    public delegate Frame RowsSideBySide(Frame l, Frame r, string[] on, JoinKind kind);

    public sealed record Contract(RowsSideBySide Join);

    public static Verdict Check(RowsSideBySide join) => Grade(new Contract(join));

    public static Comparison Compare(RowsSideBySide join, RowsSideBySide? library = null, string? libraryName = null)
    {
        Frame left = Numbered(5000, 1, "x"), right = Numbered(5000, 3, "y");
        return Compared(Part<RowsSideBySide, double>("Join", join, contract => contract.Join, library, libraryName,
            ("5,000 rows each, inner", together => together(left, right, ["key"], JoinKind.Inner).Count), ("5,000 rows each, full", together => together(left, right, ["key"], JoinKind.Full).Count)));
    }

    protected override Contract Reference => new(HashJoin.Join);

    private static Frame People { get; } = new(Column.Of<long>("id", 1, 2, 3, null), Column.Of("name", "ann", "bob", "cat", "dan"));

    private static Frame Orders { get; } = new(Column.Of<long>("id", 3, 1, null, 1, 9), Column.Of<double>("amount", 30, 10, 5, 11, 90));

    [Fact]
    public void Inner_keeps_pairs_alone() =>
        Tables.Hold(["id", "name", "amount"], [[1L, "ann", 10.0], [1L, "ann", 11.0], [3L, "cat", 30.0]], Subject.Join(People, Orders, ["id"], JoinKind.Inner),
            because: "The left rows in their order, each with its partners in the right's order. The key stands once, first.");

    [Fact]
    public void Left_keeps_every_row_of_the_left() =>
        Tables.Hold(["id", "name", "amount"], [[1L, "ann", 10.0], [1L, "ann", 11.0], [2L, "bob", null], [3L, "cat", 30.0], [null, "dan", null]], Subject.Join(People, Orders, ["id"], JoinKind.Left),
            because: "bob has no order, and dan no id to have one by: both stay in their place, the amount missing.");

    [Fact]
    public void Right_keeps_every_row_of_the_right() =>
        Tables.Hold(["id", "name", "amount"], [[1L, "ann", 10.0], [1L, "ann", 11.0], [3L, "cat", 30.0], [null, null, 5.0], [9L, null, 90.0]], Subject.Join(People, Orders, ["id"], JoinKind.Right),
            because: "The pairs, then the right's rows without a partner in their order, with the key they have: the order without an id, and that of 9, who is nobody's id on the left.");

    [Fact]
    public void Full_keeps_every_row_of_both() =>
        Tables.Hold(["id", "name", "amount"], [[1L, "ann", 10.0], [1L, "ann", 11.0], [2L, "bob", null], [3L, "cat", 30.0], [null, "dan", null], [null, null, 5.0], [9L, null, 90.0]], Subject.Join(People, Orders, ["id"], JoinKind.Full),
            because: "As Left, and at the end the right's rows without a partner.");

    [Fact]
    public void Duplicates_multiply()
    {
        Frame two = new(Column.Of("k", "a", "a"), Column.Of<long>("x", 1, 2)), three = new(Column.Of("k", "a", "b", "a", "a"), Column.Of<long>("y", 10, 20, 30, 40));
        Tables.Hold(["k", "x", "y"], [["a", 1L, 10L], ["a", 1L, 30L], ["a", 1L, 40L], ["a", 2L, 10L], ["a", 2L, 30L], ["a", 2L, 40L]], Subject.Join(two, three, ["k"], JoinKind.Inner), because: "Two rows of a on the left, three on the right: each with each, 2·3 = 6.");
    }

    [Theory]
    [InlineData(JoinKind.Inner, 0)]
    [InlineData(JoinKind.Left, 2)]
    [InlineData(JoinKind.Right, 3)]
    [InlineData(JoinKind.Full, 5)]
    public void Null_matches_nothing(JoinKind kind, int rows)
    {
        Frame left = new(Column.Of("k", null, null), Column.Of<long>("x", 1, 2)), right = new(Column.Of("k", null, null, null), Column.Of<long>("y", 1, 2, 3));
        Expect.Equal(rows, Subject.Join(left, right, ["k"], kind)?.Count ?? -1, because: "Two customers without a number are not the same customer: a missing key equals nothing, not even another missing one. So these rows have no partner; Left keeps those of the left, Right those of the right, Full both.");
    }

    [Fact]
    public void Several_keys_must_all_be_equal()
    {
        Frame left = new(Column.Of("k", "a", "ab", "a", "a"), Column.Of("l", "bc", "c", null, "x"), Column.Of<long>("x", 1, 2, 3, 4)), right = new(Column.Of("l", "c", "bc", null, "y"), Column.Of<double>("y", 5, 6, 7, 8), Column.Of("k", "ab", "a", "a", "a"));
        Tables.Hold(["k", "l", "x", "y"], [["a", "bc", 1L, 6.0], ["ab", "c", 2L, 5.0]], Subject.Join(left, right, ["k", "l"], JoinKind.Inner), because: "(a, bc) meets (a, bc), not (ab, c); one missing part is enough to meet nothing. The keys stand in the order you named.");
    }

    [Fact]
    public void A_name_that_both_have_gets_an_ending()
    {
        Frame left = new(Column.Of<long>("id", 1), Column.Of("note", "l")), right = new(Column.Of("note", "r"), Column.Of<long>("id", 1), Column.Of<bool>("paid", true));
        Tables.Hold(["id", "note", "note_right", "paid"], [[1L, "l", "r", true]], Subject.Join(left, right, ["id"], JoinKind.Inner), because: "Both tables have a note: the right one becomes note_right, so that none is lost.");
    }

    [Theory]
    [InlineData(JoinKind.Inner, 0)]
    [InlineData(JoinKind.Left, 4)]
    [InlineData(JoinKind.Right, 0)]
    [InlineData(JoinKind.Full, 4)]
    public void An_empty_table_has_columns(JoinKind kind, int rows)
    {
        Frame answer = Subject.Join(People, Orders.Head(0), ["id"], kind);
        Expect.SequenceEqual(["id", "name", "amount"], answer?.Names, because: "No orders at all: the columns are there all the same.");
        Expect.Equal(rows, answer!.Count, because: "No orders at all: Left and Full keep the people.");
        Expect.Equal(typeof(double), answer["amount"].Type, because: "A column keeps its type, also where all of it is missing.");
    }

    [Fact]
    public void Twenty_thousand_rows_meet_twenty_thousand()
    {
        CountedKey.Comparisons = 0;
        Frame left = new(Column.Known("key", Enumerable.Range(0, 3000).Select(i => new CountedKey(i)))), right = new(Column.Known("key", Enumerable.Range(0, 3000).Select(i => new CountedKey(2 * (2999 - i)))));
        int rows = Subject.Join(left, right, ["key"], JoinKind.Inner)?.Count ?? 0;
        Expect.Equal(1500, rows, because: "Of 3,000 keys every second one has a partner.");
        Expect.That(CountedKey.Comparisons < 100_000, "fewer than 100,000 comparisons of keys", CountedKey.Comparisons, because: "3,000 rows against 3,000: each against each are 9 million comparisons, and 20,000 against 20,000 are 400 million. Put one side into a dictionary by key; then each row of the other looks once.");
    }

    [Fact]
    public void What_cannot_be_joined_is_refused()
    {
        Expect.Throws<ArgumentException>(() => Subject.Join(People, Orders, [], JoinKind.Inner), because: "Without a key every row would meet every row.");
        Expect.Throws<ArgumentException>(() => Subject.Join(People, Orders, ["name"], JoinKind.Inner), because: "The right table has no column name.");
        Expect.Throws<ArgumentException>(() => Subject.Join(People, Orders, ["amount"], JoinKind.Inner), because: "The left table has no column amount.");
        Expect.Throws<ArgumentException>(() => Subject.Join(People, new Frame(Column.Of("id", "1", "2")), ["id"], JoinKind.Left), because: "1 and \"1\" are never equal: with keys of two types a join would find nothing, in silence.");
        Expect.Throws<ArgumentException>(() => Subject.Join(new Frame(Column.Of<long>("id", 1), Column.Of<long>("year", 2026)), new Frame(Column.Of<long>("id", 1), Column.Of("year", "2026")), ["id", "year"], JoinKind.Inner), because: "The second key is a number on the left and a word on the right. Look at each key.");
    }

    [Fact]
    public void Full_is_left_and_what_the_right_has_alone() => Property.Holds(
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 100_000]), sample =>
        {
            (Frame left, Frame right) = (Tables.Random(sample.Item1, (ulong)sample.Item3), Tables.Random(sample.Item2, (ulong)sample.Item3 + 1, "r"));
            int Rows(JoinKind kind) => Subject.Join(left, right, ["k"], kind).Count;
            Expect.Equal(Rows(JoinKind.Left) + Rows(JoinKind.Right) - Rows(JoinKind.Inner), Rows(JoinKind.Full), because: $"Left and right together, the pairs counted once: {left} and {right}.");
        });

    [Fact]
    public void Random_tables_are_joined_as_by_hand() => Property.Holds(
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 100_000], Gen.Int[0, 7]), sample =>
        {
            (Frame left, Frame right) = (Tables.Random(sample.Item1, (ulong)sample.Item3), Tables.Random(sample.Item2, (ulong)sample.Item3 + 1, sample.Item3 % 2 == 0 ? "r" : ""));
            var kind = (JoinKind)(sample.Item4 % 4);
            string[] on = sample.Item4 < 4 ? ["k", "n"] : ["n"];
            Tables.Same(ByHand(left, right, on, kind), Subject.Join(left, right, on, kind), because: $"{kind} join on {string.Join(", ", on)}, each row compared with each.");
        }, samples: 60);

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("9 million comparisons: you compare each row with each. Put the right side into a dictionary by key.", new(ByHand)),
        new("Six rows expected, two found: your dictionary keeps one row a key, the last. Keep a list of rows.", new((l, r, on, kind) => { HashJoin.Join(l, r, on, kind); return HashJoin.Join(l, LastOfEach(r, on), on, kind); })),
        new("A missing key matches nothing, not even another missing one: you joined them.", new((l, r, on, kind) => { Frame right = HashJoin.Join(l, r, on, kind); return l[on[0]] is Column<CountedKey> ? right : ByHand(l, r, on, kind, nullsMeet: true); })),
        new("A right row without a partner keeps its own key; yours shows it as missing, as you took the keys from the left alone.", new((l, r, on, kind) =>
        {
            Frame right = HashJoin.Join(l, r, on, kind);
            if (l[on[0]] is Column<CountedKey>) return right;
            List<(int Left, int Right)> pairs = PairsByHand(l, r, on, kind, false);
            return new Frame(right.Columns.Select((column, i) => i < on.Length ? l[on[i]].Take([.. pairs.Select(pair => pair.Left)]) : column));
        })),
        new("The row without a partner belongs in its place, not at the end: left rows keep their order.", new((l, r, on, kind) =>
        {
            Frame right = HashJoin.Join(l, r, on, kind);
            if (l[on[0]] is Column<CountedKey> || kind is JoinKind.Inner or JoinKind.Right) return right;
            List<(int Left, int Right)> pairs = PairsByHand(l, r, on, kind, false);
            int[] order = [.. Enumerable.Range(0, pairs.Count).OrderBy(i => pairs[i].Left < 0 ? 2 : pairs[i].Right < 0 ? 1 : 0)];
            return right.Take(order);
        })),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ: a lookup of the right side, DefaultIfEmpty for the left", new((l, r, on, kind) =>
        {
            HashJoin.Join(l.Head(0), r.Head(0), on, kind);
            string?[] Key(Frame f, int row) => [.. on.Select(key => f[key].Value(row) is { } value ? value.GetType().Name + value : null)];
            ILookup<string, int> lookup = Enumerable.Range(0, r.Count).Where(row => !Key(r, row).Contains(null)).ToLookup(row => string.Join('\u0001', Key(r, row)));
            (int Left, int Right)[] pairs = [.. Enumerable.Range(0, l.Count).SelectMany(row =>
            {
                IEnumerable<int> partners = Key(l, row).Contains(null) ? [] : lookup[string.Join('\u0001', Key(l, row))];
                return (kind is JoinKind.Left or JoinKind.Full ? partners.DefaultIfEmpty(-1) : partners).Select(partner => (row, partner));
            })];
            HashSet<int> met = [.. pairs.Select(pair => pair.Right)];
            if (kind is JoinKind.Right or JoinKind.Full) pairs = [.. pairs, .. Enumerable.Range(0, r.Count).Where(row => !met.Contains(row)).Select(row => (-1, row))];
            return Assembled(l, r, on, pairs);
        })),
        new("one dictionary level for each key column", new((l, r, on, kind) =>
        {
            HashJoin.Join(l.Head(0), r.Head(0), on, kind);
            Dictionary<object, object> tree = [];
            for (int row = 0; row < r.Count; row++)
            {
                if (on.Any(key => r[key].IsNull(row))) continue;
                Dictionary<object, object> level = tree;
                foreach (string key in on[..^1])
                {
                    if (!level.TryGetValue(r[key].Value(row)!, out object? next)) level[r[key].Value(row)!] = next = new Dictionary<object, object>();
                    level = (Dictionary<object, object>)next;
                }

                if (!level.TryGetValue(r[on[^1]].Value(row)!, out object? rows)) level[r[on[^1]].Value(row)!] = rows = new List<int>();
                ((List<int>)rows).Add(row);
            }

            List<(int, int)> pairs = [];
            bool[] met = new bool[r.Count];
            for (int row = 0; row < l.Count; row++)
            {
                object? at = tree;
                foreach (string key in on) at = at is Dictionary<object, object> level && l[key].Value(row) is { } value && level.TryGetValue(value, out object? next) ? next : null;
                foreach (int partner in at as List<int> ?? [])
                {
                    pairs.Add((row, partner));
                    met[partner] = true;
                }

                if (at is null && kind is JoinKind.Left or JoinKind.Full && at is null) pairs.Add((row, -1));
            }

            if (kind is JoinKind.Right or JoinKind.Full)
                for (int row = 0; row < r.Count; row++)
                    if (!met[row]) pairs.Add((-1, row));
            return Assembled(l, r, on, pairs);
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Forget the columns at first. Which pairs of row numbers (left, right) does the answer consist of, and what stands in for the partner a row does not have?",
        "One pass over the right: a dictionary from key to the list of its rows, without those that miss a part of the key. One pass over the left: look up, add a pair for each partner, remember which right rows have met somebody. column.Take(rows) takes −1 for a missing row.",
        "Refuse no keys, unknown ones and two types. Collect pairs; for Left and Full (row, −1) where a left row finds none; at the end for Right and Full (−1, row) for right rows that met none. Keys: the left's value, or the right's where there is no left row. Then l.Without(on), then r.Without(on), renamed with _right where the left has the name.",
    ];

    private static Frame Numbered(int rows, int step, string name) => new(Column.Known("key", Enumerable.Range(0, rows).Select(i => (long)i * step)), Column.Known(name, Enumerable.Range(0, rows).Select(i => i / 2.0)));

    private static Frame LastOfEach(Frame r, string[] on)
    {
        if (r[on[0]] is Column<CountedKey>) return r;
        int[] rows = [.. Enumerable.Range(0, r.Count)];
        return r.Take([.. rows.Where(row => on.Any(key => r[key].IsNull(row)) || !rows.Any(later => later > row && on.All(key => Equals(r[key].Value(row), r[key].Value(later)))))]);
    }

    private static Frame ByHand(Frame l, Frame r, string[] on, JoinKind kind) => ByHand(l, r, on, kind, nullsMeet: false);

    private static Frame ByHand(Frame l, Frame r, string[] on, JoinKind kind, bool nullsMeet)
    {
        HashJoin.Join(l.Head(0), r.Head(0), on, kind);
        return Assembled(l, r, on, PairsByHand(l, r, on, kind, nullsMeet));
    }

    /// <summary>Each row compared with each: the slow way that cannot go wrong.</summary>
    private static List<(int Left, int Right)> PairsByHand(Frame l, Frame r, string[] on, JoinKind kind, bool nullsMeet)
    {
        List<(int Left, int Right)> pairs = [];
        object?[][] Keys(Frame f) => [.. Enumerable.Range(0, f.Count).Select(row => on.Select(key => f[key].Value(row)).ToArray())];
        (object?[][] lefts, object?[][] rights) = (Keys(l), Keys(r));
        bool[] met = new bool[r.Count];
        for (int row = 0; row < l.Count; row++)
        {
            int before = pairs.Count;
            for (int partner = 0; partner < r.Count; partner++)
            {
                bool meet = Enumerable.Range(0, on.Length).All(k => lefts[row][k] is null ? nullsMeet && rights[partner][k] is null : lefts[row][k]!.Equals(rights[partner][k]));
                if (!meet) continue;
                pairs.Add((row, partner));
                met[partner] = true;
            }

            if (pairs.Count == before && kind is JoinKind.Left or JoinKind.Full && pairs.Count == before) pairs.Add((row, -1));
        }

        if (kind is JoinKind.Right or JoinKind.Full)
            for (int row = 0; row < r.Count; row++)
                if (!met[row]) pairs.Add((-1, row));
        return pairs;
    }

    private static Frame Assembled(Frame l, Frame r, string[] on, IReadOnlyList<(int Left, int Right)> pairs)
    {
        int[] lefts = [.. pairs.Select(pair => pair.Left)], rights = [.. pairs.Select(pair => pair.Right)];
        Column Key(string key)
        {
            // Both sides below each other, then the row of whichever side there is.
            Column both = l[key] switch
            {
                Column<string> => Column.Of(key, [.. l[key].ToArray().Concat(r[key].ToArray()).Cast<string?>()]),
                Column<long> => Column.Of(key, [.. l[key].ToArray().Concat(r[key].ToArray()).Cast<long?>()]),
                _ => Column.Known(key, l[key].ToArray().Concat(r[key].ToArray()).Cast<CountedKey>()),
            };
            return both.Take([.. pairs.Select(pair => pair.Left >= 0 ? pair.Left : l.Count + pair.Right)]);
        }

        return new Frame([.. on.Select(Key), .. l.Without(on).Columns.Select(column => column.Take(lefts)),
            .. r.Without(on).Columns.Select(column => column.Take(rights).Named(l.Has(column.Name) ? column.Name + "_right" : column.Name))]);
    }
}
