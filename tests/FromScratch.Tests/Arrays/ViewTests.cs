using FromScratch.Arrays;
using FromScratch.Data;

namespace FromScratch.Tests.Arrays;

public sealed class ViewTests
{
    private static View Counted(params int[] shape) => View.Of([.. Enumerable.Range(0, StrideRule.Count(shape)).Select(i => (double)i)], shape);

    [Fact]
    public void Strides_of_two_by_three_by_four_are_twelve_four_one() => Assert.Equal([12, 4, 1], StrideRule.RowMajorStrides([2, 3, 4]));

    [Fact]
    public void An_entry_is_read_and_written_through_its_address()
    {
        View v = Slicing.Sliced(Counted(3, 4), Slice.Parse("1:, ::-2"));   // [[7, 5], [11, 9]]
        Assert.Equal([7, 5, 11, 9], v.ToArray());
        v[1, 1] = -1;
        Assert.Equal(-1, v.Buffer[9]);
    }

    [Fact]
    public void A_view_needs_as_many_numbers_as_its_shape_has() => Assert.Throws<ArgumentException>(() => View.Of([1, 2, 3], 2, 2));

    [Fact]
    public void A_shape_that_no_array_can_hold_overflows() => Assert.Throws<OverflowException>(() => StrideRule.Count([1 << 20, 1 << 20]));

    [Theory]
    [InlineData("1:3, ::-1", "1:3|::-1")]
    [InlineData(":", ":")]
    [InlineData("-2::3", "-2::3")]
    public void Slices_are_written_as_they_are_read(string text, string parts) => Assert.Equal(parts.Split('|'), Slice.Parse(text).Select(slice => $"{slice}"));

    [Theory]
    [InlineData("3")]
    [InlineData("1:2:3:4")]
    [InlineData("a:b")]
    public void What_is_no_slice_is_refused(string text) => Assert.Throws<FormatException>(() => Slice.Parse(text));

    /// <summary>Held against the definition: each entry of a random view of a view, found by its index alone.</summary>
    [Fact]
    public void Views_of_views_agree_with_indices()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var rng = new Rng(seed);
            View v = Counted(2 + rng.NextInt(4), 1 + rng.NextInt(4), 2 + rng.NextInt(3));
            View t = Slicing.Transposed(v, [2, 0, 1]);
            View s = Slicing.Sliced(t, new Slice(null, null, -1), new Slice(1, null));
            for (int i = 0; i < s.Shape[0]; i++)
                for (int j = 0; j < s.Shape[1]; j++)
                    for (int k = 0; k < s.Shape[2]; k++)
                        Assert.Equal(v[j + 1, k, v.Shape[2] - 1 - i], s[i, j, k]);
        }
    }

    [Theory]
    [InlineData(new[] { 4, 6 }, ":, :", new[] { 3, 8 }, true)]
    [InlineData(new[] { 4, 6 }, ":, :3", new[] { 12 }, false)]
    [InlineData(new[] { 4, 6 }, ":, ::2", new[] { 12 }, true)]
    [InlineData(new[] { 4, 6 }, "::2, :", new[] { 2, 2, 3 }, true)]
    [InlineData(new[] { 4, 6 }, "::2, :", new[] { 12 }, false)]
    [InlineData(new[] { 4, 6 }, "::-1, ::-1", new[] { 24 }, true)]
    public void Reshape_shares_memory_where_strides_can_say_it(int[] shape, string slices, int[] to, bool shares)
    {
        View part = Slicing.Sliced(Counted(shape), Slice.Parse(slices));
        View reshaped = Slicing.Reshaped(part, to);
        Assert.Equal(part.ToArray(), reshaped.ToArray());
        Assert.Equal(shares, ReferenceEquals(part.Buffer, reshaped.Buffer));
    }
}
