using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>Gradient descent in many dimensions: walk against the gradient.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., algorithm 3.1 and §3.3.</remarks>
public static class GradientDescent
{
    private const double SufficientDecrease = 1e-4;   // c₁

    /// <summary>Descent that chooses its own step: 1, halved until the decrease is worth the step (Armijo's rule).</summary>
    /// <param name="f">The function to minimise. It may be NaN or infinite outside of where it is defined.</param>
    /// <param name="grad">Its gradient; called once at each place.</param>
    /// <param name="x0">The start [n].</param>
    /// <param name="maxSteps">The most steps, at least 0.</param>
    /// <param name="tol">It has converged where ‖∇f‖ is at most this.</param>
    /// <remarks>
    /// The step t is taken when f(x − t·g) ≤ f(x) − 10⁻⁴·t·‖g‖²: at least a ten-thousandth of what the slope promises. "Any decrease" would let steps shrink so fast that the walk ends on a slope.
    /// On a bowl whose largest and smallest curvature have the ratio κ, the steps needed grow like κ.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">tol is not above 0, or maxSteps is negative.</exception>
    /// <exception cref="ArgumentException">f is not a finite number at the start.</exception>
    public static MinimumResult Minimize(Func<double[], double> f, Func<double[], double[]> grad, double[] x0, int maxSteps, double tol)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"Minimize: tol is {tol}. A gradient is hardly ever exactly 0, so give a length above 0.");
        ArgumentOutOfRangeException.ThrowIfNegative(maxSteps);
        Vec x = Vec.Of(x0);
        double value = f([.. x0]);
        int evaluations = 1;
        if (!double.IsFinite(value)) throw new ArgumentException($"Minimize: f is {value} at the start. Begin where f has a value.", nameof(x0));

        List<double[]> path = [x.ToArray()];
        while (true)
        {
            Vec g = Vec.Of(grad(x.ToArray()));
            bool converged = g.Norm() <= tol;
            if (converged || path.Count > maxSteps) return Result(converged);

            double t = 1;
            Vec next = x - t * g;
            double nextValue = f(next.ToArray());
            evaluations++;
            while (!(nextValue <= value - SufficientDecrease * t * g.Dot(g)))   // NaN is no, and is halved away
            {
                t /= 2;
                next = x - t * g;
                if ((next - x).Norm() == 0) return Result(converged: false);   // the step is lost in rounding
                nextValue = f(next.ToArray());
                evaluations++;
            }

            (x, value) = (next, nextValue);
            path.Add(x.ToArray());
        }

        MinimumResult Result(bool converged) => new(x.ToArray(), value, path.Count - 1, evaluations, converged, path);
    }

    /// <summary>The places x₀, x₁, … with xₖ₊₁ = xₖ − rate·∇f(xₖ).</summary>
    /// <param name="grad">The gradient; called once a step.</param>
    /// <param name="x0">The start [n].</param>
    /// <param name="rate">The learning rate, above 0.</param>
    /// <param name="steps">How many steps, at least 0.</param>
    /// <returns>steps + 1 places, the start first; fewer where the next would not be finite.</returns>
    /// <remarks>On a quadratic it converges for rates below 2/L, L the largest curvature, and fastest at 2/(L + μ), μ the smallest: each step then leaves (κ − 1)/(κ + 1) of the error.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0, or steps is negative.</exception>
    public static double[][] AtFixedRate(Func<double[], double[]> grad, double[] x0, double rate, int steps)
    {
        if (!(rate > 0)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"AtFixedRate: rate is {rate}. A rate of 0 stands still, a negative one climbs.");
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        List<double[]> places = [[.. x0]];
        while (places.Count <= steps)
        {
            double[] next = (Vec.Of(places[^1]) - rate * Vec.Of(grad([.. places[^1]]))).ToArray();
            if (!next.All(double.IsFinite)) break;
            places.Add(next);
        }

        return [.. places];
    }
}
