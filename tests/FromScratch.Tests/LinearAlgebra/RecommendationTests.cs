using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class RecommendationTests
{
    [Fact]
    public void Centring_subtracts_the_mean_of_each_feature() =>
        Assert.Equal([[-1.0, 2], [1, -2]], Recommendation.Center([[1, 9], [3, 5]]));

    [Fact]
    public void Precision_counts_the_neighbours_of_the_same_topic_without_the_item_itself()
    {
        double[][] items = [[1, 0], [2, 0.1], [0, 1], [0.3, 1]];
        Assert.Equal(1, Recommendation.PrecisionAtK(items, [0, 0, 1, 1], 1));
        Assert.Equal(0, Recommendation.PrecisionAtK(items, [0, 1, 0, 1], 1));
        Assert.Equal(1.0 / 3, Recommendation.PrecisionAtK(items, [0, 0, 1, 1], 9), 1e-15);   // all three others, one of them right
    }

    [Fact]
    public void Precision_needs_two_items_a_topic_each_and_a_recommendation()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Recommendation.PrecisionAtK([[1], [2]], [0, 0], 0));
        Assert.Throws<ArgumentException>(() => Recommendation.PrecisionAtK([[1], [2]], [0], 1));
        Assert.Throws<ArgumentException>(() => Recommendation.PrecisionAtK([[1]], [0], 1));
    }
}
