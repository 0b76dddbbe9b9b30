using Course;
using CsCheck;
using FromScratch.Data;
using FromScratch.Frames;

namespace Autograders;

/// <summary>Exercise 8.7: what to make of values that are not known.</summary>
[Exercise("8.7", "Missing values", Difficulty = 2, Minutes = 30, Core = true, Theory = "4. Missing is not zero and not NaN")]
public sealed class MissingValues : Exercise<MissingValues, MissingValues.Contract>
{
    public delegate double? MeanOfColumn(Column<double> c);

    public delegate Column<bool> Comparing(Column<double> c, double limit);

    public delegate Column<bool> Negation(Column<bool> c);

    public delegate Column<bool> Conjunction(Column<bool> a, Column<bool> b);

    public delegate Column<double> Filling(Column<double> c, Column<string>? group, int? limit);

    public sealed record Contract(MeanOfColumn MeanOfKnown, Comparing GreaterThan, Negation Not, Conjunction And, Filling FillForward);

    public static Verdict Check(MeanOfColumn meanOfKnown, Comparing greaterThan, Negation not, Conjunction and, Filling fillForward) => Grade(new Contract(meanOfKnown, greaterThan, not, and, fillForward));

    protected override Contract Reference => new(Missing.MeanOfKnown, Missing.GreaterThan, Missing.Not, Missing.And, Missing.FillForward);

    private static Column<double> Numbers(params double?[] values) => Column.Of("x", values);

    private static Column<bool> Flags(params bool?[] values) => Column.Of("b", values);

    private static Column<string> Names(params string?[] values) => Column.Of("g", values);

    [Fact]
    public void A_mean_divides_by_what_is_known()
    {
        Expect.Equal(20.0, Subject.MeanOfKnown(Numbers(10, null, 30)), because: "(10 + 30) over two known values. Over three rows it would be 13.3, as if the missing value were 0.");
        Expect.Equal(-4.0, Subject.MeanOfKnown(Numbers(null, -4, null, null)), because: "One value is known.");
        Expect.Equal(2.5, Subject.MeanOfKnown(Numbers(1, 2, 3, 4)), because: "Nothing is missing.");
    }

    [Fact]
    public void Where_nothing_is_known_neither_is_the_mean()
    {
        Expect.Equal(null, Subject.MeanOfKnown(Numbers(null, null)), because: "0 would be an answer, and NaN a number that broke: null says that it is not known.");
        Expect.Equal(null, Subject.MeanOfKnown(Numbers()), because: "No rows, nothing known.");
    }

    [Fact]
    public void NaN_is_a_value_that_broke_not_one_that_is_missing()
    {
        Expect.Equal(double.NaN, Subject.MeanOfKnown(Numbers(10, double.NaN, null)), because: "NaN is known: 0/0 was computed somewhere. Leaving it out would hide the accident.");
        Tables.Values([false, null], Subject.GreaterThan(Numbers(double.NaN, null), 5), because: "NaN > 5 is false, as in every language; null > 5 is not known.");
    }

    [Fact]
    public void A_comparison_with_the_unknown_is_unknown() =>
        Tables.Values([false, null, false, true], Subject.GreaterThan(Numbers(1, null, 5, 9), 5), because: "1, missing, 5, 9 > 5: of the missing value nobody can say.");

    [Fact]
    public void The_opposite_of_unknown_is_unknown() =>
        Tables.Values([true, null, false], Subject.Not(Flags(false, null, true)), because: "If it is not known whether a customer pays, it is not known either whether they do not.");

    [Fact]
    public void All_nine_pairs_of_and() =>
        Tables.Values<bool>(
            [true, false, null, false, false, false, null, false, null],
            Subject.And(Flags(true, true, true, false, false, false, null, null, null), Flags(true, false, null, true, false, null, true, false, null)),
            because: "false and unknown is false: whatever the unknown turns out to be. true and unknown is unknown.");

    [Fact]
    public void A_filter_and_its_opposite_do_not_make_all_rows()
    {
        Column<bool> above = Subject.GreaterThan(Numbers(1, null, 9, 3, null), 2), below = Subject.Not(above);
        int kept = above.ToArray().Count(value => value is true), left = below.ToArray().Count(value => value is true);
        Expect.Equal(3, kept + left, because: "Of five rows two are above 2 and one is not. The two with a missing value are in neither half: a filter keeps only true.");
    }

    [Fact]
    public void Columns_of_two_lengths_have_no_pairs()
    {
        Expect.Throws<ArgumentException>(() => Subject.And(Flags(true, false), Flags(true)), because: "Two rows and one.");
        Expect.Throws<ArgumentException>(() => Subject.And(Flags(true), Flags(true, false)), because: "One row and two.");
        Expect.Throws<ArgumentException>(() => Subject.FillForward(Numbers(1, null), Names("a"), null), because: "Two rows and one.");
        Expect.Throws<ArgumentException>(() => Subject.FillForward(Numbers(1), Names("a", "a"), null), because: "One row and two.");
    }

    [Fact]
    public void A_gap_takes_the_latest_value_before_it() =>
        Tables.Values([1.0, 1, 1, 5, 5], Subject.FillForward(Numbers(1, null, null, 5, null), null, null), because: "Yesterday's value stands until a new one is known.");

    [Fact]
    public void What_comes_before_the_first_value_stays_missing() =>
        Tables.Values([null, null, 3.0, 3], Subject.FillForward(Numbers(null, null, 3, null), null, null), because: "Filling these from the 3 that comes later would let the past know the future.");

    [Theory]
    [InlineData(0, new[] { 2.0, double.NaN, double.NaN, double.NaN, 7, double.NaN })]
    [InlineData(1, new[] { 2.0, 2, double.NaN, double.NaN, 7, 7 })]
    [InlineData(2, new[] { 2.0, 2, 2, double.NaN, 7, 7 })]
    [InlineData(3, new[] { 2.0, 2, 2, 2, 7, 7 })]
    public void One_value_fills_so_many_gaps_at_most(int limit, double[] filled) =>
        Tables.Values([.. filled.Select(value => double.IsNaN(value) ? (double?)null : value)], Subject.FillForward(Numbers(2, null, null, null, 7, null), null, limit), because: $"2, three gaps, 7, one gap, at most {limit} filled by each value: the count starts anew with every known value.");

    [Fact]
    public void A_limit_is_a_number_of_rows() => Expect.Throws<ArgumentOutOfRangeException>(() => Subject.FillForward(Numbers(1, null), null, -1), because: "−1 rows.");

    [Fact]
    public void No_value_crosses_from_one_group_to_another()
    {
        Tables.Values([1.0, null, 1, 8, 8, 1], Subject.FillForward(Numbers(1, null, null, 8, null, null), Names("a", "b", "a", "b", "b", "a"), null), because: "Ann's last price is no guess for Bob's: each group has its own latest value, and b begins with a gap.");
        Tables.Values([1.0, 1, null, 2, 2, null], Subject.FillForward(Numbers(1, null, null, 2, null, null), Names("a", "a", "a", "b", "b", "b"), 1), because: "The limit counts within a group.");
        Tables.Values([1.0, 4, 1, 4, null, null], Subject.FillForward(Numbers(1, 4, null, null, null, null), Names("a", "b", "a", "b", "a", "b"), 1), because: "The limit counts within a group, also where the groups' rows take turns.");
    }

    [Fact]
    public void Rows_of_an_unknown_group_are_a_group_of_their_own() =>
        Tables.Values([1.0, 6, 6, 3, 3, 6], Subject.FillForward(Numbers(1, 6, null, 3, null, null), Names("a", null, null, "", "", null), null), because: "A missing name is not the name of no letters, and not a.");

    [Fact]
    public void NaN_fills_and_is_not_filled() => Tables.Values([4.0, double.NaN, double.NaN], Subject.FillForward(Numbers(4, double.NaN, null), null, null), because: "NaN is a known value: it stays, and it is the latest.");

    [Fact]
    public void It_agrees_with_looking_back_row_by_row() => Property.Holds(
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 1_000_000], Gen.Int[-1, 3]), sample =>
        {
            (int rows, int seed, int drawn) = sample;
            int? limit = drawn < 0 ? null : drawn;
            var rng = new Rng((ulong)seed);
            string?[] groups = [.. Enumerable.Range(0, rows).Select(_ => new[] { "a", "b", null }[rng.NextInt(3)])];
            double?[] values = [.. Enumerable.Range(0, rows).Select(i => rng.NextInt(3) > 0 ? null : (double?)i)];
            double? Back(int row)
            {
                int gaps = 0;
                for (int i = row; i >= 0; i--)
                {
                    if (groups[i] != groups[row]) continue;
                    if (values[i] is { } known) return limit is null || gaps <= limit ? known : null;
                    gaps++;
                }

                return null;
            }

            Tables.Values([.. Enumerable.Range(0, rows).Select(Back)], Subject.FillForward(Numbers(values), Names(groups), limit), because: $"Groups {ValueText.Of(groups)}, values {ValueText.Of(values)}, limit {ValueText.Of(limit)}: for each gap the nearest known value above, in its group.");
        }, samples: 60);

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("NOT(null) is not true: you took unknown for false and then turned it round.", Reference with { Not = c => Column.Known(c.Name, c.ToArray().Select(value => value is not true)) }),
        new("Backward fill leaks tomorrow: a gap before the first known value stays a gap.", Reference with
        {
            FillForward = (c, group, limit) =>
            {
                Column<double> filled = Missing.FillForward(c, group, limit);
                double? first = c.Known().Cast<double?>().FirstOrDefault();
                int lead = Enumerable.Range(0, c.Count).TakeWhile(c.IsNull).Count();
                return Column.Of(c.Name, [.. filled.ToArray().Select((value, row) => row < lead ? first : (double?)value)]);
            },
        }),
        new("You divided by all rows, as if what is missing were 0. Divide by what is known.", Reference with { MeanOfKnown = c => Missing.MeanOfKnown(c) is { } mean ? mean * c.KnownCount / c.Count : null }),
        new("false and unknown is false: nothing the unknown may turn out to be can make it true.", Reference with { And = (a, b) => { Missing.And(a, b); return Column.Of(a.Name, [.. a.ToArray().Zip(b.ToArray(), (x, y) => x is bool one && y is bool other ? one && other : (bool?)null)]); } }),
        new("The last value of another group filled the gap: keep the latest value for each group apart.", Reference with { FillForward = (c, group, limit) => { Missing.FillForward(c, group, limit); return Missing.FillForward(c, null, limit); } }),
        new("NaN was computed, null was never known. You left the NaN out, and the accident is hidden.", Reference with { MeanOfKnown = c => Missing.MeanOfKnown(Column.Of(c.Name, [.. c.ToArray().Select(value => value is double and not double.NaN ? (double?)value : null)])) }),
        new("A comparison with a missing value is not false but unknown.", Reference with { GreaterThan = (c, limit) => Column.Known(c.Name, c.ToArray().Select(value => value is double known && known > limit)) }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("C#'s own nullable values, whose operators lift", new(
            c => c.ToArray().Cast<double?>().Average(),
            (c, limit) => Column.Of(c.Name, [.. c.ToArray().Select(value => value is double known ? known > limit : (bool?)null)]),
            c => Column.Of(c.Name, [.. c.ToArray().Select(value => !(bool?)value)]),
            (a, b) => a.Count == b.Count ? Column.Of(a.Name, [.. a.ToArray().Zip(b.ToArray(), (x, y) => (bool?)x & (bool?)y)]) : throw new ArgumentException("Lengths."),
            (c, group, limit) =>
            {
                if (group is not null && group.Count != c.Count) throw new ArgumentException("Lengths.");
                if (limit < 0) throw new ArgumentOutOfRangeException(nameof(limit));
                double?[] filled = c.ToArray().Cast<double?>().ToArray();
                foreach (IGrouping<object, int> rows in Enumerable.Range(0, c.Count).GroupBy(row => group?.Value(row) ?? DBNull.Value))
                {
                    double? last = null;
                    int gaps = 0;
                    foreach (int row in rows)
                    {
                        if (filled[row] is { } known) (last, gaps) = (known, 0);
                        else if (++gaps <= (limit ?? int.MaxValue)) filled[row] = last;
                    }
                }

                return Column.Of(c.Name, filled);
            })),
        new("arrays and bit masks", new(
            c => c.KnownCount == 0 ? null : c.Known().Sum() / c.KnownCount,
            (c, limit) =>
            {
                bool[] data = new bool[c.Count];
                var valid = new BitMask(c.Count);
                for (int row = 0; row < c.Count; row++) data[row] = (valid[row] = !c.IsNull(row)) && c[row] > limit;
                return new Column<bool>(c.Name, data, valid);
            },
            c => new Column<bool>(c.Name, [.. Enumerable.Range(0, c.Count).Select(row => c.IsNull(row) || !c[row])], BitMask.Of([.. Enumerable.Range(0, c.Count).Select(row => !c.IsNull(row))])),
            (a, b) =>
            {
                if (a.Count != b.Count) throw new ArgumentException("Lengths.");
                bool False(Column<bool> c, int row) => !c.IsNull(row) && !c[row];
                int[] rows = [.. Enumerable.Range(0, a.Count)];
                return new Column<bool>(a.Name, Array.ConvertAll(rows, row => !False(a, row) && !False(b, row)), BitMask.Of(Array.ConvertAll(rows, row => False(a, row) || False(b, row) || (!a.IsNull(row) && !b.IsNull(row)))));
            },
            Missing.FillForward)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Replace each unknown by true, then by false. If the answer is the same both times, it is known; if not, it is unknown. Try it on the nine pairs of And.",
        "column.TryGet(row, out value) says whether a value is known. Column.Of(name, array of nullables) builds the result. For filling remember, for each group, the latest known value and how many gaps it has filled since.",
        "MeanOfKnown: sum and count of what is known, null for a count of 0. GreaterThan and Not: unknown where the input is. And: false if either is known to be false, true if both are known to be true, else unknown. FillForward: a dictionary from group to (value, filled so far); a known value resets it; a gap takes it while the limit allows; a missing group needs a key of its own.",
    ];
}
