using FromScratch.LinearAlgebra;

namespace FromScratch.Calculus;

/// <summary>The parameters that make a sum of squared residuals least, where the model is not linear in them.</summary>
/// <remarks>Source: Marquardt, SIAM J. Appl. Math. 11 (1963) 431-441; Moré, Lecture Notes in Mathematics 630 (1978) 105-116 (the scaling); Nocedal and Wright, Numerical Optimization, 2nd ed., §10.3.</remarks>
public static class NonlinearLeastSquares
{
    private const double FirstDamping = 1e-3, LeastDamping = 1e-100, MostDamping = 1e16;
    private const double Rounding = 1e-12;   // a share of the sum of squares
    private const int MostEvaluations = 1000;

    /// <summary>The method of Levenberg and Marquardt.</summary>
    /// <param name="residual">The residuals r [m] for parameters b [n]. They may be NaN or infinite far out.</param>
    /// <param name="jacobian">Their Jacobian J = ∂r/∂b [m, n]; called once at each place.</param>
    /// <param name="start">The first parameters [n].</param>
    /// <param name="tol">It has converged where no parameter alone can still move the model by more than this share of it; 1e-13 gives all the digits there are.</param>
    /// <returns>F is the residual sum of squares. Where no step lowers it, or a parameter has lost its effect, Converged is false.</returns>
    /// <remarks>
    /// <para>Gauss and Newton take the step δ of the linear model, JᵀJδ = −Jᵀr. It may overshoot, or not exist. Here (JᵀJ + λD)δ = −Jᵀr: for λ near 0 Gauss and Newton's step, for large λ a short one downhill.
    /// A step that does not raise the sum is taken, and λ falls to a tenth; any other is refused, and λ grows tenfold.</para>
    /// <para>Dⱼ is the largest (JᵀJ)ⱼⱼ seen so far. It makes the method blind to units: parameters of 500 and 0.0001 are damped alike. And it remembers: where a parameter has lost its effect for the moment, (JᵀJ)ⱼⱼ itself would not damp it at all, and it would run away.</para>
    /// <para>Around its lowest point the sum is flat: parameters that are wrong in the eighth digit change it in the sixteenth. There its rounding would refuse good steps, so a rise by a share of 1e-12 counts as none.
    /// For the same reason the end is judged by slopes: |Jⱼᵀr|/‖Jⱼ‖ is how far parameter j alone could still move the model, and it is compared with the model's own size √Σ(‖Jⱼ‖bⱼ)².</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">tol is not above 0.</exception>
    /// <exception cref="ArgumentException">A residual is not a finite number at the start, or there are fewer residuals than parameters.</exception>
    public static MinimumResult Fit(Func<double[], double[]> residual, Func<double[], double[,]> jacobian, double[] start, double tol)
    {
        if (!(tol > 0)) throw new ArgumentOutOfRangeException(nameof(tol), tol, $"Fit: tol is {tol}. It is a share of the model, so above 0.");
        Vec b = Vec.Of(start), r = Vec.Of(residual([.. start]));
        if (r.Count < b.Count) throw new ArgumentException($"Fit: {r.Count} residuals for {b.Count} parameters. There must be at least as many.", nameof(residual));
        double sum = r.Dot(r);
        if (!double.IsFinite(sum)) throw new ArgumentException($"Fit: the sum of squares is {sum} at the start. Begin where the model has values.", nameof(start));

        List<double[]> path = [b.ToArray()];
        double[] scale = new double[b.Count];   // D
        double damping = FirstDamping;
        int evaluations = 1;
        while (true)
        {
            Mat j = Mat.Of(jacobian(b.ToArray()));
            Mat gram = j.T() * j;
            Vec gradient = j.T() * r;
            if (IsLevel(gram, gradient, b, tol)) return Result(converged: true);
            for (int k = 0; k < scale.Length; k++) scale[k] = Math.Max(scale[k], gram[k, k]);

            bool taken = false;
            while (!taken)
            {
                if (damping > MostDamping || evaluations == MostEvaluations) return Result(converged: false);
                if (Step(gram, scale, damping, gradient) is { } step)
                {
                    Vec trial = Vec.Of(residual((b + step).ToArray()));
                    evaluations++;
                    double trialSum = trial.Dot(trial);
                    taken = trialSum <= sum * (1 + Rounding);   // NaN is no
                    if (taken) (b, r, sum) = (b + step, trial, trialSum);
                }

                damping = taken ? Math.Max(damping / 10, LeastDamping) : damping * 10;   // from 0 it could not grow again
            }

            path.Add(b.ToArray());
        }

        MinimumResult Result(bool converged) => new(b.ToArray(), sum, path.Count - 1, evaluations, converged, path);
    }

    /// <summary>The δ with (JᵀJ + λD)δ = −Jᵀr; null where that matrix has no Cholesky factor.</summary>
    private static Vec? Step(Mat gram, double[] scale, double damping, Vec gradient)
    {
        double[,] damped = gram.ToArray();
        for (int k = 0; k < scale.Length; k++) damped[k, k] += damping * scale[k];
        return Cholesky.TryFactor(Mat.Of(damped)) is { } factor ? Cholesky.Solve(factor, -1 * gradient) : null;
    }

    /// <summary>Whether no parameter alone can still move the model by more than a share of it. A parameter without effect (0/0) cannot be judged.</summary>
    private static bool IsLevel(Mat gram, Vec gradient, Vec b, double tol)
    {
        double size = Math.Sqrt(Enumerable.Range(0, b.Count).Sum(k => gram[k, k] * b[k] * b[k]));
        return Enumerable.Range(0, b.Count).All(k => Math.Abs(gradient[k]) / Math.Sqrt(gram[k, k]) <= tol * size);
    }
}
