namespace FromScratch.Calculus;

/// <summary>Slopes from function values alone, and the step at which their two errors balance.</summary>
/// <remarks>
/// The truncation error falls with the step, the rounding error grows with 1/h: a smaller step is not always better.
/// Source: Heath, Scientific Computing, 2nd ed., §1.3.2 and §8.6; Press et al., Numerical Recipes, 3rd ed., §5.7.
/// </remarks>
public static class Differences
{
    private const double MachineEpsilon = 1.0 / (1L << 52);

    /// <summary>The forward difference (f(x + h) − f(x))/h; its error is about h·f″/2.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="h">The step, not 0; a negative one looks backward.</param>
    /// <exception cref="ArgumentOutOfRangeException">h is 0 or not finite.</exception>
    public static double Forward(Func<double, double> f, double x, double h)
    {
        RequireStep(h);
        return (f(x + h) - f(x)) / h;
    }

    /// <summary>The central difference (f(x + h) − f(x − h))/(2h); its error is about h²·f‴/6, as the even terms cancel.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="h">The step, not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">h is 0 or not finite.</exception>
    public static double Central(Func<double, double> f, double x, double h)
    {
        RequireStep(h);
        return (f(x + h) - f(x - h)) / (2 * h);
    }

    /// <summary>The step that balances truncation hᵖ against rounding ε/h: h = ε^(1/(p+1))·max(1, |x|).</summary>
    /// <param name="x">Where the slope is wanted. The function is taken to bend on the scale of x, or of 1 near zero.</param>
    /// <param name="order">p, the power of h in the method's error: 1 for forward, 2 for central differences.</param>
    /// <returns>A positive step that x + h reaches exactly: (x + h) − x is h, so no error enters through the argument.</returns>
    /// <exception cref="ArgumentOutOfRangeException">order is below 1.</exception>
    public static double BestStep(double x, int order)
    {
        if (order < 1) throw new ArgumentOutOfRangeException(nameof(order), order, $"BestStep: order is {order}. It is the power of h in the error: 1 for forward differences, 2 for central ones.");
        double h = Math.Pow(MachineEpsilon, 1.0 / (order + 1)) * Math.Max(1, Math.Abs(x));
        return Math.Abs(x) + h - Math.Abs(x);
    }

    private static void RequireStep(double h)
    {
        if (h == 0 || !double.IsFinite(h)) throw new ArgumentOutOfRangeException(nameof(h), h, $"The step is {h}. A slope needs two different points, so give a finite step that is not 0.");
    }
}
