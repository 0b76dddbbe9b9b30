namespace FromScratch.Probability;

public static partial class SpecialFunctions
{
    private const double EulerGamma = 0.57721566490153286;
    private const double StirlingFrom = 10;

    /// <summary>ζ(k) − 1 for k = 2 to 29: the coefficients of ln Γ around 2, up to sign and a factor 1/k.</summary>
    private static readonly double[] _zetaMinusOne =
    [
        6.44934066848226436e-1, 2.02056903159594285e-1, 8.23232337111381915e-2, 3.69277551433699263e-2, 1.73430619844491397e-2, 8.34927738192282684e-3, 4.07735619794433938e-3,
        2.00839282608221442e-3, 9.94575127818085337e-4, 4.94188604119464559e-4, 2.46086553308048299e-4, 1.22713347578489147e-4, 6.12481350587048293e-5, 3.05882363070204936e-5,
        1.52822594086518717e-5, 7.63719763789976227e-6, 3.81729326499983986e-6, 1.90821271655393893e-6, 9.53962033872796113e-7, 4.76932986787806463e-7, 2.38450502727732990e-7,
        1.19219925965311073e-7, 5.96081890512594796e-8, 2.98035035146522802e-8, 1.49015548283650412e-8, 7.45071178983542949e-9, 3.72533402478845705e-9, 1.86265972351304901e-9,
    ];

    /// <summary>The coefficients of Stirling's series: B₂ₖ/(2k(2k − 1)) for k = 1 to 7, with Bernoulli's numbers B.</summary>
    private static readonly double[] _stirling = [1 / 12.0, -1 / 360.0, 1 / 1260.0, -1 / 1680.0, 1 / 1188.0, -691 / 360360.0, 1 / 156.0];

    /// <summary>ln Γ(x), the logarithm of the gamma function; Γ(n + 1) = n! for whole n.</summary>
    /// <param name="x">Above 0.</param>
    /// <returns>Right to 2e-15 relative, also beside its zeros at 1 and 2.</returns>
    /// <remarks>
    /// <para>Far out Stirling's series; near 2 the power series ln Γ(2 + z) = (1 − γ)z + Σₖ₌₂ (−1)ᵏ(ζ(k) − 1)zᵏ/k, whose terms fall like 4⁻ᵏ for |z| ≤ ½.
    /// Everything else is led there by Γ(x + 1) = x·Γ(x). Lanczos' formula is shorter, but beside 1 and 2 it subtracts nearly equal numbers.</para>
    /// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.15, 6.1.33, 6.1.40.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">x is not above 0.</exception>
    public static double LogGamma(double x)
    {
        if (!(x > 0)) throw new ArgumentOutOfRangeException(nameof(x), x, $"LogGamma: x is {x}. Γ is used here above 0; at 0 and the negative whole numbers it has poles.");
        if (double.IsPositiveInfinity(x)) return x;
        if (x >= StirlingFrom) return (x - 0.5) * Math.Log(x) - x + HalfLogTwoPi + StirlingSeries(x);
        if (x < 0.5) return LogGammaAround2(x) - Log1p(x) - Math.Log(x);
        if (x < 1.5) return LogGammaAround2(x - 1) - Log1p(x - 1);
        double factors = 1;
        for (; x > 2.5; x--) factors *= x - 1;
        return Math.Log(factors) + LogGammaAround2(x - 2);
    }

    /// <summary>½ ln 2π.</summary>
    internal const double HalfLogTwoPi = 0.91893853320467274;

    /// <summary>What Stirling's formula lacks: ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), for x above 0.</summary>
    /// <remarks>Source: Loader, "Fast and accurate computation of binomial probabilities" (2000), §2, where it is called δ.</remarks>
    internal static double StirlingError(double x) => x >= StirlingFrom ? StirlingSeries(x) : LogGamma(x) - ((x - 0.5) * Math.Log(x) - x + HalfLogTwoPi);

    private static double StirlingSeries(double x)
    {
        double sum = 0;
        for (int k = _stirling.Length - 1; k >= 0; k--) sum = sum / (x * x) + _stirling[k];
        return sum / x;
    }

    /// <summary>ln Γ(2 + z) for |z| ≤ ½, by Horner's rule.</summary>
    private static double LogGammaAround2(double z)
    {
        double sum = 0;
        for (int k = _zetaMinusOne.Length + 1; k >= 2; k--) sum = _zetaMinusOne[k - 2] / k - z * sum;
        return z * (1 - EulerGamma + z * sum);
    }
}
