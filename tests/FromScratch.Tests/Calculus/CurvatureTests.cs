using FromScratch.Calculus;
using FromScratch.LinearAlgebra;
using Xunit;

namespace FromScratch.Tests.Calculus;

public class CurvatureTests
{
    private static double Rosenbrock(double[] p) => 100 * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0]) + (1 - p[0]) * (1 - p[0]);

    [Fact]
    public void Rosenbrocks_Hessian_at_its_minimum_is_802_minus_400_200()
    {
        double[] values = SymEigen.Jacobi(Mat.Of(Curvature.Hessian(Rosenbrock, [1, 1]))).Values;
        Assert.Equal(501 + Math.Sqrt(250601), values[0], 1e-3);   // the roots of λ² − 1002λ + 400
        Assert.Equal(501 - Math.Sqrt(250601), values[1], 1e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-8)]
    [InlineData(1e8)]
    public void A_product_with_a_vector_does_not_mind_its_length(double length)
    {
        double[] product = Curvature.HessianVector(p => [Math.Exp(p[0]) + p[1] * p[1], 2 * p[0] * p[1]], [0.5, -1.5], [length, 2 * length]);
        Assert.Equal(Math.Exp(0.5) - 6, product[0] / length, 1e-8);
        Assert.Equal(-3 + 2, product[1] / length, 1e-8);
    }

    [Fact]
    public void A_vector_of_zeros_needs_no_gradient()
    {
        Assert.Equal([0.0, 0], Curvature.HessianVector(_ => throw new InvalidOperationException("Called."), [1, 2], [0, 0]));
        Assert.Throws<ArgumentException>(() => Curvature.HessianVector(p => p, [1, 2], [1]));
    }

    [Fact]
    public void Eigenvalues_tell_bowls_hills_and_passes_apart()
    {
        Assert.Equal(CriticalPoint.Minimum, Curvature.Classify(Rosenbrock, [1, 1], 1e-3));
        Assert.Equal(CriticalPoint.NotCritical, Curvature.Classify(Rosenbrock, [-1, 1], 1e-3));
        Assert.Equal(CriticalPoint.Maximum, Curvature.Classify(p => -p[0] * p[0] - p[1] * p[1], [0, 0], 1e-3));
        Assert.Equal(CriticalPoint.Saddle, Curvature.Classify(p => p[0] * p[1], [0, 0], 1e-3));
        Assert.Equal(CriticalPoint.Degenerate, Curvature.Classify(p => Math.Pow(p[0], 4) + Math.Pow(p[1], 4), [0, 0], 1e-3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Curvature.Classify(Rosenbrock, [1, 1], 0));
    }
}
