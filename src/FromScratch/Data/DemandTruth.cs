using FromScratch.Calculus;

namespace FromScratch.Data;

/// <summary>What is true of a market in which prices were tested.</summary>
/// <param name="Curve">The demand curve.</param>
/// <param name="UnitCost">What a piece costs to make or serve.</param>
/// <param name="Best">The price that earns most, and what it earns.</param>
public sealed record DemandTruth(LogitCurve Curve, double UnitCost, PriceDecision Best)
{
    /// <summary>What a price would earn, on average.</summary>
    public double Profit(double price) => (price - UnitCost) * Curve.Demand(price).V;
}
