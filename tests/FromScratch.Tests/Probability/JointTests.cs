using FromScratch.Probability;

namespace FromScratch.Tests.Probability;

public sealed class JointTests
{
    // MacKay's chain: cloudy → rain → wet, with 2, 2 and 3 values (dry, damp, wet)
    private static Joint Chain()
    {
        double[] p = new double[12];
        double[] cloudy = [0.75, 0.25];
        double[][] rain = [[0.9, 0.1], [0.2, 0.8]], wet = [[0.8, 0.15, 0.05], [0.1, 0.3, 0.6]];
        for (int c = 0; c < 2; c++)
            for (int r = 0; r < 2; r++)
                for (int w = 0; w < 3; w++)
                    p[(c * 2 + r) * 3 + w] = cloudy[c] * rain[c][r] * wet[r][w];
        return new(["cloudy", "rain", "wet"], [2, 2, 3], p);
    }

    [Fact]
    public void Marginals_sum_over_the_rest_in_the_order_asked_for()
    {
        Joint rain = Chain().Marginal("rain");
        Assert.Equal(0.75 * 0.9 + 0.25 * 0.2, rain[0], 1e-15);
        Joint turned = Chain().Marginal("wet", "cloudy");
        Assert.Equal(["wet", "cloudy"], turned.Names);
        Assert.Equal(0.25 * (0.2 * 0.05 + 0.8 * 0.6), turned[2, 1], 1e-15);
        Assert.Equal([1], Chain().Marginal().ToArray().Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Conditioning_rescales_a_slice_and_drops_the_variable()
    {
        Joint given = Chain().Given("rain", 1);
        Assert.Equal(["cloudy", "wet"], given.Names);
        double rain = 0.75 * 0.1 + 0.25 * 0.8;
        Assert.Equal(0.25 * 0.8 / rain * 0.3, given[1, 1], 1e-15);
    }

    [Fact]
    public void Once_the_middle_is_known_the_ends_of_a_chain_tell_nothing_of_each_other()
    {
        Assert.True(Chain().MutualInformation("cloudy", "wet") > 0.1);
        Assert.Equal(0, Chain().Given("rain", 0).MutualInformation("cloudy", "wet"), 1e-12);
    }

    [Fact]
    public void Mutual_information_is_a_divergence_from_independence()
    {
        Joint pair = Chain().Marginal("rain", "wet");
        double[] rain = pair.Marginal("rain").ToArray(), wet = pair.Marginal("wet").ToArray();
        double[] independent = [.. rain.SelectMany(r => wet.Select(w => r * w))];
        Assert.Equal(Information.Kl(pair.ToArray(), independent), Chain().MutualInformation("rain", "wet"), 1e-12);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Joint(["a", "a"], [1, 1], [1]));
        Assert.Throws<ArgumentException>(() => new Joint(["a"], [2, 1], [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => new Joint(["a"], [2], [1]));
        Assert.Throws<ArgumentException>(() => new Joint(["a"], [2], [0.5, 0.6]));
        Assert.Throws<ArgumentException>(() => new Joint(["a"], [2], [1.5, -0.5]));
        Assert.Throws<ArgumentException>(() => Chain().Marginal("snow"));
        Assert.Throws<ArgumentException>(() => Chain()[0, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Chain().Given("wet", 3));
        Assert.Throws<InvalidOperationException>(() => new Joint(["a", "b"], [2, 2], [0, 0, 0.5, 0.5]).Given("a", 0));
    }
}
