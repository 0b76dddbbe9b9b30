namespace FromScratch.Calculus;

/// <summary>Prices as an optimum: where one more cent earns as much as it scares away.</summary>
public static class Pricing
{
    private const int Pieces = 400;

    /// <summary>The price in a range that earns most.</summary>
    /// <param name="demand">How many pieces sell at a price, of dual numbers; positive in the range.</param>
    /// <param name="unitCost">What a piece costs to make or serve.</param>
    /// <param name="lo">The lowest price allowed.</param>
    /// <param name="hi">The highest price allowed.</param>
    /// <returns>The best price in the range, its ends included.</returns>
    /// <remarks>
    /// <para>The profit (p − c)·q(p) has slope 0 at an inner optimum, falling from plus to minus; where it rises from minus to plus is a minimum.
    /// The range is cut into 400 pieces, every fall of the slope through 0 is halved down, and the best of these and of the two ends is taken: two optima within one piece count as one.</para>
    /// <para>At an inner optimum p/(p − c) = −elasticity. Source: Lerner, Review of Economic Studies 1 (1934) 157-175.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public static PriceDecision Optimize(Func<Dual, Dual> demand, double unitCost, double lo, double hi)
    {
        if (!(lo < hi)) throw new ArgumentException($"Optimize: the range from {lo} to {hi} is empty.", nameof(hi));
        Dual Profit(Dual price) => (price - unitCost) * demand(price);
        double Slope(double price) => Dual.Derivative(Profit, price);

        List<double> candidates = [lo, hi];
        double left = lo;
        for (int i = 1; i <= Pieces; i++)
        {
            double right = lo + (hi - lo) * i / Pieces;
            if (Slope(left) > 0 && Slope(right) <= 0) candidates.Add(Roots.Bisect(Slope, left, right, 1e-12 * Math.Max(1, Math.Abs(right))).X);
            left = right;
        }

        double best = candidates.MaxBy(price => Profit(price).V);
        Dual quantity = demand(Dual.Variable(best));
        return new(best, Profit(best).V, quantity.D * best / quantity.V);
    }
}
