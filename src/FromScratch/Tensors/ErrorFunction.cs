namespace FromScratch.Tensors;

/// <summary>The error function: erf x = (2/√π) ∫₀ˣ e^(−t²) dt. The normal distribution's Φ(x) is (1 + erf(x/√2))/2.</summary>
public static class ErrorFunction
{
    private const double SeriesUpTo = 2.5;

    /// <summary>erf x, right to about 1e-15.</summary>
    /// <remarks>
    /// <para>Near 0 the series (2/√π)·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n+1)): its terms are all positive, so no digits cancel. Further out 1 − erfc x, with erfc by its continued fraction.</para>
    /// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14.</para>
    /// </remarks>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        double magnitude = Math.Abs(x);
        if (magnitude > 6) return Math.Sign(x);
        double value = magnitude < SeriesUpTo ? Series(magnitude) : 1 - ContinuedFraction(magnitude);
        return Math.CopySign(value, x);
    }

    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double ContinuedFraction(double x)
    {
        const int depth = 60;
        double tail = x;
        for (int n = depth; n >= 1; n--) tail = x + n / 2.0 / tail;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * tail);
    }
}
