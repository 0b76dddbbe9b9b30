namespace FromScratch.Probability;

/// <summary>The incomplete beta function: the integral of tᵃ⁻¹(1 − t)ᵇ⁻¹ up to x, as a share of the whole. It is the distribution function of beta, t, F and binomial variables.</summary>
public static class IncompleteBeta
{
    /// <summary>Iₓ(a, b) = (1/B(a, b)) ∫₀ˣ tᵃ⁻¹(1 − t)ᵇ⁻¹ dt, with B(a, b) = Γ(a)Γ(b)/Γ(a + b).</summary>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    /// <param name="x">From 0 to 1.</param>
    /// <returns>From 0 to 1, right to 1e-13 relative.</returns>
    /// <remarks>
    /// A continued fraction that settles fast left of the mean; right of it the same for Iₓ(a, b) = 1 − I₁₋ₓ(b, a).
    /// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8 and 6.6.3; Press et al., Numerical Recipes, 3rd ed., §6.4.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">a or b is not above 0, or x is not between 0 and 1.</exception>
    public static double I(double a, double b, double x) => I(a, b, x, 1 - x);

    /// <summary>Iₓ(a, b) where y = 1 − x is known better than the subtraction would give it.</summary>
    internal static double I(double a, double b, double x, double y)
    {
        Require.Positive(a, "The incomplete beta function has parameters above 0.");
        Require.Positive(b, "The incomplete beta function has parameters above 0.");
        Require.Probability(x);
        return x <= (a + 1) / (a + b + 2) ? Fraction(a, b, x, y) : 1 - Fraction(b, a, y, x);
    }

    /// <summary>Iₓ(a, b) = xᵃ(1−x)ᵇ/(a·B(a, b)) · 1/(1 + d₁/(1 + d₂/(1 + …))).</summary>
    private static double Fraction(double a, double b, double x, double y)
    {
        double front = b / (a + b) * Saddlepoint.BinomialTerm(a, b, x, y);
        return front / ContinuedFraction.Value(1, n =>
        {
            int m = n / 2;
            double d = n % 2 == 0
                ? m * (b - m) * x / ((a + n - 1) * (a + n))
                : -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n));
            return (d, 1);
        });
    }
}
