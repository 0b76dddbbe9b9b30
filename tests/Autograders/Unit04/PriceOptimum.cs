using Course;
using CsCheck;
using FromScratch.Calculus;
using FromScratch.Data;

namespace Autograders;

/// <summary>Exercise 4.11: the price that earns most.</summary>
[Exercise("4.11", "The price that earns most", Difficulty = 3, Minutes = 40, Core = true, Theory = "7. The slope as a compass")]
public sealed class PriceOptimum : Exercise<PriceOptimum, PriceOptimum.Contract>
{
    public delegate PriceDecision PriceSearch(Func<Dual, Dual> demand, double unitCost, double lo, double hi);

    public sealed record Contract(PriceSearch Optimize);

    public static Verdict Check(PriceSearch optimize) => Grade(new Contract(optimize));

    protected override Contract Reference => new(Pricing.Optimize);

    private static Dual Straight(Dual price) => 100 - 2 * price;

    private static Dual Logit(Dual price) => 1000 / (1 + Dual.Exp(0.15 * (price - 30)));

    private static Dual TwoMarkets(Dual price, double business) => 900 / (1 + Dual.Exp(1.2 * (price - 12))) + business / (1 + Dual.Exp(0.3 * (price - 60)));

    [Fact]
    public void Straight_demand_has_its_optimum_half_way() =>
        Is(30, 800, -1.5, Subject.Optimize(Straight, 10, 11, 48), "Demand 100 − 2p and cost 10: the profit (p − 10)(100 − 2p) has the slope 120 − 4p, which is 0 at 30.");

    [Fact]
    public void The_cost_counts() =>
        Is(25, 1250, -1, Subject.Optimize(Straight, 0, 1, 48), "Without cost the best price for 100 − 2p is 25, where the elasticity is −1. With a cost of 10 it is 30: cost moves the price.");

    [Fact]
    public void The_logit_market_of_this_unit()
    {
        PriceDecision best = Subject.Optimize(Logit, 8, 8, 80);
        Expect.Close(26.2926, best.Price, because: "1,000 customers, a = 0.15, b = 30, cost 8.", tolerance: 2e-6);
        Expect.Close(11625.90, best.Profit, because: "1,000 customers, a = 0.15, b = 30, cost 8: the profit at the best price, in money.", tolerance: 1e-6);
    }

    [Fact]
    public void At_an_inner_optimum_the_elasticity_is_price_over_margin() => Property.Holds(
        Gen.Select(Draw.OneOf(0.1, 0.15, 0.3), Draw.OneOf(20, 30), Draw.OneOf(0, 5, 12)), sample =>
        {
            (double a, double b, double cost) = sample;
            PriceDecision best = Subject.Optimize(price => 500 / (1 + Dual.Exp(a * (price - b))), cost, cost + 0.5, 120);
            Expect.Close(-best.Price / (best.Price - cost), best.Elasticity, because: $"Lerner's rule, for a logit market with a = {ValueText.Of(a)}, b = {ValueText.Of(b)}, cost {ValueText.Of(cost)} and your price {ValueText.Of(best.Price)}. The elasticity is q′·p/q: a number without unit, negative.", tolerance: 1e-7);
        });

    [Fact]
    public void A_demand_of_constant_elasticity_keeps_it() =>
        Is(10, 4 * 1000 * Math.Pow(10, -2.5), -2.5, Subject.Optimize(price => 1000 * Dual.Pow(price, -2.5), 6, 6.5, 33), "Demand 1000·p^−2.5 and cost 6: p/(p − 6) = 2.5 at p = 10.");

    [Fact]
    public void The_lower_end_may_be_best() =>
        Is(35, 750, -70 / 30.0, Subject.Optimize(Straight, 10, 35, 48), "From 35 up the profit only falls: the lower end is the optimum allowed, though the slope is not 0 there.");

    [Fact]
    public void The_upper_end_may_be_best() =>
        Is(25, 750, -1, Subject.Optimize(Straight, 10, 11, 25), "Up to 25, a cap, the profit only rises: the cap is the optimum allowed, though the slope is not 0 there.");

    [Theory]
    [InlineData(100)]
    [InlineData(260)]
    public void Of_two_hills_the_higher_one_is_taken(double business)
    {
        PriceDecision best = Subject.Optimize(price => TwoMarkets(price, business), 3, 3.5, 90);
        double Profit(double price) => (price - 3) * TwoMarkets(price, business).V;
        double top = Enumerable.Range(0, 86501).Max(i => Profit(3.5 + i / 1000.0));
        Expect.Close(top, best.Profit, because: $"900 private customers who pay about 12 and {ValueText.Of(business)} firms who pay about 60: the profit has two tops and a valley between. A slope of 0 is not enough: it must fall through 0, and of the tops take the highest.", tolerance: 1e-6);
        Expect.Close(Profit(best.Price), best.Profit, because: "Profit is (price − cost)·demand at your own price.", tolerance: 1e-9);
    }

    [Fact]
    public void A_kink_may_be_the_top()
    {
        PriceDecision best = Subject.Optimize(price => Dual.Min(60, 200 - 7 * price), 10, 11, 28);
        Expect.Close(20, best.Price, because: "Up to 20 all 60 buy, above it demand falls by 7 a unit: the profit rises to 20 and then falls. The slope jumps over 0 there and never is 0.", tolerance: 1e-6);
        Expect.Close(600, best.Profit, because: "(20 − 10)·60.", tolerance: 1e-6);
    }

    [Fact]
    public void A_hill_much_narrower_than_the_range_is_seen() =>
        Expect.Close(50, Subject.Optimize(price => 1 / (price + 1) + Dual.Exp(-(price - 50) * (price - 50)), 0, 1, 201).Price, because: "A hill about 2 wide at 50 in a range of 200. Look at 200 places of the range at least.", tolerance: 0.001);

    [Fact]
    public void Demand_is_only_asked_within_the_range()
    {
        List<double> places = [];
        Subject.Optimize(price => { places.Add(price.V); return Straight(price); }, 10, 11, 48);
        Expect.That(places.Count > 0 && places.All(place => place is >= 11 and <= 48), "prices from 11 to 48", (places.Min(), places.Max()), because: "Outside of the range demand is unknown, and the price not allowed.");
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(31, 30)]
    [InlineData(double.NaN, 30)]
    public void An_empty_range_is_refused(double lo, double hi) => Expect.Throws<ArgumentException>(() => Subject.Optimize(Straight, 10, lo, hi), because: "lo must be below hi.");

    /// <summary>Over the seeds 1 to 40 the reference lost 0.017 % of the profit on average, with a standard deviation of 0.02 %, and 0.077 % at worst.</summary>
    [Fact]
    public void A_price_from_a_noisy_test_loses_little()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            (PriceTest[] tests, DemandTruth truth) = Generators.LogitDemand(seed);
            var fitted = LogitCurve.Fit(tests, 1000);
            PriceDecision decision = Subject.Optimize(fitted.Demand, truth.UnitCost, 8, 80);
            double loss = 1 - truth.Profit(decision.Price) / truth.Best.Profit;
            Expect.That(loss < 0.002, $"less than 0.2 % of the true profit lost with price test {seed}", loss, because: "Six prices shown to 1,000 customers each give a curve near the true one; near a top a small error in the price costs little.");
        }
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("You maximise revenue: the cost is ignored, and the price too low by several euros. Profit is (price − cost)·demand.", new((demand, cost, lo, hi) => At(demand, cost, Pricing.Optimize(demand, 0, lo, hi).Price))),
        new("Your elasticity is a slope, in pieces a euro. It has no unit: multiply by the price and divide by the demand.", new((demand, cost, lo, hi) => Pricing.Optimize(demand, cost, lo, hi) is var best ? best with { Elasticity = demand(Dual.Variable(best.Price)).D } : best)),
        new("You took a place where the slope is 0, but not the best: it may be a lower top, or a minimum, where the second derivative is positive. Compare all tops.", new((demand, cost, lo, hi) => Stationary(demand, cost, lo, hi))),
        new("The best price may be an end of the range, where the slope is not 0: compare the ends too.", new((demand, cost, lo, hi) => WithoutEnds(demand, cost, lo, hi))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("values on a grid, then the golden section around the best", new(GoldenSection)),
        new("slopes on a grid, each fall through 0 halved by hand", new((demand, cost, lo, hi) =>
        {
            if (!(lo < hi)) throw new ArgumentException("Empty.");
            double Slope(double price) => ((Dual.Variable(price) - cost) * demand(Dual.Variable(price))).D;
            double[] grid = [.. Enumerable.Range(0, 1001).Select(i => lo + (hi - lo) * i / 1000)];
            IEnumerable<double> tops = Enumerable.Range(0, 1000).Where(i => Slope(grid[i]) > 0 && Slope(grid[i + 1]) <= 0).Select(i =>
            {
                (double left, double right) = (grid[i], grid[i + 1]);
                for (int k = 0; k < 60; k++)
                {
                    double middle = left + (right - left) / 2;
                    if (Slope(middle) > 0) left = middle;
                    else right = middle;
                }

                return left;
            });
            return tops.Prepend(lo).Append(hi).Select(price => At(demand, cost, price)).MaxBy(decision => decision.Profit)!;
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the profit as a function of a dual price. What does its slope do at a top, and what at a valley?",
        "Cut the range into a few hundred pieces and look at the slope of the profit at their ends. Where it goes from above 0 to 0 or below lies a top: halve that piece until it is short. The candidates are these tops and the two ends.",
        "Among the candidates take the one with the largest profit. Its elasticity comes from one more call of demand with a dual price: slope times price over value.",
    ];

    private static void Is(double price, double profit, double elasticity, PriceDecision? actual, string because) => Expect.That(
        actual is not null && Near(price, actual.Price) && Near(profit, actual.Profit) && Near(elasticity, actual.Elasticity),
        $"price {ValueText.Of(price)}, profit {ValueText.Of(profit)}, elasticity {ValueText.Of(elasticity)}", actual, because);

    private static bool Near(double expected, double actual) => Math.Abs(actual - expected) <= 1e-7 * Math.Abs(expected);

    private static PriceDecision At(Func<Dual, Dual> demand, double cost, double price)
    {
        Dual quantity = demand(Dual.Variable(price));
        return new(price, (price - cost) * quantity.V, price * quantity.D / quantity.V);
    }

    private static PriceDecision Stationary(Func<Dual, Dual> demand, double cost, double lo, double hi)
    {
        if (!(lo < hi)) throw new ArgumentException("Empty.");
        double Slope(double price) => ((Dual.Variable(price) - cost) * demand(Dual.Variable(price))).D;
        for (int i = 399; i >= 0; i--)
        {
            double left = lo + (hi - lo) * i / 400, right = lo + (hi - lo) * (i + 1) / 400;
            if (Slope(left) * Slope(right) <= 0) return At(demand, cost, Roots.Bisect(Slope, left, right, 1e-11).X);
        }

        return Pricing.Optimize(demand, cost, lo, hi);
    }

    private static PriceDecision WithoutEnds(Func<Dual, Dual> demand, double cost, double lo, double hi)
    {
        PriceDecision best = Pricing.Optimize(demand, cost, lo, hi);
        return best.Price == lo || best.Price == hi ? At(demand, cost, (lo + hi) / 2) : best;
    }

    private static PriceDecision GoldenSection(Func<Dual, Dual> demand, double cost, double lo, double hi)
    {
        if (lo >= hi || double.IsNaN(lo) || double.IsNaN(hi)) throw new ArgumentException("Empty.");
        double Profit(double price) => (price - cost) * demand(price).V;
        double width = (hi - lo) / 500;
        double start = Enumerable.Range(0, 501).Select(i => Math.Min(hi, lo + i * width)).MaxBy(Profit);
        (double left, double right) = (Math.Max(lo, start - width), Math.Min(hi, start + width));
        while (right - left > 1e-6 * width)
        {
            double a = right - 0.6180339887498949 * (right - left), b = left + 0.6180339887498949 * (right - left);
            if (Profit(a) < Profit(b)) left = a;
            else right = b;
        }

        // Values alone place a top only to half the digits: the slope's sign places it to all.
        double Slope(double price) => Dual.Derivative(p => (p - cost) * demand(p), price);
        (left, right) = (Math.Max(lo, left - width / 1000), Math.Min(hi, right + width / 1000));
        if (Slope(left) > 0 && Slope(right) < 0) left = Roots.Bisect(Slope, left, right, 1e-12).X;
        return new[] { lo, left, hi }.Select(price => At(demand, cost, price)).MaxBy(decision => decision.Profit)!;
    }
}
