using FromScratch.Data;
using FromScratch.LinearAlgebra;

namespace FromScratch.Probability;

/// <summary>Normal variables that depend on each other.</summary>
/// <remarks>Source: Bishop, Pattern Recognition and Machine Learning, §2.3.1.</remarks>
public static class MultivariateNormal
{
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
        Require.Covariance(cov, mean.Length);
        if (n < 0) throw new ArgumentOutOfRangeException(nameof(n), n, $"Sample: n is {n}. It counts samples.");
        double[,] factor = SemidefiniteCholesky.Factor(cov);
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
        Require.Covariance(cov, mean.Length);
        if (known.Length != values.Length) throw new ArgumentException($"Condition: {known.Length} known variables, {values.Length} values. Each has one.", nameof(values));
        if (known.Distinct().Count() != known.Length || known.Any(i => i < 0 || i >= mean.Length)) throw new ArgumentException($"Condition: the known variables are {string.Join(", ", known)}. Name each once, from 0 to {mean.Length - 1}.", nameof(known));

        int[] others = [.. Enumerable.Range(0, mean.Length).Except(known)];
        double[,] factor = SemidefiniteCholesky.Factor(Block(cov, known));
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

    /// <summary>The rows and columns of some of the variables.</summary>
    private static double[,] Block(double[,] matrix, int[] variables)
    {
        double[,] block = new double[variables.Length, variables.Length];
        for (int i = 0; i < variables.Length; i++)
            for (int j = 0; j < variables.Length; j++)
                block[i, j] = matrix[variables[i], variables[j]];
        return block;
    }
}
