using FromScratch.Calculus;

namespace FromScratch.Data;

/// <summary>The price test.</summary>
public static partial class Generators
{
    /// <summary>A price test: each price is shown to customers who buy by chance, 1/(1 + exp(a·(p − b))).</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="a">How steeply demand falls, above 0.</param>
    /// <param name="b">The price at which every second customer buys.</param>
    /// <param name="cost">What a piece costs.</param>
    /// <param name="n">How many customers see each price, at least 1.</param>
    /// <param name="testPrices">The prices tested; 14, 20, 26, 32, 38, 44 by default.</param>
    /// <returns>How many bought at each price [prices], and the truth for n customers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">a is not above 0, or n is below 1.</exception>
    public static Planted<PriceTest[], DemandTruth> LogitDemand(ulong seed, double a = 0.15, double b = 30, double cost = 8, int n = 1000, double[]? testPrices = null)
    {
        if (!(a > 0)) throw new ArgumentOutOfRangeException(nameof(a), a, $"LogitDemand: a is {a}. Demand falls with the price, so a is above 0.");
        if (n < 1) throw new ArgumentOutOfRangeException(nameof(n), n, $"LogitDemand: n is {n}. Somebody must see the price.");
        var rng = new Rng(seed);
        var curve = new LogitCurve(n, a, b);
        PriceTest[] tests = Array.ConvertAll(testPrices ?? [14, 20, 26, 32, 38, 44], price =>
        {
            double chance = curve.Demand(price).V / n;
            int bought = 0;
            for (int customer = 0; customer < n; customer++)
                if (rng.NextDouble() < chance) bought++;
            return new PriceTest(price, n, bought);
        });
        return new(tests, new DemandTruth(curve, cost, Pricing.Optimize(curve.Demand, cost, cost, Math.Max(b, cost) + 40 / a)));
    }
}
