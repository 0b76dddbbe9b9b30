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
}
