using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.Data;

public class GeneratorsTests
{
    [Fact]
    public void Planted_topics_have_orthonormal_directions_and_equal_shares()
    {
        var (items, truth) = Generators.PlantedTopics(7);
        Assert.Equal(400, items.Length);
        Assert.All(items, item => Assert.Equal(32, item.Length));
        Assert.All(truth.Topic.CountBy(t => t), share => Assert.Equal(50, share.Value));
        Assert.Equal(0.125, truth.Baseline);
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 8; j++)
                Assert.Equal(i == j ? 1 : 0, InnerProduct.Dot(truth.Directions[i], truth.Directions[j]), 1e-14);
    }

    [Fact]
    public void Without_noise_and_offset_an_item_is_its_topics_direction()
    {
        var (items, truth) = Generators.PlantedTopics(3, topics: 3, perTopic: 2, dims: 5, noise: 0, offset: 0);
        for (int i = 0; i < items.Length; i++) Assert.Equal(truth.Directions[truth.Topic[i]], items[i]);
    }

    [Fact]
    public void Parameters_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedTopics(1, topics: 9, dims: 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedTopics(1, topics: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedTopics(1, perTopic: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedTopics(1, noise: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedTopics(1, offset: double.NaN));
    }

    [Fact]
    public void Cosine_finds_the_topics_better_once_the_shared_part_is_subtracted()
    {
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            var (items, truth) = Generators.PlantedTopics(seed);
            double plain = Retrieval.PrecisionAtK(items, truth.Topic, 5);
            double centred = Retrieval.PrecisionAtK(Retrieval.Center(items), truth.Topic, 5);
            Assert.InRange(plain, 3 * truth.Baseline, centred);
            Assert.InRange(centred, plain, 0.99);   // hard enough that a better measure can show
        }
    }
}
