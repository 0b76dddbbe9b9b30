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
        var (items, truth) = Generators.PlantedTopics(3, topics: 3, perTopic: 2, dims: 5, noise: 0, offset: 0, spread: 0);
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
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.PlantedTopics(1, spread: -0.1));
    }

    [Fact]
    public void Lengths_vary_by_a_factor_whose_logarithm_has_the_given_spread()
    {
        var (items, _) = Generators.PlantedTopics(5, topics: 2, perTopic: 500, dims: 4, noise: 0, offset: 0, spread: 0.5);
        double[] logs = [.. items.Select(item => Math.Log(InnerProduct.Norm(item, 2)))];
        double mean = logs.Average(), deviation = Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / 999);
        Assert.InRange(mean, -4 * 0.5 / Math.Sqrt(1000), 4 * 0.5 / Math.Sqrt(1000));            // ± 4 standard errors
        Assert.InRange(deviation, 0.5 - 4 * 0.5 / Math.Sqrt(2000), 0.5 + 4 * 0.5 / Math.Sqrt(2000));
    }

    /// <summary>What Unit 1 tells of its catalogue: lengths mislead the dot product; the shared part hides topics from the cosine; and centring helps only once lengths are gone.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_catalogue_ranks_the_measures_as_the_first_unit_says(ulong seed)
    {
        var (items, truth) = Generators.PlantedTopics(seed);
        double[][] directions = Array.ConvertAll(items, item => Direction.Of(item).ToArray());
        double cosine = Precision(items), centred = Precision(Recommendation.Center(items)), both = Precision(Recommendation.Center(directions));
        Assert.True(centred < cosine && cosine < both && both < 0.99, $"{centred}, {cosine}, {both}");
        Assert.True(centred > 4 * truth.Baseline, $"{centred}");

        double Precision(double[][] catalogue) => Recommendation.PrecisionAtK(catalogue, truth.Topic, 5);
    }
}
