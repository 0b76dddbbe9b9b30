using FromScratch.LinearAlgebra;

namespace FromScratch.ClassicalMl;

/// <summary>Least squares with a price on every unit of weight, which sets most weights to exactly 0.</summary>
public static class LassoRegression
{
    private const int MostSweeps = 100_000;

    /// <summary>The w that makes ‖y − Xw‖²/(2n) + λ‖w‖₁ least, by coordinate descent. No intercept: centre x and y where there should be one.</summary>
    /// <param name="x">Rows X [n, d].</param>
    /// <param name="y">Answers [n].</param>
    /// <param name="lambda">λ ≥ 0.</param>
    /// <param name="tol">It ends where no optimality condition is violated by more than this.</param>
    /// <returns>w [d]. From λ = max|Xᵀy|/n on it is exactly 0.</returns>
    /// <remarks>
    /// <para>With all other weights held, the best wⱼ is S(xⱼᵀr/n + aⱼwⱼ, λ)/aⱼ, with the residual r = y − Xw, aⱼ = ‖xⱼ‖²/n, and S(z, λ) = sign(z)·max(|z| − λ, 0). The residual is kept up to date: a step costs n, not n·d.</para>
    /// <para>Optimal means: xⱼᵀr/n = λ·sign(wⱼ) where wⱼ is not 0, and |xⱼᵀr/n| ≤ λ where it is. Source: Friedman, Hastie and Tibshirani, Journal of Statistical Software 33 (2010), §2.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">x and y differ in rows, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not finite, or tol is not above 0.</exception>
    /// <exception cref="InvalidOperationException">100,000 sweeps did not suffice.</exception>
    public static double[] Fit(double[,] x, double[] y, double lambda, double tol)
    {
        Rows.RequireAnswers("Lasso", x, y.Length);
        Rows.RequirePenalty("Lasso", lambda);
        Rows.RequireTolerance("Lasso", tol);
        double[][] columns = Columns.Of(x);
        double n = y.Length;
        double[] w = new double[columns.Length], r = [.. y], curvature = Array.ConvertAll(columns, column => InnerProduct.Dot(column, column) / n);
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            if (Violation(columns, r, w, lambda) <= tol) return w;
            for (int j = 0; j < w.Length; j++)
            {
                if (curvature[j] == 0) continue;   // a column of zeros says nothing
                double before = w[j];
                w[j] = SoftThreshold(InnerProduct.Dot(columns[j], r) / n + curvature[j] * before, lambda) / curvature[j];
                for (int i = 0; i < r.Length; i++) r[i] -= (w[j] - before) * columns[j][i];
            }
        }

        throw new InvalidOperationException($"Lasso: after {MostSweeps} sweeps a condition is still violated by {Violation(columns, r, w, lambda)}. Ask for less, or scale the columns.");
    }

    /// <summary>sign(z)·max(|z| − λ, 0): everything moves by λ towards 0 and stops there.</summary>
    public static double SoftThreshold(double z, double lambda) => z > lambda ? z - lambda : z < -lambda ? z + lambda : 0;

    /// <summary>By how much the worst optimality condition fails.</summary>
    private static double Violation(double[][] columns, double[] r, double[] w, double lambda)
    {
        double worst = 0;
        for (int j = 0; j < w.Length; j++)
        {
            double pull = InnerProduct.Dot(columns[j], r) / r.Length;   // −gradient of the squares
            worst = Math.Max(worst, w[j] == 0 ? Math.Abs(pull) - lambda : Math.Abs(pull - lambda * Math.Sign(w[j])));
        }

        return worst;
    }
}
