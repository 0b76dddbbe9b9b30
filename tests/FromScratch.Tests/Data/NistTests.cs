using FromScratch.Data;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.Data;

public class NistTests
{
    /// <summary>A typing error in the data shows here: the certified residual standard deviation follows from all rows.</summary>
    [Fact]
    public void The_data_belong_to_the_certified_values() => Assert.All([Nist.Longley(), Nist.Norris(), Nist.Wampler(1), Nist.Wampler(2)], fit =>
    {
        double[] residuals = [.. MatrixMultiplication.ByRows(fit.X, fit.Coefficients).Zip(fit.Y, (predicted, y) => y - predicted)];
        int freedom = fit.Y.Length - fit.Coefficients.Length;
        double deviation = Math.Sqrt(residuals.Sum(r => r * r) / freedom);
        Assert.Equal(fit.ResidualStandardDeviation, deviation, 1e-9 * Math.Max(1, fit.ResidualStandardDeviation));
        double mean = fit.Y.Average();
        Assert.Equal(fit.RSquared, 1 - residuals.Sum(r => r * r) / fit.Y.Sum(y => (y - mean) * (y - mean)), 1e-12);
    });

    [Fact]
    public void There_are_two_sets_of_Wampler() => Assert.Throws<ArgumentOutOfRangeException>(() => Nist.Wampler(3));

    [Fact]
    public void A_graded_matrix_has_the_given_singular_values()
    {
        (double[,] a, SingularParts parts) = Generators.GradedMatrix([100, 1, 0.01], 5, 3);
        for (int s = 0; s < 3; s++)
        {
            double[] image = MatrixMultiplication.ByRows(a, parts.V[s]);
            for (int i = 0; i < 5; i++) Assert.Equal(parts.S[s] * parts.U[s][i], image[i], 1e-13);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.GradedMatrix([1, 1], 1, 3));
    }
}
