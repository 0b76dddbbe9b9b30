using FromScratch.LinearAlgebra;

namespace FromScratch.ClassicalMl;

/// <summary>Principal components by the share of the variance they are to keep, and data in their own unit along each.</summary>
public static class VarianceShare
{
    private const double Rounding = 1e-12;   // of the total variance

    /// <summary>The fewest components whose variances sum to at least a share of the total.</summary>
    /// <param name="x">Data [n, d], n ≥ 2.</param>
    /// <param name="share">Above 0, at most 1.</param>
    /// <returns>Mean [d], axes [d, k], and sample variances [k].</returns>
    /// <remarks>The variance along an axis is σ²/(n − 1), σ the singular value of the centred data: the shares are of σ², not of σ. Source: Jolliffe, Principal Component Analysis, 2nd ed., §6.1.1.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two rows, or no column varies.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share lies outside its range.</exception>
    public static PcaModel Fit(double[,] x, double share)
    {
        if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, $"Fit: a share of {share}. It is above 0 and at most 1.");
        PcaModel all = PcaModel.Fit(Mat.Of(x), Math.Min(x.GetLength(0), x.GetLength(1)));
        double total = all.Variance.Sum(), kept = 0;
        if (total == 0) throw new ArgumentException("Fit: no column varies, so there is no variance to keep.", nameof(x));
        int k = 0;
        while (kept < share * total - Rounding * total) kept += all.Variance[k++];
        return all with { Components = Mat.Of(Columns.Join(Columns.Of(all.Components.ToArray())[..k], x.GetLength(1))), Variance = all.Variance[..k] };
    }

    /// <summary>Whitened scores: the coordinates of each row along the axes, each divided by its standard deviation.</summary>
    /// <param name="model">A fitted model of d columns and k axes, each with a variance above 0.</param>
    /// <param name="x">Rows [m, d], also ones that the model was not fitted to: the model's mean is subtracted, not theirs.</param>
    /// <returns>[m, k]. Of the rows it was fitted to, the covariance is the identity.</returns>
    /// <exception cref="ArgumentException">The rows have another number of columns.</exception>
    public static double[,] Whiten(PcaModel model, double[,] x)
    {
        double[,] scores = model.Project(Mat.Of(x)).ToArray();
        for (int i = 0; i < scores.GetLength(0); i++)
            for (int t = 0; t < scores.GetLength(1); t++)
                scores[i, t] /= Math.Sqrt(model.Variance[t]);
        return scores;
    }
}
