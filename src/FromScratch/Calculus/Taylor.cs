namespace FromScratch.Calculus;

/// <summary>Local models of a function: polynomials that share its derivatives at one point, and how far they may be trusted.</summary>
/// <remarks>Source: MIT 18.01, lectures 37 and 38; Nocedal and Wright, Numerical Optimization, appendix A.</remarks>
public static class Taylor
{
    /// <summary>The coefficients cₖ = f⁽ᵏ⁾(at)/k!, so that f(x) ≈ Σ cₖ·(x − at)ᵏ.</summary>
    /// <param name="f">A formula of the variable x.</param>
    /// <param name="at">The centre.</param>
    /// <param name="degree">The highest power, at least 0.</param>
    /// <returns>The coefficients [degree + 1], the constant first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">degree is negative.</exception>
    public static double[] Coefficients(Expr f, double at, int degree)
    {
        if (degree < 0) throw new ArgumentOutOfRangeException(nameof(degree), degree, $"Coefficients: degree is {degree}. The constant alone has degree 0.");
        var centre = new Dictionary<string, double> { ["x"] = at };
        double[] coefficients = new double[degree + 1];
        double factorial = 1;
        Expr derivative = f.Simplify();
        for (int k = 0; k <= degree; k++)
        {
            if (k > 0)
            {
                derivative = derivative.Diff("x").Simplify();
                factorial *= k;
            }

            coefficients[k] = derivative.Eval(centre) / factorial;
        }

        return coefficients;
    }

    /// <summary>The value of the polynomial Σ cₖ·(x − at)ᵏ, by Horner's scheme.</summary>
    public static double Evaluate(double[] c, double at, double x)
    {
        double sum = 0;
        for (int k = c.Length - 1; k >= 0; k--) sum = sum * (x - at) + c[k];
        return sum;
    }

    /// <summary>How far from the centre the whole series would converge, judged by its last coefficients.</summary>
    /// <param name="c">The coefficients [n], the constant first.</param>
    /// <returns>(|c_j| / |c_k|)^(1/(k − j)) for the last two coefficients j &lt; k that are not zero; ∞ when fewer than two of the second half are not zero.</returns>
    /// <remarks>Coefficients that fall like r⁻ᵏ belong to a series that converges within r. It is an estimate: every series can still change its mind after the last coefficient given.</remarks>
    public static double RadiusEstimate(double[] c)
    {
        int[] last = [.. Enumerable.Range(0, c.Length).Where(i => i >= c.Length / 2 && c[i] != 0).TakeLast(2)];
        return last is [int j, int k] ? Math.Pow(Math.Abs(c[j] / c[k]), 1.0 / (k - j)) : double.PositiveInfinity;
    }
}
