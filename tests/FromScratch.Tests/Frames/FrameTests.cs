using FromScratch.Frames;

namespace FromScratch.Tests.Frames;

public sealed class FrameTests
{
    private static Frame Sales { get; } = new(
        Column.Of("shop", "b", "a", null, "a"),
        Column.Of<long>("year", 2025, 2026, 2025, 2025),
        Column.Of<double>("amount", 5, 7, null, 3));

    [Fact]
    public void Bits_are_kept_one_by_one()
    {
        var mask = new BitMask(130);
        foreach (int i in (int[])[0, 63, 64, 129]) mask[i] = true;
        mask[63] = false;
        Assert.Equal([0, 64, 129], Enumerable.Range(0, 130).Where(i => mask[i]));
        Assert.Equal(3, mask.CountSet);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[130]);
    }

    [Fact]
    public void A_missing_value_is_asked_for_before_it_is_read()
    {
        Column<double> amount = Sales.Get<double>("amount");
        Assert.True(amount.IsNull(2));
        Assert.Null(amount.Value(2));
        Assert.Throws<InvalidOperationException>(() => amount[2]);
        Assert.Equal(3, amount.KnownCount);
        Assert.Equal([5, 7, 3], amount.Known());
    }

    [Fact]
    public void Rows_are_sorted_with_what_is_missing_last() =>
        Assert.Equal(["a", "a", "b", null], Sales.OrderBy("shop", "year")["shop"].ToArray());

    [Fact]
    public void Equal_rows_keep_their_order() => Assert.Equal([5.0, null, 3.0, 7.0], Sales.OrderBy("year")["amount"].ToArray());

    [Fact]
    public void Rows_and_columns_are_chosen()
    {
        Assert.Equal([7.0, 3.0], Sales.Where(row => row["shop"] is "a")["amount"].ToArray());
        Assert.Equal(["amount", "shop"], Sales.Select("amount", "shop").Names);
        Assert.Equal(["shop", "amount"], Sales.Without("year").Names);
        Assert.Equal([10.0, 14.0, null, 6.0], Sales.With<double>("twice", row => row.IsNull("amount") ? null : 2 * row.Get<double>("amount"))["twice"].ToArray());
    }

    [Fact]
    public void Long_becomes_wide_and_long_again()
    {
        Frame wide = Sales.Where(row => !row.IsNull("shop")).Pivot("shop", "year", "amount");
        Assert.Equal(["shop", "2025", "2026"], wide.Names);
        Assert.Equal(["a", "b"], wide["shop"].ToArray());
        Assert.Equal([3.0, 5.0], wide["2025"].ToArray());
        Assert.Equal([7.0, null], wide["2026"].ToArray());
        Frame narrow = wide.Melt(["shop"], "year", "amount");
        Assert.Equal(["a", "a", "b", "b"], narrow["shop"].ToArray());
        Assert.Equal(["2025", "2026", "2025", "2026"], narrow["year"].ToArray());
        Assert.Equal([3.0, 7.0, 5.0, null], narrow["amount"].ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Frame(Column.Of<long>("a", 1), Column.Of<long>("a", 2)));
        Assert.Throws<ArgumentException>(() => new Frame(Column.Of<long>("a", 1), Column.Of<long>("b", 2, 3)));
        Assert.Throws<ArgumentException>(() => Sales["price"]);
        Assert.Throws<ArgumentException>(() => Sales.Get<double>("year"));
        Assert.Throws<ArgumentException>(() => Sales.Numbers("shop"));
    }

    [Fact]
    public void A_written_frame_is_read_back()
    {
        var frame = new Frame(
            Column.Of("words", "a,b", "say \"hi\"", "", null, "42", "two\nlines", "true"),
            Column.Of<double>("numbers", 1, -2.5, null, 1e300, 0.1, 3, 1e-7),
            Column.Of<DateOnly>("days", new DateOnly(2026, 2, 28), null, new(2024, 2, 29), new(1, 1, 1), new(9999, 12, 31), null, null),
            Column.Of<bool>("flags", true, false, null, true, false, true, null),
            Column.Of<long>("whole", long.MaxValue, null, 0, -1, 2, 3, 4));
        Frame back = Csv.Parse(Csv.Write(frame), new());
        Assert.Equal(frame.ToArray(), back.ToArray());
        Assert.Equal(frame.Columns.Select(column => column.Type), back.Columns.Select(column => column.Type));
    }
}
