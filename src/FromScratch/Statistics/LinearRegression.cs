using FromScratch.LinearAlgebra;
using FromScratch.Probability;

namespace FromScratch.Statistics;

/// <summary>Least squares with standard errors.</summary>
public static class LinearRegression
{
    /// <summary>The coefficients that make ‖y − Xβ‖ least, and what chance may have done to them.</summary>
    /// <param name="x">The design matrix X [n, p], n > p; its first column is all ones, for the intercept.</param>
    /// <param name="y">What was observed [n].</param>
    /// <returns>
    /// β, the standard errors σ·√((XᵀX)⁻¹)ⱼⱼ with σ² = RSS/(n − p), R² = 1 − RSS/Σ(y − mean)², and two-sided p-values of β/standard error with n − p degrees of freedom.
    /// </returns>
    /// <remarks>
    /// X = QR, so β solves Rβ = Qᵀy, and (XᵀX)⁻¹ = R⁻¹R⁻ᵀ: its j-th diagonal entry is the squared length of row j of R⁻¹. XᵀX itself is never formed, as it has the squared condition number.
    /// <para>Source: Golub and Van Loan, Matrix Computations, 4th ed., §5.3; Wasserman, All of Statistics, §13.5.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, there are not more observations than coefficients, or the first column is not all ones.</exception>
    /// <exception cref="InvalidOperationException">The columns are dependent.</exception>
    public static LinearFit Fit(double[,] x, double[] y)
    {
        int n = x.GetLength(0), p = x.GetLength(1);
        if (y.Length != n) throw new ArgumentException($"Fit: x has {n} rows, y has {y.Length} entries. Each observation needs both.", nameof(y));
        if (n <= p) throw new ArgumentException($"Fit: {n} observations for {p} coefficients. What is left over after fitting shows the noise, so there must be more observations.", nameof(x));
        for (int i = 0; i < n; i++)
            if (x[i, 0] != 1) throw new ArgumentException($"Fit: the first column holds {x[i, 0]} in row {i}. It belongs to the intercept, so it is all ones.", nameof(x));
        var qr = Qr.Householder(Mat.Of(x));
        double[] beta = qr.SolveLeastSquares(Vec.Of(y)).ToArray();
        double[] residuals = [.. y.Zip((Mat.Of(x) * Vec.Of(beta)).ToArray(), (seen, fitted) => seen - fitted)];
        double rss = residuals.Sum(residual => residual * residual), sigma = Math.Sqrt(rss / (n - p));
        double[] errors = [.. RowLengthsOfInverse(qr.R).Select(length => sigma * length)];
        var t = new StudentT(n - p);
        return new(beta, errors, sigma, 1 - rss / Sample.SumOfSquares(y), [.. beta.Zip(errors, (b, error) => 2 * t.Survival(Math.Abs(b / error)))]);
    }

    /// <summary>The lengths of the rows of R⁻¹ [p]: R⁻¹ column by column, each the solution of R·c = e.</summary>
    private static double[] RowLengthsOfInverse(Mat r)
    {
        double[] squares = new double[r.Rows];
        double[,] triangle = r.ToArray();
        for (int j = 0; j < r.Rows; j++)
        {
            double[] unit = new double[r.Rows];
            unit[j] = 1;
            double[] column = TriangularSystem.Backward(triangle, unit);
            for (int i = 0; i < r.Rows; i++) squares[i] += column[i] * column[i];
        }

        return Array.ConvertAll(squares, Math.Sqrt);
    }
}
