namespace FromScratch.LinearAlgebra;

/// <summary>A fitted principal component analysis.</summary>
/// <param name="Mean">The mean of the data [d].</param>
/// <param name="Components">The principal axes as orthonormal columns [d, k].</param>
/// <param name="Variance">The sample variance along each axis [k], the largest first.</param>
public sealed record PcaModel(Vec Mean, Mat Components, double[] Variance)
{
    /// <summary>Fits the first k components; see <see cref="PrincipalComponents.Fit"/>.</summary>
    /// <param name="x">Data [n, d].</param>
    /// <param name="k">From 1 to min(n, d).</param>
    public static PcaModel Fit(Mat x, int k)
    {
        (double[] mean, double[,] components, double[] variance) = PrincipalComponents.Fit(x.ToArray(), k);
        return new(Vec.Of(mean), Mat.Of(components), variance);
    }

    /// <summary>The scores [n, k] of data [n, d].</summary>
    public Mat Project(Mat x) => Mat.Of(PrincipalComponents.Transform(x.ToArray(), Mean.ToArray(), Components.ToArray()));

    /// <summary>Data [n, d] from scores [n, k].</summary>
    public Mat Reconstruct(Mat z) => Mat.Of(PrincipalComponents.Inverse(z.ToArray(), Mean.ToArray(), Components.ToArray()));
}
