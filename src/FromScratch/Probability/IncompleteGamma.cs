namespace FromScratch.Probability;

/// <summary>The incomplete gamma function: the integral of tᵃ⁻¹e⁻ᵗ up to x, or from x on, as a share of the whole. It is the distribution function of gamma, chi-square and Poisson variables.</summary>
/// <remarks>
/// Left of a + 1 a series of positive terms is good, right of it a continued fraction; each is slow or out of range where the other is good.
/// <para>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31; Press et al., Numerical Recipes, 3rd ed., §6.2.</para>
/// </remarks>
public static class IncompleteGamma
{
    /// <summary>The lower part, P(a, x) = (1/Γ(a)) ∫₀ˣ tᵃ⁻¹e⁻ᵗ dt.</summary>
    /// <param name="a">The shape, above 0.</param>
    /// <param name="x">At least 0; may be ∞.</param>
    /// <returns>From 0 to 1, right to 1e-13 relative.</returns>
    /// <exception cref="ArgumentOutOfRangeException">a is not above 0, or x is negative.</exception>
    public static double P(double a, double x)
    {
        RequireArguments(a, x);
        return x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);
    }

    /// <summary>The upper part, Q(a, x) = 1 − P(a, x), with all its digits where it is tiny.</summary>
    /// <param name="a">The shape, above 0.</param>
    /// <param name="x">At least 0; may be ∞.</param>
    /// <returns>From 1 down to 0, right to 2e-13 relative; where it is nearly 1 − 1, as for a below 0.01 and x below 1, to 1e-15 absolute.</returns>
    /// <exception cref="ArgumentOutOfRangeException">a is not above 0, or x is negative.</exception>
    public static double Q(double a, double x)
    {
        RequireArguments(a, x);
        return x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);
    }

    /// <summary>P(a, x) = xᵃe⁻ˣ/Γ(a + 1) · (1 + x/(a+1) + x²/((a+1)(a+2)) + …).</summary>
    private static double Series(double a, double x)
    {
        double sum = 0, term = 1;
        for (int n = 1; sum + term > sum; n++)
        {
            sum += term;
            term *= x / (a + n);
        }

        return Saddlepoint.PoissonTerm(a, x) * sum;
    }

    /// <summary>Q(a, x) = xᵃe⁻ˣ/Γ(a) · 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))).</summary>
    private static double Fraction(double a, double x)
    {
        if (double.IsPositiveInfinity(x)) return 0;
        double fraction = ContinuedFraction.Value(x + 1 - a, n => (n * (a - n), x + 2 * n + 1 - a));
        return a * Saddlepoint.PoissonTerm(a, x) / fraction;
    }

    private static void RequireArguments(double a, double x)
    {
        Require.Positive(a, "The incomplete gamma function has a shape above 0.");
        if (!(x >= 0)) throw new ArgumentOutOfRangeException(nameof(x), x, $"The incomplete gamma function: x is {x}. The integral starts at 0, so x is at least 0.");
    }
}
