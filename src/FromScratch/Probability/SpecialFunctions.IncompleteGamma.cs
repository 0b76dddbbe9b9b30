namespace FromScratch.Probability;

public static partial class SpecialFunctions
{
    /// <summary>The regularised lower incomplete gamma function P(a, x) = (1/Γ(a)) ∫₀ˣ tᵃ⁻¹e⁻ᵗ dt: the distribution function of a gamma variable.</summary>
    /// <param name="a">The shape, above 0.</param>
    /// <param name="x">At least 0.</param>
    /// <returns>From 0 to 1, right to 1e-13 relative.</returns>
    /// <remarks>
    /// Left of a + 1 a series of positive terms; right of it one minus a continued fraction. Each is slow, and the series inexact, where the other is good.
    /// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31; Press et al., Numerical Recipes, 3rd ed., §6.2.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">a is not above 0, or x is negative.</exception>
    public static double GammaP(double a, double x)
    {
        RequireGamma(a, x);
        return x < a + 1 ? GammaSeries(a, x) : 1 - GammaFraction(a, x);
    }

    /// <summary>The upper part, Q(a, x) = 1 − P(a, x), with all its digits where it is tiny.</summary>
    /// <param name="a">The shape, above 0.</param>
    /// <param name="x">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">a is not above 0, or x is negative.</exception>
    public static double GammaQ(double a, double x)
    {
        RequireGamma(a, x);
        return x < a + 1 ? 1 - GammaSeries(a, x) : GammaFraction(a, x);
    }

    /// <summary>P(a, x) = xᵃe⁻ˣ/Γ(a + 1) · (1 + x/(a+1) + x²/((a+1)(a+2)) + …).</summary>
    private static double GammaSeries(double a, double x)
    {
        double term = 1, sum = 1;
        for (int n = 1; term > 1e-17 * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return Saddlepoint.PoissonTerm(a, x) * sum;
    }

    /// <summary>Q(a, x) = xᵃe⁻ˣ/Γ(a) · 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))).</summary>
    private static double GammaFraction(double a, double x)
    {
        if (double.IsPositiveInfinity(x)) return 0;
        double fraction = ContinuedFraction(x + 1 - a, n => (n * (a - n), x + 2 * n + 1 - a));
        return a * Saddlepoint.PoissonTerm(a, x) / fraction;
    }

    /// <summary>b₀ + a₁/(b₁ + a₂/(b₂ + …)), from the outside in, until nothing changes any more.</summary>
    /// <param name="first">b₀.</param>
    /// <param name="level">aₙ and bₙ, for n from 1.</param>
    /// <remarks>
    /// Each level multiplies the value by the ratio of two neighbouring numerators over that of two neighbouring denominators; a ratio that is 0 by chance becomes tiny.
    /// <para>Source: Lentz, Applied Optics 15 (1976) 668-671, as modified by Thompson and Barnett, Journal of Computational Physics 64 (1986) 490-509.</para>
    /// </remarks>
    /// <exception cref="ArithmeticException">It did not settle within a million levels.</exception>
    private static double ContinuedFraction(double first, Func<int, (double A, double B)> level)
    {
        const double Tiny = 1e-300;
        const int Most = 1_000_000;
        double value = NotZero(first), numerators = value, denominators = 0;
        for (int n = 1; n <= Most; n++)
        {
            (double a, double b) = level(n);
            numerators = NotZero(b + a / numerators);
            denominators = 1 / NotZero(b + a * denominators);
            double change = numerators * denominators;
            value *= change;
            if (Math.Abs(change - 1) < 1e-15) return value;
        }

        throw new ArithmeticException($"A continued fraction has not settled after {Most} levels; it stands at {value}.");

        static double NotZero(double x) => x == 0 ? Tiny : x;
    }

    private static void RequireGamma(double a, double x)
    {
        if (!(a > 0) || double.IsPositiveInfinity(a)) throw new ArgumentOutOfRangeException(nameof(a), a, $"The incomplete gamma function: the shape a is {a}. It is above 0 and finite.");
        if (!(x >= 0)) throw new ArgumentOutOfRangeException(nameof(x), x, $"The incomplete gamma function: x is {x}. The integral starts at 0, so x is at least 0.");
    }
}
