using FromScratch.Arrays;

namespace FromScratch.Tests.Arrays;

public sealed class NDArrayTests
{
    [Fact]
    public void A_column_and_a_row_make_a_table() =>
        Assert.Equal([11, 21, 31, 12, 22, 32], (NDArray.Of([1, 2], 2, 1) + NDArray.Of([10, 20, 30])).ToArray());

    [Fact]
    public void Arithmetic_is_entry_by_entry()
    {
        NDArray a = NDArray.Of([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal([0, 1, 2, 3, 4, 5], (a - 1).ToArray());
        Assert.Equal([2, 4, 6, 8, 10, 12], (2 * a).ToArray());
        Assert.Equal([0.5, 1, 1.5, 2, 2.5, 3], (a / 2).ToArray());
        Assert.Equal([-1, -2, -3, -4, -5, -6], (-a).ToArray());
        Assert.Equal([0, 0, 0, 1, 1, 1], (a > 3).ToArray());
        Assert.Equal([1, 1, 0, 0, 0, 0], (a < 3).ToArray());
    }

    [Fact]
    public void Where_chooses_entry_by_entry()
    {
        NDArray a = NDArray.Of([1, -2, 3, -4], 2, 2);
        Assert.Equal([1, 0, 3, 0], a.Where(a > 0, 0).ToArray());
    }

    [Fact]
    public void Matrices_multiply() =>
        Assert.Equal([22, 28, 49, 64], NDArray.Of([1, 2, 3, 4, 5, 6], 2, 3).MatMul(NDArray.Of([1, 2, 3, 4, 5, 6], 3, 2)).ToArray());

    [Fact]
    public void Inner_sizes_must_agree() => Assert.Throws<ArgumentException>(() => NDArray.Zeros(2, 3).MatMul(NDArray.Zeros(2, 3)));

    [Fact]
    public void A_slice_shares_memory_and_a_copy_does_not()
    {
        NDArray a = NDArray.Arange(10);
        Assert.True(a.SharesMemory(a.View("2:5")));
        Assert.False(a.View(":5").SharesMemory(a.View("5:")));       // one buffer, no common entry
        Assert.False(a.View("::2").SharesMemory(a.View("1::2")));
        Assert.False(a.SharesMemory(a.Map(x => x)));
        a.View("2:5")[0] = 99;
        Assert.Equal(99, a[2]);
    }

    [Fact]
    public void Reductions_and_places()
    {
        NDArray a = NDArray.Of([3, 9, 2, 7, 1, 8], 2, 3);
        Assert.Equal([10, 10, 10], a.Sum(axis: 0).ToArray());
        Assert.Equal([9, 8], a.Max(axis: 1).ToArray());
        Assert.Equal(9, a.Max()[[]]);
        Assert.Equal([1, 2], a.ArgMax(axis: 1).ToArray());
        Assert.Equal([2, 1], a.Mean(axis: 1, keepDims: true).Shape);
        Assert.Throws<InvalidOperationException>(() => NDArray.Zeros(0, 2).Max(axis: 0));
    }

    [Fact]
    public void Rows_are_taken_in_any_order()
    {
        NDArray a = NDArray.FromJagged([[1, 2], [3, 4], [5, 6]]);
        Assert.Equal([5, 6, 1, 2, 5, 6], a.TakeRows(2, 0, 2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => a.TakeRows(3));
        Assert.Throws<ArgumentException>(() => NDArray.FromJagged([[1, 2], [3]]));
    }

    [Fact]
    public void An_index_of_one_or_two_numbers_is_checked()
    {
        NDArray a = NDArray.Of([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal(6, a[1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => a[0, 3]);
        Assert.Throws<ArgumentException>(() => a[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => NDArray.Arange(3)[-1]);
    }

    [Fact]
    public void It_prints_as_it_is_written()
    {
        Assert.Equal("[[0, 1, 2], [3, 4, 5]]", NDArray.Arange(6).Reshape(2, 3).ToString());
        Assert.Equal("[0, 1, 2, 3, 4, 5, 6, 7, … 2 more]", NDArray.Arange(10).ToString());
        Assert.Equal("7", ((NDArray)7).ToString());
        Assert.Equal("[]", NDArray.Zeros(0, 3).ToString());
    }

    [Fact]
    public void Pairwise_sums_keep_nine_digits_of_a_million_tenths() => Assert.Equal(100_000, NDArray.Of([.. Enumerable.Repeat(0.1, 1_000_000)]).Sum()[[]], tolerance: 1e-8);
}
