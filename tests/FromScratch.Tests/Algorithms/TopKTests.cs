using FromScratch.Algorithms;

namespace FromScratch.Tests.Algorithms;

public sealed class TopKTests
{
    [Fact]
    public void Equal_items_stay_in_the_order_of_their_arrival() =>
        Assert.Equal(["pear", "plum", "fig"], TopK.Largest(["fig", "pear", "nut", "plum"], 3, Comparer<string>.Create((a, b) => a.Length.CompareTo(b.Length))));

    [Fact]
    public void The_largest_three_of_a_permutation() => Assert.Equal([16, 15, 14], TopK.Largest(Enumerable.Range(0, 17).Select(i => i * 5 % 17), 3, Comparer<int>.Default));

    [Fact]
    public void Fewer_than_k_and_none()
    {
        Assert.Equal([2, 1], TopK.Largest([1, 2], 9, Comparer<int>.Default));
        Assert.Empty(TopK.Largest([1, 2], 0, Comparer<int>.Default));
        Assert.Throws<ArgumentOutOfRangeException>(() => TopK.Largest([1, 2], -1, Comparer<int>.Default));
    }
}
