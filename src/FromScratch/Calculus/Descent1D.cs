namespace FromScratch.Calculus;

/// <summary>Gradient descent on a line: walk against the slope, as far as the slope is steep.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., §3.3.</remarks>
public static class Descent1D
{
    /// <summary>The places x₀, x₁, … with xₖ₊₁ = xₖ − rate·f′(xₖ).</summary>
    /// <param name="f">The function to minimise, of dual numbers; called once a step.</param>
    /// <param name="x0">The start.</param>
    /// <param name="rate">The learning rate, above 0.</param>
    /// <param name="steps">How many steps, at least 0.</param>
    /// <returns>steps + 1 places, the start first; fewer where the next place would not be a finite number: the walk ends there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0, or steps is negative.</exception>
    public static double[] Gradient(Func<Dual, Dual> f, double x0, double rate, int steps)
    {
        if (!(rate > 0)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"Gradient: rate is {rate}. A rate of 0 stands still, a negative one climbs.");
        if (steps < 0) throw new ArgumentOutOfRangeException(nameof(steps), steps, $"Gradient: steps is {steps}.");
        List<double> places = [x0];
        for (int step = 0; step < steps; step++)
        {
            double next = places[^1] - rate * Dual.Derivative(f, places[^1]);
            if (!double.IsFinite(next)) break;
            places.Add(next);
        }

        return [.. places];
    }

    /// <summary>The rate at which descent on ½·c·x² starts to diverge, 2/c: a step multiplies x by 1 − rate·c, which is then −1.</summary>
    /// <param name="curvature">c, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The curvature is not above 0: there is no minimum to reach.</exception>
    public static double CriticalRate(double curvature) => curvature > 0
        ? 2 / curvature
        : throw new ArgumentOutOfRangeException(nameof(curvature), curvature, $"CriticalRate: the curvature is {curvature}. A minimum curves upward, so it is above 0.");
}
