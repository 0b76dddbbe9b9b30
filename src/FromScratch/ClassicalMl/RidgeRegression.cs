using FromScratch.LinearAlgebra;

namespace FromScratch.ClassicalMl;

/// <summary>Least squares with a price on large weights.</summary>
public static class RidgeRegression
{
    /// <summary>The w and b that make ‖y − Xw − b‖² + λ‖w‖² least. The intercept is free of charge.</summary>
    /// <param name="x">Rows X [n, d].</param>
    /// <param name="y">Answers [n].</param>
    /// <param name="lambda">λ ≥ 0, in the unit of the sum of squares: not multiplied by n. At 0 it is least squares.</param>
    /// <remarks>
    /// <para>For any w the best b is mean(y) − w·mean(X). So columns and y lose their means, and what is left has no intercept. The penalty is d more rows: ‖y − Xw‖² + ‖0 − √λ·w‖² is the least-squares problem of X over √λ·I, for QR to solve.</para>
    /// <para>(XᵀX + λI)w = Xᵀy says the same, but squares the condition number first. Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., §3.4.1; Golub and Van Loan, §6.1.4.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">x and y differ in rows, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">λ is 0 and the columns, without their means, are dependent: always so where n ≤ d.</exception>
    public static LinearModel Fit(double[,] x, double[] y, double lambda)
    {
        Rows.RequireAnswers("Ridge", x, y.Length);
        Rows.RequirePenalty("Ridge", lambda);
        int n = x.GetLength(0), d = x.GetLength(1);
        if (lambda == 0 && n <= d) throw new InvalidOperationException($"Ridge: {n} rows for {d} weights and an intercept. Many answers are equally good; a λ above 0 picks one.");

        (double[][] columns, double[] means) = Rows.Centred(x);
        double mean = y.Average();
        double[,] stacked = new double[n + d, d];   // X over √λ·I
        double[] targets = new double[n + d];       // y over 0
        for (int j = 0; j < d; j++)
        {
            for (int i = 0; i < n; i++) stacked[i, j] = columns[j][i];
            stacked[n + j, j] = Math.Sqrt(lambda);
        }

        for (int i = 0; i < n; i++) targets[i] = y[i] - mean;
        double[] w = Householder.SolveLeastSquares(stacked, targets);
        return new(w, mean - InnerProduct.Dot(w, means));
    }
}
