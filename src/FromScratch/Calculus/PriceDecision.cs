namespace FromScratch.Calculus;

/// <summary>A price and what it earns.</summary>
/// <param name="Price">The price, in money a piece.</param>
/// <param name="Profit">(price − unit cost)·demand, in money.</param>
/// <param name="Elasticity">The relative change of demand for a relative change of the price, q′·p/q: no unit, negative where demand falls. −2 says that 1 % more price costs 2 % of the customers.</param>
public sealed record PriceDecision(double Price, double Profit, double Elasticity);
