namespace FromScratch.Probability;

/// <summary>Continued fractions b₀ + a₁/(b₁ + a₂/(b₂ + …)).</summary>
internal static class ContinuedFraction
{
    private const double Tiny = 1e-300;
    private const double Settled = 1e-15;
    private const int Most = 1_000_000;

    /// <summary>The value, computed from the outside in, until nothing changes any more.</summary>
    /// <param name="first">b₀.</param>
    /// <param name="level">aₙ and bₙ, for n from 1.</param>
    /// <remarks>
    /// Each level multiplies the value by the ratio of two neighbouring numerators over that of two neighbouring denominators; a ratio that is 0 by chance becomes tiny.
    /// <para>Source: Lentz, Applied Optics 15 (1976) 668-671, as modified by Thompson and Barnett, Journal of Computational Physics 64 (1986) 490-509.</para>
    /// </remarks>
    /// <exception cref="ArithmeticException">It did not settle within a million levels.</exception>
    public static double Value(double first, Func<int, (double A, double B)> level)
    {
        double value = NotZero(first), numerators = value, denominators = 0;
        for (int n = 1; n <= Most; n++)
        {
            (double a, double b) = level(n);
            numerators = NotZero(b + a / numerators);
            denominators = 1 / NotZero(b + a * denominators);
            double change = numerators * denominators;
            value *= change;
            if (Math.Abs(change - 1) < Settled) return value;
        }

        throw new ArithmeticException($"A continued fraction has not settled after {Most} levels; it stands at {value}.");
    }

    private static double NotZero(double x) => x == 0 ? Tiny : x;
}
