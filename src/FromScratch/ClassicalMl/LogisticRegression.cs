using FromScratch.LinearAlgebra;
using FromScratch.Probability;

namespace FromScratch.ClassicalMl;

/// <summary>Logistic regression by Newton's method, which for this loss is least squares again and again, with new weights (IRLS).</summary>
public static class LogisticRegression
{
    private const int MostSteps = 100;
    private const double Rounding = 1e-13;   // beside the minimum a right step may seem to raise the loss

    /// <summary>The w and b that make Σ log(1 + exp(−sᵢzᵢ)) + ½·l2·‖w‖² least, with z = Xw + b and sᵢ = ±1 for label 1 or 0.</summary>
    /// <param name="x">Rows X [n, d].</param>
    /// <param name="y">Labels 0 or 1 [n].</param>
    /// <param name="l2">The penalty, ≥ 0; the intercept is free of charge.</param>
    /// <param name="tol">It has converged where no entry of the gradient is larger than this.</param>
    /// <remarks>
    /// <para>The gradient is Xᵀ(p − y) + l2·w, the Hessian XᵀDX + l2·I with D = diag(p(1 − p)); a column of ones takes the intercept. The step is halved until the loss falls: far out p(1 − p) is nearly 0, and a full Newton step leaps.</para>
    /// <para>Without a penalty, data that a plane separates have no minimum: once every row lies strictly on its own side, twice the weights give less loss, and so on to infinity. That is the test.</para>
    /// <para>Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., §4.4.1; Bishop, Pattern Recognition and Machine Learning, §4.3.3.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">x and y differ in rows, there is none, or a label is neither 0 nor 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">l2 is negative or not finite, or tol is not above 0.</exception>
    public static LogisticFit Fit(double[,] x, int[] y, double l2, double tol)
    {
        Rows.RequireAnswers("Logistic", x, y.Length);
        Rows.RequireClasses("Logistic", y, 2);
        Rows.RequirePenalty("Logistic", l2);
        Rows.RequireTolerance("Logistic", tol);
        double[][] rows = Array.ConvertAll(Rows.Of(x), row => (double[])[.. row, 1]);   // the intercept's column last
        double[] w = new double[x.GetLength(1) + 1];
        for (int step = 0; step < MostSteps; step++)
        {
            double[] z = Array.ConvertAll(rows, row => InnerProduct.Dot(row, w));
            if (l2 == 0 && z.Zip(y).All(pair => pair.First * (2 * pair.Second - 1) > 0)) return Result(converged: false);
            (double[] gradient, double[,] hessian) = Derivatives(rows, z, y, w, l2);
            if (InnerProduct.Norm(gradient, double.PositiveInfinity) <= tol) return Result(converged: true);
            if (Cholesky.TryFactor(Mat.Of(hessian)) is not { } factor) return Result(converged: false);
            Vec direction = Cholesky.Solve(factor, Vec.Of(gradient));

            double before = Objective(z, y, w, l2), t = 1;
            double[] next = Moved(w, direction, t);
            while (!(Objective(Array.ConvertAll(rows, row => InnerProduct.Dot(row, next)), y, next, l2) <= before * (1 + Rounding)) && t > 1e-10)
            {
                t /= 2;
                next = Moved(w, direction, t);
            }

            w = next;
        }

        return Result(converged: false);

        LogisticFit Result(bool converged) => new(w[..^1], w[^1], converged);
    }

    /// <summary>The probabilities of class 1: 1/(1 + exp(−z)) with z = w·x + b.</summary>
    /// <param name="fit">A fitted model of d weights.</param>
    /// <param name="x">Rows [m, d].</param>
    /// <returns>[m].</returns>
    /// <exception cref="ArgumentException">The rows have another number of columns.</exception>
    public static double[] Probabilities(LogisticFit fit, double[,] x) => Array.ConvertAll(Rows.Of(x), row => Sigmoid(InnerProduct.Dot(fit.W, row) + fit.B));

    /// <summary>The mean of −log P(label): log(1 + exp(−sz)) for s = 1 where the label is 1, −1 where it is 0.</summary>
    /// <param name="logits">z [n].</param>
    /// <param name="y">Labels 0 or 1 [n], n ≥ 1.</param>
    /// <remarks>−log(1/(1 + exp(−z))) is infinite at z = −800, where the probability underflows; the loss is just 800. With m = −sz it is max(m, 0) + log(1 + exp(−|m|)), finite for every z.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a label is neither 0 nor 1.</exception>
    public static double LogLoss(double[] logits, int[] y)
    {
        if (logits.Length != y.Length || y.Length == 0) throw new ArgumentException($"LogLoss: {logits.Length} logits and {y.Length} labels. Each row has one of both, and there is a row at least.", nameof(y));
        Rows.RequireClasses("LogLoss", y, 2);
        return logits.Zip(y, (z, label) => Softplus(label == 1 ? -z : z)).Average();
    }

    private static double Objective(double[] z, int[] y, double[] w, double l2) => z.Length * LogLoss(z, y) + l2 / 2 * InnerProduct.Dot(w[..^1], w[..^1]);

    private static (double[] Gradient, double[,] Hessian) Derivatives(double[][] rows, double[] z, int[] y, double[] w, double l2)
    {
        int d = w.Length;
        double[] gradient = new double[d];
        double[,] hessian = new double[d, d];
        for (int j = 0; j < d - 1; j++) (gradient[j], hessian[j, j]) = (l2 * w[j], l2);
        for (int i = 0; i < rows.Length; i++)
        {
            double p = Sigmoid(z[i]), curvature = p * Sigmoid(-z[i]);   // 1 − p would round to 0
            for (int j = 0; j < d; j++)
            {
                gradient[j] += (p - y[i]) * rows[i][j];
                for (int k = 0; k < d; k++) hessian[j, k] += curvature * rows[i][j] * rows[i][k];
            }
        }

        return (gradient, hessian);
    }

    private static double[] Moved(double[] w, Vec direction, double t) => [.. w.Select((weight, j) => weight - t * direction[j])];

    private static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    /// <summary>log(1 + exp(m)).</summary>
    private static double Softplus(double m) => Math.Max(m, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(m)));
}
