namespace FromScratch.Probability;

public static partial class SpecialFunctions
{
    private const double SeriesUpTo = 1.5;

    /// <summary>The error function: erf x = (2/√π) ∫₀ˣ e^(−t²) dt, from −1 to 1.</summary>
    /// <returns>Right to 1e-15 relative.</returns>
    /// <remarks>
    /// Near 0 the series (2/√π)·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n+1)), whose terms are all positive; further out 1 − erfc x.
    /// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6.</para>
    /// </remarks>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude >= SeriesUpTo) return Math.CopySign(1 - ErfcFraction(magnitude), x);
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * ExpMinusSquare(x) * sum;
    }

    /// <summary>What erf lacks to 1: erfc x = 1 − erf x, with all its digits where it is tiny.</summary>
    /// <returns>From 2 down to 0; right to 1e-14 relative down to 1e-300 (x = 26).</returns>
    /// <remarks>
    /// For x = 6 the difference 1 − erf x has no digit left: erf x is 1 to the last bit, erfc x is 2.15e-17. So from 1.5 on it has a continued fraction of its own.
    /// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.14.</para>
    /// </remarks>
    public static double Erfc(double x)
    {
        if (x <= -SeriesUpTo) return 2 - ErfcFraction(-x);
        return x < SeriesUpTo ? 1 - Erf(x) : ErfcFraction(x);
    }

    /// <summary>erfc x = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))), for x ≥ 1.5, from the inside out.</summary>
    private static double ErfcFraction(double x)
    {
        int depth = (int)(300 / (x * x)) + 8;   // 141 at 1.5, 20 at 5
        double tail = x;
        for (int n = depth; n >= 1; n--) tail = x + n / 2.0 / tail;
        return ExpMinusSquare(x) / (Math.Sqrt(Math.PI) * tail);
    }

    /// <summary>e^(−x²), with the rounding of x² made good: at x = 26 it would cost two digits.</summary>
    internal static double ExpMinusSquare(double x)
    {
        double square = x * x;
        if (double.IsInfinity(square)) return 0;
        double lost = Math.FusedMultiplyAdd(x, x, -square);
        return Math.Exp(-square) * (1 - lost);
    }
}
