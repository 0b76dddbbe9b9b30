namespace FromScratch.Data;

/// <summary>What a platform of services spends, and who uses whom.</summary>
/// <param name="Direct">Direct costs of the services [services], in euros a month.</param>
/// <param name="Share">Entry (i, j) is the part of service j's work that service i uses [services, services].</param>
/// <param name="ProductShare">Entry (p, j) is the part of service j's work that product p uses [products, services]. With the column above, the column sums to 1.</param>
public sealed record PlatformUsage(double[] Direct, double[,] Share, double[,] ProductShare);

/// <summary>What the services of a platform cost in truth.</summary>
/// <param name="FullCosts">Full costs of the services [services], in euros a month.</param>
/// <param name="ProductCosts">What each product has to pay [products], in euros a month; they sum to the direct costs.</param>
public sealed record PlatformCosts(double[] FullCosts, double[] ProductCosts);

public static partial class Generators
{
    /// <summary>Internal services that work for products and for one another, and their true costs by the Neumann series d + S·d + S²·d + …</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="services">How many services; at least 2.</param>
    /// <param name="products">How many products; at least 1.</param>
    /// <param name="coupling">The part of a service's work that goes to other services, on average; from 0 to below 0.5. It varies from service to service between half and one and a half of that.</param>
    /// <remarks>The columns of S sum to less than 1, so the series converges: its terms shrink at least like the largest column sum. It is summed until nothing changes any more.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<PlatformUsage, PlatformCosts> SharedPlatform(ulong seed, int services = 12, int products = 5, double coupling = 0.3)
    {
        if (services < 2) throw new ArgumentOutOfRangeException(nameof(services), services, $"SharedPlatform: {services} services. One alone has nobody to work for; at least 2.");
        if (products < 1) throw new ArgumentOutOfRangeException(nameof(products), products, $"SharedPlatform: {products} products. Somebody has to pay; at least 1.");
        if (!(coupling >= 0 && coupling < 0.5)) throw new ArgumentOutOfRangeException(nameof(coupling), coupling, $"SharedPlatform: coupling is {coupling}. It is a part of a service's work, from 0 to below 0.5.");

        var rng = new Rng(seed);
        double[,] share = new double[services, services], productShare = new double[products, services];
        double[] direct = new double[services];
        for (int j = 0; j < services; j++)
        {
            direct[j] = Math.Round(2000 * Math.Exp(0.8 * rng.NextGaussian()), 2);
            double toServices = coupling * (0.5 + rng.NextDouble());
            Spread(share, j, toServices, rng, skip: j);
            Spread(productShare, j, 1 - toServices, rng, skip: -1);
        }

        double[] full = NeumannSum(share, direct);
        return new(new PlatformUsage(direct, share, productShare), new PlatformCosts(full, LinearAlgebra.MatrixMultiplication.ByRows(productShare, full)));
    }

    /// <summary>Fills a column with random shares that sum to a total; the user to skip gets none.</summary>
    private static void Spread(double[,] shares, int column, double total, Rng rng, int skip)
    {
        double[] weights = new double[shares.GetLength(0)];
        for (int i = 0; i < weights.Length; i++) weights[i] = i == skip ? 0 : Math.Pow(rng.NextDouble(), 3);   // few large users, many small ones
        double sum = weights.Sum();
        for (int i = 0; i < weights.Length; i++) shares[i, column] = total * weights[i] / sum;
    }

    private static double[] NeumannSum(double[,] share, double[] direct)
    {
        double[] sum = [.. direct], term = direct;
        for (int round = 0; round < 1000; round++)
        {
            term = LinearAlgebra.MatrixMultiplication.ByRows(share, term);
            double[] next = [.. sum.Zip(term, (s, t) => s + t)];
            if (next.SequenceEqual(sum)) break;
            sum = next;
        }

        return sum;
    }
}
