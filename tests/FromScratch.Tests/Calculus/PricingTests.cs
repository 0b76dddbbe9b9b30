using FromScratch.Calculus;
using FromScratch.Data;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class PricingTests
{
    [Fact]
    public void Straight_demand_has_its_optimum_half_way()
    {
        PriceDecision best = Pricing.Optimize(p => 100 - 2 * p, 10, 10, 50);   // (p − 10)(100 − 2p): slope 120 − 4p
        Assert.Equal(30, best.Price, 1e-10);
        Assert.Equal(800, best.Profit, 1e-10);
        Assert.Equal(-1.5, best.Elasticity, 1e-10);   // −2·30/40, and 30/(30 − 10)
    }

    [Fact]
    public void The_logit_market_of_the_unit()
    {
        DemandTruth truth = Generators.LogitDemand(1).Truth;
        Assert.Equal(26.2926, truth.Best.Price, 5e-5);
        Assert.Equal(11625.90, truth.Best.Profit, 5e-3);
        Assert.Equal(-truth.Best.Price / (truth.Best.Price - 8), truth.Best.Elasticity, 1e-9);
    }

    [Fact]
    public void An_end_of_the_range_may_be_best()
    {
        Assert.Equal(25, Pricing.Optimize(p => 100 - 2 * p, 10, 12, 25).Price);
        Assert.Equal(35, Pricing.Optimize(p => 100 - 2 * p, 10, 35, 49).Price);
    }

    [Fact]
    public void A_price_test_gives_back_its_market_but_for_chance()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (PriceTest[] tests, DemandTruth truth) = Generators.LogitDemand(seed);
            var fitted = LogitCurve.Fit(tests, 1000);
            Assert.Equal(0.15, fitted.Sensitivity, 0.15 * 0.2);
            PriceDecision decision = Pricing.Optimize(fitted.Demand, truth.UnitCost, 8, 60);
            Assert.True(truth.Profit(decision.Price) >= 0.98 * truth.Best.Profit, $"seed {seed}: {decision}");
        }
    }

    [Fact]
    public void Without_chance_the_fit_is_exact()
    {
        var curve = new LogitCurve(1_000_000_000, 0.2, 20);
        PriceTest[] tests = [.. new double[] { 10, 20, 35 }.Select(p => new PriceTest(p, 1_000_000_000, (int)Math.Round(curve.Demand(p).V)))];
        var fitted = LogitCurve.Fit(tests, 50);
        Assert.Equal([0.2, 20], [Math.Round(fitted.Sensitivity, 6), Math.Round(fitted.Midpoint, 5)]);
    }

    [Fact]
    public void What_tells_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => LogitCurve.Fit([new(10, 100, 50), new(10, 100, 48)], 1));
        Assert.Throws<InvalidOperationException>(() => LogitCurve.Fit([new(10, 100, 0), new(20, 100, 0)], 1));
        Assert.Throws<ArgumentException>(() => Pricing.Optimize(p => 1 / p, 1, 5, 5));
    }
}
