using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.LinearAlgebra;

public class CostAllocationTests
{
    [Fact]
    public void Two_teams_are_as_by_hand()
    {
        double[] costs = CostAllocation.TrueCosts([100, 50], new[,] { { 0, 0.2 }, { 0.5, 0 } });   // c₀ = 100 + 0.2c₁, c₁ = 50 + 0.5c₀
        Assert.Equal(110 / 0.9, costs[0], 1e-12);
        Assert.Equal(100 / 0.9, costs[1], 1e-12);
    }

    [Fact]
    public void A_planted_platform_costs_what_the_Neumann_series_says()
    {
        (PlatformUsage usage, PlatformCosts truth) = Generators.SharedPlatform(11);
        double[] costs = CostAllocation.TrueCosts(usage.Direct, usage.Share);
        Assert.All(costs.Zip(truth.FullCosts), pair => Assert.Equal(pair.Second, pair.First, pair.Second * 1e-12));
        Assert.Equal(usage.Direct.Sum(), truth.ProductCosts.Sum(), usage.Direct.Sum() * 1e-12);
    }

    [Fact]
    public void A_closed_loop_is_named()
    {
        double[,] share = { { 0, 0.1, 0, 0 }, { 0, 0, 0, 1 }, { 0.3, 0, 0, 0 }, { 0, 0.9, 0, 0 } };   // services 1 and 3 pass all on between them, but 1 gives a tenth to 0
        Assert.Equal(4, CostAllocation.TrueCosts([1, 1, 1, 1], share).Length);
        share[0, 1] = 0;
        share[3, 1] = 1;
        Assert.Contains("1, 3", Assert.Throws<InvalidOperationException>(() => CostAllocation.TrueCosts([1, 1, 1, 1], share)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CostAllocation.TrueCosts([1, 1], new[,] { { 0, -0.1 }, { 0, 0 } }));
        Assert.Throws<ArgumentException>(() => CostAllocation.TrueCosts([1, 1], new[,] { { 0, 0 }, { 1.1, 0 } }));
        Assert.Throws<ArgumentException>(() => CostAllocation.TrueCosts([1, 1], new double[2, 3]));
    }
}
