namespace FromScratch.Probability;

public static partial class SpecialFunctions
{
    /// <summary>The regularised incomplete beta function Iₓ(a, b) = (1/B(a, b)) ∫₀ˣ tᵃ⁻¹(1 − t)ᵇ⁻¹ dt: the distribution function of a beta variable.</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    /// <param name="x">From 0 to 1.</param>
    /// <returns>From 0 to 1, right to 1e-13 relative.</returns>
    /// <remarks>
    /// A continued fraction that settles fast left of the mean; right of it the same for Iₓ(a, b) = 1 − I₁₋ₓ(b, a).
    /// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8 and 6.6.3; Press et al., Numerical Recipes, 3rd ed., §6.4.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">a or b is not above 0, or x is not between 0 and 1.</exception>
    public static double BetaI(double a, double b, double x) => BetaI(a, b, x, 1 - x);

    /// <summary>Iₓ(a, b) where y = 1 − x is known better than the subtraction would give it.</summary>
    internal static double BetaI(double a, double b, double x, double y)
    {
        if (!(a > 0) || double.IsPositiveInfinity(a)) throw new ArgumentOutOfRangeException(nameof(a), a, $"The incomplete beta function: a is {a}. It is above 0 and finite.");
        if (!(b > 0) || double.IsPositiveInfinity(b)) throw new ArgumentOutOfRangeException(nameof(b), b, $"The incomplete beta function: b is {b}. It is above 0 and finite.");
        if (!(x >= 0 && x <= 1)) throw new ArgumentOutOfRangeException(nameof(x), x, $"The incomplete beta function: x is {x}. It lies between 0 and 1.");
        return x <= (a + 1) / (a + b + 2) ? BetaFraction(a, b, x, y) : 1 - BetaFraction(b, a, y, x);
    }

    /// <summary>Iₓ(a, b) = xᵃ(1−x)ᵇ/(a·B(a, b)) · 1/(1 + d₁/(1 + d₂/(1 + …))).</summary>
    private static double BetaFraction(double a, double b, double x, double y)
    {
        double front = b / (a + b) * Saddlepoint.BinomialTerm(a, b, x, y);
        if (front == 0) return 0;
        return front / ContinuedFraction(1, n =>
        {
            int m = n / 2;
            double d = n % 2 == 0
                ? m * (b - m) * x / ((a + n - 1) * (a + n))
                : -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n));
            return (d, 1);
        });
    }
}
