using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class RetrievalTests
{
    [Fact]
    public void Direction_decides_then_the_index_and_zeros_come_last() =>
        Assert.Equal([2, 3, 0, 4, 1], Retrieval.TopK([[100, 100], [0, 0], [1, 0], [5, 0], [-1, 0]], [2, 0], 9));

    [Fact]
    public void Only_the_best_k_are_returned()
    {
        Assert.Equal([1], Retrieval.TopK([[0, 9], [1, 1], [-1, 1]], [1, 1], 1));
        Assert.Empty(Retrieval.TopK([[0, 9]], [1, 1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Retrieval.TopK([[0, 9]], [1, 1], -1));
    }

    [Fact]
    public void A_query_of_zeros_and_items_of_another_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Retrieval.TopK([[1, 2]], [0, 0], 1));
        Assert.Throws<ArgumentException>(() => Retrieval.TopK([[1, 2], [0, 0, 0]], [1, 2], 1));
    }

    [Fact]
    public void Centring_subtracts_the_mean_of_each_feature() =>
        Assert.Equal([[-1.0, 2], [1, -2]], Retrieval.Center([[1, 9], [3, 5]]));

    [Fact]
    public void Precision_counts_the_neighbours_of_the_same_topic_without_the_item_itself()
    {
        double[][] items = [[1, 0], [2, 0.1], [0, 1], [0.3, 1]];
        Assert.Equal(1, Retrieval.PrecisionAtK(items, [0, 0, 1, 1], 1));
        Assert.Equal(0, Retrieval.PrecisionAtK(items, [0, 1, 0, 1], 1));
        Assert.Equal(1.0 / 3, Retrieval.PrecisionAtK(items, [0, 0, 1, 1], 9), 1e-15);   // all three others, one of them right
    }

    [Fact]
    public void Precision_needs_two_items_a_topic_each_and_a_recommendation()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Retrieval.PrecisionAtK([[1], [2]], [0, 0], 0));
        Assert.Throws<ArgumentException>(() => Retrieval.PrecisionAtK([[1], [2]], [0], 1));
        Assert.Throws<ArgumentException>(() => Retrieval.PrecisionAtK([[1]], [0], 1));
    }
}
