namespace FromScratch.Calculus;

/// <summary>Better slopes from bad ones: Richardson's extrapolation to step 0.</summary>
public static class Extrapolation
{
    /// <summary>The slope from central differences with the steps h₀, h₀/2, h₀/4, …, their leading errors cancelled one after another.</summary>
    /// <param name="f">The function; called twice a level.</param>
    /// <param name="x">Where.</param>
    /// <param name="h0">The first and largest step, not 0.</param>
    /// <param name="levels">How many steps, at least 1. One level is the central difference itself.</param>
    /// <remarks>
    /// A central difference is f′ + c₂h² + c₄h⁴ + …. Halving h divides the first term by 4, so (4·A(h/2) − A(h))/3 is free of it; the next round has 16, then 64.
    /// Exact for polynomials of degree up to 2·levels.
    /// <para>Source: Heath, Scientific Computing, 2nd ed., §8.7; Ridders, Advances in Engineering Software 4 (1982) 75-76.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">levels is below 1, or h₀ is 0 or not finite.</exception>
    public static double Derivative(Func<double, double> f, double x, double h0, int levels)
    {
        if (levels < 1) throw new ArgumentOutOfRangeException(nameof(levels), levels, $"Derivative: levels is {levels}. At least one difference is needed.");
        double[] slopes = new double[levels];   // slopes[k]: from step h₀/2ᵏ
        for (int k = 0; k < levels; k++) slopes[k] = Differences.Central(f, x, h0 / Math.Pow(2, k));
        for (int round = 1; round < levels; round++)
        {
            double factor = Math.Pow(4, round);   // what halving does to the error that is still there
            for (int k = levels - 1; k >= round; k--) slopes[k] += (slopes[k] - slopes[k - 1]) / (factor - 1);
        }

        return slopes[^1];
    }
}
