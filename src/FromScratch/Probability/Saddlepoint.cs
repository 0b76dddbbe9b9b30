namespace FromScratch.Probability;

/// <summary>The terms of the Poisson and the binomial distribution, right to the last digits also where n is a million.</summary>
/// <remarks>
/// <para>The obvious exp(k ln m − m − ln Γ(k + 1)) subtracts numbers of the size k ln k: for k = 1e6 they are 1e7, and seven of sixteen digits are gone.
/// Here that difference is taken on paper, by Stirling's formula. What is left is small: how far k is from the mean, as <see cref="Deviance"/>, and <see cref="SpecialFunctions.StirlingError"/>.</para>
/// <para>k need not be whole: the incomplete gamma and beta functions start from the same terms. Source: Loader, "Fast and accurate computation of binomial probabilities" (2000).</para>
/// </remarks>
internal static class Saddlepoint
{
    private const double TwoPi = 2 * Math.PI;

    /// <summary>mᵏ e^(−m)/Γ(k + 1), for k ≥ 0 and m ≥ 0.</summary>
    public static double PoissonTerm(double k, double m)
    {
        if (m == 0) return k == 0 ? 1 : 0;   // 0⁰ is 1
        if (k == 0) return Math.Exp(-m);
        return Math.Exp(-Correction(k) - Deviance(k, m)) / Math.Sqrt(TwoPi * k);
    }

    /// <summary>Γ(k + l + 1)/(Γ(k + 1)Γ(l + 1)) · pᵏqˡ, for k, l ≥ 0 and q = 1 − p.</summary>
    /// <remarks>q is given as well: where p is nearly 1 the caller may know more digits of it than 1 − p has.</remarks>
    public static double BinomialTerm(double k, double l, double p, double q)
    {
        if (p == 0) return k == 0 ? 1 : 0;
        if (q == 0) return l == 0 ? 1 : 0;
        if (k == 0) return Math.Exp(l * LogOf(q, p));
        if (l == 0) return Math.Exp(k * LogOf(p, q));
        double n = k + l;
        double exponent = Correction(n) - Correction(k) - Correction(l) - Deviance(k, n * p) - Deviance(l, n * q);
        return Math.Exp(exponent) * Math.Sqrt(n / (TwoPi * k * l));
    }

    /// <summary>k ln(k/m) + m − k: 0 where k = m, positive elsewhere.</summary>
    /// <remarks>Near m the three parts nearly cancel: there, with v = (k − m)/(k + m), the series (k − m)v + 2k(v³/3 + v⁵/5 + …).</remarks>
    internal static double Deviance(double k, double m)
    {
        if (Math.Abs(k - m) >= 0.3 * (k + m)) return k * Math.Log(k / m) + m - k;
        double v = (k - m) / (k + m);
        double sum = (k - m) * v, power = 2 * k * v;
        for (int j = 3; ; j += 2)
        {
            power *= v * v;
            double next = sum + power / j;
            if (next == sum) return sum;
            sum = next;
        }
    }

    // ln Γ(k + 1) − ((k + ½) ln k − k + ½ ln 2π): Γ(k + 1) = k·Γ(k), so it is Stirling's error at k.
    private static double Correction(double k) => SpecialFunctions.StirlingError(k);

    private static double LogOf(double p, double q) => p > 0.5 ? SpecialFunctions.Log1p(-q) : Math.Log(p);
}
