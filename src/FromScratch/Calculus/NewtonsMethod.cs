using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>Newton's method for a minimum in many dimensions: step to the lowest point of the local quadratic model, made safe.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., §3.4, algorithms 3.2 and 3.3.</remarks>
public static class NewtonsMethod
{
    private const int MostSteps = 200;
    private const double SufficientDecrease = 1e-4;   // c₁

    /// <summary>A minimum of f near a start.</summary>
    /// <param name="f">The function to minimise.</param>
    /// <param name="grad">Its gradient [n].</param>
    /// <param name="hess">Its Hessian [n, n], symmetric.</param>
    /// <param name="x0">The start [n].</param>
    /// <param name="tol">The search ends where ‖∇f‖ is at most this.</param>
    /// <returns>Converged says two things: there is no slope, and the ground curves upward in every direction. A saddle is no minimum.</returns>
    /// <remarks>
    /// <para>The model f + gᵀd + ½dᵀHd is lowest where H·d = −g, if H is positive definite. Where it is not, Newton's step leads to a saddle or a maximum; H + τI with a τ large enough is positive definite, and its step leads downhill.</para>
    /// <para>A full step may overshoot: it is halved until f falls by 10⁻⁴ of what the slope promises. Near the minimum the full step is taken, and the gradient's length is squared each time.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">tol is not above 0.</exception>
    /// <exception cref="ArgumentException">f is not a finite number at the start.</exception>
    public static MinimumResult Minimize(Func<double[], double> f, Func<double[], double[]> grad, Func<double[], double[,]> hess, double[] x0, double tol)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"Minimize: tol is {tol}. A gradient is hardly ever exactly 0, so give a length above 0.");
        Vec x = Vec.Of(x0);
        double value = f([.. x0]);
        int evaluations = 1;
        if (!double.IsFinite(value)) throw new ArgumentException($"Minimize: f is {value} at the start. Begin where f has a value.", nameof(x0));

        List<double[]> path = [x.ToArray()];
        while (true)
        {
            Vec g = Vec.Of(grad(x.ToArray()));
            Mat h = Mat.Of(hess(x.ToArray()));
            if (g.Norm() <= tol) return Result(Cholesky.TryFactor(h) is not null);
            if (path.Count > MostSteps) return Result(converged: false);

            Vec d = Cholesky.Solve(PositiveDefinite(h), -1 * g);
            double slope = g.Dot(d);   // below 0
            double t = 1;
            Vec next = x + d;
            double nextValue = f(next.ToArray());
            evaluations++;
            while (!(nextValue <= value + SufficientDecrease * t * slope))   // NaN is no, and is halved away
            {
                t /= 2;
                next = x + t * d;
                if ((next - x).Norm() == 0) return Result(converged: false);   // the step is lost in rounding
                nextValue = f(next.ToArray());
                evaluations++;
            }

            (x, value) = (next, nextValue);
            path.Add(x.ToArray());
        }

        MinimumResult Result(bool converged) => new(x.ToArray(), value, path.Count - 1, evaluations, converged, path);
    }

    /// <summary>The Cholesky factor of H, or of H + τI with the first τ = β, 2β, 4β, … for which there is one; β is a thousandth of H's largest entry.</summary>
    private static Mat PositiveDefinite(Mat h)
    {
        Mat? factor = Cholesky.TryFactor(h);
        double largest = 0;
        foreach (double entry in h.ToArray()) largest = Math.Max(largest, Math.Abs(entry));
        for (double tau = largest > 0 ? 1e-3 * largest : 1; factor is null; tau *= 2) factor = Cholesky.TryFactor(Shifted(h, tau));
        return factor;
    }

    private static Mat Shifted(Mat h, double tau)
    {
        double[,] shifted = h.ToArray();
        for (int i = 0; i < h.Rows; i++) shifted[i, i] += tau;
        return Mat.Of(shifted);
    }
}
