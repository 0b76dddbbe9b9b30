using FromScratch.Data;

namespace FromScratch.Probability;

/// <summary>How many of n independent coins show heads.</summary>
public sealed class Binomial : IDistribution
{
    private readonly int _n;
    private readonly double _p;

    /// <summary>With n coins that show heads with the probability p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative, or p is no probability.</exception>
    public Binomial(int n, double p)
    {
        RequireCoins(n, p);
        (_n, _p) = (n, p);
    }

    /// <inheritdoc/>
    public double Mean => _n * _p;

    /// <inheritdoc/>
    public double Variance => _n * _p * (1 - _p);

    /// <summary>P(K = k) = n!/(k!(n−k)!) · pᵏ(1−p)ⁿ⁻ᵏ.</summary>
    /// <param name="n">How many coins, at least 0.</param>
    /// <param name="p">The probability of heads.</param>
    /// <param name="k">How many heads; outside of 0 to n the probability is 0.</param>
    /// <returns>Right to 1e-14 relative, also for n = 1e6.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is negative, or p is no probability.</exception>
    public static double Mass(int n, double p, int k)
    {
        RequireCoins(n, p);
        return k < 0 || k > n ? 0 : Saddlepoint.BinomialTerm(k, n - k, p, 1 - p);
    }

    /// <summary>P(K ≤ k).</summary>
    /// <param name="n">How many coins, at least 0.</param>
    /// <param name="p">The probability of heads.</param>
    /// <param name="k">At most how many heads.</param>
    /// <returns>I₁₋ₚ(n − k, k + 1): the probability that of n uniform numbers the (k+1)-th least is above p.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is negative, or p is no probability.</exception>
    public static double AtMost(int n, double p, int k)
    {
        RequireCoins(n, p);
        if (k < 0) return 0;
        return k >= n ? 1 : SpecialFunctions.BetaI(n - k, k + 1, 1 - p, p);
    }

    /// <inheritdoc/>
    public double Density(double x) => x >= 0 && x <= _n && x == Math.Floor(x) ? Mass(_n, _p, (int)x) : 0;

    /// <inheritdoc/>
    public double Cdf(double x) => x < 0 ? 0 : AtMost(_n, _p, (int)Math.Min(x, _n));

    /// <inheritdoc/>
    public double Survival(double x) => x < 0 ? 1 : x >= _n ? 0 : SpecialFunctions.BetaI((int)x + 1, _n - (int)x, _p, 1 - _p);

    /// <inheritdoc/>
    public double Quantile(double p) => QuantileSearch.WholeQuantile(this, p, _n);

    /// <inheritdoc/>
    public double Sample(Rng r) => Quantile(r.NextDouble());

    private static void RequireCoins(int n, double p)
    {
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, $"Binomial: n is {n}. It counts coins, so it is at least 0.");
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, $"Binomial: p is {p}. A probability lies between 0 and 1.");
    }
}
