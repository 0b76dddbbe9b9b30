using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>The parameters that make a sum of squared residuals least, where the model is not linear in them.</summary>
/// <remarks>Source: Marquardt, SIAM J. Appl. Math. 11 (1963) 431-441; Nocedal and Wright, Numerical Optimization, 2nd ed., §10.3; Moré, Lecture Notes in Mathematics 630 (1978) 105-116.</remarks>
public static class NonlinearLeastSquares
{
    private const double FirstDamping = 1e-3, MostDamping = 1e16;
    private const double Rounding = 1e-12;   // a share of the sum of squares
    private const int MostEvaluations = 1000;

    /// <summary>The method of Levenberg and Marquardt.</summary>
    /// <param name="residual">The residuals r [m] for parameters b [n]. They may be NaN or infinite far out.</param>
    /// <param name="jacobian">Their Jacobian ∂r/∂b [m, n].</param>
    /// <param name="start">The first parameters [n].</param>
    /// <param name="tol">It has converged when a step, taken without its damping, changes the parameters by at most this share.</param>
    /// <returns>F is the residual sum of squares. Where no step lowers it, or the parameters run away, Converged is false.</returns>
    /// <remarks>
    /// <para>Gauss and Newton take the step δ of the linear model, JᵀJδ = −Jᵀr. It may overshoot, or not exist. Here (JᵀJ + λD)δ = −Jᵀr with the diagonal D of JᵀJ: for λ near 0 Gauss and Newton's step, for large λ a short one downhill.
    /// A step that does not raise the sum is taken, and λ falls to a tenth; any other is refused, and λ grows tenfold.</para>
    /// <para>Around its lowest point the sum is flat: parameters that are wrong in the eighth digit change it in the sixteenth. There its rounding would refuse good steps, so a rise by a share of 1e-12 counts as none: the step itself, made of slopes, still knows the way.</para>
    /// <para>D makes the method blind to units: parameters of 500 and 0.0001 are damped alike. A diagonal that is 0 says that a parameter has no effect here: there is then no step, however large λ.</para>
    /// <para>The step is judged by √(δᵀDδ)·(1 + λ) against √(bᵀDb): undamped, so that a step made short by λ is not taken for a short way.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">tol is not above 0.</exception>
    /// <exception cref="ArgumentException">A residual is not a finite number at the start, or there are fewer residuals than parameters.</exception>
    public static MinimumResult Fit(Func<double[], double[]> residual, Func<double[], double[,]> jacobian, double[] start, double tol)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"Fit: tol is {tol}. It is a share of the parameters, so above 0.");
        Vec b = Vec.Of(start), r = Vec.Of(residual([.. start]));
        if (r.Count < b.Count) throw new ArgumentException($"Fit: {r.Count} residuals for {b.Count} parameters. There must be at least as many.", nameof(residual));
        double sum = r.Dot(r);
        if (!double.IsFinite(sum)) throw new ArgumentException($"Fit: the sum of squares is {sum} at the start. Begin where the model has values.", nameof(start));

        List<double[]> path = [b.ToArray()];
        (Mat gram, Vec gradient) = Model(jacobian, b, r);
        double damping = FirstDamping;
        int evaluations = 1;
        while (evaluations < MostEvaluations && damping <= MostDamping)
        {
            Mat? factor = Cholesky.TryFactor(Damped(gram, damping));
            if (factor is null)
            {
                damping *= 10;
                continue;
            }

            Vec step = Cholesky.Solve(factor, -1 * gradient), next = b + step;
            bool isShort = (1 + damping) * Size(gram, step) <= tol * Size(gram, b);
            Vec nextResidual = Vec.Of(residual(next.ToArray()));
            evaluations++;
            double nextSum = nextResidual.Dot(nextResidual);
            if (nextSum <= sum * (1 + Rounding))   // false for NaN
            {
                (b, r, sum) = (next, nextResidual, nextSum);
                path.Add(b.ToArray());
                damping /= 10;
                if (!isShort) (gram, gradient) = Model(jacobian, b, r);
            }
            else
            {
                damping *= 10;
            }

            if (isShort) return new(b.ToArray(), sum, path.Count - 1, evaluations, true, path);
        }

        return new(b.ToArray(), sum, path.Count - 1, evaluations, false, path);
    }

    /// <summary>JᵀJ [n, n] and Jᵀr [n].</summary>
    private static (Mat Gram, Vec Gradient) Model(Func<double[], double[,]> jacobian, Vec b, Vec r)
    {
        Mat j = Mat.Of(jacobian(b.ToArray()));
        return (j.T() * j, j.T() * r);
    }

    private static Mat Damped(Mat gram, double damping)
    {
        double[,] damped = gram.ToArray();
        for (int i = 0; i < gram.Rows; i++) damped[i, i] *= 1 + damping;
        return Mat.Of(damped);
    }

    /// <summary>√(vᵀDv) with the diagonal D of JᵀJ: a length in which all parameters count alike.</summary>
    private static double Size(Mat gram, Vec v) => Math.Sqrt(Enumerable.Range(0, v.Count).Sum(i => gram[i, i] * v[i] * v[i]));
}
