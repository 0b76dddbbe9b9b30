using FromScratch.Algorithms;

namespace FromScratch.Tests.Algorithms;

public sealed class DisjointSetTests
{
    [Fact]
    public void Sets_merge_and_are_counted()
    {
        IDisjointSets sets = DisjointSet.Of(5);
        Assert.True(sets.Union(0, 1));
        Assert.True(sets.Union(2, 3));
        Assert.True(sets.Union(3, 1));
        Assert.False(sets.Union(0, 2));
        Assert.Equal(2, sets.Components);
        Assert.Equal(sets.Find(0), sets.Find(3));
        Assert.NotEqual(sets.Find(0), sets.Find(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => sets.Find(5));
    }

    [Fact]
    public void A_million_merges_in_a_row_take_a_few_steps_each()
    {
        const int N = 1_000_000;
        var parents = new CountedArray<int>(N);
        IDisjointSets sets = DisjointSet.Over(parents);
        for (int i = 1; i < N; i++) sets.Union(i - 1, i);
        for (int i = 0; i < N; i++) sets.Find(i);
        Assert.InRange(parents.Reads, N, 4 * 3 * N);   // 3 finds a thing, 4 steps each
        Assert.Equal(1, sets.Components);
    }

    [Fact]
    public void The_cheapest_tree_of_a_square_with_a_diagonal()
    {
        WeightedEdge[] tree = SpanningTree.Kruskal(4, [new(0, 1, 1), new(1, 2, 4), new(2, 3, 2), new(3, 0, 5), new(0, 2, 3)]);
        Assert.Equal([new(0, 1, 1), new(2, 3, 2), new(0, 2, 3)], tree);
        Assert.Throws<ArgumentException>(() => SpanningTree.Kruskal(2, [new(0, 2, 1)]));
        Assert.Throws<ArgumentException>(() => SpanningTree.Kruskal(2, [new(0, 1, double.NaN)]));
    }

    [Fact]
    public void A_counted_array_counts()
    {
        var array = new CountedArray<int>(3);
        array[1] = 5;
        int sum = array[1] + array[0];
        Assert.Equal((5, 2L, 1L, 3), (sum, array.Reads, array.Writes, array.Length));
        Assert.Equal([0, 5, 0], array.ToArray());
        Assert.Equal("3 entries, read 2 times, written 1 times", array.ToString());
    }
}
