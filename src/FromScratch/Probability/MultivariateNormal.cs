using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace FromScratch.Probability;

/// <summary>Normal variables that depend on each other.</summary>
/// <remarks>Source: Bishop, Pattern Recognition and Machine Learning, §2.3.1; Golub and Van Loan, Matrix Computations, 4th ed., §4.2.8 (semidefinite Cholesky).</remarks>
public static class MultivariateNormal
{
    private const double Tolerance = 1e-10;

    /// <summary>Samples: mean + L·z, with LLᵀ = cov and independent standard normal z.</summary>
    /// <param name="mean">The means [d].</param>
    /// <param name="cov">The covariances [d, d], symmetric and without negative directions; directions without any spread are allowed.</param>
    /// <param name="n">How many samples.</param>
    /// <param name="r">Gives the z.</param>
    /// <returns>[n, d], a sample a row.</returns>
    /// <remarks>Cov(Lz) = L·Cov(z)·Lᵀ = LLᵀ. Multiplying by cov itself would give cov².</remarks>
    /// <exception cref="ArgumentException">The shapes do not match, or cov is not symmetric or has a negative direction.</exception>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public static double[,] Sample(double[] mean, double[,] cov, int n, Rng r)
    {
        RequireCovariance(mean, cov);
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, $"Sample: n is {n}. It counts samples.");
        double[,] factor = Factor(cov);
        int d = mean.Length;
        double[,] samples = new double[n, d];
        for (int row = 0; row < n; row++)
        {
            double[] z = new double[d];
            for (int i = 0; i < d; i++) z[i] = r.NextGaussian();
            for (int i = 0; i < d; i++)
            {
                samples[row, i] = mean[i];
                for (int j = 0; j <= i; j++) samples[row, i] += factor[i, j] * z[j];
            }
        }

        return samples;
    }

    /// <summary>What is known of the other variables once some have been seen.</summary>
    /// <param name="mean">The means [d].</param>
    /// <param name="cov">The covariances [d, d].</param>
    /// <param name="known">Which variables have been seen [k], each once.</param>
    /// <param name="values">Their values [k].</param>
    /// <returns>The means [d − k] and the covariances [d − k, d − k] of the others, in their order.</returns>
    /// <remarks>
    /// With a for the others and b for the known: m_a + Σ_ab Σ_bb⁻¹ (x_b − m_b), and Σ_aa − Σ_ab Σ_bb⁻¹ Σ_ba. The covariance does not depend on the values.
    /// <para>Source: Bishop, Pattern Recognition and Machine Learning, (2.81)-(2.82).</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes do not match, cov is no covariance, a variable is named twice or does not exist, or the known ones determine one another.</exception>
    public static (double[] Mean, double[,] Cov) Condition(double[] mean, double[,] cov, int[] known, double[] values)
    {
        RequireCovariance(mean, cov);
        if (known.Length != values.Length) throw new ArgumentException($"Condition: {known.Length} known variables, {values.Length} values. Each has one.", nameof(values));
        if (known.Distinct().Count() != known.Length || known.Any(i => i < 0 || i >= mean.Length)) throw new ArgumentException($"Condition: the known variables are {string.Join(", ", known)}. Name each once, from 0 to {mean.Length - 1}.", nameof(known));

        int[] others = [.. Enumerable.Range(0, mean.Length).Except(known)];
        double[,] factor = Factor(Block(cov, known, known));
        if (Enumerable.Range(0, known.Length).Any(i => factor[i, i] == 0)) throw new ArgumentException("Condition: one of the known variables follows from the others, so their covariances have no inverse. Leave it out.", nameof(known));
        double[] surprise = TriangularSystem.Forward(factor, [.. known.Select((variable, k) => values[k] - mean[variable])]);   // L⁻¹(x_b − m_b)
        double[][] shares = Array.ConvertAll(others, other => TriangularSystem.Forward(factor, Array.ConvertAll(known, variable => cov[other, variable])));   // L⁻¹Σ_ba, a column each

        double[] conditionalMean = new double[others.Length];
        double[,] conditionalCov = new double[others.Length, others.Length];
        for (int i = 0; i < others.Length; i++)
        {
            conditionalMean[i] = mean[others[i]] + InnerProduct.Dot(shares[i], surprise);
            for (int j = 0; j < others.Length; j++) conditionalCov[i, j] = cov[others[i], others[j]] - InnerProduct.Dot(shares[i], shares[j]);
        }

        return (conditionalMean, conditionalCov);
    }

    /// <summary>The lower triangular L with LLᵀ = cov; a direction without spread gives a column of zeros.</summary>
    private static double[,] Factor(double[,] cov)
    {
        int d = cov.GetLength(0);
        double[,] factor = new double[d, d];
        for (int j = 0; j < d; j++)
        {
            double pivot = cov[j, j];
            for (int k = 0; k < j; k++) pivot -= factor[j, k] * factor[j, k];
            if (pivot < -Tolerance * cov[j, j]) throw new ArgumentException($"The covariances have a direction with a negative variance ({pivot} is left of variable {j}). No variables vary like that.", nameof(cov));
            bool flat = pivot <= Tolerance * cov[j, j];
            factor[j, j] = flat ? 0 : Math.Sqrt(pivot);
            for (int i = j + 1; i < d; i++)
            {
                double left = cov[i, j];
                for (int k = 0; k < j; k++) left -= factor[i, k] * factor[j, k];
                if (flat && Math.Abs(left) > Math.Sqrt(Tolerance) * Math.Sqrt(cov[i, i] * cov[j, j])) throw new ArgumentException($"The covariances have a direction with a negative variance: variable {j} has no spread of its own left, but still varies with variable {i}.", nameof(cov));
                factor[i, j] = flat ? 0 : left / factor[j, j];
            }
        }

        return factor;
    }

    private static double[,] Block(double[,] matrix, int[] rows, int[] columns)
    {
        double[,] block = new double[rows.Length, columns.Length];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < columns.Length; j++)
                block[i, j] = matrix[rows[i], columns[j]];
        return block;
    }

    private static void RequireCovariance(double[] mean, double[,] cov)
    {
        int d = mean.Length;
        if (cov.GetLength(0) != d || cov.GetLength(1) != d) throw new ArgumentException($"{d} means, but {cov.GetLength(0)} × {cov.GetLength(1)} covariances. Each variable has a covariance with each.", nameof(cov));
        for (int i = 0; i < d; i++)
            for (int j = 0; j <= i; j++)
                if (!(Math.Abs(cov[i, j] - cov[j, i]) <= Tolerance * Math.Sqrt(cov[i, i] * cov[j, j])))
                    throw new ArgumentException($"The covariance of {i} and {j} is {cov[i, j]}, that of {j} and {i} is {cov[j, i]}. They are the same number, and a variance is not negative.", nameof(cov));
    }
}
