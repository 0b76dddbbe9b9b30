using FromScratch.Data;

namespace FromScratch.Calculus;

/// <summary>Demand that falls along an S: at the price p a customer buys with the chance 1/(1 + exp(a·(p − b))).</summary>
/// <param name="Customers">How many see the price.</param>
/// <param name="Sensitivity">a, above 0: how steeply demand falls, per unit of money.</param>
/// <param name="Midpoint">b: the price at which every second customer buys.</param>
public sealed record LogitCurve(double Customers, double Sensitivity, double Midpoint)
{
    private const int MostSteps = 50;

    /// <summary>How many buy at a price.</summary>
    public Dual Demand(Dual price) => Customers / (1 + Dual.Exp(Sensitivity * (price - Midpoint)));

    /// <summary>The curve under which the outcome of a price test is likeliest.</summary>
    /// <param name="tests">Prices and how many of those who saw them bought; at least two different prices.</param>
    /// <param name="customers">How many will see the price to be set.</param>
    /// <remarks>
    /// Newton's method for the two numbers α and β in ln(chance/(1 − chance)) = α + β·p: the slopes of the log likelihood are Σ(bought − expected) and Σ p·(bought − expected),
    /// its curvatures the sums of −shown·chance·(1 − chance) times 1, p and p². Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed., §4.4.
    /// </remarks>
    /// <exception cref="ArgumentException">There are fewer than two different prices.</exception>
    /// <exception cref="InvalidOperationException">No finite curve is likeliest, as when nobody bought, or demand did not fall with the price.</exception>
    public static LogitCurve Fit(PriceTest[] tests, double customers)
    {
        if (tests.Select(test => test.Price).Distinct().Count() < 2) throw new ArgumentException($"Fit: {tests.Length} tests at one price. A slope needs two different prices.", nameof(tests));
        double alpha = 0, beta = 0, centre = tests.Average(test => test.Price);   // prices are taken from their mean, so that α and β hardly depend on each other
        for (int step = 0; step < MostSteps; step++)
        {
            double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
            foreach (PriceTest test in tests)
            {
                double p = test.Price - centre, chance = 1 / (1 + Math.Exp(-(alpha + beta * p)));
                double surplus = test.Bought - test.Shown * chance, weight = test.Shown * chance * (1 - chance);
                (g0, g1) = (g0 + surplus, g1 + p * surplus);
                (h00, h01, h11) = (h00 + weight, h01 + weight * p, h11 + weight * p * p);
            }

            double determinant = h00 * h11 - h01 * h01;
            double dAlpha = (h11 * g0 - h01 * g1) / determinant, dBeta = (h00 * g1 - h01 * g0) / determinant;
            (alpha, beta) = (alpha + dAlpha, beta + dBeta);
            if (Math.Abs(dAlpha) + Math.Abs(dBeta) <= 1e-12 * (1 + Math.Abs(alpha) + Math.Abs(beta)) && beta < 0) return new(customers, -beta, centre - alpha / beta);
        }

        throw new InvalidOperationException($"Fit: no falling curve after {MostSteps} steps. Did some buy and some not, and fewer at higher prices?");
    }
}
