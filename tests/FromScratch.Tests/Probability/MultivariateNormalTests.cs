using FromScratch.Data;
using FromScratch.LinearAlgebra;
using FromScratch.Probability;

namespace FromScratch.Tests.Probability;

public sealed class MultivariateNormalTests
{
    [Fact]
    public void Conditioning_is_regression()
    {
        (double[] mean, double[,] cov) = MultivariateNormal.Condition([0, 0], new[,] { { 1, 0.8 }, { 0.8, 1 } }, [0], [2]);
        Assert.Equal(1.6, mean[0], 1e-15);
        Assert.Equal(0.36, cov[0, 0], 1e-15);
    }

    [Fact]
    public void The_conditional_covariance_is_the_inverse_of_a_block_of_the_inverse()
    {
        // For Σ⁻¹ = P the covariance of the rest, given the known ones, is (P_aa)⁻¹. Bishop (2.73).
        double[,] cov = { { 4, 2, -2 }, { 2, 5, 3 }, { -2, 3, 9 } };
        (_, double[,] given) = MultivariateNormal.Condition([0, 0, 0], cov, [2], [1]);
        double det = given[0, 0] * given[1, 1] - given[0, 1] * given[1, 0];
        // P_aa by cofactors of Σ over det Σ
        double whole = 4 * (45 - 9) - 2 * (18 + 6) + -2 * (6 + 10);
        Assert.Equal((45 - 9) / whole, given[1, 1] / det, 1e-14);
        Assert.Equal(-(18 + 6) / whole, -given[0, 1] / det, 1e-14);
    }

    [Fact]
    public void Semidefinite_covariances_are_sampled_and_impossible_ones_refused()
    {
        double[,] samples = MultivariateNormal.Sample([1, 2, 3], new[,] { { 1, 0.5, 1.5 }, { 0.5, 2, 2.5 }, { 1.5, 2.5, 4 } }, 20, new Rng(1));
        for (int i = 0; i < 20; i++) Assert.Equal(samples[i, 0] + samples[i, 1], samples[i, 2], 1e-9);
        Assert.Throws<ArgumentException>(() => MultivariateNormal.Sample([0, 0], new double[,] { { 1, 2 }, { 2, 1 } }, 1, new Rng(1)));
        Assert.Throws<ArgumentException>(() => MultivariateNormal.Sample([0, 0], new double[,] { { 0, 1 }, { 1, 4 } }, 1, new Rng(1)));
        Assert.Throws<ArgumentException>(() => MultivariateNormal.Condition([0, 0, 0], new double[,] { { 1, 2, 1 }, { 2, 4, 2 }, { 1, 2, 3 } }, [0, 1], [1, 5]));
    }

    [Fact]
    public void With_a_definite_covariance_the_factor_is_Cholesky_s()
    {
        double[,] cov = { { 4, 2, -2 }, { 2, 5, 3 }, { -2, 3, 9 } };
        Mat l = Cholesky.TryFactor(Mat.Of(cov))!;
        var rng = new Rng(8);
        Vec z = Vec.Of(rng.NextGaussian(), rng.NextGaussian(), rng.NextGaussian());
        double[,] sample = MultivariateNormal.Sample([0, 0, 0], cov, 1, new Rng(8));
        for (int i = 0; i < 3; i++) Assert.Equal((l * z)[i], sample[0, i], 1e-14);
    }
}
